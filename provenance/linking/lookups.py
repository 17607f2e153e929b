"""Where a page's kin are looked up: in the store's indexes of shingles and anchors, by credits, among its links."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

from provenance import urls
from provenance.descent import Witness
from provenance.linking.corpus import Corpus
from provenance.linking.likeness import (
    LENGTH,
    SLACK,
    aligned,
    alike,
    anchors_of,
    cosine,
    sampled,
    square,
)
from provenance.match import joint
from provenance.match.anchors import damped
from provenance.match.thresholds import COPY, MATCHED
from provenance.match.tokens import forms
from provenance.model import Claim, Node, Status

if TYPE_CHECKING:
    from provenance.store import Store

COPIES, ANCHORED, VERIFIED = 200, 60, 8
SITE = 200  # pages of a site that a credit names
HINT = 0.15  # the decision value of a translation that is enough where the site is credited
_CLEAR = 1.3  # how far the best page of a site must be before the next
_WINDOW = 45  # days between a page and what it credits
_LIKE, _ALONE, _SOON = 0.05, 5.0, 10  # the same where sentences tell nothing: how like at least, how far before, days
_TITLE = 4  # words (of Chinese, characters) of a title that tells a page from the others of its site


class Lookups:
    """Look-ups in the store's indexes (a `Look`)."""

    def __init__(self, corpus: "Corpus[Store]") -> None:
        self.corpus = corpus

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages of all pages that are indexed; asked for once."""
        return frozenset(view.partition(" ")[0] for view in self.corpus.store.index.views())

    def copies(self, page: Witness, seen: Container[str]) -> Iterator[Witness]:
        """By shared shingles."""
        own = self.corpus.shingles(page)
        for node in self._likely(page.id, own):
            other = None if node in seen else self.corpus.witness(node)
            if other is not None and other.language == page.language and alike(own, self.corpus.shingles(other)):
                yield other

    def _likely(self, node: str, own: frozenset[int]) -> list[str]:
        """The pages that share so much of what the index holds that they may be copies."""
        import numpy as np

        store = self.corpus.store
        asked = store.index.sharing(sampled(own), exclude=node, limit=COPIES)
        found = {one.article: one for one in asked if one.shared > 1 or one.holders <= joint.RARE}
        held = store.index.held(found)
        if not held:
            return []
        sizes = np.array([len(own), *joint.sizes([np.array(row) for row in zip(*held.values(), strict=True)])])
        shared = np.array([found[other].shared for other in held])
        rare = np.array([found[other].holders <= joint.RARE for other in held])
        pairs = np.zeros(len(held), np.int64), np.arange(1, len(held) + 1), shared, rare
        hopeful = set(compress(held, joint.likely(pairs, sizes, COPY * SLACK)))
        return [other for other in found if other in hopeful]

    def translated(self, page: Witness) -> Iterator[tuple[str, str]]:
        """Translations of a text: looked up by anchors, told by their sentences."""
        for node in self._anchored(page):
            other = self.corpus.witness(node)
            if other is not None and aligned(page, other) >= MATCHED:
                yield page.id, other.id

    def _anchored(self, page: Witness) -> list[str]:
        """The pages of other languages whose anchors are most like those of a page."""
        others = self.languages - {"", page.language}
        if not others:
            return []
        store, anchors = self.corpus.store, anchors_of(page)
        asked = {f"{other} {view}": found for other in others for view, found in anchors.items()}
        shared = dict(store.index.sharing_anchors(asked, exclude=page.id, limit=ANCHORED))
        found: dict[str, float] = {}
        for other in others:
            found |= store.index.weights(shared, f"{other} {LENGTH}", 0)
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
            if claim.hop == 1 and not urls.is_deep(claim.source.url):
                yield from self._of_site(page, claim)

    def _at(self, address: str, page: Witness) -> Iterator[Witness]:
        """The stored pages at an address, but for a home page and the page itself."""
        if urls.is_deep(address):
            for node in self.corpus.store.find(address):
                other = self.corpus.witness(node.id) if node.id != page.id else None
                if other is not None:
                    yield other

    def _of_site(self, page: Witness, claim: Claim) -> Iterator[tuple[str, str]]:
        index, source = self.corpus.store.index, claim.source
        if source.domain:
            nodes = index.at_domain(source.domain, SITE)
        elif source.name:
            nodes = index.at_outlet(source.name, SITE)
        else:
            return
        others = list(map(self.corpus.witness, nodes))
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
    near = [other for other in others if other.id != page.id and _in_time(page, other)]
    ranked = sorted(
        ((cosine(page, o), o.id, o) for o in near if o.language != page.language), key=lambda row: (-row[0], row[1])
    )
    if not ranked:
        return _titled(page, near)
    (likeness, _, best), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
    if likeness >= _CLEAR * second and aligned(page, best) >= HINT:
        return best
    # Of a short text, or an excerpt, too few sentences can be aligned to tell.
    alone = likeness >= max(_LIKE, _ALONE * second)
    return best if alone and _soon(page, best) else _titled(page, near)


def _titled(page: Witness, others: Iterable[Witness]) -> Witness | None:
    """The one page with the same title, of these days: of a few sentences too little is left to be known by."""
    title = page.title.casefold()
    same = [other for other in others if other.title.casefold() == title and _soon(page, other)]
    return same[0] if len(same) == 1 and len(forms(title)) >= _TITLE else None


def _soon(page: Witness, source: Witness) -> bool:
    return page.moment is not None and source.moment is not None and _in_time(page, source, _SOON)


def _in_time(page: Witness, source: Witness, days: int = _WINDOW) -> bool:
    """Whether a page may have been taken from another: not long before it, nor long after."""
    if page.moment is None or source.moment is None:
        return True
    early = (source.moment.earliest - page.moment.latest).days
    late = (page.moment.earliest - source.moment.latest).days
    return max(early, late) <= days
