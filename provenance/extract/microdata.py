"""Microdata and microformats as facts, read off the same tree.

`microdata.<type>.<itemprop>...` and `mf.<class>`; of microformats only those that speak of where
a page comes from, goes to, or who wrote it (plain class names of style sheets look the same).
"""

from collections.abc import Iterator

from lxml import etree

from provenance.extract.flow import plain
from provenance.extract.tables import MICROFORMATS
from provenance.model import Fact

MAX_FACTS = 400
MAX_TRIED = 4_000  # elements, also those that say nothing: each is looked through as deep as it goes
MAX_VALUE = 1_000

_ADDRESS = ("content", "href", "src", "datetime", "data")


def facts(root: etree._Element) -> Iterator[Fact]:
    """Microdata first, then microformats, each in document order and bounded."""
    yield from _microdata(root)
    yield from _microformats(root)


def value_of(element: etree._Element) -> str:
    """What an annotated element says: its address or machine-readable value, else its text."""
    for name in _ADDRESS:
        value = element.get(name)
        if value and value.strip():
            return plain(value[:MAX_VALUE])
    return text_of(element)


def text_of(element: etree._Element) -> str:
    """The text within an element, one line, bounded."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > 2 * MAX_VALUE:
            break
    return plain(" ".join(pieces))[:MAX_VALUE]


def _microdata(root: etree._Element) -> Iterator[Fact]:
    count = tried = 0
    for element in root.iter("{*}*"):
        names = element.get("itemprop")
        if not names:
            continue
        if count >= MAX_FACTS or tried >= MAX_TRIED:
            return
        tried += 1
        scope = _scope(element)
        value = "" if element.get("itemscope") is not None else value_of(element)
        for name in names.split()[:4]:
            if value:
                count += 1
                yield Fact(f"microdata.{scope}.{name}", value)


def _scope(element: etree._Element) -> str:
    """The type of the outermost item and the properties that lead to this element's item."""
    path: list[str] = []
    for parent in element.iterancestors():
        if parent.get("itemscope") is not None:
            prop = (parent.get("itemprop") or "").split()
            kind = (parent.get("itemtype") or "Thing").strip().rstrip("/").rsplit("/", 1)[-1]
            path.append(prop[0] if prop else kind)
            if not prop or len(path) > 6:
                break
    return ".".join(reversed(path)) or "Thing"


def _microformats(root: etree._Element) -> Iterator[Fact]:
    count = tried = 0
    for element in root.iter("{*}*"):
        classes = element.get("class")
        if not classes or "-" not in classes:
            continue
        if count >= MAX_FACTS or tried >= MAX_TRIED:
            return
        for name in dict.fromkeys(name for name in classes.split() if name in MICROFORMATS):
            tried += 1
            value = _target(element) if name.startswith(("u-", "h-")) else text_of(element)
            if value:
                count += 1
                yield Fact(f"mf.{name}", value)


def _target(element: etree._Element) -> str:
    """The address of a u- property: its own, or the first link within (an h-cite)."""
    own = value_of(element)
    if element.get("href") or element.get("src"):
        return own
    inner = next((link.get("href") for link in element.iter("a") if link.get("href")), None)
    return plain(inner[:MAX_VALUE]) if inner else own
