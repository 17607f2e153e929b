"""Plain text -> placed blocks: each line that is not empty is one."""

import re
from collections.abc import Sequence

from provenance import urls
from provenance.extract.flow import plain
from provenance.extract.prose import FULL, LONG, ends, is_prose, size
from provenance.model import Block, Link, Place

MAX_LINES = 50_000
MAX_LINKS = 5_000
TAIL_LINES = 6

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'“”«»„（）()\[\]{}，。、]{3,2000}", re.I)


def blocks(text: str) -> tuple[Block, ...]:
    """The lines of a text with their places; the first one is the title when it looks like one."""
    lines = [line for line in (plain(raw) for raw in text[:20_000_000].splitlines()[:MAX_LINES]) if line]
    titled = len(lines) > 1 and size(lines[0]) <= FULL and not ends(lines[0])
    first = next((number for number, line in enumerate(lines) if number >= titled and is_prose(line)), int(titled))
    last = _last(lines, first)
    room = MAX_LINKS
    found = []
    for number, line in enumerate(lines):
        links = _links(line) if room > 0 else ()
        room -= len(links)
        found.append(Block(line, _place(number, titled, first, last), "text", links))
    return tuple(found)


def _last(lines: Sequence[str], first: int) -> int:
    """The last long paragraph, at most `TAIL_LINES` from the end."""
    most = max((size(line) for line in lines[first:]), default=0)
    long = min(LONG, max(60, most // 2))
    last = max((number for number, line in enumerate(lines) if number >= first and size(line) >= long), default=first)
    last = max(last, len(lines) - 1 - TAIL_LINES)
    return last - 1 if first < last == len(lines) - 1 and size(lines[last]) < LONG else last


def _place(number: int, titled: bool, first: int, last: int) -> Place:
    if number == 0 and titled:
        return Place.TITLE
    if number < first:
        return Place.HEAD
    return Place.TAIL if number > last else Place.INLINE


def _links(line: str) -> tuple[Link, ...]:
    found = []
    for match in _ADDRESS.finditer(line):
        text = match[0].rstrip(".,;:!?…*_")
        start = match.start()
        found.append(Link(start, start + len(text), urls.clean(text) or text, text))
    return tuple(found)
