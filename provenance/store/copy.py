"""All rows of one store into another, whatever databases they lie in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, delete, func, select, text

from provenance.errors import StoreError
from provenance.store import indexing, migrations
from provenance.store.bulk import insert_rows
from provenance.store.connect import explained
from provenance.store.tables import ARTICLES, META

if TYPE_CHECKING:
    from provenance.store.store import Store

_ROWS = 1000


def copy(source: "Store", target: "Store") -> int:
    """Copy every row as of one moment, in one transaction: how many nodes there are.

    Raises StoreError when anything is in the target already.
    """
    from provenance.store.schema import Base

    with source.reading() as reading, target.writing() as writing:
        if writing.execute(select(func.count()).select_from(ARTICLES)).scalar_one():
            raise StoreError(f"{target.location.label}: not an empty store")
        with explained(source.location.label):
            told = {row.key: row.value for row in reading.execute(select(META))}
        _note_origin(told, writing)
        for table in Base.metadata.sorted_tables:
            if table.name != META.name:
                for rows in _rows(reading, table, source.location.label):
                    insert_rows(writing, table, rows)
                _count_on(writing, table)
        return writing.execute(select(func.count()).select_from(ARTICLES)).scalar_one()


def _note_origin(told: dict[str, str], writing: Connection) -> None:
    """What the store says of itself, but for its schema; what the target said of its own indexes is forgotten."""
    writing.execute(delete(META).where(META.c.key.in_((indexing.WAY, indexing.TIMES))))
    for key in ("created", indexing.WAY, indexing.TIMES):
        if key in told:
            migrations.note(writing, key, told[key])


def _rows(connection: Connection, table: Table, label: str) -> Iterator[list[dict[str, object]]]:
    """The rows of a table; what is wrong with them is said of the store `label`, not of the one that is written."""
    streamed = connection.execution_options(yield_per=_ROWS)
    with explained(label):
        for part in streamed.execute(select(table).order_by(*table.primary_key)).mappings().partitions():
            yield [dict(row) for row in part]


def _count_on(connection: Connection, table: Table) -> None:
    """Let a server number the next row after the largest number copied."""
    if connection.dialect.name == "postgresql" and "number" in table.c:
        largest = f"SELECT max(number) FROM {table.name}"  # noqa: S608 - a table of our own
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence(:name, 'number'), n) FROM ({largest}) t(n) WHERE n > 0"),  # noqa: S608
            {"name": table.name},
        )
