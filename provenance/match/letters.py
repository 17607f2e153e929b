"""The words of a text all at once: each character looked up in a table, by numpy.

The words of nearly all texts are in their compatibility form already; these are folded together.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Letters = NDArray[np.uint32]

_BLOCK = 256
_SPACE, _NOTHING = 0x20, 0  # what stands between words; what is dropped from them
_ALONE = 1 << 31  # marks a character that is a word
_UNKNOWN = (1 << 32) - 1  # a block that no text had yet
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}]")
_CODES = 0x110000


def parted(text: str, alone: "regex.Pattern[str]", dropped: "regex.Pattern[str]") -> tuple[list[str], bool]:
    """The words of a text in order, and whether they are folded already.

    `alone` tells characters that are words, `dropped` those that folding leaves out of words.
    """
    import numpy as np

    if text.isascii():
        return text.translate(_ascii(alone, dropped)).split(), True
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    table = _table(alone, dropped)
    found = table[codes]
    if (found == _UNKNOWN).any():
        for block in np.unique(codes // _BLOCK).tolist():
            _learn(table, block, alone, dropped)
        found = table[codes]
    words = _string(_spaced(found[found != _NOTHING]))
    if unicodedata.is_normalized("NFKC", words):
        return words.casefold().split(), True
    # What is dropped may stand between what would be composed: each word is folded as it was written.
    return _string(_spaced(np.where(found == _NOTHING, codes, found))).split(), False


def _string(letters: "Letters") -> str:
    return letters.tobytes().decode("utf-32-le")


def _spaced(letters: "Letters") -> "Letters":
    """Set spaces around the characters that are words."""
    import numpy as np

    marked = letters >= _ALONE
    if not marked.any():
        return letters
    places = np.cumsum(marked * 2 + 1) - 1 - marked
    spaced = np.full(len(letters) + 2 * int(marked.sum()), _SPACE, np.uint32)
    spaced[places] = letters & np.uint32(_ALONE - 1)
    return spaced


@cache
def _ascii(alone: "regex.Pattern[str]", dropped: "regex.Pattern[str]") -> dict[int, int]:
    return {code: _entry(chr(code).lower(), alone, dropped) for code in range(128)}


@cache
def _table(alone: "regex.Pattern[str]", dropped: "regex.Pattern[str]") -> "Letters":
    """What becomes of each character; blocks are filled in as texts need them."""
    import numpy as np

    return np.full(_CODES, _UNKNOWN, np.uint32)


def _learn(table: "Letters", block: int, alone: "regex.Pattern[str]", dropped: "regex.Pattern[str]") -> None:
    first = block * _BLOCK
    if table[first] == _UNKNOWN:
        table[first : first + _BLOCK] = [_entry(chr(first + n), alone, dropped) for n in range(_BLOCK)]


def _entry(character: str, alone: "regex.Pattern[str]", dropped: "regex.Pattern[str]") -> int:
    if not _LETTER.match(character):
        return _SPACE
    if dropped.match(character):
        return _NOTHING
    return ord(character) | (_ALONE if alone.match(character) else 0)
