"""Letters and marks that writers of one script use for one another; patterns and text are folded alike.

Dropped: marks that are not seen (direction marks, joiners, soft hyphens, variation selectors) or may be left
out (Arabic and Hebrew vowel points, the Arabic tatweel). Made one: forms of an Arabic letter, digits of the
Arabic and Persian kinds, Hebrew letters in and at the end of a word, Hebrew punctuation and its ASCII stand-ins.
"""

import re
from collections.abc import Sequence

UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufe0e\ufe0f"
JOINERS = "\u200c\u200d"
ARABIC_POINTS = "".join(map(chr, (0x640, *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6DD), *range(0x6DF, 0x6E5))))
HEBREW_POINTS = "".join(map(chr, (*range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7)))
DROPPED = frozenset(UNSEEN + JOINERS + ARABIC_POINTS + HEBREW_POINTS)

_UNSEEN = dict.fromkeys(map(ord, UNSEEN))
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیې", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ةۀہۃ", "ه"),
        **{digit: str(n) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩")},
        **{digit: str(n) for n, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")},
        **dict(zip("םןץףך", "מנצפכ", strict=True)),
        "\u05be": "-",
        "\u05f4": '"',
        "\u05f3": "'",
    }
)

_FOLDED = _ALIKE | dict.fromkeys(map(ord, DROPPED))
# Most texts of most languages hold none of them: telling that is many times faster than translating.
_ANY_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLDED)))}]")
_ANY_DROPPED = re.compile(f"[{re.escape(''.join(DROPPED))}]")


def fold(text: str) -> str:
    """The text without dropped marks, each letter in the one form that stands for all of its forms."""
    return text.translate(_FOLDED) if _ANY_FOLDED.search(text) else text


def kept(text: str) -> Sequence[int]:
    """Where each character of `fold(text)` stands in the text."""
    if not _ANY_DROPPED.search(text):
        return range(len(text))
    return [i for i, c in enumerate(text) if c not in DROPPED]


def seen(text: str) -> str:
    """The text without marks that are not seen; joiners stay, which letters need."""
    return text.translate(_UNSEEN)
