"""How far a run has come, on standard error, while several pages are read and somebody watches."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from provenance.cli.settings import Settings
from provenance.cli.tree import plain

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

_WIDTH = 60
_TOO_FEW = 2  # requests: for the one page that was asked for, nothing is drawn


@contextmanager
def progress(here: Settings) -> Iterator[None]:
    """Draw a bar with the pages read and the one in work; nothing when piped, quiet or verbose."""
    if here.quiet or here.verbose or not sys.stderr.isatty():
        yield
        return
    watcher = _Watcher()
    log = logging.getLogger("provenance")
    level = log.level
    log.addHandler(watcher)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(watcher)
        log.setLevel(level)
        watcher.stop()


class _Watcher(logging.Handler):
    """Counts what the library tells of its work: `asking` an address, `read` a page."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = self.read = 0
        self.bar: Progress | None = None

    def emit(self, record: logging.LogRecord) -> None:
        asking = getattr(record, "asking", None)
        self.asked += asking is not None
        self.read += hasattr(record, "read")
        if self.bar is None and max(self.asked, self.read) > _TOO_FEW:
            self.bar = _drawn()
        if self.bar:
            task = self.bar.task_ids[0]
            self.bar.update(task, completed=self.read)
            if asking:
                self.bar.update(task, description=plain(str(asking))[:_WIDTH])

    def stop(self) -> None:
        """Wipe the bar away."""
        if self.bar:
            self.bar.stop()


def _drawn() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(20), TextColumn("{task.completed:g} pages read"), TimeElapsedColumn(), _address())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=None)
    bar.start()
    return bar


def _address() -> "ProgressColumn":
    from rich.progress import TextColumn
    from rich.table import Column

    return TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True))
