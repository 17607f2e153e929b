"""What pages declare beside their text: title, byline, date, links, images."""

from collections.abc import Iterable
from datetime import timedelta
from posixpath import basename

import regex

from provenance import dates
from provenance.comparing.edits import edits
from provenance.comparing.nouns import Change, Field, Items
from provenance.comparing.pieces import SHOWN, in_one_form
from provenance.model import Article, DateInterval
from provenance.urls import canonical_key, is_share_or_social, readable

IMAGE = "image.url"
_SIZE = regex.compile(r"(?:[-_]\d{2,5}x\d{2,5}|[-_]scaled|@\d+x)(?=\.\w+\Z|\Z)")
_DAY = timedelta(days=1)


def fields(a: Article, b: Article, across: bool) -> tuple[Field, ...]:
    """Title, byline and date of two articles; `across`: they are in different languages."""
    return (
        _field("title", a.title, b.title, across),
        _field("byline", ", ".join(a.authors) or None, ", ".join(b.authors) or None, False),
        _date(a.published, b.published),
    )


def _field(name: str, a: str | None, b: str | None, across: bool) -> Field:
    if a is None or b is None:
        return Field(name, a, b, _one_sided(a, b))
    if in_one_form(a) == in_one_form(b):
        return Field(name, a, b, Change.KEPT)
    return Field(name, a, b, None) if across else Field(name, a, b, Change.ALTERED, edits(a, b))


def _one_sided(a: object, b: object) -> Change:
    if a is None and b is None:
        return Change.KEPT
    return Change.ADDED if a is None else Change.CUT


def _date(a: DateInterval | None, b: DateInterval | None) -> Field:
    first, second = (dates.as_iso(x) if x else None for x in (a, b))
    if a is None or b is None:
        return Field("date", first, second, _one_sided(a, b))
    if dates.overlap(a, b):
        return Field("date", first, second, Change.KEPT)
    earlier, later = (a, b) if a.earliest < b.earliest else (b, a)
    least = later.earliest - earlier.latest + (_DAY if earlier.latest - earlier.earliest >= _DAY else timedelta())
    word = "later" if earlier is a else "earlier"
    return Field("date", first, second, Change.ALTERED, detail=f"{_span(least)} {word}")


def _span(span: timedelta) -> str:
    minutes = span.total_seconds() / 60
    if minutes < 59.5:
        return "less than a minute" if round(minutes) < 1 else _count(minutes, "minute")
    return _count(minutes / 60, "hour") if minutes < 36 * 60 else _count(minutes / 60 / 24, "day")


def _count(number: float, unit: str) -> str:
    return f"{number:.0f} {unit}" if round(number) == 1 else f"{number:.0f} {unit}s"


def links(a: Article, b: Article) -> Items:
    """The addresses that the compared blocks link to; those that share a page are left out."""
    return _items(_links(a), _links(b))


def _links(article: Article) -> dict[str, str]:
    found = (link.url for block in article.blocks if block.place in SHOWN for link in block.links)
    web = (url for url in found if url.startswith(("http://", "https://")) and not is_share_or_social(url))
    return {canonical_key(url): readable(url) for url in reversed(list(web))}


def images(a: Article, b: Article) -> Items:
    """The images of both bodies, told apart by their file names: a copy keeps them on another host."""
    return _items(_images(a), _images(b))


def _images(article: Article) -> dict[str, str]:
    found: Iterable[str] = (fact.value for fact in article.facts if fact.key == IMAGE)
    return {_stem(url): readable(url) for url in reversed(list(found))}


def _stem(url: str) -> str:
    """The name of a file without what a site adds for a size: `port-300x200.jpg` is `port.jpg`."""
    path = url.partition("?")[0].rstrip("/")
    return _SIZE.sub("", basename(path)).lower() or url


def _items(a: dict[str, str], b: dict[str, str]) -> Items:
    first, second = list(a)[::-1], list(b)[::-1]
    return Items(
        tuple(b[key] for key in second if key in a),
        tuple(a[key] for key in first if key not in b),
        tuple(b[key] for key in second if key not in a),
    )
