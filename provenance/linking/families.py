"""Index what is new, gather the families it belongs to, draw each one's tree, keep the links."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.descent import Known, Witness, credited, descend
from provenance.linking.corpus import Corpus
from provenance.linking.kin import Finder
from provenance.linking.likeness import anchors_of, sampled, shelved
from provenance.linking.record import drawn, obsolete
from provenance.model import Derivation, Verdict

if TYPE_CHECKING:
    from provenance.store import Store

WAY = 2
"""Version of how texts are read into the indexes; a change has everything indexed again."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of one family: how many pages it has, how many links were drawn and dropped."""

    pages: int
    links: int
    dropped: int


def link(store: "Store", *, again: bool = False) -> Iterator[Linked]:
    """Link the families of all pages that are new since the last run (`again`: of all pages), a family at a time.

    Running twice adds nothing. Links that a person judged are kept as they were.
    """
    corpus = Corpus(store)
    fresh = list(_index(store, corpus))
    starts = [article.id for article in store.articles()] if again else fresh
    finder = Finder(corpus)
    for start in starts:
        finder.add(start)
    for family in finder.families():
        pages = family.members
        before = store.links_from(*(page.id for page in pages))
        # A page without kin has no parent, whatever is known.
        known = Known(corpus.plain(pages), corpus.shares(pages), _words(before)) if len(pages) > 1 else None
        nodes, links = drawn(descend(pages, family.kin, known))
        gone = obsolete(pages, links, before)
        if nodes or links or gone:
            store.put_nodes(nodes)
            store.put_links(links)
            store.drop_links(gone)
        yield Linked(len(family.members), len(links), len(gone))


def _words(links: Iterable[Derivation]) -> dict[tuple[str, str], bool]:
    """What people said of links."""
    said = {Verdict.CONFIRM: True, Verdict.REJECT: False}
    return {(x.derived, x.source): said[x.judgement] for x in links if x.judgement in said}


def _index(store: "Store", corpus: Corpus) -> Iterator[str]:
    """Put every page that the indexes lack into them, a hundred a transaction; the ids of those pages."""
    while nodes := store.unindexed(WAY, 100):
        pages = [page for node in nodes if (page := corpus.witness(node)) is not None]
        store.put_index(
            ((page.id, _hashes(corpus, page), shelved(anchors_of(page), page.language)) for page in pages), WAY
        )
        yield from nodes
        if len(pages) < len(nodes):
            return


def _hashes(corpus: Corpus, page: Witness) -> frozenset[int]:
    """What the first index holds of a page: a sample of its shingles, the lines of its tail, how they credit."""
    formulas = {line.formula for line in page.tail if line.formula}
    counted = {credited(page.language)} if formulas else set()
    return sampled(corpus.shingles(page)) | {line.key for line in page.tail} | formulas | counted
