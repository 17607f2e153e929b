"""What puts articles into the two inverted indexes, and tells which of them are there."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select

from provenance.errors import StoreError
from provenance.store import pack
from provenance.store.entries import Entry, checked, flat
from provenance.store.tables import ANCHORS, ARTICLES, INDEXED, POSTINGS, UNDRAWN


def put(connection: Connection, entries: Iterable[Entry], way: int) -> int:
    """Replace the postings and anchors of articles, at most some thousands; note that they are, and are not drawn.

    How many there were; of an article that comes twice the last entry counts.
    """
    wanted = {node: (hashes, anchors) for node, hashes, anchors in entries}
    asked = select(ARTICLES.c.id, ARTICLES.c.number, ARTICLES.c.text_sha256)
    rows = connection.execute(asked.where(ARTICLES.c.id.in_(list(map(pack.clean, wanted))))).all()
    numbers = {row.id: int(row.number) for row in rows}
    found = [(numbers.get(pack.clean(node)) or _number(connection, node), *entry) for node, entry in wanted.items()]
    for table in (POSTINGS, ANCHORS, INDEXED, UNDRAWN):
        connection.execute(delete(table).where(table.c.article.in_([article for article, _, _ in found])))
    # In the order of the key, neighbours go to the same pages of the database.
    postings = sorted((number, article) for article, hashes, _ in found for number in set(checked(hashes)))
    _insert(connection, POSTINGS, ("hash", "article"), postings)
    anchors = sorted((*key, article, weight) for article, _, every in found for *key, weight in set(flat(every)))
    _insert(connection, ANCHORS, ("view", "hash", "article", "weight"), anchors)
    # Those without a text are not counted among the indexed, see `unindexed`.
    read = [(int(row.number), way) for row in rows if row.text_sha256 is not None]
    _insert(connection, INDEXED, ("article", "way"), read)
    _insert(connection, UNDRAWN, ("article",), [(number,) for number, _ in read])
    return len(wanted)


def _insert(connection: Connection, table: Table, names: tuple[str, ...], rows: list[Any]) -> None:
    """Insert plain tuples: at some hundred rows an article, what SQLAlchemy does for each row is most of the time."""
    if rows:
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        marks = ", ".join(mark for _ in names)
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608


def unindexed(connection: Connection, way: int, limit: int) -> list[str]:
    """Ids of articles with a text that are not in the indexes as they are read now, in the order in which they came."""
    held = select(INDEXED.c.article).where(INDEXED.c.article == ARTICLES.c.number, INDEXED.c.way == way)
    here = ARTICLES.c.text_sha256.is_not(None)
    every = connection.execute(select(func.count()).select_from(ARTICLES).where(here)).scalar_one()
    done = connection.execute(select(func.count()).select_from(INDEXED).where(INDEXED.c.way == way)).scalar_one()
    wanted = select(ARTICLES.c.id).where(here, ~held.exists())
    if every - done >= limit:
        return list(connection.execute(wanted.order_by(ARTICLES.c.number).limit(limit)).scalars())
    # The few that a large store lacks are mostly its newest: looked for from there, they are found at once.
    last = wanted.order_by(ARTICLES.c.number.desc()).limit(max(every - done, 0))
    return list(connection.execute(last).scalars())[::-1]


def undrawn(connection: Connection) -> list[str]:
    """Ids of the articles that are noted as not drawn, in the order in which they came."""
    wanted = select(ARTICLES.c.id).join(UNDRAWN, UNDRAWN.c.article == ARTICLES.c.number).order_by(ARTICLES.c.number)
    return list(connection.execute(wanted).scalars())


def note_drawn(connection: Connection, nodes: Iterable[str]) -> None:
    """Take the note from articles, at most some thousands."""
    numbers = select(ARTICLES.c.number).where(ARTICLES.c.id.in_(list(map(pack.clean, nodes))))
    connection.execute(delete(UNDRAWN).where(UNDRAWN.c.article.in_(numbers)))


def _number(connection: Connection, node: str) -> int:
    wanted = select(ARTICLES.c.number).where(ARTICLES.c.id == pack.clean(node))
    number = connection.execute(wanted).scalar()
    if number is None:
        raise StoreError(f"article {node!r}: not in the store")
    return int(number)
