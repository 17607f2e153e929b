"""Which pieces of two texts belong together, whatever measured how alike they are.

A bead (Gale and Church 1993) holds pieces of A beside the pieces of B that they became: mostly one and one,
several where paragraphs were parted or joined.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.match.align import traced

Scores = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Bead:
    """Numbers of pieces of A and of B, from 0, each side without a gap; `moved` ones cross others."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float
    moved: bool = False
    sure: bool = True


def best_chain(gains: Scores, columns: int) -> list[tuple[int, int]]:
    """The pairs in order on both sides that are worth most together; a pair without gain is never taken."""
    best = [[0.0] * (columns + 1)]
    for row in gains:
        above, here = best[-1], [0.0]
        for j, gain in enumerate(row):
            here.append(max(above[j + 1], here[j], above[j] + gain))
        best.append(here)
    return traced(best)


def crossing(scores: Scores, beads: Sequence[Bead], least: float) -> Iterator[Bead]:
    """The pairs among the pieces that no bead holds, best first: what stands in another order."""
    taken_a = {i for bead in beads for i in bead.a}
    taken_b = {j for bead in beads for j in bead.b}
    pairs = sorted(
        (-score, abs(i - j), i, j)
        for i, row in enumerate(scores)
        if i not in taken_a
        for j, score in enumerate(row)
        if score >= least and j not in taken_b
    )
    for negative, _, i, j in pairs:
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            yield Bead((i,), (j,), -negative, moved=True)


def in_order(beads: Sequence[Bead], a: int, b: int) -> Iterator[Bead]:
    """All `a` and `b` pieces in reading order: beads, and those of one side alone.

    A moved bead stands at its place in B; a piece cut from A after what preceded it there.
    """
    held_a = {i for bead in beads for i in bead.a}
    moved = {bead.b[0]: bead for bead in beads if bead.moved}
    held_b = {j for bead in beads for j in bead.b}
    i = j = 0
    for bead in (*sorted((x for x in beads if not x.moved), key=lambda x: x.a), Bead((a,), (b,), 0.0)):
        yield from (Bead((n,), (), 0.0) for n in range(i, bead.a[0]) if n not in held_a)
        for n in range(j, bead.b[0]):
            if n in moved:
                yield moved[n]
            elif n not in held_b:
                yield Bead((), (n,), 0.0)
        if bead.a[0] < a or bead.b[0] < b:
            yield bead
        i, j = bead.a[-1] + 1, bead.b[-1] + 1
