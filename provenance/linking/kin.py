"""Which stored pages belong to one family: copies by shared shingles, translations by aligned sentences, credits."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from provenance import urls
from provenance.descent import Witness
from provenance.linking.corpus import Corpus
from provenance.linking.likeness import (
    LENGTH,
    TRANSLATION,
    aligned,
    alike,
    anchors_of,
    cosine,
    damped,
    sampled,
    square,
)
from provenance.model import Claim, Node, Status

COPIES, ANCHORED, VERIFIED = 200, 60, 8
SITE = 200  # pages of a site that a credit names
HINT = 0.15  # the decision value of a translation that is enough where the site is credited
_CLEAR = 1.3  # how far the best page of a site must be before the next
_WINDOW = 45  # days between a page and what it credits


@dataclass(frozen=True, slots=True)
class Family:
    """Pages that descend from one another, and which pairs of them may (`descent.Kin`)."""

    members: tuple[Witness, ...]
    kin: frozenset[frozenset[str]]


class Finder:
    """Grows families from single pages by look-ups in the store's indexes.

    Copies within a language make a cluster; a translation or a credit binds two clusters; what is bound is a
    family. Clusters and bonds are kept as ids, so that a run over many pages holds little.
    """

    def __init__(self, corpus: Corpus, look: "Look | None" = None) -> None:
        self.corpus = corpus
        self.look: Look = look or Indexes(corpus)
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
        for numbers in _components(len(self.clusters), self.bonds):
            pages = [[self.corpus.witness(node) for node in self.clusters[n]] for n in numbers]
            clusters = [[page for page in cluster if page is not None] for cluster in pages]
            kin = self._kin(numbers, clusters)
            yield Family(tuple(page for cluster in clusters for page in cluster), kin)

    def _kin(self, numbers: Sequence[int], clusters: Sequence[Sequence[Witness]]) -> frozenset[frozenset[str]]:
        """Copies of one cluster, pages of two languages, pages that are bound."""
        found = set()
        for n, cluster in zip(numbers, clusters, strict=True):
            for m, other in zip(numbers, clusters, strict=True):
                bound = n == m or frozenset((n, m)) in self.bonds
                for a in cluster:
                    found |= {frozenset((a.id, b.id)) for b in other if bound or a.language != b.language}
        return frozenset(pair for pair in found if len(pair) == 2)

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


class Indexes:
    """Look-ups in the store's indexes (a `Look`)."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def copies(self, page: Witness, seen: Container[str]) -> Iterator[Witness]:
        """By shared shingles."""
        own = self.corpus.shingles(page)
        for node, _ in self.corpus.store.sharing(sampled(own), exclude=page.id, limit=COPIES):
            other = None if node in seen else self.corpus.witness(node)
            if other is not None and other.language == page.language and alike(own, self.corpus.shingles(other)):
                yield other

    def translated(self, page: Witness) -> Iterator[tuple[str, str]]:
        """Translations of a text: looked up by anchors, told by their sentences."""
        for node in self._anchored(page):
            other = self.corpus.witness(node)
            if other is not None and aligned(page, other) >= TRANSLATION:
                yield page.id, other.id

    def _anchored(self, page: Witness) -> list[str]:
        """The pages of other languages whose anchors are most like those of a page."""
        others = self.corpus.languages - {"", page.language}
        if not others:
            return []
        store, anchors = self.corpus.store, anchors_of(page)
        asked = {f"{other} {view}": found for other in others for view, found in anchors.items()}
        shared = dict(store.sharing_anchors(asked, exclude=page.id, limit=ANCHORED))
        found: dict[str, float] = {}
        for other in others:
            found |= store.weights(shared, f"{other} {LENGTH}", 0)
        return closest(shared, square(anchors), found)

    def credited(self, page: Witness) -> Iterator[tuple[str, str]]:
        """Pages whose very address stands in a credit, and of a credited site the page that is like this one."""
        for address in sorted({claim.source.url or "" for claim in page.claims}):
            for other in self._at(address, page):
                yield page.id, other.id
        for address in sorted({link for line in page.tail for link in line.links}):
            for other in self._at(address, page):
                apart = other.domain != page.domain and other.language != page.language
                if apart and aligned(page, other) >= HINT:
                    yield page.id, other.id
        for claim in page.claims:
            if claim.hop == 1 and (not claim.source.url or urls.is_home(claim.source.url)):
                yield from self._of_site(page, claim)

    def _at(self, address: str, page: Witness) -> Iterator[Witness]:
        """The stored pages at an address, but for a home page and the page itself."""
        if address and not urls.is_home(address):
            for node in self.corpus.store.find(address):
                other = self.corpus.witness(node.id) if node.id != page.id else None
                if other is not None:
                    yield other

    def _of_site(self, page: Witness, claim: Claim) -> Iterator[tuple[str, str]]:
        store, source = self.corpus.store, claim.source
        if source.domain:
            articles = store.by_domain(source.domain, limit=SITE)
        elif source.name:
            articles = store.by_outlet(source.name, limit=SITE)
        else:
            return
        others = [self.corpus.witness(article.id) for article in articles]
        best = best_of(page, [other for other in others if other is not None])
        if best is not None:
            yield page.id, best.id

    def linked(self, pages: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Pages that an earlier run, or a walk, linked with these."""
        for link in self.corpus.store.links_from(*pages):
            if self._is_read(link.source):
                yield link.derived, link.source
        for link in self.corpus.store.links_to(*pages):
            if self._is_read(link.derived):
                yield link.source, link.derived

    def _is_read(self, node: str) -> bool:
        found: Node | None = self.corpus.store.node(node)
        return found is not None and found.status is Status.READ


def closest(shared: Mapping[str, float], own: float, lengths: Mapping[str, float]) -> list[str]:
    """The pages worth aligning: by what they share with one whose squared length is `own`, and their own lengths."""
    return sorted(lengths, key=lambda node: (-damped(shared[node], own, lengths[node]), node))[:VERIFIED]


def best_of(page: Witness, others: Iterable[Witness]) -> Witness | None:
    """Of the pages of a site that a page credits, the one that it must be."""
    near = [o for o in others if o.id != page.id and o.language != page.language and _in_time(page, o)]
    ranked = sorted(((cosine(page, o), o.id, o) for o in near), key=lambda row: (-row[0], row[1]))
    if not ranked:
        return None
    best, second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
    return best[2] if best[0] >= _CLEAR * second and aligned(page, best[2]) >= HINT else None


def fullest(cluster: Sequence[Witness]) -> Witness:
    """The longest text of a cluster."""
    return max(cluster, key=lambda page: (len(page.text), page.id))


def _in_time(page: Witness, source: Witness) -> bool:
    """Whether a page may have been taken from another: not long before it, nor long after."""
    if page.moment is None or source.moment is None:
        return True
    early = (source.moment.earliest - page.moment.latest).days
    late = (page.moment.earliest - source.moment.latest).days
    return max(early, late) <= _WINDOW


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
