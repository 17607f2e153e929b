"""A text as patterns see it: variants of one character made one, marks that are not seen dropped, offsets kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_letters, digits

from provenance.grammar.elide import Elision
from provenance.grammar.letters import fold, kept

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

    def without(self, gone: Sequence[Elision]) -> "Folded":
        """The text without some pieces of it; offsets in the given text stay."""
        cuts = [0, *(at for one in gone for at in (one.start, one.end)), len(self.text)]
        pieces = [slice(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
        at = [place for piece in pieces for place in self.at[piece]]
        return Folded("".join(self.text[piece] for piece in pieces), self.given, at)

    def instead(self, start: int, end: int, words: str) -> "Folded":
        """The text with other words in the place of a piece of it, where all of them stand in the given text too."""
        at = (*self.at[:start], *(self.at[start] for _ in words), *self.at[end:])
        return Folded(self.text[:start] + words + self.text[end:], self.given, at)

    def broken(self, places: Sequence[int]) -> "Folded":
        """The text with line breaks at some places of it."""
        letters = list(self.text)
        for place in places:
            letters[place] = "\n"
        return Folded("".join(letters), self.given, self.at)

    def only_marks(self, start: int, end: int) -> bool:
        """Whether no letter and no digit stands between two offsets of the given text, which are in order."""
        return start <= end and not any(char.isalnum() for char in self.given[start:end])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the given text of a piece of the folded one."""
        if start == end:
            at = self.at[start] if start < len(self.at) else len(self.given)
            return at, at
        return self.at[start], self.at[end - 1] + 1
