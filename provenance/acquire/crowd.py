"""Many hosts asked at once, each of them for one thing at a time; what comes of it in the order of the asking."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import Future
from typing import Generic, TypeVar

AHEAD = 64  # results that may wait for one before them
HELD = 64_000_000  # bytes that such results may hold together before nothing more is asked for

Job = TypeVar("Job")
Result = TypeVar("Result")


def in_order(
    jobs: Iterable[Job],
    work: Callable[[Job], Result],
    host: Callable[[Job], Hashable | None],
    size: Callable[[Result], int],
    at_once: int,
) -> Iterator[Result]:
    """`work` of each job, in the order of the jobs, by at most `at_once` threads; jobs of one host one by one.

    A job without a host is done where it stands. `size` is the bytes that a result holds. What `work` raises is
    raised in its place. Jobs are taken from their source, and results given, in the thread of the caller.
    """
    crowd: _Crowd[Job, Result] = _Crowd(work, at_once)
    source, waiting = iter(jobs), deque[Future[Result]]()
    more = True
    try:
        while more or waiting:
            while more and _has_room(waiting, size):
                job = next(source, _END)
                more = not isinstance(job, _End)
                if not isinstance(job, _End):
                    waiting.append(crowd.add(job, host(job)))
            if waiting:
                yield waiting.popleft().result()
    finally:
        crowd.leave()


def _has_room(waiting: "deque[Future[Result]]", size: Callable[[Result], int]) -> bool:
    if len(waiting) >= AHEAD:
        return False
    done = (one.result() for one in waiting if one.done() and one.exception() is None)
    return sum(map(size, done)) < HELD


class _End:
    """The end of the jobs."""


_END = _End()


class _Crowd(Generic[Job, Result]):
    """Threads that take the hosts in turn, one job of a host each time."""

    def __init__(self, work: Callable[[Job], Result], at_once: int) -> None:
        self._work, self._most = work, at_once
        self._lock = threading.Lock()
        self._jobs: dict[Hashable, deque[tuple[Job, Future[Result]]]] = {}
        self._ready: queue.SimpleQueue[Hashable | None] = queue.SimpleQueue()
        self._threads = 0
        self._left = False

    def add(self, job: Job, host: Hashable | None) -> "Future[Result]":
        """Put a job into the line of its host."""
        future: Future[Result] = Future()
        if host is None:
            self._do(job, future)
            return future
        with self._lock:
            line = self._jobs.get(host)
            if line is None:
                self._jobs[host] = deque([(job, future)])
                self._ready.put(host)
            else:
                line.append((job, future))
            if self._threads < min(self._most, len(self._jobs)):
                self._threads += 1
                # Whoever interrupts the program does not wait for what a host has not answered yet.
                threading.Thread(target=self._serve, daemon=True).start()
        return future

    def leave(self) -> None:
        """Let the threads go when they are done with what they have in hand."""
        self._left = True
        for _ in range(self._threads):
            self._ready.put(None)

    def _serve(self) -> None:
        while (host := self._ready.get()) is not None and not self._left:
            with self._lock:
                job, future = self._jobs[host].popleft()
            self._do(job, future)
            with self._lock:
                if self._jobs[host]:
                    self._ready.put(host)
                else:
                    del self._jobs[host]

    def _do(self, job: Job, future: "Future[Result]") -> None:
        try:
            future.set_result(self._work(job))
        except BaseException as error:
            future.set_exception(error)
