"""Sentence-by-sentence similarity of two texts, and the best chain through it that keeps the order."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from provenance.match.profile import Profile
from provenance.match.rarity import rarity
from provenance.match.views import VIEWS

Matrix = list[list[float]]
_SPREAD = 0.5  # standard deviation of the logarithm of two lengths that correspond
_COMPANY, _HALF = 4.0, 0.6  # what like neighbours add to a link, and the similarity that adds half of it


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A link of a chain: sentence numbers in both texts, and the similarity of the two."""

    a: int
    b: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Chain:
    """A monotone chain: its score (0 upwards; a close translation has about 1) and its links."""

    score: float
    links: tuple[SentencePair, ...]


def similarities(a: Profile, b: Profile) -> Matrix:
    """Sum, over the views, the damped cosines of each sentence of `a` with each of `b`."""
    matrix = [[0.0] * len(b.sentences) for _ in a.sentences]
    for number, row in enumerate(VIEWS):
        shared = a.totals[number].keys() & b.totals[number].keys()
        weights = {feature: (row.weight * rarity(row.name, feature)) ** 2 for feature in shared}
        places = _places(weights, b, number)
        norms = [each[number] for each in b.norms]
        for i, found in enumerate(a.features):
            norm = a.norms[i][number]
            _add(matrix[i], [norm * other for other in norms], found[number], weights, places)
    return matrix


def _places(weights: dict[str, float], b: Profile, number: int) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {feature: [] for feature in weights}
    for j, found in enumerate(b.features):
        for feature in found[number].keys() & weights.keys():
            places[feature].append(j)
    return places


def _add(
    row: list[float],
    norms: Sequence[float],
    found: Counter[str],
    weights: dict[str, float],
    places: dict[str, list[int]],
) -> None:
    for feature in found.keys() & weights.keys():
        weight = weights[feature]
        for j in places[feature]:
            row[j] += weight / norms[j]


def links_of(matrix: Matrix, a: Sequence[float], b: Sequence[float]) -> Matrix:
    """Weigh each similarity as a link, by the lengths of its sentences (`a`, `b`: all lengths).

    A link is worth the similarity times the share of both texts that it covers (geometric mean)
    times the likelihood of the two lengths (log-normal, after Gale and Church).
    """
    if not matrix or not b:
        return []
    scale = 1 / math.sqrt(sum(a) * sum(b))
    return [
        [
            s and s * math.sqrt(x * y) * scale * math.exp(-(math.log(x / y) ** 2) / (2 * _SPREAD**2))
            for s, y in zip(row, b, strict=True)
        ]
        for row, x in zip(matrix, a, strict=True)
    ]


def chain(matrix: Matrix, links: Matrix) -> Chain:
    """Find the chain of links, in order on both sides, that is worth most; gaps are free.

    A link whose neighbours on the diagonal are alike too counts up to five times one that
    stands alone: translations run on, texts on the same subject touch here and there.
    """
    gains = _accompanied(matrix, links)
    best = [[0.0] * (len(gains[0]) + 1 if gains else 1)]
    for gain_row in gains:
        above, row, left = best[-1], [0.0], 0.0
        for j, gain in enumerate(gain_row):
            left = max(above[j + 1], left, above[j] + gain)
            row.append(left)
        best.append(row)
    return Chain(best[-1][-1], tuple(SentencePair(i, j, matrix[i][j]) for i, j in traced(best)))


def _accompanied(matrix: Matrix, links: Matrix) -> Matrix:
    width = len(links[0]) if links else 0
    edge = [0.0] * (width + 2)
    padded = [edge, *([0.0, *row, 0.0] for row in matrix), edge]
    out = []
    for i, row in enumerate(links):
        before, after = padded[i], padded[i + 2]
        gains = []
        for j, link in enumerate(row):
            near = before[j] + after[j + 2]
            gains.append(link * (1 + _COMPANY * near / (near + _HALF)) / (1 + _COMPANY))
        out.append(gains)
    return out


def traced(best: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs of a best chain, in order: `best[i + 1][j + 1]` is what chains up to the pair (i, j) are worth at most.

    The first row and column stand for no pair at all and are 0.
    """
    found, i, j = [], len(best) - 1, len(best[0]) - 1
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


def disordered(matrix: Matrix, links: Matrix, rounds: int = 6) -> float:
    """Give the mean score of chains through the same sentences with their order undone.

    What two texts on one subject share lies anywhere, so their chain scores no better than
    these; what a translation shares lies in order. The orders are fixed: the reverse, and
    low-discrepancy sequences (multiples of the golden ratio modulo 1).
    """
    width = len(links[0]) if links else 0
    orders = [list(range(width))[::-1], *(_spread(width, turn) for turn in range(1, rounds))]
    return sum(chain(_reordered(matrix, order), _reordered(links, order)).score for order in orders) / len(orders)


def _spread(width: int, turn: int) -> list[int]:
    return sorted(range(width), key=lambda j: (j * turn * 0.6180339887498949) % 1)


def _reordered(matrix: Matrix, order: list[int]) -> Matrix:
    return [[row[j] for j in order] for row in matrix]
