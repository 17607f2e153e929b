"""Every reading of a text by the lines of the language files that may apply to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from provenance.grammar.compiled import compiled
from provenance.grammar.declined import nominative
from provenance.grammar.folded import Folded
from provenance.grammar.index import Entry, Place, index
from provenance.grammar.letters import seen
from provenance.grammar.required import lowered
from provenance.grammar.search import matches
from provenance.grammar.values import clean

# Where a text may be cut for looking up what a line needs: behind a sentence whose last word is no abbreviation.
PIECE = regex.compile(r"(?:(?<=[.!?…)\]\"'»”])(?<=\p{L}{4}[.!?…][)\]\"'»”]?)\s+(?!\p{Ll})|(?<=[。！？।۔։።؟])|\n)")
SHORTEST = 60
BEFORE, AFTER = 1, 2
QUESTION = ("?", "؟", "？")
PEOPLE = frozenset({"translator", "reviser", "author"})


@dataclass(frozen=True, slots=True)
class Slot:
    """One filled slot: its cleaned value and the offsets of the raw text that filled it."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One piece of a line read as a credit. `literal` counts the characters that no slot took."""

    line: Entry
    start: int
    end: int
    slots: Mapping[str, Slot]
    literal: int

    def value(self, slot: str) -> str | None:
        """The value of a slot, None when it is not filled."""
        return self.slots[slot].value if slot in self.slots else None

    @property
    def language_code(self) -> str | None:
        """The code of the language that the `language` slot names."""
        named = self.value("language")
        return index().languages[self.line.language].get(lowered(named)) if named else None


def names_language(word: str, code: str | None) -> bool:
    """Whether a word is the name of a language on pages of a language, or in English."""
    return any(lowered(word) in index().languages.get(one, ()) for one in (code or "en", "en"))


def near(folded: Folded, code: str | None) -> dict[Entry, list[Place]]:
    """The lines that may apply to a text, with the places in its pieces where what they need stands."""
    return _near(folded.text, code)


@lru_cache(maxsize=64)
def _near(text: str, code: str | None) -> dict[Entry, list[Place]]:
    return index().candidates([text[a:b] for a, b in pairwise(_cuts(text))], code)


def tried(folded: Folded, code: str | None, *, look_alikes: bool = False) -> list[Reading]:
    """Every reading of a text, those on the page's language first; a pattern over a quarter of a second is given up.

    Lines that read as nothing are tried where there is a reading that they may outrank, or when `look_alikes` are
    asked for.
    """
    cuts = _cuts(folded.text)
    lines = near(folded, code)
    found: list[Reading] = []
    for line in sorted(lines, key=lambda entry: (entry.says == "none", entry.language != code, entry)):
        if line.says == "none" and not found and not look_alikes:
            break
        for first, last, needed in _regions(lines[line], cuts):
            found.extend(_apply(line, folded, (cuts[first], needed, cuts[last + 1])))
    return found


@lru_cache(maxsize=64)
def _cuts(text: str) -> Sequence[int]:
    """Where the pieces of a text begin, and its end: none is shorter than a credit of several short lines."""
    if len(text) < 2 * SHORTEST:
        return (0, len(text))
    cuts = [0]
    for mark in PIECE.finditer(text):
        if mark.end() - cuts[-1] >= SHORTEST and len(text) - mark.end() >= SHORTEST:
            cuts.append(mark.end())
    return (*cuts, len(text))


def _regions(places: Sequence[Place], cuts: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The pieces around those where a line's need stands, as (first, last, the need's last offset in the text), those
    that touch joined."""
    pieces = len(cuts) - 1
    if not places:
        yield 0, pieces - 1, cuts[-1]
        return
    first = last = -2
    needed = 0
    for number, offset in places:
        a, b = max(number - BEFORE, 0), min(number + AFTER, pieces - 1)
        if a > last + 1:
            if last >= 0:
                yield first, last, needed
            first = a
        last, needed = b, cuts[number] + offset
    yield first, last, needed


def _apply(line: Entry, folded: Folded, region: tuple[int, int, int]) -> Iterator[Reading]:
    """The readings of a region of a text that begin before what the line needs."""
    try:
        found = list(matches(compiled(line.language, line.number, line.branch), folded.text, *region))
    except TimeoutError:
        return
    for match in found:
        slots = {}
        for name, raw in match.groupdict().items():
            if name == "whole" or raw is None:
                continue
            start, end = folded.span(*match.span(name))
            value = clean(name, seen(folded.given[start:end]))
            if value is None:
                break
            slots[name] = Slot(nominative(value, line.language) if name in PEOPLE else value, start, end)
        else:
            start, end = folded.span(*match.span("whole"))
            titled = "title" in slots and slots["title"].end == end
            if folded.given[end : end + 1] in QUESTION and not titled:  # asks, credits nothing
                continue
            literal = end - start - sum(s.end - s.start for s in slots.values())
            yield Reading(line, start, end, slots, literal)


def chosen(found: list[Reading], code: str | None) -> tuple[Reading, ...]:
    """Greedy choice of readings that do not overlap, the most specific first."""

    def rank(reading: Reading) -> tuple[int, int, int, bool]:
        taken = reading.end - reading.start - reading.literal
        return (-reading.literal, -len(reading.slots), taken, reading.line.language != code)

    kept: list[Reading] = []
    for reading in sorted(found, key=rank):
        if all(reading.end <= k.start or reading.start >= k.end for k in kept):
            kept.append(reading)
    return tuple(sorted(kept, key=lambda r: r.start))
