"""Processes that read batches of captures; what comes of it in the order given, whatever their number.

How many batches are in work is bounded: memory stays flat however large the source is.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Self

from provenance.errors import NotAnArticle
from provenance.ingestion.batches import Batch, Done, Ready, read_batch
from provenance.ingestion.shared import telling_what_is_used
from provenance.ingestion.waiting import deaf, waiting
from provenance.model import Capture
from provenance.reading import Unread, tell

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

ALONE = 64  # pages that are read before other processes are started to help


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
                return _given(self._pool, unread, self.way)
            except BrokenProcessPool:  # by a batch before this one
                self._pool = _pool(self.jobs)
                return _given(self._pool, unread, self.way)
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
            yield from _given(pool, [got], way).result()
        except BrokenProcessPool:
            name = got.path or got.target
            yield Unread(name, NotAnArticle(f"{name}: the process that read it came to its end"), got.url)
            pool = _pool(1)
    pool.shutdown()


def _given(pool: ProcessPoolExecutor, batch: Sequence[Capture], way: str) -> "Future[list[Done]]":
    """What will be read of a batch by a pool, which may begin a process for it."""
    with waiting():
        return pool.submit(read_batch, batch, way)


def _pool(jobs: int) -> ProcessPoolExecutor:
    with waiting():
        return ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_begin)


@cache
def _context() -> "BaseContext":
    """How processes are begun: not by a fork of this one, which may have threads."""
    import multiprocessing

    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        from multiprocessing import forkserver, resource_tracker

        context.set_forkserver_preload(
            ["provenance.ingestion.crew", "provenance.store.pages", "provenance.ingestion.shared"]
        )
        resource_tracker.ensure_running()  # which takes Ctrl-C's being blocked back once it is begun
        with telling_what_is_used(), deaf():
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
