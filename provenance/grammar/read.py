"""Reading one line of text with the grammar: the most specific reading of each piece of it.

All patterns that may apply are tried; of readings that overlap, the one wins that leaves the fewest
characters to its slots. Offsets of a reading point into the very text given.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from provenance.grammar.load import Line, codes, language
from provenance.grammar.values import clean

MAX_CHARS = 600
TIMEOUT = 0.25

# One character for one, so that offsets stay true.
_VARIANTS = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t", " "),
        **dict.fromkeys("’‘ʼ`´＇", "'"),
        **dict.fromkeys("：﹕︰", ":"),
        **dict.fromkeys("（", "("),
        **dict.fromkeys("）", ")"),
        **dict.fromkeys("‐‑‒−", "-"),
        **dict.fromkeys("［", "["),
        **dict.fromkeys("］", "]"),
    }
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One filled slot: its cleaned value and the offsets of the raw text that filled it."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One piece of a line read as a credit. `literal` counts the characters that no slot took."""

    line: Line
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
        return language(self.line.language).languages.get(named.lower()) if named else None


def read(text: str, code: str | None = None) -> tuple[Reading, ...]:
    """The readings of a text of one or a few lines, by position; `code` is the page's language, tried first.

    Text beyond 600 characters is not read. A pattern that takes over a quarter of a second is given up.
    """
    folded = text[:MAX_CHARS].translate(_VARIANTS)
    lowered = folded.lower()
    found = [r for line in _candidates(lowered, code) for r in _apply(line, folded)]
    return _best(found, code)


def _candidates(lowered: str, code: str | None) -> Iterator[Line]:
    for each in _order(code):
        for line in language(each).lines:
            if not line.needs or any(need in lowered for need in line.needs):
                yield line


def _order(code: str | None) -> Iterable[str]:
    every = codes()
    return (code, *(c for c in every if c != code)) if code in every else every


def _apply(line: Line, folded: str) -> Iterator[Reading]:
    try:
        matches = list(line.compiled().finditer(folded, timeout=TIMEOUT))
    except TimeoutError:
        return
    for match in matches:
        slots = {}
        for name, raw in match.groupdict().items():
            if name == "whole" or raw is None:
                continue
            value = clean(name, raw)
            if value is None:
                break
            slots[name] = Slot(value, *match.span(name))
        else:
            start, end = match.span("whole")
            literal = end - start - sum(s.end - s.start for s in slots.values())
            yield Reading(line, start, end, slots, literal)


def _best(found: list[Reading], code: str | None) -> tuple[Reading, ...]:
    """Greedy choice of readings that do not overlap, the most specific first."""

    def rank(reading: Reading) -> tuple[int, int, int, bool]:
        taken = reading.end - reading.start - reading.literal
        return (-reading.literal, -len(reading.slots), taken, reading.line.language != code)

    kept: list[Reading] = []
    for reading in sorted(found, key=rank):
        if all(reading.end <= k.start or reading.start >= k.end for k in kept):
            kept.append(reading)
    return tuple(sorted((k for k in kept if k.line.says != "none"), key=lambda r: r.start))
