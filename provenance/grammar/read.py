"""Reading one line of text with the grammar: the most specific reading of each piece of it.

All patterns that may apply are tried; of readings that overlap, the one wins that leaves the fewest
characters to its slots. Offsets of a reading point into the very text given, whatever the folding dropped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_letters, digits

import regex

from provenance.grammar.compiled import compiled
from provenance.grammar.index import Entry, index
from provenance.grammar.letters import fold, kept, seen
from provenance.grammar.required import lowered
from provenance.grammar.values import clean

MAX_CHARS = 600
TIMEOUT = 0.25
# Where a text may be cut for looking up what a line needs: behind a sentence whose last word is no abbreviation.
PIECE = regex.compile(r"(?:(?<=\p{L}{4}[.!?…][)\]\"'»”]?)\s+(?!\p{Ll})|(?<=[。！？।۔؟])|\n)")
SHORTEST = 60
BEFORE, AFTER = 1, 2

# One character for one, so that offsets stay true.
_ALIKE = {
    "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t": " ",
    "’‘ʼ`´＇": "'",
    "：﹕︰": ":",
    "（": "(",
    "）": ")",
    "‐‑‒−": "-",
    "［": "[",
    "］": "]",
    "｜丨︱∣": "|",
    "／": "/",
    "＝": "=",
}
# Full-width letters and digits too, as Chinese and Japanese pages write them: ＡＢＣ１２３.
_WIDE = {0xFEE0 + ord(c): c for c in ascii_letters + digits}
_VARIANTS = {**{ord(c): one for forms, one in _ALIKE.items() for c in forms}, **_WIDE}


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


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as patterns see it; `given` is as it was but for one character for one; `at`: where each stood in it."""

    text: str
    given: str
    at: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Folded":
        """Fold a text."""
        # The Arabic tatweel serves as a dash when it stands alone.
        given = text.translate(_VARIANTS).replace(" \u0640 ", " - ")
        return cls(fold(given), given, kept(given))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the given text of a piece of the folded one."""
        if start == end:
            at = self.at[start] if start < len(self.at) else len(self.given)
            return at, at
        return self.at[start], self.at[end - 1] + 1


def read(text: str, code: str | None = None) -> tuple[Reading, ...]:
    """The readings of a text of one or a few lines, by position; `code` is the page's language, tried first.

    Text beyond 600 characters is not read. A pattern that takes over a quarter of a second is given up.
    """
    return tuple(r for r in _all(text, code) if r.line.says != "none")


def covered_by_look_alike(text: str, code: str | None = None) -> bool:
    """Whether a line that reads as nothing (a picture's credit, a reuse notice) is the best reading of a text."""
    return any(r.line.says == "none" for r in _all(text, code))


def _all(text: str, code: str | None) -> tuple[Reading, ...]:
    """The chosen readings, those that read as nothing among them."""
    folded = Folded.of(text[:MAX_CHARS])
    cuts = _cuts(folded.text)
    pieces = [folded.text[a:b] for a, b in pairwise(cuts)]
    near = index().candidates(pieces, code)
    found: list[Reading] = []
    for line in sorted(near, key=lambda entry: (entry.language != code, entry)):
        for first, last in _regions(near[line], len(pieces)):
            found.extend(_apply(line, folded, cuts[first], cuts[last + 1]))
    return _chosen(found, code)


def _cuts(text: str) -> list[int]:
    """Where the pieces of a text begin, and its end: none is shorter than a credit of several short lines."""
    cuts = [0]
    for mark in PIECE.finditer(text):
        if mark.end() - cuts[-1] >= SHORTEST and len(text) - mark.end() >= SHORTEST:
            cuts.append(mark.end())
    return [*cuts, len(text)]


def _regions(numbers: list[int], pieces: int) -> Iterator[tuple[int, int]]:
    """The pieces around those where a line's need stands, as (first, last), those that touch joined."""
    if not numbers:
        yield 0, pieces - 1
        return
    first = last = -2
    for number in numbers:
        a, b = max(number - BEFORE, 0), min(number + AFTER, pieces - 1)
        if a > last + 1:
            if last >= 0:
                yield first, last
            first = a
        last = b
    yield first, last


def _apply(line: Entry, folded: Folded, start: int, stop: int) -> Iterator[Reading]:
    try:
        matches = list(compiled(line.language, line.number).finditer(folded.text, start, stop, timeout=TIMEOUT))
    except TimeoutError:
        return
    for match in matches:
        slots = {}
        for name, raw in match.groupdict().items():
            if name == "whole" or raw is None:
                continue
            start, end = folded.span(*match.span(name))
            value = clean(name, seen(folded.given[start:end]))
            if value is None:
                break
            slots[name] = Slot(value, start, end)
        else:
            start, end = folded.span(*match.span("whole"))
            literal = end - start - sum(s.end - s.start for s in slots.values())
            yield Reading(line, start, end, slots, literal)


def _chosen(found: list[Reading], code: str | None) -> tuple[Reading, ...]:
    """Greedy choice of readings that do not overlap, the most specific first."""

    def rank(reading: Reading) -> tuple[int, int, int, bool]:
        taken = reading.end - reading.start - reading.literal
        return (-reading.literal, -len(reading.slots), taken, reading.line.language != code)

    kept: list[Reading] = []
    for reading in sorted(found, key=rank):
        if all(reading.end <= k.start or reading.start >= k.end for k in kept):
            kept.append(reading)
    return tuple(sorted(kept, key=lambda r: r.start))
