"""Long lines of which one holds a part of the other: a paragraph that was cut out, split, or run into the next."""

from collections.abc import Iterator, Sequence
from statistics import median_low

from provenance.descent.witness import Line, line_of

_LEAST = 16  # words of a line that may be part of another
_RUN = 3  # words in a row by which parts are known
_SHARED = 0.4  # share of the shorter line's runs from which it is a part
_REST = 5  # words of what is left over that is a line of its own

Parts = tuple[list[tuple[Line, Line]], list[Line], list[Line]]


def parted(gone: Sequence[Line], new: Sequence[Line]) -> Parts:
    """Pair the parts that lines of a parent and of its child share; what is left over of the parent's, of the child's.

    A word changed breaks three runs; where the parts lie is told by the runs that are left, as one offset.
    """
    pairs: list[tuple[Line, Line]] = []
    theirs, left, waiting = list(gone), [], list(new)[::-1]
    while waiting:
        line = waiting.pop()
        found = _best(theirs, line)
        if found is None:
            left.append(line)
            continue
        old, offset = found
        theirs.remove(old)
        first, end = max(0, offset), min(len(old.words), offset + len(line.words))
        pairs.append((_piece(old, first, end), _piece(line, first - offset, end - offset)))
        theirs.extend(_rests(old, first, end))
        waiting.extend(_rests(line, first - offset, end - offset))
    return pairs, theirs, left


def _best(gone: Sequence[Line], line: Line) -> tuple[Line, int] | None:
    """The line that shares most runs with another, and how far what they share is moved from one to the other."""
    if len(line.words) < _LEAST:
        return None
    places = {line.words[n : n + _RUN]: n for n in range(len(line.words) - _RUN + 1)}
    best, offsets = None, list[int]()
    for old in gone:
        if len(old.words) >= _LEAST:
            runs = (old.words[n : n + _RUN] for n in range(len(old.words) - _RUN + 1))
            found = [n - places[run] for n, run in enumerate(runs) if run in places]
            if len(found) > len(offsets) and len(found) >= _SHARED * (min(len(old.words), len(line.words)) - _RUN + 1):
                best, offsets = old, found
    return None if best is None else (best, median_low(offsets))


def _piece(line: Line, first: int, end: int) -> Line:
    return line if (first, end) == (0, len(line.words)) else line_of(" ".join(line.words[first:end]))


def _rests(line: Line, first: int, end: int) -> Iterator[Line]:
    for words in (line.words[:first], line.words[end:]):
        if len(words) >= _REST:
            yield line_of(" ".join(words))
