"""The words of a sentence as the views need them: with their capitals, cut at hyphens."""

from dataclasses import dataclass
from functools import lru_cache

import regex

from provenance.case import is_small
from provenance.match.tokens import is_unspaced

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_KATAKANA = regex.compile(r"[\p{Katakana}ー]{3,}")
_LATIN = regex.compile(r"\p{Latin}+")
_LATIN_TOKEN = regex.compile(r"\p{Latin}[\p{Latin}\p{N}]+")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Word:
    """A word: as written; whether it looks like a name; whether it is Latin in a text that is not."""

    text: str
    name: bool
    latin: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence cut into words; `foreign` says that its own script is not the Latin one."""

    text: str
    words: tuple[Word, ...]
    foreign: bool


def words_of(text: str, foreign: bool) -> Words:
    """Cut a sentence into words; in unspaced scripts katakana runs and Latin tokens count as words."""
    found = [word for run in _WORD.findall(text) for word in _words(run, foreign)]
    return Words(text, tuple(found), foreign)


def is_foreign(text: str) -> bool:
    """Tell whether most letters of a text's beginning are not Latin."""
    head = text[:2_000]
    letters = sum(map(str.isalpha, head))
    return sum(len(m[0]) for m in _LATIN.finditer(head)) * 2 < letters


def latin_tokens(text: str) -> list[str]:
    """Give the Latin tokens of two characters or more, digits within them included (`G7`, `F16`)."""
    return _LATIN_TOKEN.findall(text)


@lru_cache(maxsize=65_536)
def _words(run: str, foreign: bool) -> tuple[Word, ...]:
    """A run of letters is one word, unless its script has no spaces: then its katakana and Latin parts."""
    if is_unspaced(run[0]) or is_unspaced(run[-1]):
        parts = [(m[0], False) for m in _KATAKANA.finditer(run)] + [(m[0], True) for m in _LATIN.finditer(run)]
        return tuple(Word(part[:_LONGEST], True, latin) for part, latin in parts)
    latin = foreign and _LATIN.fullmatch(run) is not None
    return (Word(run[:_LONGEST], _is_name(run) or latin, latin),)


def _is_name(word: str) -> bool:
    """Tell by its capital, also at the head of a sentence; a script without case does not tell: yes."""
    return not is_small(word[0])
