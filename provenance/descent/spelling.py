"""Which of two readings looks like a slip: the one whose letters follow each other as they seldom do in the text."""

import math
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from provenance.descent.witness import Line

_EDGE = "\x00"
_SMOOTH = 0.5  # added to every count of three letters
_MOST = 4.0  # what one word tells at most, in natural logarithms


class Spelling:
    """Counts of three and two letters in a row over the distinct words of a text, their edges included."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(lines)
        self.found: dict[str, float] = {}  # what was reckoned before: every pair of pages asks of the same words

    @cached_property
    def words(self) -> frozenset[str]:
        """The words; like the counts, they are only gathered where readings are compared."""
        return frozenset(word for line in self.lines for word in line.words)

    @cached_property
    def threes(self) -> Counter[str]:
        """How often three letters follow each other."""
        return Counter(three for word in self.words for three in _threes(word))

    @cached_property
    def twos(self) -> Counter[str]:
        """How often the first two of three letters do."""
        found: Counter[str] = Counter()
        for three, count in self.threes.items():
            found[three[:2]] += count
        return found

    @cached_property
    def letters(self) -> int:
        """How many letters there are."""
        return len({letter for word in self.words for letter in word}) + 1

    def plausible(self, word: str) -> float:
        """The logarithm of how well a word fits the others (itself not counted)."""
        if word not in self.found:
            self.found[word] = self._plausible(word)
        return self.found[word]

    def _plausible(self, word: str) -> float:
        own = Counter(_threes(word)) if word in self.words else Counter[str]()
        begun: Counter[str] = Counter()
        for three, count in own.items():
            begun[three[:2]] += count
        total = 0.0
        for three in _threes(word):
            seen = self.threes[three] - own[three] + _SMOOTH
            total += math.log(seen / (self.twos[three[:2]] - begun[three[:2]] + _SMOOTH * self.letters))
        return total

    def slips(self, old: Line, new: Line) -> float:
        """How far the second of two readings of a line is the slip (positive), or the first (negative)."""
        if len(old.words) != len(new.words):
            return 0.0
        total = 0.0
        for a, b in zip(old.words, new.words, strict=True):
            if a != b:
                total += max(-_MOST, min(_MOST, self.plausible(a) - self.plausible(b)))
        return total


def _threes(word: str) -> list[str]:
    framed = _EDGE + word + _EDGE
    return [framed[n : n + 3] for n in range(len(framed) - 2)]
