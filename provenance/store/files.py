"""A store's file: opened as SQLite opens it, and what went wrong in our words. Loads no more than `sqlite3`."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provenance.errors import Damaged, StoreError
from provenance.store.columns import COLUMNS

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
_DAMAGE = ("malformed", "too big", "could not decode")  # what they say when only what is asked for cannot be read
_LARGEST = 300_000_000  # bytes of a value or row: a column of another's making may compute one of a gigabyte
# What of a file would be run when its tables are read or written: a file may come from anybody.
_PROGRAMS = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') OR sql LIKE '%VIRTUAL%'"
)

_VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)


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
    """Set what every connection of ours has set. Raises StoreError when the file holds a program."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST)
    _refuse_programs(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")


def _refuse_programs(connection: sqlite3.Connection) -> None:
    """StoreError when a table of ours has a trigger, or is a view or a virtual table; further views are left alone."""
    for kind, name, table, written in connection.execute(_PROGRAMS):
        if kind == "trigger" and table in COLUMNS:
            raise StoreError(f"table {table!r} has a trigger, {name!r}: a store of this program's has none")
        if name in COLUMNS and (kind == "view" or _VIRTUAL.match(written or "")):
            raise StoreError(f"{name!r} is no table, as it is in a store of this program's")


@contextmanager
def explained(label: str, *kinds: type[Exception]) -> Iterator[None]:
    """Turn whatever SQLite raises, and errors of these kinds, into a StoreError of one line (or Damaged)."""
    caught: tuple[type[Exception], ...] = (*kinds, sqlite3.Error, OverflowError, UnicodeEncodeError)
    try:
        yield
    except caught as error:
        said = str(getattr(error, "orig", None) or error)
        kind = Damaged if any(words in said.casefold() for words in _DAMAGE) else StoreError
        raise kind(f"{label}: {_meaning(said, label)}") from error


def _meaning(said: str, label: str) -> str:
    if "unable to open" in said and os.path.isfile(label) and not os.access(label, os.R_OK):  # noqa: PTH113 - or a URL
        return "permission denied"
    for words, meaning in _MEANINGS:
        if words in said.casefold():
            return meaning
    return said.strip().partition("\n")[0]
