"""Care of a store: what is in it, what is wrong with it, a copy of it."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Select, Table, func, select, text

from provenance.drafts import draft, remove
from provenance.errors import StoreError
from provenance.model import Status
from provenance.store import indexing, migrations, nouns, read
from provenance.store.connect import Location, explained
from provenance.store.copy import copy
from provenance.store.tables import (
    ADDRESSES,
    ANCHORS,
    ARTICLES,
    CAPTURES,
    JUDGEMENTS,
    LINKS,
    META,
    POSTINGS,
    SIGNALS,
    TEXTS,
)

if TYPE_CHECKING:
    from provenance.store.store import Store

_COUNTED = (TEXTS, SIGNALS, LINKS, JUDGEMENTS, CAPTURES, ADDRESSES, POSTINGS, ANCHORS)
_MOST_PROBLEMS = 1000
Noun = Callable[[RowMapping], object]


def info(connection: Connection, location: Location) -> dict[str, int | str]:
    """The place, what the store says of itself, its size in bytes, nodes by status, rows by table."""
    told = {row.key: row.value for row in connection.execute(select(META))}
    statuses = select(ARTICLES.c.status, func.count()).group_by(ARTICLES.c.status)
    by_status = {str(status): int(n) for status, n in connection.execute(statuses)}
    return {
        "location": location.label,
        "schema": migrations.schema_version(connection) or 0,
        "created": told.get("created", ""),
        "program": told.get("program", ""),
        "bytes": _size(connection),
        "nodes": sum(by_status.values()),
        **{status.value: by_status.get(status.value, 0) for status in Status},
        **{table.name: _count(connection, table) for table in _COUNTED},
    }


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _size(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    return int(pages * connection.execute(text("PRAGMA page_size")).scalar_one())


def check(store: "Store") -> list[str]:
    """The file's structure first; only when that is sound, every row. At most 1,000 lines of it."""
    problems: list[str] = []
    try:
        problems.extend(_structure(store))
        if not problems:
            problems.extend(islice(_contents(store), _MOST_PROBLEMS))
    except StoreError as error:  # so damaged that it cannot even be gone through
        problems.append(str(error))
    return problems


def _structure(store: "Store") -> Iterator[str]:
    if store.engine.dialect.name != "sqlite":
        return
    with store.reading() as connection:
        for (line,) in connection.execute(text("PRAGMA integrity_check(100)")).all():
            if line != "ok":
                yield f"file: {line}"
        for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")).all()[:100]:
            yield f"{table} row {row}: what it refers to in {parent} is missing"


def _contents(store: "Store") -> Iterator[str]:
    with store.reading() as connection:
        piecemeal = connection.execution_options(yield_per=500)
        yield from _texts(piecemeal)
        signals = piecemeal.execute(select(SIGNALS)).mappings()
        yield from filter(None, (_problem(row, nouns.read_signal) for row in signals))
    yield from _each(store, read.ARTICLE_ROWS, ARTICLES, nouns.read_article)
    yield from _each(store, read.NODE_ROWS, ARTICLES, nouns.read_node)
    yield from _each(store, read.LINK_ROWS, LINKS, nouns.read_link)
    yield from _each(store, select(JUDGEMENTS), JUDGEMENTS, nouns.read_judgement)
    yield from _each(store, select(CAPTURES), CAPTURES, nouns.read_capture)
    with store.reading() as connection:
        yield from indexing.problems(connection)


def _texts(connection: Connection) -> Iterator[str]:
    for digest, written in connection.execute(select(TEXTS.c.sha256, TEXTS.c.text)):
        if hashlib.sha256(str(written).encode()).hexdigest() != digest:
            yield f"text {digest}: its digest is another, the text was altered"


def _each(store: "Store", query: Select[Any], table: Table, noun: Noun) -> Iterator[str]:
    yield from filter(None, read.stream(store, query, table, lambda row: _problem(row, noun)))


def _problem(row: RowMapping, noun: Noun) -> str | None:
    try:
        noun(row)
    except StoreError as error:
        return str(error)
    return None


def backup(store: "Store", path: Path, overwrite: bool) -> None:
    """Copy a store as of one moment into an SQLite file. Raises StoreError, also when `path` is there already."""
    if path.is_dir():
        raise StoreError(f"{path}: is a folder")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder is not there")
    if path.exists() and (not overwrite or _same(path, store.location.path)):
        raise StoreError(f"{path}: is there already")
    part = draft(path)
    try:
        with explained(str(path)):
            _copy_file(store, part) if store.engine.dialect.name == "sqlite" else _copy_rows(store, part)
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        remove(part)


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and path.samefile(other)


def _copy_file(store: "Store", part: Path) -> None:
    # In one step: a copy in many steps begins again whenever somebody writes, and may never end.
    with closing(sqlite3.connect(part)) as target:
        raw = store.engine.raw_connection()
        try:
            raw.driver_connection.backup(target, pages=-1)  # type: ignore[union-attr]
        finally:
            raw.close()
    _in_one_file(part)


def _copy_rows(store: "Store", part: Path) -> None:
    from provenance.store.store import opened

    with opened(part, read_only=False, create=True, wait=30.0) as target:
        copy(store, target)
    _in_one_file(part)


def _in_one_file(path: Path) -> None:
    # Nothing beside it: a backup is carried about. Opening it as a store brings WAL back.
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = DELETE")
