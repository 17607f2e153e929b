"""Which stored pages belong to one family: copies by shared shingles, translations by aligned sentences, credits."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from provenance import urls
from provenance.descent import Witness
from provenance.linking.corpus import Corpus
from provenance.match.anchors import weights_of
from provenance.match.rarity import rarity
from provenance.match.shingles import sampling, signed, stable_hash
from provenance.match.translation import translation

COPY = 0.30
"""Share of the smaller text's shingles from which two texts are copies: independent translations share .07-.21."""
TRANSLATION = 0.5
_LEAST = 8  # distinct shared shingles below which nothing is asserted
_COPIES, _ANCHORED, _VERIFIED = 200, 40, 6
_CREDITED = 0.5  # what an address in a credit counts as, where the texts are too short to tell
_DAMPING = 50.0


@dataclass(slots=True)
class Family:
    """Pages that may descend from one another: clusters of copies within a language, and what binds the clusters."""

    clusters: list[list[Witness]] = field(default_factory=list)
    bonds: dict[frozenset[int], float] = field(default_factory=dict)

    @property
    def members(self) -> list[Witness]:
        """Every page of the family."""
        return [page for cluster in self.clusters for page in cluster]

    def kin(self) -> dict[frozenset[str], float]:
        """For each pair of members that may descend from one another, how much they are alike (see `descent.Kin`)."""
        found: dict[frozenset[str], float] = {}
        for n, cluster in enumerate(self.clusters):
            for m, other in enumerate(self.clusters):
                bond = 1.0 if n == m else self.bonds.get(frozenset((n, m)))
                if bond is not None:
                    found |= {frozenset((a.id, b.id)): bond for a in cluster for b in other if a.id != b.id}
        return found


class Finder:
    """Grows families from single pages by look-ups in the store's indexes."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.placed: set[str] = set()

    def family(self, start: str) -> Family:
        """The family of a page; empty when the page was never read or stands in a family found before."""
        family, waiting = Family(), [start]
        where: dict[str, int] = {}
        bonds: list[tuple[str, str, float]] = []
        while waiting:
            node = waiting.pop()
            if node in self.placed:
                continue
            cluster = self._cluster(node)
            for page in cluster:
                where[page.id] = len(family.clusters)
            if not cluster:
                continue
            family.clusters.append(cluster)
            for a, b, alike in (*self._translated(cluster), *self._credited(cluster)):
                bonds.append((a, b, alike))
                waiting.append(b)
        self._bind(family, bonds, where)
        return family

    def _cluster(self, node: str) -> list[Witness]:
        """All copies of a page, and copies of these, within its language."""
        found: list[Witness] = []
        waiting = [node]
        while waiting:
            here = waiting.pop()
            page = None if here in self.placed else self.corpus.witness(here)
            if page is None:
                continue
            self.placed.add(here)
            found.append(page)
            waiting.extend(other.id for other in self._copies(page))
        return found

    def _copies(self, page: Witness) -> Iterator[Witness]:
        own = self.corpus.shingles(page)
        for node, _ in self.corpus.store.sharing(sampled(own), exclude=page.id, limit=_COPIES):
            if node in self.placed:
                continue
            other = self.corpus.witness(node)
            if other is not None and other.language == page.language and alike(own, self.corpus.shingles(other)):
                yield other

    def _translated(self, cluster: Sequence[Witness]) -> Iterator[tuple[str, str, float]]:
        """The translations of a cluster's fullest text: looked up by anchors, told by their sentences."""
        page = fullest(cluster)
        anchors = anchors_of(page)
        found = self.corpus.store.sharing_anchors(anchors, exclude=page.id, limit=_ANCHORED)
        others = [self.corpus.witness(node) for node, _ in found]
        near = [(cosine(page, o), o) for o in others if o is not None and o.language not in ("", page.language)]
        near.sort(key=lambda pair: (-pair[0], pair[1].id))
        for _, other in near[:_VERIFIED]:
            likeness = aligned(page, other)
            if likeness >= TRANSLATION:
                yield page.id, other.id, likeness

    def _credited(self, cluster: Sequence[Witness]) -> Iterator[tuple[str, str, float]]:
        """Pages whose very address stands in a credit."""
        for page in cluster:
            addresses = {c.source.url for c in page.claims if c.source.url}
            for address in sorted(addresses):
                if urls.is_home(address):
                    continue
                for node in self.corpus.store.find(address):
                    if node.id != page.id and node.status == "read":
                        yield page.id, node.id, _CREDITED

    def _bind(self, family: Family, bonds: Sequence[tuple[str, str, float]], where: dict[str, int]) -> None:
        """Give every two clusters of different languages what binds them: measured here if not found on the way."""
        for a, b, alike_ in bonds:
            if a in where and b in where and where[a] != where[b]:
                pair = frozenset((where[a], where[b]))
                family.bonds[pair] = max(family.bonds.get(pair, 0.0), alike_)
        full = [fullest(cluster) for cluster in family.clusters]
        for n, page in enumerate(full):
            for m, other in enumerate(full[:n]):
                pair = frozenset((n, m))
                if pair not in family.bonds and page.language != other.language:
                    family.bonds[pair] = aligned(page, other)


def fullest(cluster: Sequence[Witness]) -> Witness:
    """The longest text of a cluster."""
    return max(cluster, key=lambda page: (len(page.text), page.id))


def alike(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether one of two texts holds a good part of the other."""
    shared = len(a & b)
    return shared >= min(_LEAST, len(a), len(b)) and shared >= COPY * min(len(a), len(b)) > 0


def sampled(every: frozenset[int]) -> frozenset[int]:
    """The shingles that the index holds (see `match.shingles`)."""
    modulus = sampling(len(every))
    return frozenset(value for value in every if value % modulus == 0)


def anchors_of(page: Witness) -> dict[str, dict[int, float]]:
    """The rare features of a text as the index holds them: by view, hash and weight."""
    found: dict[str, dict[int, float]] = {}
    for key in weights_of(page.text, page.language):
        view, _, feature = key.partition(" ")
        found.setdefault(view, {})[signed(stable_hash(feature))] = rarity(view, feature)
    return found


@lru_cache(maxsize=2048)
def _weights(text: str, language: str) -> dict[str, float]:
    return weights_of(text, language)


def cosine(a: Witness, b: Witness) -> float:
    """The damped cosine of the rare features of two texts."""
    mine, theirs = _weights(a.text, a.language), _weights(b.text, b.language)
    shared = sum(mine[key] ** 2 for key in mine.keys() & theirs.keys())
    squares = (sum(weight * weight for weight in side.values()) + _DAMPING for side in (mine, theirs))
    return shared / math.sqrt(math.prod(squares))


def aligned(a: Witness, b: Witness) -> float:
    """The decision value of a translation between two texts; the same from either side."""
    first, second = sorted((a, b), key=lambda page: page.id)
    return translation(first.text, first.language, second.text, second.language).score
