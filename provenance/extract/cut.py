"""Cutting a block of several lines in two or more, with its links."""

from dataclasses import replace

from provenance.extract.dom import Raw
from provenance.extract.prose import size
from provenance.model import Link

_LONG_LINE = 160


def cut(block: Raw, at: int) -> tuple[Raw, Raw]:
    """Part a block at offset `at`, where a line begins; the newline before it is dropped."""
    return _slice(block, 0, at - 1), _slice(block, at, len(block.text))


def _slice(block: Raw, start: int, end: int) -> Raw:
    text = block.text[start:end]
    within = (link for link in block.links if link.start <= end and (link.start >= start or link.end > start))
    return replace(block, text=text, links=tuple(_moved(link, start, end, text) for link in within))


def _moved(link: Link, start: int, end: int, text: str) -> Link:
    first, last = max(link.start - start, 0), min(link.end, end) - start
    return Link(first, last, link.url, text[first:last], link.rel)


def edges(block: Raw) -> list[Raw]:
    """Part the short lines at the start and the end of a block from the long ones between them."""
    lines = block.text.split("\n")
    if len(lines) < 2 or block.tag == "pre" or len(block.text) < _LONG_LINE:
        return [block]
    sizes = [size(line) for line in lines]
    least = min(_LONG_LINE, max(60, max(sizes) // 2))
    long = [number for number, length in enumerate(sizes) if length >= least]
    if not long:
        return [block]
    parts, rest = list[Raw](), block
    if long[0] > 0:
        first, rest = cut(rest, _offset(lines, long[0]))
        parts.append(first)
    if long[-1] + 1 < len(lines):
        rest, last = cut(rest, _offset(lines, long[-1] + 1) - _offset(lines, long[0]))
        return [*parts, rest, last]
    return [*parts, rest]


def _offset(lines: list[str], number: int) -> int:
    return sum(len(line) + 1 for line in lines[:number])
