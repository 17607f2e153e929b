"""How far a run has come, on standard error, while several pages are read and somebody watches."""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from provenance.cli.settings import Settings
from provenance.cli.tree import plain

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

_WIDTH = 60
_TOO_FEW = 2  # requests: for the one page that was asked for, nothing is drawn


At = Callable[[str, int], None]
"""Is told at which byte of a file the work is."""


@contextmanager
def progress(here: Settings, sources: Sequence[str] = ()) -> Iterator[At | None]:
    """Draw a bar with the pages read and the one in work; nothing when piped, quiet or verbose.

    For sources that are files and folders, tell the function that it gives how far they were read: the bar then knows
    how much is left, and how long that will take.
    """
    if here.quiet or here.verbose or not sys.stderr.isatty():
        yield None
        return
    watcher = _Watcher(sources)
    log = logging.getLogger("provenance")
    level = log.level
    log.addHandler(watcher)
    log.setLevel(logging.INFO)
    try:
        yield watcher.at
    finally:
        log.removeHandler(watcher)
        log.setLevel(level)
        watcher.stop()


class _Watcher(logging.Handler):
    """Counts what the library tells of its work: `asking` an address, `read` a page, at which byte of a file it is."""

    def __init__(self, sources: Sequence[str]) -> None:
        super().__init__()
        self.sources = sources
        self.asked = self.read = self.bytes = 0
        self.file, self.place = "", 0
        self.bar: Progress | None = None

    def at(self, file: str, place: int) -> None:
        """Note how far a file was read; files come one after the other."""
        self.bytes += place if file != self.file else max(place - self.place, 0)
        self.file, self.place = file, place

    def emit(self, record: logging.LogRecord) -> None:
        asking = getattr(record, "asking", None)
        self.asked += asking is not None
        self.read += hasattr(record, "read")
        if self.bar is None and max(self.asked, self.read) > _TOO_FEW:
            self.bar = _drawn(self.sources)
        if self.bar:
            task = self.bar.tasks[0]
            rate = self.read / max(task.elapsed or 0, 1)
            self.bar.update(task.id, completed=self.bytes, read=self.read, rate=rate)
            if asking:
                self.bar.update(task.id, description=plain(str(asking))[:_WIDTH])

    def stop(self) -> None:
        """Wipe the bar away."""
        if self.bar:
            self.bar.stop()


def _drawn(sources: Sequence[str]) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from provenance.acquire.files import size_of

    total = sum(map(size_of, sources)) or None
    counted = TextColumn("{task.fields[read]:,} pages read, {task.fields[rate]:.0f} a second,")
    times = (TimeElapsedColumn(), *((TextColumn("gone,"), TimeRemainingColumn(), TextColumn("left")) if total else ()))
    bar = Progress(
        BarColumn(20),
        counted,
        *times,
        _address(),
        console=Console(stderr=True),
        transient=True,
        speed_estimate_period=60,
    )
    bar.add_task("", total=total, read=0, rate=0.0)
    bar.start()
    return bar


def _address() -> "ProgressColumn":
    from rich.progress import TextColumn
    from rich.table import Column

    return TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True))
