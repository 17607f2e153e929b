"""Which stored pages belong to one family: copies by shared shingles, translations by aligned sentences, credits."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from provenance.descent import Kin, Witness
from provenance.linking.corpus import Corpus, Pages


@dataclass(frozen=True, slots=True)
class Family:
    """Pages that descend from one another, and which of them may (`descent.Kin`)."""

    members: tuple[Witness, ...]
    kin: Kin


@dataclass(frozen=True, slots=True)
class Bound:
    """Copies of one cluster, pages of two languages, pages of clusters that are bound may descend from one another.

    Asked, not listed: the pairs of a story that is often copied are the square of its pages.
    """

    cluster_of: Mapping[str, int]
    bonds: Set[frozenset[int]]

    def __call__(self, a: Witness, b: Witness) -> bool:
        """Whether one of two pages of a family may descend from the other."""
        if a.id == b.id:
            return False
        n, m = self.cluster_of[a.id], self.cluster_of[b.id]
        return n == m or a.language != b.language or frozenset((n, m)) in self.bonds


class Finder:
    """Grows families from single pages by look-ups in the store's indexes.

    Copies within a language make a cluster; a translation or a credit binds two clusters; what is bound is a
    family. Clusters and bonds are kept as ids, so that a run over many pages holds little.
    """

    def __init__(self, corpus: Corpus[Pages], look: "Look") -> None:
        self.corpus = corpus
        self.look = look
        self.clusters: list[list[str]] = []
        self.cluster_of: dict[str, int] = {}
        self.bonds: set[frozenset[int]] = set()

    def add(self, start: str) -> None:
        """Find the cluster of a page, and all that is bound to it, however many steps away."""
        waiting = [start]
        pairs: list[tuple[str, str]] = []
        while waiting:
            node = waiting.pop()
            cluster = [] if node in self.cluster_of else self._cluster(node)
            for a, b in self._bound(cluster):
                pairs.append((a, b))
                waiting.append(b)
        found = {frozenset((self.cluster_of[a], self.cluster_of[b])) for a, b in pairs if b in self.cluster_of}
        self.bonds |= {pair for pair in found if len(pair) == 2}

    def families(self) -> Iterator[Family]:
        """The families of all clusters found so far."""
        kin = Bound(self.cluster_of, self.bonds)
        for numbers in _components(len(self.clusters), self.bonds):
            pages = (self.corpus.witness(node) for n in numbers for node in self.clusters[n])
            yield Family(tuple(page for page in pages if page is not None), kin)

    def _cluster(self, node: str) -> list[Witness]:
        """All copies of a page, and copies of these, within its language; they are given a number."""
        found: list[Witness] = []
        waiting = [node]
        number = len(self.clusters)
        while waiting:
            here = waiting.pop()
            page = None if here in self.cluster_of else self.corpus.witness(here)
            if page is not None:
                self.cluster_of[here] = number
                found.append(page)
                waiting.extend(other.id for other in self.look.copies(page, self.cluster_of))
        if found:
            self.clusters.append([page.id for page in found])
        return found

    def _bound(self, cluster: Sequence[Witness]) -> Iterator[tuple[str, str]]:
        """What binds a cluster to others: pairs of pages."""
        if not cluster:
            return
        yield from self.look.translated(fullest(cluster))
        for page in cluster:
            yield from self.look.credited(page)
        yield from self.look.linked([page.id for page in cluster])


class Look(Protocol):
    """Where a `Finder` finds what belongs together."""

    def copies(self, page: Witness, seen: Container[str]) -> Iterable[Witness]:
        """The copies of a page in its language, but for those that were seen."""

    def translated(self, page: Witness) -> Iterable[tuple[str, str]]:
        """Pairs of a page and one that it translates, or that translates it."""

    def credited(self, page: Witness) -> Iterable[tuple[str, str]]:
        """Pairs of a page and one that it credits."""

    def linked(self, pages: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Pairs of which one is among these pages, and that an earlier run, or a walk, linked."""


def fullest(cluster: Sequence[Witness]) -> Witness:
    """The longest text of a cluster."""
    return max(cluster, key=lambda page: (len(page.text), page.id))


def _components(count: int, bonds: Iterable[frozenset[int]]) -> list[list[int]]:
    parent = list(range(count))

    def top(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for pair in bonds:
        a, b = sorted(top(n) for n in pair)
        parent[b] = a
    found: dict[int, list[int]] = {}
    for n in range(count):
        found.setdefault(top(n), []).append(n)
    return list(found.values())
