"""Index what is new, gather the families it belongs to, draw each one's tree, keep the links."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from provenance.descent import Known, Witness, descend
from provenance.linking.corpus import Corpus
from provenance.linking.indexing import Entry, Read, entry_of, workers
from provenance.linking.jointly import look_of
from provenance.linking.kin import Family, Finder
from provenance.linking.record import drawn, obsolete
from provenance.model import Derivation, Node, Verdict
from provenance.store.look import chunks

if TYPE_CHECKING:
    from provenance.store import Store

WAY = 4
"""Version of how texts are read into the indexes; a change has everything indexed again."""

_LEAST, _MOST = 500, 10_000  # pages that are indexed in one transaction
_PART = 5  # ... of those that are already: the larger the index, the more of it a few pages would have written anew
_READ = 500  # pages that are read together
_NOTED = 500  # pages that are noted in one transaction to be drawn


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of one family: how many pages it has, how many links were drawn and dropped."""

    pages: int
    links: int
    dropped: int


def link(store: "Store", *, again: bool = False, processes: int = 1) -> Iterator[Linked]:
    """Link the families of all pages that are new since the last run (`again`: of all pages), a family at a time.

    Works while its answers are gone through: a family that was told of is drawn and kept.

    Many new pages are read for the indexes by so many `processes`; what comes out is the same for any number of them.
    Running twice adds nothing; a run that was ended is taken up by the next. Links that a person judged are kept as
    they were.
    """
    corpus = Corpus(store)
    _index(store, corpus, processes)
    starts = store.index.texts() if again else store.index.undrawn()
    done: list[str] = []
    finder = Finder(corpus, look_of(corpus, starts))
    for start in starts:
        finder.add(start)
    for family in finder.families():
        nodes, links, gone = outcome(corpus, family, store.links_from(*(page.id for page in family.members)))
        if nodes or links or gone:
            store.put_nodes(nodes)
            store.put_links(links)
            store.drop_links(gone)
        done += (page.id for page in family.members)
        if len(done) >= _NOTED:
            store.index.note_drawn(done)
            done.clear()
        yield Linked(len(family.members), len(links), len(gone))
    if done:
        store.index.note_drawn(done)


def outcome(
    corpus: Corpus, family: Family, before: Sequence[Derivation]
) -> tuple[list[Node], list[Derivation], list[str]]:
    """The nodes and links that a family gives, and which of the links `before` are no more."""
    pages = family.members
    # A page without kin has no parent, whatever is known.
    known = _known(corpus, pages, before) if len(pages) > 1 else None
    nodes, links = drawn(descend(pages, family.kin, known))
    return nodes, links, obsolete(pages, links, before)


def _known(corpus: Corpus, pages: Sequence[Witness], before: Iterable[Derivation]) -> Known:
    plain = corpus.plain(pages)
    return Known(plain, corpus.shares(pages), _words(before), corpus.sites(pages, plain))


def _words(links: Iterable[Derivation]) -> dict[tuple[str, str], bool]:
    """What people said of links."""
    said = {Verdict.CONFIRM: True, Verdict.REJECT: False}
    return {(x.derived, x.source): said[x.judgement] for x in links if x.judgement in said}


def _index(store: "Store", corpus: Corpus, processes: int) -> None:
    """Put every page that the indexes lack into them, a part of what they hold in one transaction."""
    count = store.index.indexed()
    with workers(processes, len(store.index.unindexed(WAY, _READ))) as work:
        while nodes := store.index.unindexed(WAY, min(max(_LEAST, count // _PART), _MOST)):
            read = (
                _entries(corpus, some) if work is None else work(_read(store, some)) for some in chunks(nodes, _READ)
            )
            done = store.index.put(chain.from_iterable(read), WAY)
            if done < len(nodes):
                return
            count += done


def _entries(corpus: Corpus, nodes: Iterable[str]) -> Iterator[Entry]:
    for node in nodes:
        page = corpus.witness(node)
        if page is not None:
            yield entry_of(page, corpus.shingles(page))


def _read(store: "Store", nodes: Iterable[str]) -> list[Read]:
    found = ((store.article(node), node) for node in nodes)
    return [(article, store.signals(node)) for article, node in found if article is not None]
