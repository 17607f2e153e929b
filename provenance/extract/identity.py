"""Who a page says it is: its title, its outlet's name, its authors."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from provenance import urls
from provenance.case import is_small
from provenance.extract import facts as declared
from provenance.extract import titles
from provenance.extract.prose import fold
from provenance.extract.tables import AUTHOR, OUTLET
from provenance.model import Block, Fact, Place

_AUTHOR_KEY = re.compile(r"jsonld\.(?!Image|Video|Audio|Media|Review|Comment)\w+\.author(?:\.name)?")
_MAX_NAME = 120
_NAMED = re.compile(r"[^\W\d_][\w'’.-]*")
# Characters of a line that says whose the page is.
_MAX_NOTICE = 200


def title(
    facts: Sequence[Fact], blocks: Sequence[Block], at: int | None, outlet: str | None, domain: str | None
) -> str | None:
    """The title's block when the metadata does not gainsay it, else the declared one, else `<title>`."""
    named = titles.declared(facts)
    page = declared.first(facts, "title")
    if at is not None:
        text = " ".join(blocks[at].text.split())
        known = [fold(one) for one in (*named, page or "") if one]
        if not known or any(fold(text) in one or one in fold(text) for one in known):
            return text
        if not named:
            return text
    if named:
        return named[0]
    return stripped(page, outlet, domain) if page else None


def stripped(page: str, outlet: str | None, domain: str | None) -> str:
    """A `<title>` without the site's name at its end or start."""
    pieces = titles.parted(page)
    for piece in (pieces[-1], pieces[0]) if len(pieces) > 1 else ():
        if is_site(piece, outlet, domain):
            at = page.rindex(piece) if piece is pieces[-1] else len(piece)
            rest = page[:at] if piece is pieces[-1] else page[at:]
            return rest.strip(" |–—·•»«:-")
    return page


def is_site(piece: str, outlet: str | None, domain: str | None) -> bool:
    """Is this piece of a title the name of the site?"""
    name = fold(piece)
    if not name:
        return False
    if outlet and (name == fold(outlet) or (len(name) > 4 and fold(outlet) in name)):
        return True
    label = fold((domain or "").split(".")[0])
    return bool(label) and (
        name in (label, fold(domain or "")) or (len(name) >= 5 and (name in label or label in name))
    )


def outlet(facts: Sequence[Fact], blocks: Sequence[Block], domain: str | None) -> str | None:
    """og:site_name, the publisher of JSON-LD, application-name, the home link's text, `<title>`'s end."""
    heading = fold(declared.first(facts, "meta.og:title", "title") or "")
    for name in declared.values(facts, *OUTLET):
        if 1 < len(name) <= _MAX_NAME and fold(name) and fold(name) != heading and "//" not in name:
            return name
    return _from_title(facts, blocks, domain) or _home_name(facts, blocks, domain)


def _home_name(facts: Sequence[Fact], blocks: Sequence[Block], domain: str | None) -> str | None:
    """The text of a link to the home page above the title, when the site says it once more."""
    around = [fold(declared.first(facts, "title") or "")]
    around += [fold(block.text) for block in blocks if block.place in {Place.CHROME, Place.ASIDE}][:2_000]
    rights = [block.text.casefold() for block in blocks if "©" in block.text and len(block.text) <= _MAX_NOTICE]
    for block in blocks:
        if block.place is Place.TITLE:
            break
        for link in block.links:
            name = fold(link.text)
            if not (3 if name.isascii() else 1) < len(name) <= 60 or not _is_home(link.url):
                continue
            alone = len(name) > 3 and block.place is Place.CHROME and link.text == block.text
            known = is_site(link.text, None, domain) or sum(name in other for other in around) > 1
            if (alone and known) or any(_stands_in(link.text, notice) for notice in rights):
                return " ".join(link.text.split())
    return None


def _stands_in(name: str, notice: str) -> bool:
    """Whether a name stands in a line in lower case, not as a part of longer words ('Home' in 'Homestead Post')."""
    written = re.escape(" ".join(name.casefold().split()))
    before, after = (r"(?<![^\W_])", r"(?![^\W_])") if name.isascii() or name.lower() != name.upper() else ("", "")
    return re.search(before + written + after, notice) is not None


def _is_home(url: str) -> bool:
    return url == "/" or (url.startswith("http") and urls.is_home(url))


def _from_title(facts: Sequence[Fact], blocks: Sequence[Block], domain: str | None) -> str | None:
    """The last or first piece of `<title>` that is the domain's name or stands alone elsewhere."""
    pieces = titles.parted(declared.first(facts, "title") or "")
    if len(pieces) < 2:
        return None
    around = {fold(line) for block in blocks if block.place is Place.CHROME for line in block.text.split("\n")}
    for piece in (pieces[-1], pieces[0]):
        if is_site(piece, None, domain) or (2 < len(piece) <= 60 and fold(piece) in around):
            return piece.strip()
    return None


def authors(facts: Sequence[Fact], blocks: Sequence[Block]) -> tuple[str, ...]:
    """Names of JSON-LD's authors, else of metadata, else of an author's link or element in the byline."""
    for names in (
        _jsonld_authors(facts),
        declared.values(facts, *AUTHOR),
        _microdata(facts),
        _bylines(blocks),
    ):
        found = tuple(dict.fromkeys(filter(None, map(_name, names))))[:20]
        if found:
            return found
    return ()


def _jsonld_authors(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        if _AUTHOR_KEY.fullmatch(fact.key):
            yield fact.value


def _microdata(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        if (
            fact.key.startswith("microdata.")
            and fact.key.endswith((".author", ".author.name"))
            and "omment" not in fact.key
        ):
            yield fact.value


def _bylines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.place in {Place.BYLINE, Place.HEAD, Place.TAIL}:
            yield from (link.text for link in block.links if "author" in link.rel.split())
    for block in blocks:
        if block.place is Place.BYLINE and _role().match(block.text) and len(block.text) <= 80:
            yield block.text.split("\n")[0]
    for block in blocks:
        if block.place is Place.TAIL and _is_signature(block.text):
            yield block.text


def _is_signature(text: str) -> bool:
    """Whether a line below the text is a name of two to four words behind a word for authors: 'by Ann Berg'.

    With a capital the word may be part of a name: De Standaard.
    """
    role = _role().match(text)
    words = text[role.end() :].split(" ") if role else []
    labelled = role is not None and (role[0][0].islower() or role[0].rstrip()[-1] in ":：")
    return labelled and 2 <= len(words) <= 4 and all(_NAMED.fullmatch(w) and not is_small(w[0]) for w in words)


def _name(text: str) -> str | None:
    name = " ".join(text.split())
    name = _role().sub("", name, count=1) if _role().match(text) else name
    if "//" in name or "@" in name.split(" ")[0] or not fold(name) or len(name) > _MAX_NAME:
        return None
    return name.strip(" ,;|·–-") or None


@cache
def _role() -> re.Pattern[str]:
    """What stands before an author's name, as `roles.toml` tells it."""
    told = tomllib.loads(Path(__file__).with_name("roles.toml").read_text(encoding="utf-8"))
    before, labels = ("|".join(map(re.escape, told[kind])) for kind in ("before", "labels"))
    return re.compile(rf"(?:{before})\s*[:：]?\s+|(?:{labels})[:：]", re.I)
