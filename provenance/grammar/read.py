"""Reading one line of text with the grammar: the most specific reading of each piece of it.

All patterns that may apply are tried; of readings that overlap, the one wins that leaves the fewest
characters to its slots. Offsets of a reading point into the very text given, whatever the folding dropped.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from provenance.grammar.breaks import broken
from provenance.grammar.elide import BEHIND, ISSUE, Elision, asides, elisions
from provenance.grammar.folded import Folded
from provenance.grammar.labels import labelled
from provenance.grammar.owned import by_its_writer, owned
from provenance.grammar.tried import Reading, Slot, chosen, tried
from provenance.grammar.upstream import with_origin
from provenance.grammar.values import clean

MAX_CHARS = 600


def read(text: str, code: str | None = None) -> tuple[Reading, ...]:
    """The readings of a text of one or a few lines, by position; `code` is the page's language, tried first.

    Text beyond 600 characters is not read. A pattern that takes over a quarter of a second is given up.
    """
    return tuple(r for r in _all(text, code) if r.line.says != "none")


def covered_by_look_alike(text: str, code: str | None = None, start: int = 0, end: int | None = None) -> bool:
    """Whether a line that reads as nothing (a picture's credit, a reuse notice) is the best reading of a text, or of
    the piece of it from `start` to `end`."""
    stop = len(text) if end is None else end
    return any(r.line.says == "none" and r.start < stop and r.end > start for r in _all(text, code, look_alikes=True))


@lru_cache(maxsize=512)
def _all(text: str, code: str | None, *, look_alikes: bool = False) -> tuple[Reading, ...]:
    """The chosen readings, those that read as nothing among them."""
    folded = Folded.of(text[:MAX_CHARS])
    found = tried(folded, code, look_alikes=look_alikes)
    gone = tuple(elisions(folded.text, code))
    if gone:
        found += [r for reading in tried(folded.without(gone), code) if (r := _given_back(reading, folded, gone))]
    found += _without_asides(folded, code)
    for said, first, author in owned(folded, code):
        found += by_its_writer((*tried(said, code), *_without_asides(said, code)), first, author)
    best = chosen([*found, *broken(folded, code, found)], code)
    return tuple(with_origin(labelled(reading, folded), folded) for reading in best)


def _without_asides(folded: Folded, code: str | None) -> list[Reading]:
    """The readings of a text without what is told between the words of a credit or behind them."""
    said = asides(folded.text)
    found = tried(folded.without(said), code) if said else ()
    return [r for reading in found if (r := _read_over(reading, folded, said))]


def _given_back(reading: Reading, folded: Folded, gone: Sequence[Elision]) -> Reading | None:
    """A reading of the text without some pieces, with those that stood behind its outlet or it; None if none did."""
    outlet = reading.slots.get("outlet")
    if outlet is None:
        return None
    slots, edge = dict(reading.slots), outlet.end
    for one in gone:
        start, end = folded.span(one.start, one.end)
        follows = folded.only_marks(edge, start) or (one.slot == "url" and folded.only_marks(reading.end, start))
        if one.slot in reading.slots or not follows:
            continue
        first, last = folded.span(one.first, one.last)
        value = clean(one.slot, folded.given[first:last])
        if value is not None:
            slots[one.slot] = Slot(value, first, last)
        edge = end
    if edge == outlet.end:
        return None
    return replace(reading, end=max(edge, reading.end), slots=slots)


def _read_over(reading: Reading, folded: Folded, gone: Sequence[Elision]) -> Reading | None:
    """A reading of the text without some pieces that goes on behind one, if none stood in its slots; else None.

    What was read over is none of the words that it is sure of, but for an issue and what stands behind the last name.
    """
    spans = [(one.slot, *folded.span(one.start, one.end)) for one in gone]
    within = [span for span in spans if reading.start < span[1] < reading.end]
    named = "outlet" in reading.slots or "url" in reading.slots
    behind = [span for span in spans if named and span[0] == BEHIND and folded.only_marks(reading.end, span[1])]
    if not (within or behind) or any(s.start <= at < s.end for s in reading.slots.values() for _, at, _ in within):
        return None
    said = sum(end - start for slot, start, end in within if slot != ISSUE)
    end = behind[0][2] if behind else reading.end
    return replace(reading, literal=reading.literal - said + end - reading.end, end=end)
