"""The best tree over a family, and how sure each of its edges is.

Scores are log-weights: a tree weighs the product of its edges. `scores[c][p]` is the edge from parent `p`
to child `c`, missing or minus infinity where there is none; 0 is the root, which is nobody's child.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import floating
    from numpy.typing import NDArray

    Array = NDArray[floating]

Scores = Sequence[Mapping[int, float]]
Edges = dict[int, dict[int, float]]
NONE = -math.inf
_FLOOR = -40.0  # what an edge may weigh less than the best of its child before it counts as none
_LARGE = 1500  # members above which marginals are taken child by child


def arborescence(scores: Scores) -> list[int]:
    """Give the parent of each node in the spanning tree of greatest weight (the root's is -1).

    Chu and Liu (1965), Edmonds (1967), by contraction of cycles. Ties go to the lower index. Every node but the
    root needs an edge that leads up to the root; ValueError otherwise.
    """
    every = range(len(scores))
    edges = {c: {p: s for p, s in scores[c].items() if p != c and s > NONE} for c in every if c}
    rings: list[_Ring] = []
    chosen = _dearest(edges)
    while ring := _cycle(chosen):
        contraction, edges = _contracted(edges, chosen, ring, len(scores) + len(rings))
        rings.append(contraction)
        chosen = _dearest(edges)
    for contraction in reversed(rings):
        chosen = contraction.opened(chosen)
    return [-1, *(chosen[c] for c in every if c)]


@dataclass(frozen=True, slots=True)
class _Ring:
    """A cycle that became one node, `number`, and how to come back.

    `entry` gives for each way in the node of the ring that it leads to, `exits` for each child outside the
    node of the ring that it hangs on, `chosen` the parents within the ring.
    """

    number: int
    chosen: dict[int, int]
    entry: dict[int, int]
    exits: dict[int, int]

    def opened(self, found: dict[int, int]) -> dict[int, int]:
        """The parents of all nodes, from those of the smaller graph."""
        outside = {c: self.exits[c] if p == self.number else p for c, p in found.items() if c != self.number}
        into = found[self.number]
        return {**outside, **self.chosen, self.entry[into]: into}


def _dearest(edges: Edges) -> dict[int, int]:
    if any(not parents for parents in edges.values()):
        raise ValueError("a node that no edge leads to")
    return {c: max(parents, key=lambda p: (parents[p], -p)) for c, parents in edges.items()}


def _contracted(edges: Edges, chosen: dict[int, int], ring: list[int], number: int) -> tuple[_Ring, Edges]:
    """The ring as one node, with the edges among what is left.

    Each way into it is worth what it gains over the edge that it replaces.
    """
    inside = set(ring)
    entry: dict[int, int] = {}
    gains: dict[int, float] = {}
    for c in ring:
        for p, weight in edges[c].items():
            gain = weight - edges[c][chosen[c]]
            if p not in inside and gain > gains.get(p, NONE):
                entry[p], gains[p] = c, gain
    exits: dict[int, int] = {}
    smaller: Edges = {number: gains}
    for c, parents in edges.items():
        if c not in inside:
            smaller[c] = {p: weight for p, weight in parents.items() if p not in inside}
            if within := [p for p in parents if p in inside]:
                exits[c] = max(within, key=lambda p: (parents[p], -p))
                smaller[c][number] = parents[exits[c]]
    return _Ring(number, {c: chosen[c] for c in ring}, entry, exits), smaller


def _cycle(chosen: dict[int, int]) -> list[int]:
    done: set[int] = set()
    for start in chosen:
        path: list[int] = []
        here = start
        while here in chosen and here not in done:
            done.add(here)
            path.append(here)
            here = chosen[here]
        if here in path:
            return path[path.index(here) :]
    return []


def marginals(scores: Scores) -> list[dict[int, float]]:
    """Give the share of all trees, by weight, that hold each edge: `[c][p]`, each row adding up to 1.

    The matrix-tree theorem: the inverse of the graph's Laplacian gives every edge at once (Koo et al. 2007;
    Smith and Smith 2007). The row of the root is all 0. Of more than some hundreds of members each child's edges are
    weighed by themselves: the matrix is the square of the members.
    """
    import numpy as np

    size = len(scores)
    if size > _LARGE:
        alone = (_alone(_weights([row], c, size))[0] for c, row in enumerate(scores))
        return [_edges(row, shares) for row, shares in zip(scores, alone, strict=True)]
    weights = _weights(scores, 0, size)
    shares = _tree_shares(weights) if size > 1 else None
    usable = shares if shares is not None and np.isfinite(shares).all() else _alone(weights)
    return [_edges(row, found) for row, found in zip(scores, usable, strict=True)]


def _weights(rows: Scores, first: int, size: int) -> "Array":
    """The weights of edges to the children from `first` on, a row each, from all of `size` nodes."""
    import numpy as np

    array = np.full((len(rows), size), NONE)
    for n, row in enumerate(rows):
        child = first + n
        array[n, list(row)] = list(row.values())
        array[n, slice(None) if child == 0 else child] = NONE
    best = array.max(axis=1, initial=NONE, keepdims=True)
    best[~np.isfinite(best)] = 0.0
    shifted = array - best
    return np.where(shifted > _FLOOR, np.exp(shifted), 0.0)


def _alone(weights: "Array") -> "Array":
    import numpy as np

    return np.asarray(weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-300))


def _edges(row: Mapping[int, float], shares: "Array") -> dict[int, float]:
    return {p: float(shares[p]) for p, score in row.items() if score > NONE}


def _tree_shares(weights: "Array") -> "Array | None":
    import numpy as np

    # A root that hardly weighs anything makes the Laplacian singular in floating point: give it a floor.
    inner, rooted = weights[1:, 1:], np.maximum(weights[1:, 0], 1e-9)
    laplacian = np.diag(rooted + inner.sum(axis=1)) - inner
    try:
        inverse = np.linalg.inv(laplacian)
    except np.linalg.LinAlgError:
        return None
    own = np.diag(inverse)
    shares = np.zeros_like(weights)
    shares[1:, 0] = rooted * own
    shares[1:, 1:] = inner * (own[:, None] - inverse.T)
    shares = np.clip(shares, 0.0, 1.0)
    shares[1:] /= np.maximum(shares[1:].sum(axis=1, keepdims=True), 1e-9)
    return shares
