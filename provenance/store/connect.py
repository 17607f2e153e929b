"""From a location to a database connection, and from the database's errors to ours."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import QueuePool, StaticPool

from provenance.errors import MissingExtra, NoStore, StoreError
from provenance.store import files
from provenance.store.places import default_path, expanded

_KINDS = ("sqlite", "postgresql")
# Held by whoever writes to a store on a server, until his transaction ends; the number is any of our own.
_WRITER = 7_036_874_417


@dataclass(frozen=True, slots=True)
class Location:
    """Where a store lies: `path` is its file, None in memory or on a server; `label` names it to people."""

    url: URL
    path: Path | None
    label: str


def locate(location: str | Path | None) -> Location:
    """Read a path or URL; None is the default path. Raises StoreError for a URL of an unknown kind."""
    if location is None:
        location = default_path()
    text = str(location)
    if isinstance(location, str) and (text == ":memory:" or "://" in text):
        return _from_url("sqlite://" if text == ":memory:" else text)
    if not text or "\0" in text:
        raise StoreError(f"{text!r}: not the name of a store")
    path = expanded(text)
    return Location(URL.create("sqlite", database=str(path)), path, str(path))


def _from_url(text: str) -> Location:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{text!r}: not the address of a store") from error
    if url.get_backend_name() not in _KINDS:
        raise StoreError(f"{url.get_backend_name()}: unknown kind of store (known: {', '.join(_KINDS)})")
    on_disk = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    path = Path(str(url.database)) if on_disk else None
    return Location(url, path, str(path) if path else url.render_as_string(hide_password=True))


def connect(location: Location, *, read_only: bool, create: bool, wait: float) -> Engine:
    """An engine on the store; no connection is made yet but the folder of a new store is."""
    if location.path is not None:
        _prepare(location.path, create and not read_only)
    try:
        engine = _engine(location, read_only, wait)
    except ArgumentError as error:
        raise StoreError(f"{location.label}: not the address of a store") from error
    except ModuleNotFoundError as error:
        raise MissingExtra.of(location.label, str(error.name), "postgres") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _pragmas(read_only))
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "begin", _begin_on_server(wait))
    return engine


def _prepare(path: Path, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path}: is a folder, not a store")
    if path.exists() and not path.is_file():
        raise StoreError(f"{path}: not a file")
    if create:
        try:
            # What somebody looked into is nobody else's business; a folder that is there already is left as it is.
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreError(f"{path}: the folder cannot be made ({error.strerror})") from error
    elif not path.exists():
        raise NoStore(f"{path}: no store here")


def _engine(location: Location, read_only: bool, wait: float) -> Engine:
    if location.path is not None:
        return create_engine("sqlite://", creator=_opener(location.path, read_only, wait), poolclass=QueuePool)
    if location.url.get_backend_name() == "sqlite":
        settings = {"check_same_thread": False, "isolation_level": None}
        return create_engine("sqlite://", poolclass=StaticPool, connect_args=settings)
    server = location.url.set(drivername="postgresql+psycopg")
    # A server may have been started anew since a connection was last used.
    return create_engine(server, pool_pre_ping=True)


def _opener(path: Path, read_only: bool, wait: float) -> Callable[[], sqlite3.Connection]:
    path = path.resolve()
    return lambda: files.connected(path, read_only, wait)


def _pragmas(read_only: bool) -> Callable[[Any, Any], None]:
    return lambda connection, _record: files.set_up(connection, read_only)


def _begin(connection: Connection) -> None:
    # A transaction that begins as a reader and writes later fails when another wrote in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_on_server(wait: float) -> Callable[[Connection], None]:
    """As on SQLite: a reader sees one moment and writes nothing, writers come one by one and wait `wait` seconds."""
    milliseconds = min(max(int(wait * 1000), 1), 2**31 - 1)  # 0 would be for ever

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return begin


def use_write_ahead_log(engine: Engine, label: str) -> None:
    """Let readers go on while one writes; kept in the file, so set once."""
    with explained(label):
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            if mode not in ("wal", "memory"):
                # Another process that opens the new store at this moment does the same for us.
                with suppress(sqlite3.OperationalError):
                    cursor.execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()


def explained(label: str) -> AbstractContextManager[None]:
    """Turn whatever the database raises into a StoreError of one line."""
    return files.explained(label, SQLAlchemyError)
