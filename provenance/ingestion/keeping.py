"""Pages into the store: each read once, kept a batch at a time."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.acquire import Failure, Options, read
from provenance.captures import recording
from provenance.errors import AcquireError, Unchanged
from provenance.infer.teaser import is_teaser
from provenance.ingestion.batches import Batch, Done, Got, Ready, batches, is_carried, ready, way_of_reading
from provenance.ingestion.crew import Crew
from provenance.model import Capture, Status
from provenance.parquet import tables_of, take_tables
from provenance.reading import LOG, Ingested, Page, Unread, read_page, remembering, whole

if TYPE_CHECKING:
    from provenance.store import Store


def ingest(
    source: str | os.PathLike[str], store: "Store", options: Options | None = None, jobs: int = 1
) -> Iterator[Ingested]:
    """Put every page of a source into the store; what is already there is left alone.

    Works while its answers are gone through: what was told of is kept. What cannot be read is an answer with its
    `error`; StoreError when the store cannot be written (`provenance.open` opens it with `write=True`).

    A folder of Parquet tables (see `parquet`) comes with all that it holds: links, words, captures.

    An address that was read before is not fetched again, and bytes that were read before are not read again, unless
    `options.refresh` asks for it. `jobs` processes read the pages of large files; the store is the same for any number.
    With more than one, a script that calls this must guard its main module (`if __name__ == "__main__"`).
    """
    source = os.fspath(source)
    tables = tables_of(source)
    if tables:
        yield from take_tables(tables, store)
        return
    options = remembering(recording(options or Options(), store), store)
    if not options.refresh:
        options = replace(options, known=lambda url: stored(url, store) is not None)
    with Crew(jobs, way_of_reading()) as crew:
        work = (_known(batch, store, options, crew.way) for batch in batches(_captures(source, options)))
        for batch, done in crew.read(work):
            yield from _put_batch(batch, _whole(batch, done, options, crew.way), store)


def _captures(source: str, options: Options) -> Iterator[Got]:
    try:
        yield from read(source, options)
    except AcquireError as error:
        yield Failure(source, error)


def _known(got: list[Got], store: "Store", options: Options, way: str) -> Batch:
    """A batch without what was read before, from the same bytes in the same way."""
    from provenance.store.pages import reading_digest

    captures = {at: one for at, one in enumerate(got) if isinstance(one, Capture)}
    if options.refresh or not captures:
        return Batch(got, {})
    found = store.read_before(list(captures.values()), way)
    return Batch(got, {at: node for at, one in captures.items() if (node := found.get(reading_digest(one)))})


def _whole(batch: Batch, done: Sequence[Done], options: Options, way: str) -> Sequence[Done]:
    """What was read of a batch; for pages of which only the beginning is free, what an archive has of them."""
    if not options.if_gone:
        return done
    return [_longest(got, one, options, way) for got, one in zip(batch.unread, done, strict=True)]


def _longest(got: Capture, one: Done, options: Options, way: str) -> Done:
    page = read_page(got) if isinstance(one, Ready) and one.is_paid else None
    return ready(whole(page, options), way) if isinstance(page, Page) else one


def _put_batch(batch: Batch, done: Sequence[Done], store: "Store") -> Iterator[Ingested]:
    """Keep a batch in one transaction: what became of each, in the order given."""
    rest = iter(done)
    told: list[Done | Ingested] = []
    for at, got in enumerate(batch.got):
        if isinstance(got, Failure):
            told.append(Unread(got.target, got.error, got.url))
        elif at in batch.known:
            name = got.url or got.path or got.target
            LOG.info("known: %s", name, extra={"read": name})
            told.append(Ingested(name, batch.known[at]))
        else:
            told.append(next(rest))
    again = [got for at, got in enumerate(batch.got) if at in batch.known and isinstance(got, Capture)]
    return _put(told, store, again)


def put(page: Page | Unread, store: "Store") -> Ingested:
    """Put one page into the store: what became of it."""
    return next(_put([ready(page, way_of_reading())], store, ()))


def _put(told: Sequence[Done | Ingested], store: "Store", again: Sequence[Capture]) -> Iterator[Ingested]:
    pending: list[Ready] = []
    new: list[bool] = []
    better: set[int] = set()
    for at, one in enumerate(told):
        if not isinstance(one, Ready):
            continue
        if one.is_carried:
            if any(other.node == one.node for other in pending):  # which of the two is to stay is for the store to say
                new += store.put_pages([ready.rows for ready in pending])
                pending = []
            if _is_better_known(one.node, store):
                better.add(at)
                continue
        pending.append(one)
    new += store.put_pages([ready.rows for ready in pending], again)
    flags = iter(new)
    for at, one in enumerate(told):
        if isinstance(one, Ready):
            yield Ingested(one.target, one.node, at not in better and next(flags))
        else:
            yield _unread(one, store) if isinstance(one, Unread) else one


def _unread(page: Unread, store: "Store") -> Ingested:
    same = isinstance(page.error, Unchanged)
    node = stored(page.url or page.target, store) if same else None
    return Ingested(page.target, node, error=None if same else page.error)


def stored(url: str, store: "Store") -> str | None:
    """The node of the article that was read from an address; what its feed says of a page is not the page."""
    nodes = (node.id for node in store.find(url) if node.status is Status.READ)
    return next((node for node in nodes if (known := store.article(node)) and not is_teaser(known)), None)


def _is_better_known(node: str, store: "Store") -> bool:
    """Whether an entry of a feed or a table, often a summary, stands for a page that was read itself before."""
    known = store.article(node)
    return known is not None and not is_carried(known.facts)
