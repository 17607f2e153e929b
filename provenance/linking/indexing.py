"""What the indexes hold of a page, worked out by as many processes as are wanted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from provenance.descent import Witness, credited, witness
from provenance.errors import Stop
from provenance.infer import claims
from provenance.linking.likeness import anchors_of, sampled, shelved
from provenance.match.shingles import hashes_of
from provenance.model import Article, Signal

Read: TypeAlias = tuple[Article, tuple[Signal, ...]]
Entry: TypeAlias = tuple[str, frozenset[int], Mapping[str, Mapping[int, float]]]
"""A page's id, its hashes, its anchors."""
Work: TypeAlias = Callable[[Sequence[Read]], list[Entry]]

_WORTH = 200  # pages from which other processes are worth their start
_AT_ONCE = 10  # pages that a process is given together


def entry(read: Read) -> Entry:
    """What the indexes hold of an article, given with its signals."""
    article, signals = read
    page = witness(article, signals, claims(article, signals))
    return entry_of(page, hashes_of(page.text, page.language))


def entry_of(page: Witness, every: frozenset[int]) -> Entry:
    """The same of a witness, given with all its shingles.

    The first index holds a sample of the shingles, the lines of the tail, how they credit.
    """
    formulas = {line.formula for line in page.tail if line.formula}
    counted = {credited(page.language)} if formulas else set()
    hashes = sampled(every) | {line.key for line in page.tail} | formulas | counted
    return page.id, hashes, shelved(anchors_of(page), page.language)


@contextmanager
def workers(jobs: int, pages: int) -> Iterator[Work | None]:
    """`entry` of many articles at a time, in their order, by this many processes; None where this one will do."""
    if jobs < 2 or pages < _WORTH:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        try:
            yield lambda reads: list(pool.map(entry, reads, chunksize=_AT_ONCE))
        except BrokenProcessPool as error:
            raise Stop("a process that reads pages for the index was ended (too little memory?)") from error
