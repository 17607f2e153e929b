"""Bytes of a feed -> Feed. XML dialects are read by feedparser, which is given bytes and never an address."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeGuard

from provenance.acquire import sniff
from provenance.acquire.feeds import jsonfeed
from provenance.acquire.feeds.entries import Credit, Entry, Feed, Origin
from provenance.errors import NotAnArticle

MAX_ENTRIES = 100_000

_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.I)
_TAG = re.compile(rb"<(/?)(?!(?:br|hr|img|input|meta|link|source|wbr)\b)[A-Za-z][^<>]*?(/?)>")
_DEEPEST = 200_000  # feedparser holds half a kilobyte a level, and takes 20 microseconds

_CLOSED = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.I)

Values = Mapping[str, Any]


def is_feed(body: bytes) -> bool:
    """Whether bytes are a feed, by their first element or, in JSON, by the version they name."""
    return sniff.binary_kind(body) == "a feed" or jsonfeed.is_json_feed(body)


def parse(body: bytes, name: str, address: str | None = None) -> Feed:
    """The feed in these bytes; `name` is what errors call it, `address` where it was read, for relative links.

    What is read of a damaged feed is given, with its `damage`. NotAnArticle when it is no feed at all.
    """
    if jsonfeed.is_json_feed(body):
        return jsonfeed.parse(body, name)
    if sniff.binary_kind(body) != "a feed":
        raise NotAnArticle(f"{name}: no feed")
    body = _cut(sniff.without_declarations(body).lstrip())
    if _is_deep(body):
        raise NotAnArticle(f"{name}: a feed of more than {_DEEPEST:,} elements within each other")
    found = _parsed(body, address)
    head: Values = found.feed
    damage = _damage(found, body)
    if not found.entries and not found.version and not head:
        raise NotAnArticle(f"{name}: no feed that can be read ({damage or 'nothing in it'})")
    return Feed(
        entries=tuple(_entry(one) for one in found.entries[:MAX_ENTRIES]),
        title=text(head.get("title")),
        site=text(head.get("link")),
        address=_of(head, "self") or address,
        language=text(head.get("language")),
        damage=damage or None,
    )


def _parsed(body: bytes, address: str | None) -> Any:  # noqa: ANN401 - feedparser has no types
    import feedparser

    # Read as a stream: feedparser would open a file or an address of that name. Markup is left as it is: it goes
    # through the same extraction as a page.
    # A Content-Type of its own, because without one an address counts as damage; the letters are told by the bytes.
    headers = {"content-location": address, "content-type": "application/xml"} if address else {}
    return feedparser.parse(
        io.BytesIO(sniff.without_declarations(body)),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _cut(body: bytes) -> bytes:
    """The feed up to the most entries that are read: feedparser would read them all."""
    after = next(islice(_ENTRY.finditer(body), MAX_ENTRIES, None), None)
    return body[: after.start()] if after else body


def _is_deep(body: bytes) -> bool:
    """Whether more elements stand within each other than any feed has; text in CDATA counts too."""
    depth = 0
    for tag in _TAG.finditer(body):
        depth += -1 if tag[1] and depth else 0 if tag[1] or tag[2] else 1
        if depth > _DEEPEST:
            return True
    return False


def _damage(found: Any, body: bytes) -> str:  # noqa: ANN401
    """What is broken in the markup where entries are missing or the feed does not come to its end.

    The rest (letters declared wrongly, entities of HTML, an ampersand by itself) feedparser mends.
    """
    from xml.sax import SAXException

    error = found.get("bozo_exception")
    if not isinstance(error, SAXException):
        return ""
    is_whole = _CLOSED.search(body[-4_096:]) and len(found.entries) >= len(_ENTRY.findall(body))
    return "" if is_whole else " ".join(str(error).split())[:200]


def text(value: object) -> str | None:
    """A value as text in one line; None for what is empty or no text."""
    return " ".join(value.split())[:4_000] or None if isinstance(value, str) else None


def _entry(one: Values) -> Entry:
    body = _body(one)
    links = [link for link in _listed(one, "links") if text(link.get("href"))]
    return Entry(
        link=text(one.get("feedburner_origlink")) or _alternate(one),
        guid=text(one.get("id")),
        title=text(one.get("title")),
        html=str(body.get("value") or ""),
        is_full=bool(one.get("content")),
        base=text(body.get("base")),
        published=text(one.get("published")) or text(one.get("created")),
        updated=text(_raw(one, "updated")),
        language=text(body.get("language")),
        authors=tuple(name for person in _listed(one, "authors") if (name := text(person.get("name"))))[:20],
        source=_source(one.get("source")),
        via=_all(links, "via"),
        related=_all(links, "related"),
        canonical=next(iter(_all(links, "canonical")), None),
        dc_source=text(one.get("dc_source")),
        publisher=text(one.get("publisher")),
        credits=tuple(_credits(_listed(one, "media_credit"))),
        media=next((str(link.get("type")) for link in links if link.get("rel") == "enclosure"), ""),
    )


def _listed(one: Values, key: str) -> list[Values]:
    """What feedparser lists under a key of its own; an element of that very name may have put something else there."""
    found = one.get(key)
    return [value for value in found if _is_values(value)] if isinstance(found, list) else []


def _is_values(value: object) -> TypeGuard[Values]:
    return isinstance(value, Mapping)


def _raw(one: Values, key: str) -> object:
    """A value under this very key: feedparser would answer `updated` with what is published, and warn."""
    return dict(one).get(key)


def _body(one: Values) -> Values:
    """The longest content, else the summary; plain text is made markup of by whoever shows it."""
    contents = [c for c in _listed(one, "content") if isinstance(c.get("value"), str)]
    summary = one.get("summary_detail")
    return max(contents, key=lambda c: len(c["value"]), default=None) or (summary if _is_values(summary) else {})


def _alternate(one: Values) -> str | None:
    return text(one.get("link")) or next(iter(_all(_listed(one, "links"), "alternate")), None)


def _all(links: Iterable[Values], rel: str) -> tuple[str, ...]:
    return tuple(href for link in links if link.get("rel") == rel and (href := text(link.get("href"))))[:10]


def _of(head: Values, rel: str) -> str | None:
    return next(iter(_all(_listed(head, "links"), rel)), None)


def _source(said: object) -> Origin | None:
    """RSS gives the address of the source's feed, Atom its id, home page and address."""
    if not isinstance(said, Mapping):
        return None
    links = _listed(said, "links")
    found = (*_all(links, "alternate"), *_all(links, "self"), text(said.get("href")), text(said.get("id")))
    origin = Origin(text(said.get("title")) or text(said.get("value")), tuple(dict.fromkeys(filter(None, found))))
    return origin if origin.title or origin.urls else None


def _credits(said: Sequence[Values]) -> Iterable[Credit]:
    for one in said[:10]:
        name = text(one.get("content"))
        if name:
            yield Credit(name[:200], (text(one.get("role")) or "")[:40])
