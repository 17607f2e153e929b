"""The best tree over a family, and how sure each of its edges is.

Scores are log-weights: a tree weighs the product of its edges. `scores[c][p]` is the edge from parent `p`
to child `c`, minus infinity where there is none; index 0 is the root, which is nobody's child.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import floating
    from numpy.typing import NDArray

    Array = NDArray[floating]

Scores = Sequence[Sequence[float]]
NONE = -math.inf
_FLOOR = -40.0  # what an edge may weigh less than the best of its child before it counts as none
_LARGE = 1500  # members above which marginals are taken child by child


def arborescence(scores: Scores) -> list[int]:
    """Give the parent of each node in the spanning tree of greatest weight (the root's is -1).

    Chu and Liu (1965), Edmonds (1967), by contraction of cycles. Ties go to the lower index. Every node but the
    root needs an edge that leads up to the root; ValueError otherwise.
    """
    every = range(len(scores))
    edges = {c: {p: scores[c][p] for p in every if p != c and scores[c][p] > NONE} for c in every if c}
    chosen = _best(edges, len(scores))
    return [-1, *(chosen[c] for c in every if c)]


def _best(edges: dict[int, dict[int, float]], fresh: int) -> dict[int, int]:
    """The best parents for the children of `edges`; `fresh` is a number that no node bears."""
    if any(not parents for parents in edges.values()):
        raise ValueError("a node that no edge leads to")
    chosen = {c: max(parents, key=lambda p: (parents[p], -p)) for c, parents in edges.items()}
    ring = _cycle(chosen)
    if not ring:
        return chosen
    # The ring becomes one node; each way into it is worth what it gains over the edge that it replaces.
    inside = set(ring)
    entry: dict[int, tuple[int, float]] = {}
    for c in ring:
        for p, weight in edges[c].items():
            gain = weight - edges[c][chosen[c]]
            if p not in inside and (p not in entry or gain > entry[p][1]):
                entry[p] = (c, gain)
    exits: dict[int, int] = {}
    smaller: dict[int, dict[int, float]] = {fresh: {p: gain for p, (_, gain) in entry.items()}}
    for c, parents in edges.items():
        if c in inside:
            continue
        kept = {p: weight for p, weight in parents.items() if p not in inside}
        within = [p for p in parents if p in inside]
        if within:
            exits[c] = max(within, key=lambda p: (parents[p], -p))
            kept[fresh] = parents[exits[c]]
        smaller[c] = kept
    found = _best(smaller, fresh + 1)
    broken, _ = entry[found[fresh]]
    parents_now = {c: exits[c] if p == fresh else p for c, p in found.items() if c != fresh}
    return {**parents_now, **{c: chosen[c] for c in ring}, broken: found[fresh]}


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


def marginals(scores: Scores) -> list[list[float]]:
    """Give the share of all trees, by weight, that hold each edge: `[c][p]`, each row adding up to 1.

    The matrix-tree theorem: the inverse of the graph's Laplacian gives every edge at once (Koo et al. 2007;
    Smith and Smith 2007). The row of the root is all 0.
    """
    import numpy as np

    array = np.array(scores, dtype=float)
    array[0] = NONE
    np.fill_diagonal(array, NONE)
    best = array.max(axis=1, initial=NONE, keepdims=True)
    best[~np.isfinite(best)] = 0.0
    shifted = array - best
    weights = np.where(shifted > _FLOOR, np.exp(shifted), 0.0)
    if len(weights) <= 1:
        return [[0.0] * len(weights) for _ in weights]
    alone = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-300)
    if len(weights) > _LARGE:
        return [[float(x) for x in row] for row in alone]
    shares = _tree_shares(weights)
    usable = shares is not None and np.isfinite(shares).all() and np.abs(shares[1:].sum(axis=1) - 1).max() < 1e-3
    return [[float(x) for x in row] for row in (shares if usable and shares is not None else alone)]


def _tree_shares(weights: "Array") -> "Array | None":
    import numpy as np

    # A root that hardly weighs anything makes the Laplacian singular in floating point: give it a floor.
    inner, rooted = weights[1:, 1:], np.maximum(weights[1:, 0], 1e-12)
    laplacian = np.diag(rooted + inner.sum(axis=1)) - inner
    try:
        inverse = np.linalg.inv(laplacian)
    except np.linalg.LinAlgError:
        return None
    own = np.diag(inverse)
    shares = np.zeros_like(weights)
    shares[1:, 0] = rooted * own
    shares[1:, 1:] = inner * (own[:, None] - inverse.T)
    return np.clip(shares, 0.0, 1.0)
