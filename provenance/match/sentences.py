"""Sentences and their offsets, in every script."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from provenance.match.tokens import LIMIT

# A mark of a spaced script ends a sentence when a space follows; one of an unspaced script always does.
_END = regex.compile(r"(?:[.!?…‽؟۔։።፧፨།॥।]+[\"'»”’)\]]*(?=\s|$)|[。！？｡．។៕။]+[」』）”’\"]*|\n)")
# Initials, Dr., г., a day's number; "EU." and "US." end sentences more often than not.
_ABBREVIATION = regex.compile(r"(?:^|[\s(«“\"'.])(?:\p{L}|\p{Lu}\p{Ll}{1,2}|\p{N}{1,2})\.$")
_CONTINUES = regex.compile(r"[^\S\n]+\p{Ll}")
_SPACE = regex.compile(r"\s")
_SHORT, _LONG = 25, 400


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its text and offsets in the whole."""

    text: str
    start: int
    end: int


def sentences(text: str, at_most: int = 80) -> tuple[Sentence, ...]:
    """Split a text at its sentence marks and line ends.

    Pieces under 25 characters join the next one of their line, pieces over 400 are cut at a space (Thai and
    Lao mark no sentence end). When more than `at_most` would come out, neighbours are joined, so
    that the work of comparing two texts stays bounded.
    """
    spans = list(_joined(_cut(text[:LIMIT]), text))
    size = -(-len(spans) // at_most) or 1
    groups = (spans[i : i + size] for i in range(0, len(spans), size))
    return tuple(Sentence(text[g[0][0] : g[-1][1]], g[0][0], g[-1][1]) for g in groups)


def _cut(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _END.finditer(text):
        end = mark.end()
        if mark[0] != "\n" and not _ends(text, start, end):
            continue
        yield from _pieces(text, start, end)
        start = end
    yield from _pieces(text, start, len(text))


def _ends(text: str, start: int, end: int) -> bool:
    """Tell whether a mark ends the sentence that began at `start`: abbreviations and small letters go on."""
    return not (_CONTINUES.match(text, end) or _ABBREVIATION.search(text, max(start, end - 8), end))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trim a span, and cut it where it is too long to be one sentence."""
    while end - start > _LONG:
        gap = _SPACE.search(text, start + _LONG // 2, min(end, start + _LONG))
        cut = gap.end() if gap else start + _LONG
        yield from _pieces(text, start, cut)
        start = cut
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _joined(spans: Iterator[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    held: tuple[int, int] | None = None
    for start, end in spans:
        if held and "\n" in text[held[1] : start]:
            yield held
            held = None
        held = (held[0] if held else start, end)
        if end - held[0] >= _SHORT:
            yield held
            held = None
    if held:
        yield held
