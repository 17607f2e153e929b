"""Which paragraphs of two texts of one language belong together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from provenance.comparing.beads import Bead, best_chain, crossing
from provenance.comparing.pieces import forms

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ALIKE = 0.45  # share of words, in order, that two paragraphs must have in common
_WITHIN, _ENOUGH = 0.8, 8  # or this share of the shorter one, when that has so many words
_MOVED, _FEW = 0.6, 3  # a paragraph must be so much alike, in so many words, to be said to have moved
_PART = 0.6  # share of a paragraph that must be found in a longer one for it to be part of it

Forms = Sequence[Sequence[int]]


def pair(a: Sequence[str], b: Sequence[str]) -> list[Bead]:
    """Pair paragraphs by the longest common subsequence of their words, first in order, then across it."""
    names: dict[str, int] = {}
    first, second = ([[names.setdefault(form, len(names)) for form in forms(text)] for text in x] for x in (a, b))
    if not first or not second:
        return []
    common, scores = _scores(first, second)
    kept = [Bead((i,), (j,), scores[i][j]) for i, j in best_chain((scores * common).tolist(), len(second))]
    moved = crossing((scores * (scores * common >= _FEW)).tolist(), kept, _MOVED)
    return _grown([*kept, *moved], first, second)


def _scores(a: Forms, b: Forms) -> tuple["NDArray[Any]", "NDArray[Any]"]:
    """How many words each two paragraphs have in common, and how alike that makes them.

    That is twice the common words as a share of all (Dice), and just enough for what stands whole in a longer one.
    """
    import numpy as np
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.process import cdist

    common = cdist(a, b, scorer=LCSseq.similarity)
    of_a, of_b = np.array([[len(x)] for x in a]), np.array([[len(y) for y in b]])
    dice = 2 * common / (of_a + of_b)
    shorter = np.minimum(of_a, of_b)
    within = (shorter >= _ENOUGH) & (common >= _WITHIN * shorter)
    return common, np.where(dice >= _ALIKE, dice, np.where(within, _ALIKE, 0.0))


def _grown(beads: list[Bead], a: Forms, b: Forms) -> list[Bead]:
    """Take into each bead the neighbours that nothing else holds and that are part of its other side."""
    free_a = set(range(len(a))) - {i for bead in beads for i in bead.a}
    free_b = set(range(len(b))) - {j for bead in beads for j in bead.b}
    grown = []
    for bead in beads:
        side_a = _widened(bead.a, free_a, a, _joined(b, bead.b))
        side_b = _widened(bead.b, free_b, b, _joined(a, side_a))
        grown.append(_rescored(replace(bead, a=side_a, b=side_b), a, b))
    return grown


def _widened(held: tuple[int, ...], free: set[int], own: Forms, other: Sequence[int]) -> tuple[int, ...]:
    from rapidfuzz.distance import LCSseq

    so_far = LCSseq.similarity(_joined(own, held), other)
    more = True
    while more:
        more = False
        for wider, taken in (((held[0] - 1, *held), held[0] - 1), ((*held, held[-1] + 1), held[-1] + 1)):
            if taken in free:
                found = LCSseq.similarity(_joined(own, wider), other)
                if found - so_far >= _PART * len(own[taken]):
                    free.discard(taken)
                    held, so_far, more = wider, found, True
                    break
    return held


def _rescored(bead: Bead, a: Forms, b: Forms) -> Bead:
    from rapidfuzz.distance import Indel

    return replace(bead, score=Indel.normalized_similarity(_joined(a, bead.a), _joined(b, bead.b)))


def _joined(forms_of: Forms, numbers: Sequence[int]) -> list[int]:
    return [form for number in numbers for form in forms_of[number]]
