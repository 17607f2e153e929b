"""What puts articles into the two inverted indexes, and tells which of them are there."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from provenance.errors import StoreError
from provenance.store import pack
from provenance.store.bulk import upsert
from provenance.store.entries import Entry, checked, flat
from provenance.store.migrations import note
from provenance.store.tables import ANCHORS, ARTICLES, INDEXED, META, POSTINGS, UNDRAWN, UNINDEXED

_WAY = "indexed"  # what the store notes of itself: the way in which its texts are read for the indexes


def put(connection: Connection, entries: Iterable[Entry], way: int) -> int:
    """Replace the postings and anchors of articles, at most some thousands; note that they are, and are not drawn.

    How many there were; of an article that comes twice the last entry counts.
    """
    wanted = {node: (hashes, anchors) for node, hashes, anchors in entries}
    asked = select(ARTICLES.c.id, ARTICLES.c.number, ARTICLES.c.text_sha256)
    rows = connection.execute(asked.where(ARTICLES.c.id.in_(list(map(pack.clean, wanted))))).all()
    numbers = {row.id: int(row.number) for row in rows}
    found = [(numbers.get(pack.clean(node)) or _number(connection, node), *entry) for node, entry in wanted.items()]
    left = (UNINDEXED,) if noted_way(connection) in (None, way) else ()
    for table in (POSTINGS, ANCHORS, INDEXED, UNDRAWN, *left):
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


def noted_way(connection: Connection) -> int | None:
    """The way in which texts were last read for the indexes, None where they never were."""
    noted = connection.execute(select(META.c.value).where(META.c.key == _WAY)).scalar()
    return int(noted) if noted and noted.isdecimal() else None


def begin(connection: Connection, way: int) -> None:
    """Note that texts are read in this way from now on: all that is not indexed so is to be.

    The one pass over all articles; what comes later is noted as it comes.
    """
    held = select(INDEXED.c.article).where(INDEXED.c.article == ARTICLES.c.number, INDEXED.c.way == way)
    lacking = select(ARTICLES.c.number).where(ARTICLES.c.text_sha256.is_not(None), ~held.exists())
    connection.execute(delete(UNINDEXED))
    connection.execute(UNINDEXED.insert().from_select(["article"], lacking))
    note(connection, _WAY, str(way))


def leave(connection: Connection, articles: Sequence[int]) -> None:
    """Forget what the indexes hold of articles, by their numbers: whose text changed is found by his new text only."""
    for table in (POSTINGS, ANCHORS, INDEXED) if articles else ():
        connection.execute(delete(table).where(table.c.article.in_(articles)))


def note_unindexed(connection: Connection, nodes: Sequence[str]) -> None:
    """Note that articles are to be indexed; of some it may be noted already."""
    numbers = connection.execute(select(ARTICLES.c.number).where(ARTICLES.c.id.in_(nodes))).scalars()
    upsert(connection, UNINDEXED, [{"article": number} for number in numbers], ("article",), replace=False)


def unindexed(connection: Connection, limit: int) -> list[str]:
    """Ids of articles with a text that are not in the indexes as they are read now, in the order in which they came."""
    wanted = select(ARTICLES.c.id).join(UNINDEXED, UNINDEXED.c.article == ARTICLES.c.number)
    return list(connection.execute(wanted.order_by(UNINDEXED.c.article).limit(limit)).scalars())


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
