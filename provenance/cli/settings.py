"""What the global options set, and the messages on standard error."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from provenance.charset import as_utf8

if TYPE_CHECKING:
    from provenance.store import Glance, Store


_YEAR = 31_536_000  # seconds
DONE, SOME_FAILED, USAGE, NOTHING_DONE, INTERRUPTED = 0, 1, 2, 3, 130


class Shape(StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    JSON = "json"


class PageShape(StrEnum):
    """How the answers for pages are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Settings:
    """The global options of one run."""

    store: str | None
    quiet: bool
    verbose: bool

    def open(self, *, write: bool = True, create: bool = True) -> "Store":
        """The store of this run, made if need be to be written to; StoreError says what is wrong with it."""
        from provenance.store import open_store

        return open_store(self.store, read_only=not write, create=write and create)

    def look(self) -> "Glance | Store":
        """The store of this run, to look up a few articles."""
        from provenance.store import look_into

        return look_into(self.store)

    def say(self, message: str) -> None:
        """A word on standard error, unless the run is quiet."""
        if not self.quiet:
            typer.echo(as_utf8(message), err=True)

    def complain(self, message: str) -> None:
        """One line about a target that could not be read; never silenced."""
        complain(message)


def complain(message: str) -> None:
    """One line on standard error, without control characters that a name or a page might bring in."""
    line = "".join(c if c.isprintable() else " " for c in as_utf8(message))
    typer.echo(f"provenance: {' '.join(line.split())}", err=True)


def tell_of_the_work(verbose: bool) -> None:
    """Show what the library tells of its work, a line each, on standard error, when it was asked for."""
    import logging

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            complain(record.getMessage())

    log = logging.getLogger("provenance")
    log.handlers = [Lines()] if verbose else []
    log.setLevel(logging.INFO if verbose else logging.WARNING)


def seconds(value: float) -> float:
    """A number of seconds as an option has it; typer.BadParameter beyond a year (nan passes any range)."""
    if not value <= _YEAR:
        raise typer.BadParameter(f"{value} is not a number of seconds up to {_YEAR:,} (a year)")
    return value


def who() -> str:
    """The login name of whoever runs this."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a process of nobody the system knows, as in a container
        return "unknown"


def settings(context: typer.Context) -> Settings:
    """The settings that the callback left."""
    found: Settings = context.obj
    return found
