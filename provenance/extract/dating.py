"""When a page was published, as it says itself; modification dates are not asked."""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from provenance import dates
from provenance.extract import facts as declared
from provenance.extract import hints
from provenance.extract.dom import Box
from provenance.extract.tables import PUBLISHED
from provenance.model import Block, DateInterval, Fact, Place

_LATER = re.compile(r"updat|modif|edit|aktualis|actualis|refresh")
_DIGIT_DATE = re.compile(r"\d")


def published(
    facts: Sequence[Fact],
    blocks: Sequence[Block],
    root: etree._Element,
    url: str | None,
    language: str | None,
) -> DateInterval | None:
    """JSON-LD, metadata, microdata, `time` elements, a written date in the byline, the address."""
    for text in (*_jsonld(facts), *declared.values(facts, *PUBLISHED), *_microdata(facts)):
        found = read(text, language)
        if found:
            return found
    for text in _times(root):
        found = dates.parse_iso(text)
        if found:
            return found
    return _written(blocks, language) or (dates.from_url(url) if url else None)


def read(text: str, language: str | None) -> DateInterval | None:
    """A date in machine form, or else a written one."""
    return dates.parse_iso(text) or dates.parse_words(text[:100], (language,) if language else ())


def _jsonld(facts: Sequence[Fact]) -> Iterator[str]:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        for fact in facts:
            if fact.key.startswith("jsonld.") and fact.key.endswith(f".{name}") and fact.key.count(".") == 2:
                yield fact.value


def _microdata(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        if (
            fact.key.startswith("microdata.")
            and fact.key.lower().endswith(".datepublished")
            and "omment" not in fact.key
        ):
            yield fact.value


def _times(root: etree._Element) -> Iterator[str]:
    """The `datetime` of time elements and hAtom dates, published ones first, comments left out."""
    found: list[tuple[bool, str]] = []
    for element in root.iter("time", "abbr"):
        if len(found) >= 20:
            break
        value = element.get("datetime") or (element.get("title") if element.tag == "abbr" else None)
        names = " ".join(element.get(key) or "" for key in ("class", "itemprop", "id")).lower()
        if value and not _LATER.search(names) and not _is_beside(element):
            found.append((not ("publ" in names or element.get("pubdate") is not None), value))
    yield from (value for _, value in sorted(found, key=lambda item: item[0]))


def _is_beside(element: etree._Element) -> bool:
    """Within comments, navigation, related articles."""
    for depth, parent in enumerate(element.iterancestors()):
        if depth > 12 or parent.tag == "body" or not isinstance(parent.tag, str):
            return False
        names = f" {parent.get('class') or ''} {parent.get('id') or ''}".lower()[:300]
        if hints.away(Box(-1, parent.tag, names)) not in {None, Place.CAPTION} and not hints.is_byline(names):
            return True
    return False


def _written(blocks: Sequence[Block], language: str | None) -> DateInterval | None:
    """The first written date among the short lines around the title."""
    tried = 0
    for block in blocks:
        if block.place in {Place.BYLINE, Place.HEAD} and len(block.text) <= 200:
            for line in block.text.split("\n"):
                if _DIGIT_DATE.search(line) and tried < 6:
                    tried += 1
                    found = dates.parse_words(line[:100], (language,) if language else ())
                    if found:
                        return found
    return None
