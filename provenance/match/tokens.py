"""Words and their offsets, in every script.

Scripts that part words by spaces give words; Han, kana, Thai, Lao, Khmer and Burmese, which do not,
give single characters. The form of a token is what is compared: compatibility forms folded, case
folded, Arabic vowel signs and stretching dropped; the offsets point into the text as it was given.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from provenance.match.letters import parted

LIMIT = 200_000
"""Characters of a text that are looked at; what stands beyond is left out."""

UNSPACED_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""The scripts written without spaces, as the inside of a class of characters in a pattern."""
_UNSPACED = UNSPACED_SCRIPTS
_TOKEN = regex.compile(rf"(?V1)[[{_UNSPACED}]&&[\p{{L}}\p{{M}}\p{{N}}]]|[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]+")
_IS_UNSPACED = regex.compile(rf"[{_UNSPACED}]")
# Arabic vowel signs, the superscript alef, the stretching sign, and soft hyphens vary between copies.
_DROPPED = regex.compile("[\u064b-\u0652\u0670\u0640\u00ad\u200b-\u200f]")
UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "km", "my", "yue", "wuu"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a character of an unspaced script: folded form and offsets in the text."""

    form: str
    start: int
    end: int


def base_language(language: str | None) -> str:
    """Give the primary subtag of a language tag in lower case (`zh-Hant` -> `zh`); '' if unknown."""
    return (language or "").replace("_", "-").split("-")[0].strip().lower()


@lru_cache(maxsize=65_536)
def is_unspaced(character: str) -> bool:
    """Tell whether a character belongs to a script that is written without spaces."""
    return _IS_UNSPACED.match(character) is not None


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Give the form in which a word is compared."""
    return str(_DROPPED.sub("", unicodedata.normalize("NFKC", word))).casefold()


def forms(text: str) -> list[str]:
    """Give the forms of the tokens of a text alone, in order."""
    words, folded = parted(text[:LIMIT], _IS_UNSPACED, _DROPPED)
    return words if folded else [form for word in words if (form := fold(word))]


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of the first `LIMIT` characters of a text, in order."""
    for found in _TOKEN.finditer(text[:LIMIT]):
        form = fold(found[0])
        if form:
            yield Token(form, found.start(), found.end())
