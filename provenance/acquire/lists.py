"""Lists of addresses: a text file with one a line, and OPML, the list of feeds that readers exchange."""

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from provenance import urls
from provenance.acquire import sniff
from provenance.charset import text_of, utf16

_ADDRESS = re.compile(rb"https?://[^\s<>\"]+\Z", re.I)
_COMMENT = ("#", ";", "//")
_COMMENT_BYTES = tuple(mark.encode() for mark in _COMMENT)
_HEAD = 65_536
# A line of so many characters that is no address is prose.
_PROSE = 80
MAX_FEEDS = 10_000


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed of an OPML list, with its title."""

    url: str
    title: str | None = None


def looks_like_list(head: bytes) -> bool:
    """Whether a text is a list of addresses: more than half of its lines are one each, and none is prose."""
    wide = utf16(head)
    head = head.decode(wide, "ignore").encode() if wide else head.removeprefix(b"\xef\xbb\xbf")
    if b"http" not in head.lower() or b"\x00" in head:
        return False
    lines = [text for line in head.splitlines() if (text := line.strip()) and not text.startswith(_COMMENT_BYTES)]
    # The last line of a long head may be cut.
    lines = lines[:-1] if len(head) >= _HEAD else lines
    good = sum(bool(_ADDRESS.match(line)) for line in lines)
    return 2 * good > len(lines) and all(len(line) < _PROSE or _ADDRESS.match(line) for line in lines)


def lines_of(body: bytes) -> Iterator[tuple[int, str]]:
    """The lines of a list with their numbers, from 1; comments and blank lines are left out."""
    for number, line in enumerate(text_of(body).splitlines(), 1):
        text = line.strip().removeprefix("\ufeff").strip()
        if text and not text.startswith(_COMMENT):
            yield number, text


def is_opml(head: bytes) -> bool:
    """Whether bytes begin an OPML document."""
    return sniff.root(head) == b"opml"


def opml_feeds(body: bytes) -> tuple[ListedFeed, ...]:
    """The feeds of an OPML document (`outline` with `xmlUrl`), groups unfolded, each once."""
    found: dict[str, ListedFeed] = {}
    events = etree.iterparse(
        io.BytesIO(sniff.without_declarations(body)),
        events=("start",),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        recover=True,
    )
    for _, element in until_broken(events):
        names = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        url = urls.clean(names.get("xmlurl", "").strip().replace("feed://", "https://", 1))
        if url and len(found) < MAX_FEEDS:
            found.setdefault(url, ListedFeed(url, names.get("title") or names.get("text")))
    return tuple(found.values())


def until_broken(events: "etree.iterparse[tuple[str, etree._Element]]") -> Iterator[tuple[str, etree._Element]]:
    """The elements up to the first error that cannot be mended."""
    with suppress(etree.XMLSyntaxError):
        yield from events


def address_of(line: str) -> str | None:
    """The address on a line of a list, with or without its scheme; None when there is none."""
    return None if re.search(r"\s", line) else urls.clean(line)
