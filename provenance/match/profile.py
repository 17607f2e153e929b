"""A text made ready for comparison across languages: its sentences and the features of each."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import regex

from provenance.match.sentences import Sentence, sentences
from provenance.match.tokens import LIMIT
from provenance.match.views import VIEWS, Features, features
from provenance.match.views.words import is_foreign

# Characters that say more than one Latin letter does, and how many more, by translations of the same news.
_DENSE = (
    (regex.compile(r"\p{Han}"), 2.0),
    (regex.compile(r"[\p{Hiragana}\p{Katakana}]"), 0.9),
    (regex.compile(r"\p{Hangul}"), 1.0),
    (regex.compile(r"[\p{Hebrew}\p{Arabic}]"), 0.15),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Sentences of a text, the features of each and of the whole (one counter a view), and their lengths.

    Lengths are in Latin letters: what a sentence would about measure in an alphabet.
    """

    language: str
    sentences: tuple[Sentence, ...]
    features: tuple[Features, ...]
    totals: Features
    lengths: tuple[float, ...]


def profile(text: str, language: str) -> Profile:
    """Read a text once; the last few are kept, since one text is mostly compared with many."""
    return _profile(text[:LIMIT], language.replace("_", "-"))


@lru_cache(maxsize=32)
def _profile(text: str, language: str) -> Profile:
    foreign = is_foreign(text)
    parts = sentences(text)
    found = tuple(features(part.text, language, foreign) for part in parts)
    lengths = tuple(extent(part.text) for part in parts)
    return Profile(language, parts, found, _totals(found), lengths)


def _totals(found: tuple[Features, ...]) -> Features:
    totals: Features = tuple(Counter() for _ in VIEWS)
    for counters in found:
        for total, counter in zip(totals, counters, strict=True):
            total.update(counter)
    return totals


def extent(text: str) -> float:
    """Give the length of a text in Latin letters."""
    return len(text) + sum(more * len(pattern.findall(text)) for pattern, more in _DENSE)
