"""Index what is new, gather the families it belongs to, draw each one's tree, keep the links."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.descent import Known, Witness, descend
from provenance.errors import StoreError
from provenance.linking.corpus import Corpus, Pages
from provenance.linking.indexing import Entry, Work, entry_of, workers
from provenance.linking.jointly import look_of
from provenance.linking.kin import Family, Finder
from provenance.linking.record import drawn, obsolete
from provenance.model import Derivation, Node, Verdict
from provenance.store.look import chunks

if TYPE_CHECKING:
    from provenance.store import Store
    from provenance.store.indexing import Lacking

WAY = 5
"""Version of how texts are read into the indexes; a change has everything indexed again."""

_LEAST, _MOST = 500, 5_000  # pages that are indexed in one transaction: seconds, for which others wait
_PART = 5  # ... of those that are already: the larger the index, the more of it a few pages would have written anew
_READ = 500  # pages that are read together
_NOTED = 500  # pages that are noted in one transaction to be drawn


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of one family: how many pages it has, how many links were drawn and dropped."""

    pages: int
    links: int
    dropped: int


def link(store: "Store", *, again: bool = False, jobs: int = 1) -> Iterator[Linked]:
    """Link the families of all pages that are new since the last run (`again`: of all pages), a family at a time.

    Works while its answers are gone through: a family that was told of is drawn and kept.

    `jobs` processes read many new pages for the indexes; what comes out is the same for any number of them. Running
    twice adds nothing; a run that was ended is taken up by the next. Links that a person judged are kept as they were.
    Damaged pages are left out, and told of by a StoreError when all else is done.
    """
    corpus = Corpus(store)
    _index(corpus, jobs)
    if again:
        store.index.note_undrawn()
    while not (yield from _draw(corpus)):
        corpus = Corpus(store, corpus.unreadable)  # without what it knew of pages that have changed since
    if corpus.unreadable:
        node, why = min(corpus.unreadable.items())
        raise StoreError(
            f"{store.location.label}: {why}; {len(corpus.unreadable)} such pages were left out, the first is {node}:"
            " see provenance store check"
        )


def _draw(corpus: "Corpus[Store]") -> Generator[Linked, None, bool]:
    """Draw and keep the families of all that is not drawn.

    False as soon as another program has put pages into the indexes meanwhile: the families may be others now.
    """
    store = corpus.store
    times = store.index.times()
    starts = store.index.undrawn()
    finder = Finder(corpus, look_of(corpus, starts))
    for start in starts:
        finder.add(start)
    done: list[str] = []
    for family in finder.families():
        nodes, links, gone = outcome(corpus, family, store.links_from(*(page.id for page in family.members)))
        if (nodes or links or gone) and not store.put_family(nodes, links, gone, times=times):
            return False
        done += (page.id for page in family.members)
        if len(done) >= _NOTED:
            if not store.index.note_drawn(done, times):
                return False
            done.clear()
        yield Linked(len(family.members), len(links), len(gone))
    return not done or store.index.note_drawn(done, times)


def outcome(
    corpus: Corpus[Pages], family: Family, before: Sequence[Derivation]
) -> tuple[list[Node], list[Derivation], list[str]]:
    """The nodes and links that a family gives, and which of the links `before` are no more."""
    pages = family.members
    # A page without kin has no parent, whatever is known.
    known = _known(corpus, pages, before) if len(pages) > 1 else None
    nodes, links = drawn(descend(pages, family.kin, known))
    return nodes, links, obsolete(pages, links, before)


def _known(corpus: Corpus[Pages], pages: Sequence[Witness], before: Iterable[Derivation]) -> Known:
    plain = corpus.plain(pages)
    return Known(plain, corpus.shares(pages), _words(before), corpus.sites(pages, plain))


def _words(links: Iterable[Derivation]) -> dict[tuple[str, str], bool]:
    """What people said of links."""
    said = {Verdict.CONFIRM: True, Verdict.REJECT: False}
    return {(x.derived, x.source): said[x.judgement] for x in links if x.judgement in said}


def _index(corpus: "Corpus[Store]", jobs: int) -> None:
    """Put every page that the indexes lack into them, a part of what they hold in one transaction."""
    index, after = corpus.store.index, 0
    first = index.unindexed(WAY, _LEAST)
    count = index.indexed() if len(first) == _LEAST else 0
    with workers(jobs, len(first)) as work:
        while lacking := index.unindexed(WAY, min(max(_LEAST, count // _PART), _MOST), after):
            count += index.put(_entries(corpus, lacking, work), WAY, lacking)
            after = lacking[-1].number


def _entries(corpus: Corpus[Pages], lacking: "Iterable[Lacking]", work: Work | None) -> Iterator[Entry]:
    for some in chunks((article.id for article in lacking), _READ):
        if work is not None:
            yield from work([read for read in map(corpus.read, some) if read is not None])
        else:
            pages = (page for page in map(corpus.witness, some) if page is not None)
            yield from (entry_of(page, corpus.shingles(page)) for page in pages)
