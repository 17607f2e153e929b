"""A store's file: opened as SQLite opens it, and what went wrong in our words. Loads no more than `sqlite3`."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provenance.errors import StoreError

# What the databases say, and what we say of it.
_MEANINGS = (
    ("not a database", "not a database"),
    ("malformed", "the file is damaged"),
    ("unable to open", "cannot be opened (does the folder exist, and may it be written?)"),
    ("readonly database", "read-only: cannot be written"),
    ("read-only transaction", "read-only: cannot be written"),
    ("is locked", "locked: another program is writing"),
    ("lock timeout", "locked: another program is writing"),
    ("disk is full", "the disk is full"),
    ("no space left", "the disk is full"),
    ("foreign key", "what it refers to is missing, or others refer to it (foreign key)"),
    ("disk i/o", "the disk cannot be read or written"),
    ("too big", "a value is too large to be kept"),
    ("no such table", "not a provenance store"),
)


def connected(path: Path, read_only: bool, wait: float) -> sqlite3.Connection:
    """A connection to a resolved path, which any thread may use; its transactions begin when they are told to."""
    address = f"{path.as_uri()}?mode={'ro' if read_only else 'rwc'}{_immutable(path, read_only)}"
    return sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)


def _immutable(path: Path, read_only: bool) -> str:
    # SQLite keeps its locks of a WAL database in a file beside it. Where none can be made (a CD, a
    # folder of somebody else's) and none is there, nobody writes either: read it without locks.
    if not read_only or path.with_name(path.name + "-wal").exists():
        return ""
    effective = os.access in os.supports_effective_ids
    return "" if os.access(path.parent, os.W_OK, effective_ids=effective) else "&immutable=1"


def set_up(connection: sqlite3.Connection, read_only: bool) -> None:
    """Set what every connection of ours has set."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")


@contextmanager
def explained(label: str, *kinds: type[Exception]) -> Iterator[None]:
    """Turn whatever SQLite raises, and errors of these kinds, into a StoreError of one line."""
    caught: tuple[type[Exception], ...] = (*kinds, sqlite3.Error, OverflowError, UnicodeEncodeError)
    try:
        yield
    except caught as error:
        raise StoreError(f"{label}: {_meaning(error)}") from error


def _meaning(error: Exception) -> str:
    said = str(getattr(error, "orig", None) or error)
    for words, meaning in _MEANINGS:
        if words in said.casefold():
            return meaning
    return said.strip().partition("\n")[0]
