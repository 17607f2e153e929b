"""Captures -> pages ready to be kept, in batches, by several processes; in the order given, whatever their number.

What a batch holds is bounded, and so is how many are in work: memory stays flat however large the source is.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from provenance.acquire import Failure
from provenance.errors import NotAnArticle, StoreError
from provenance.model import Capture, Fact
from provenance.reading import Page, Told, Unread, kept, read_page, tell, told
from provenance.shared import told as told_what_is_used

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from provenance.store.pages import PreparedPage

PAGES = 32  # of a batch
BYTES = 4_000_000  # of a batch, as soon as it has more
ALONE = 64  # pages that are read before other processes are started to help

Got = Capture | Failure


@dataclass(frozen=True, slots=True)
class Batch:
    """Some captures in their order; `known` are those that need not be read, by their place, with their node."""

    got: list[Got]
    known: dict[int, str]

    @property
    def unread(self) -> list[Capture]:
        """What is to be read."""
        return [one for at, one in enumerate(self.got) if isinstance(one, Capture) and at not in self.known]

    @property
    def is_urgent(self) -> bool:
        """Whether nothing may come after it for a while."""
        return is_of_the_web(self.got[-1])


@dataclass(frozen=True, slots=True)
class Ready:
    """A page that was read, as rows; `is_carried` when a feed or a table held it, and not its own site."""

    target: str
    node: str
    told: Told
    is_carried: bool
    rows: "PreparedPage"


Done = Ready | Unread


def batches(captures: Iterable[Got]) -> Iterator[list[Got]]:
    """The captures in lists; what was asked of the web stands alone, for the next may be long in coming."""
    batch: list[Got] = []
    size = 0
    for got in captures:
        batch.append(got)
        size += len(got.body) if isinstance(got, Capture) else 0
        if len(batch) >= PAGES or size >= BYTES or is_of_the_web(got):
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def is_of_the_web(got: Got) -> bool:
    """Whether it was asked of the web just now, and not found in a file."""
    return got.target.startswith(("http://", "https://"))


def read_batch(batch: Sequence[Capture], way: str) -> list[Done]:
    """What each capture of a batch gives."""
    return [ready(read_page(capture), way) for capture in batch]


def ready(page: Page | Unread, way: str) -> Done:
    """A page as rows; one that no database keeps is an Unread."""
    from provenance.store.pages import prepare_page

    if isinstance(page, Unread):
        return page
    article = kept(page.article)
    name = article.url or article.path or page.capture.target
    try:
        rows = prepare_page(article, page.signals, page.capture, way)
    except StoreError as error:
        return Unread(name, NotAnArticle(f"{name}: {error}"), article.url)
    return Ready(name, article.id, told(page), is_carried(article.facts), rows)


def is_carried(facts: Iterable[Fact]) -> bool:
    """Whether a feed or a table carried the article (see `acquire.feeds.pages`, `acquire.imports`)."""
    return any(fact.key == "meta.feed.text" or fact.key.startswith("meta.list.") for fact in facts)


@cache
def way_of_reading() -> str:
    """A name for how pages are read: a digest of the modules and data files that do it."""
    from provenance.kept import digest

    here = Path(__file__).parent
    parts = ("charset", "dates", "extract", "grammar", "outlets", "signals", "urls")
    files = [path for part in parts for path in (here / part).rglob("*") if path.suffix in (".py", ".toml", ".json")]
    return digest(path.read_bytes() for path in sorted([*files, here / "charset.py", here / "model.py"]))


class Crew:
    """Reads batches, in other processes once it is worth it; `jobs` is how many, 1 for none but this one."""

    def __init__(self, jobs: int, way: str) -> None:
        self.jobs, self.way = jobs, way
        self._pool: ProcessPoolExecutor | None = None
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(wait=error is None, cancel_futures=True)

    def read(self, work: Iterable[Batch]) -> Iterator[tuple[Batch, list[Done]]]:
        """Each batch with what was read of it, in the order given."""
        waiting: deque[tuple[Batch, Future[list[Done]]]] = deque()
        for batch in work:
            waiting.append((batch, self._begun(batch)))
            while waiting and (batch.is_urgent or len(waiting) > 2 * self.jobs or waiting[0][1].done()):
                yield self._finished(*waiting.popleft())
        while waiting:
            yield self._finished(*waiting.popleft())

    def _begun(self, batch: Batch) -> "Future[list[Done]]":
        unread = batch.unread
        self._seen += len(unread)
        if unread and self.jobs > 1 and self._seen > ALONE and not batch.is_urgent:
            self._pool = self._pool or _pool(self.jobs)
            try:
                return self._pool.submit(read_batch, unread, self.way)
            except BrokenProcessPool:  # by a batch before this one
                self._pool = _pool(self.jobs)
                return self._pool.submit(read_batch, unread, self.way)
        done: Future[list[Done]] = Future()
        done.set_result(read_batch(unread, self.way))
        return done

    def _finished(self, batch: Batch, work: "Future[list[Done]]") -> tuple[Batch, list[Done]]:
        try:
            done = work.result()
        except BrokenProcessPool:
            done = list(_one_by_one(batch.unread, self.way))
        for one in done:
            if isinstance(one, Ready):
                tell(*one.told)
        return batch, done


def _one_by_one(batch: Sequence[Capture], way: str) -> Iterator[Done]:
    """Each capture in a process that no other depends on: one that ends it is reported, the others are read."""
    pool = _pool(1)
    for got in batch:
        try:
            yield from pool.submit(read_batch, [got], way).result()
        except BrokenProcessPool:
            name = got.path or got.target
            yield Unread(name, NotAnArticle(f"{name}: the process that read it came to its end"), got.url)
            pool = _pool(1)
    pool.shutdown()


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_begin)


@cache
def _context() -> "BaseContext":
    """How processes are begun: not by a fork of this one, which may have threads."""
    import multiprocessing

    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        from multiprocessing import forkserver

        context.set_forkserver_preload(["provenance.batches", "provenance.store.pages", "provenance.shared"])
        with told_what_is_used():
            forkserver.ensure_running()
    return context


def _begin() -> None:
    """In a process that helps: Ctrl-C is for the one that it helps, and with that one it ends, however that ends."""
    from multiprocessing import connection, parent_process, util

    from provenance.grammar.compiled import keep

    util.Finalize(None, keep, exitpriority=1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def follow() -> None:
        if parent is not None:
            connection.wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
