"""The copies among all pages of a store, found in one pass over its index: for runs over a good part of it."""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from provenance.descent import Witness
from provenance.linking.corpus import Corpus
from provenance.linking.kin import Look
from provenance.linking.likeness import SLACK, alike
from provenance.linking.lookups import Lookups
from provenance.match import joint
from provenance.match.thresholds import COPY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from provenance.store import Store

    Numbers = NDArray[np.int64]

_WORTH = 100  # pages asked about, from which a pass over the index is worth its while
_PART = 20  # a page looked up costs as much as so many in a pass


def look_of(corpus: "Corpus[Store]", starts: Sequence[str]) -> Look:
    """Where a run that starts from these pages best looks for kin."""
    if len(starts) < _WORTH or len(starts) * _PART < corpus.store.index.indexed():
        return Lookups(corpus)
    return Jointly(corpus)


class Jointly:
    """Which pages may be copies of each other, and which are linked, known beforehand (a `Look`).

    All else is looked up in the indexes. What it holds are ids of pages that have likely copies or links.
    """

    def __init__(self, corpus: "Corpus[Store]") -> None:
        self.corpus = corpus
        self.indexes = Lookups(corpus)
        store = corpus.store
        a, b = _likely(store)
        hops = store.index.hops()
        ids = store.index.ids({*a.tolist(), *b.tolist(), *(end for hop in hops for end in hop)})
        self.near = _sides(ids, zip(a.tolist(), b.tolist(), strict=True))
        self.hops = _sides(ids, hops)

    def copies(self, page: Witness, seen: Container[str]) -> Iterator[Witness]:
        """The likely copies that are copies."""
        for node in self.near.get(page.id, ()):
            other = None if node in seen else self.corpus.witness(node)
            same = other is not None and other.language == page.language
            if other and same and alike(self.corpus.shingles(page), self.corpus.shingles(other)):
                yield other

    def translated(self, page: Witness) -> Iterable[tuple[str, str]]:
        """As in the indexes."""
        return self.indexes.translated(page)

    def credited(self, page: Witness) -> Iterable[tuple[str, str]]:
        """As in the indexes."""
        return self.indexes.credited(page)

    def linked(self, pages: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The links that there were before."""
        for page in pages:
            for other in self.hops.get(page, ()):
                yield page, other


def _likely(store: "Store") -> "tuple[Numbers, Numbers]":
    """The pairs of articles, by their numbers, that share enough of the index to be looked at."""
    import numpy as np

    parts: list[joint.Pairs] = []
    held = [np.zeros(0, np.int64) for _ in joint.MODULI]
    carried = np.zeros((0, 2), np.int64)
    for rows in store.index.postings():
        found = np.array(rows, np.int64)
        for n, modulus in enumerate(joint.MODULI):
            held[n] = _added(held[n], np.bincount(found[found[:, 0] & (modulus - 1) == 0, 1]))
        # Those who hold the last hash may go on in the next rows.
        found = np.concatenate((carried, found))
        whole = found[:, 0] != found[-1, 0]
        carried = found[~whole]
        parts.append(joint.paired(found[whole, 1], found[whole, 0]))
    parts.append(joint.paired(carried[:, 1], carried[:, 0]))
    pairs = joint.merged(parts)
    length = len(held[0])
    sizes = joint.sizes([_added(found, np.zeros(length, np.int64)) for found in held])
    hopeful = joint.likely(pairs, sizes, COPY * SLACK)
    order = np.argsort(-pairs[2][hopeful], kind="stable")
    return pairs[0][hopeful][order], pairs[1][hopeful][order]


def _added(whole: "Numbers", part: "Numbers") -> "Numbers":
    import numpy as np

    found = np.zeros(max(len(whole), len(part)), np.int64)
    found[: len(whole)] += whole
    found[: len(part)] += part
    return found


def _sides(ids: dict[int, str], pairs: Iterable[tuple[int, int]]) -> dict[str, list[str]]:
    """Each end of pairs of numbers with the other ends, as ids."""
    found: dict[str, list[str]] = {}
    for a, b in pairs:
        if a in ids and b in ids:
            found.setdefault(ids[a], []).append(ids[b])
            found.setdefault(ids[b], []).append(ids[a])
    return found
