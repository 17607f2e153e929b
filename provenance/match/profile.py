"""A text made ready for comparison across languages: its sentences and the features of each."""

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import regex

from provenance.match.rarity import rarity
from provenance.match.sentences import Sentence, sentences
from provenance.match.tokens import LIMIT
from provenance.match.views import VIEWS, Features, Row, features
from provenance.match.views.words import is_foreign

KEPT = 512
"""Profiles that are kept: each is compared with many others, and holds some 30 kB."""
_DAMPING = 10.0  # in squared weight: a sentence that shares one small thing with another is not yet like it

# Characters that say more than one Latin letter does, and how many more, by translations of the same news.
_DENSE = (
    (regex.compile(r"\p{Han}"), 2.0),
    (regex.compile(r"[\p{Hiragana}\p{Katakana}]"), 0.9),
    (regex.compile(r"\p{Hangul}"), 1.0),
    (regex.compile(r"[\p{Hebrew}\p{Arabic}]"), 0.15),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Sentences of a text, the features of each and of the whole (one counter a view), their lengths and norms.

    Lengths are in Latin letters: what a sentence would about measure in an alphabet. Norms are of each sentence by
    view: the damped Euclidean norm of its weighted features.
    """

    language: str
    sentences: tuple[Sentence, ...]
    features: tuple[Features, ...]
    totals: Features
    lengths: tuple[float, ...]
    norms: tuple[tuple[float, ...], ...]


def profile(text: str, language: str) -> Profile:
    """Read a text once; the last few are kept, since one text is mostly compared with many."""
    return _profile(text[:LIMIT], language.replace("_", "-"))


@lru_cache(maxsize=KEPT)
def _profile(text: str, language: str) -> Profile:
    return profile_of(sentences(text), language, foreign=is_foreign(text))


def profile_of(parts: tuple[Sentence, ...], language: str, *, foreign: bool) -> Profile:
    """The profile of a text that is cut into sentences; `foreign` as `is_foreign` says of the whole."""
    found = tuple(features(part.text, language, foreign) for part in parts)
    lengths = tuple(extent(part.text) for part in parts)
    norms = tuple(tuple(map(_norm, VIEWS, one)) for one in found)
    return Profile(language, parts, found, _totals(found), lengths, norms)


def _norm(row: Row, found: Counter[str]) -> float:
    return math.sqrt(sum((row.weight * rarity(row.name, feature)) ** 2 for feature in found) + _DAMPING)


def _totals(found: tuple[Features, ...]) -> Features:
    totals: Features = tuple(Counter() for _ in VIEWS)
    for counters in found:
        for total, counter in zip(totals, counters, strict=True):
            total.update(counter)
    return totals


def extent(text: str) -> float:
    """Give the length of a text in Latin letters."""
    return len(text) + sum(more * len(pattern.findall(text)) for pattern, more in _DENSE)
