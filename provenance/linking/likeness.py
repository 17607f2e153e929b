"""How much two pages are alike: shingles within a language, rare features and aligned sentences across languages."""

from collections.abc import Mapping
from functools import lru_cache

from provenance.descent import Witness
from provenance.match.anchors import damped_cosine, weights_of
from provenance.match.shingles import sampling, signed, stable_hash
from provenance.match.thresholds import COPY, LEAST
from provenance.match.translation import translation

SLACK = 0.8
"""Of what is asked of copies where the sizes of texts are estimates."""
LENGTH = "length"
"""The view under which the index holds the squared length of all anchors of a text."""

Anchors = Mapping[str, Mapping[int, float]]


def alike(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether one of two texts, given as all their shingles, holds a good part of the other."""
    shared = len(a & b)
    return shared >= min(LEAST, len(a), len(b)) and shared >= COPY * min(len(a), len(b)) > 0


def sampled(every: frozenset[int]) -> frozenset[int]:
    """The shingles that the index holds (see `match.shingles`)."""
    modulus = sampling(len(every))
    return frozenset(value for value in every if value % modulus == 0)


def anchors_of(page: Witness) -> dict[str, dict[int, float]]:
    """The rare features of a text: by view, hash and weight."""
    found: dict[str, dict[int, float]] = {}
    for (view, feature), weight in _weights(page.text, page.language).items():
        found.setdefault(view, {})[signed(stable_hash(feature))] = weight
    return found


def shelved(anchors: Anchors, language: str) -> dict[str, Mapping[int, float]]:
    """Anchors as the index holds them: each language's apart, and how long they are together."""
    every = {f"{language} {view}": found for view, found in anchors.items()}
    return {**every, f"{language} {LENGTH}": {0: square(anchors)}}


def square(anchors: Anchors) -> float:
    """The sum of the squared weights of anchors."""
    return sum(weight * weight for found in anchors.values() for weight in found.values())


@lru_cache(maxsize=4096)
def _weights(text: str, language: str) -> dict[tuple[str, str], float]:
    return weights_of(text, language)


def cosine(a: Witness, b: Witness) -> float:
    """The damped cosine of the rare features of two texts."""
    return damped_cosine(_weights(a.text, a.language), _weights(b.text, b.language))


def aligned(a: Witness, b: Witness) -> float:
    """The decision value of a translation between two texts; the same from either side."""
    first, second = sorted((a, b), key=lambda page: page.id)
    return translation(first.text, first.language, second.text, second.language).score
