"""Many rows at once: one statement on SQLite, COPY on PostgreSQL."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from provenance.store.look import chunks

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

_AT_ONCE = 50_000  # rows that are handed to the database together
_WORTH_COPYING = 20  # rows; below, a statement is as fast


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of which none is there; all have the same columns."""
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) >= _WORTH_COPYING:
        _copy(connection, table.name, rows)
    else:
        connection.execute(table.insert(), rows)


def insert_tuples(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert very many rows: what SQLAlchemy does for each would be most of the time."""
    if connection.dialect.name == "postgresql":
        _copy_tuples(connection, table.name, names, rows)
        return
    marks = ", ".join("?" for _ in names)
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - names of our own
    for some in chunks(rows, _AT_ONCE):
        connection.exec_driver_sql(statement, some)


def delete_tuples(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[tuple[int, ...]]) -> None:
    """Delete the rows that have these whole numbers in these columns."""
    for some in chunks(rows, _AT_ONCE):
        if connection.dialect.name == "postgresql":
            same = " AND ".join(f"{table.name}.{name} = gone.{name}" for name in names)
            asked = f"unnest({', '.join('%s::bigint[]' for _ in names)}) AS gone ({', '.join(names)})"
            given = tuple(map(list, zip(*some, strict=True)))
            connection.exec_driver_sql(f"DELETE FROM {table.name} USING {asked} WHERE {same}", given)  # noqa: S608
        else:
            same = " AND ".join(f"{name} = ?" for name in names)
            connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {same}", some)  # noqa: S608 - names of our own


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    key: Sequence[str],
    *,
    replace: bool = True,
) -> None:
    """Insert rows with different keys; one whose key is there is replaced, or left as it is."""
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) >= _WORTH_COPYING:
        _upsert_copied(connection, table, rows, key, replace)
        return
    statement = _insert(connection, table)
    if not replace:
        connection.execute(statement.on_conflict_do_nothing(index_elements=key), rows)
        return
    changed = {name: statement.excluded[name] for name in rows[0] if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=changed), rows)


def _insert(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def _upsert_copied(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: Sequence[str], replace: bool
) -> None:
    """COPY into a table that lasts as long as the transaction, then one statement from there."""
    names = ", ".join(rows[0])
    passing = f"new_{table.name}"
    like = f"SELECT {names} FROM {table.name} LIMIT 0"  # noqa: S608 - names of our own
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {passing} ON COMMIT DROP AS {like}")
    _copy(connection, passing, rows)
    changed = ", ".join(f"{name} = excluded.{name}" for name in rows[0] if name not in key)
    act = f"UPDATE SET {changed}" if replace and changed else "NOTHING"
    # In the order given, so that numbers are dealt as on SQLite.
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {passing}"  # noqa: S608 - names of our own
        f" ORDER BY {passing}.ctid ON CONFLICT ({', '.join(key)}) DO {act}"
    )
    connection.exec_driver_sql(f"DROP TABLE {passing}")


def _copy(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    names = list(rows[0])
    _copy_tuples(connection, table, names, ([row[name] for name in names] for row in rows))


def _copy_tuples(connection: Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from psycopg import Error

    statement = f"COPY {table} ({', '.join(names)}) FROM STDIN"
    cursor: Any = connection.connection.cursor()
    try:
        with cursor.copy(statement) as out:
            for row in rows:
                out.write_row(row)
    except Error as error:  # as SQLAlchemy raises what a statement of its own meets
        raise DBAPIError(statement, None, error) from error
    finally:
        cursor.close()
