"""How likely a family's true tree is among all its trees, and how that changes with the weights: numpy alone.

A tree weighs the product of its edges, an edge the exponential of its traits times their weights. The sum over all
trees is a determinant (the matrix-tree theorem: Koo et al. 2007; Smith and Smith 2007); the gradient of its logarithm
is what a tree is expected to have of each trait.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

ROOT, LOST = -1, -2
"""What stands for the number of a parent: none among these; one that is not possible in this family, or not known."""

_LEAST = 1e-9  # of a root beside the best edge of its page, as in `descent.tree`: the Laplacian is singular without
_FLOOR = -40.0  # what an edge may weigh less than the best of its page before it counts as none, likewise


@dataclass(frozen=True, slots=True)
class Grown:
    """A family whose descent is known, its n pages numbered from 0, with m possible edges.

    `traits` (m x the number of traits) are the values of each edge from `parents` to `children` (m numbers each),
    `roots` (n x the number of a root's traits) those of each page's having no parent. `true` (n) has the number of
    each page's parent, `ROOT` or `LOST`; a number stands for an edge that is there.
    """

    traits: Floats
    children: Numbers
    parents: Numbers
    roots: Floats
    true: Numbers

    @property
    def whole(self) -> bool:
        """Every page's parent is known and possible: only then has the true tree a likelihood."""
        return bool((self.true != LOST).all())


def loss(weights: Floats, families: Sequence[Grown], penalty: float = 0.0) -> tuple[float, Floats]:
    """The negative log-likelihood of the true trees of whole families, and its gradient.

    `weights` are those of the traits, then those of the roots'; `penalty` times the sum of their squares is added.
    """
    total, slope = penalty * float(weights @ weights), 2 * penalty * weights
    for family in families:
        value, own = _of(family, weights)
        total += value
        slope = slope + own
    return total, slope


def scored(family: Grown, weights: Floats) -> tuple[Floats, Floats]:
    """The log-weights of a family's edges (m), and of its pages' having no parent (n)."""
    split = family.traits.shape[1]
    return family.traits @ weights[:split], family.roots @ weights[split:]


def _of(family: Grown, weights: Floats) -> tuple[float, Floats]:
    edges, roots = scored(family, weights)
    children, parents = family.children, family.parents
    best = roots.copy()
    np.maximum.at(best, children, edges)
    less = edges - best[children]
    inner = np.where(less > _FLOOR, np.exp(less), 0.0)
    rooted = np.maximum(np.exp(roots - best), _LEAST)
    laplacian = np.zeros((len(roots), len(roots)))
    laplacian[children, parents] = -inner
    np.fill_diagonal(laplacian, rooted - laplacian.sum(axis=1))
    volume = float(np.linalg.slogdet(laplacian)[1])
    inverse = np.linalg.inv(laplacian)
    own = np.diag(inverse)
    edged, alone = parents == family.true[children], family.true == ROOT
    value = float(best.sum()) + volume - float(edges[edged].sum()) - float(roots[alone].sum())
    # A root at its floor weighs the same whatever its weights are: the sum over all trees does not change with them.
    expected = np.where(rooted > _LEAST, rooted * own, 0.0)
    slope = (inner * (own[children] - inverse[parents, children]) - edged) @ family.traits
    return value, np.concatenate((slope, (expected - alone) @ family.roots))


def chosen(family: Grown, weights: Floats) -> list[int]:
    """The parents that `descent.descend` would choose with these weights, `ROOT` for none."""
    from provenance.descent.tree import NONE, arborescence, marginals  # not in the environment of the fit

    scores = np.full((len(family.true) + 1,) * 2, NONE)
    scores[family.children + 1, family.parents + 1], scores[1:, 0] = scored(family, weights)
    edges = [{p: score for p, score in enumerate(row) if score > NONE} for row in scores.tolist()]
    return [parent - 1 for parent in arborescence(marginals(edges))[1:]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What weights are worth: the negative log-likelihood a page, and the share of copies given their true parent.

    The former is of the `pages` of whole families, the latter of the `copies` of all; 0 where there are none.
    """

    pages: int
    loss: float
    copies: int
    share: float


def judged(families: Sequence[Grown], weights: Floats) -> Judged:
    """What these weights are worth on these families."""
    whole = [family for family in families if family.whole]
    pages = sum(len(family.true) for family in whole)
    copies = sum(int((family.true != ROOT).sum()) for family in families)
    right = sum(_right(family, weights) for family in families)
    return Judged(pages, loss(weights, whole)[0] / max(pages, 1), copies, right / max(copies, 1))


def _right(family: Grown, weights: Floats) -> int:
    found = np.array(chosen(family, weights))
    return int(((found == family.true) & (found != ROOT)).sum())


def packed(families: Sequence[Grown]) -> dict[str, NDArray[Any]]:
    """Families, at least one, as arrays by name for `numpy.savez`: the rows of all, and how many are whose."""
    return {
        "traits": np.concatenate([family.traits for family in families]),
        "children": np.concatenate([family.children for family in families]),
        "parents": np.concatenate([family.parents for family in families]),
        "roots": np.concatenate([family.roots for family in families]),
        "true": np.concatenate([family.true for family in families]),
        "edges": np.array([len(family.children) for family in families]),
        "pages": np.array([len(family.true) for family in families]),
    }


def unpacked(arrays: Mapping[str, NDArray[Any]]) -> Iterator[Grown]:
    """The families of `packed`."""
    by_edge, by_page = (np.cumsum(arrays[name])[:-1] for name in ("edges", "pages"))
    columns = [np.split(arrays[name], by_edge) for name in ("traits", "children", "parents")]
    columns += [np.split(arrays[name], by_page) for name in ("roots", "true")]
    for traits, children, parents, roots, true in zip(*columns, strict=True):
        yield Grown(traits, children, parents, roots, true)
