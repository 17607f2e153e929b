"""What puts articles into the two inverted indexes, and tells which of them are there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, bindparam, delete, select

from provenance.errors import StoreError
from provenance.store import pack
from provenance.store.bulk import insert_tuples, upsert
from provenance.store.entries import Packed, numbers
from provenance.store.look import chunks
from provenance.store.migrations import note
from provenance.store.tables import (
    ANCHOR_VIEWS,
    ANCHORS,
    ARTICLES,
    INDEXED,
    META,
    POSTINGS,
    UNDRAWN,
    UNINDEXED,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_WAY = "indexed"  # what the store notes of itself: the way in which its texts are read for the indexes
_AT_ONCE = 1_000  # articles that one statement names
_ROWS = 50_000  # rows that are made tuples of at once


def put(connection: Connection, entries: Mapping[str, Packed], way: int) -> None:
    """Replace the postings and anchors of articles; note that they are indexed, and not drawn."""
    here = _numbers(connection, entries)
    found = {here[node][0]: entry for node, entry in entries.items()}
    leave(connection, list(found))
    if noted_way(connection) in (None, way):
        _delete(connection, UNINDEXED, list(found))
    insert_tuples(connection, POSTINGS, ("hash", "article"), _postings(found))
    insert_tuples(connection, ANCHORS, ("hash", "article", "weight"), _anchors(found))
    views = [{"view": view} for view in sorted({view for entry in found.values() for view in entry.views})]
    upsert(connection, ANCHOR_VIEWS, views, ("view",), replace=False)
    noted = [(number, way, *entry.divisible(), entry.hashes + entry.anchors) for number, entry in found.items()]
    insert_tuples(connection, INDEXED, tuple(INDEXED.c.keys()), noted)
    insert_tuples(connection, UNDRAWN, ("article",), [(number,) for number, is_read in here.values() if is_read])


def _numbers(connection: Connection, entries: Iterable[str]) -> dict[str, tuple[int, bool]]:
    """The number of each article, and whether it has a text. Raises StoreError for one that is not there."""
    found: dict[str, tuple[int, bool]] = {}
    for some in chunks(entries, _AT_ONCE):
        wanted = {pack.clean(node): node for node in some}
        asked = select(ARTICLES.c.id, ARTICLES.c.number, ARTICLES.c.text_sha256).where(ARTICLES.c.id.in_(wanted))
        found |= {wanted[row.id]: (int(row.number), row.text_sha256 is not None) for row in connection.execute(asked)}
        for node in some:
            if node not in found:
                raise StoreError(f"article {node!r}: not in the store")
    return found


def _postings(entries: Mapping[int, Packed]) -> Iterator[tuple[int, int]]:
    """Rows of hashes in the order of the key: neighbours go to the same pages of the database."""
    hashes, articles, order = _columns({number: entry.hashes for number, entry in entries.items()})
    for some in _parts(order):
        yield from zip(hashes[some].tolist(), articles[some].tolist(), strict=True)


def _anchors(entries: Mapping[int, Packed]) -> Iterator[tuple[int, int, float]]:
    import numpy as np

    hashes, articles, order = _columns({number: entry.anchors for number, entry in entries.items()})
    weights = np.frombuffer(b"".join(entry.weights for entry in entries.values()), "<f8")
    for some in _parts(order):
        yield from zip(hashes[some].tolist(), articles[some].tolist(), weights[some].tolist(), strict=True)


def _columns(kept: Mapping[int, bytes]) -> "tuple[Numbers, Numbers, Numbers]":
    """All numbers, the article of each, and their order by both."""
    import numpy as np

    hashes = np.frombuffer(b"".join(kept.values()), "<i8")
    articles = np.repeat(np.array(list(kept), np.int64), [len(part) // 8 for part in kept.values()])
    return hashes, articles, np.lexsort((articles, hashes))


def _parts(order: "Numbers") -> "Iterator[Numbers]":
    return (order[first : first + _ROWS] for first in range(0, len(order), _ROWS))


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
    for some in chunks(articles, _AT_ONCE):
        held = select(INDEXED.c.article, INDEXED.c.hashes, INDEXED.c.held).where(INDEXED.c.article.in_(some))
        for number, count, kept in connection.execute(held).all():
            keys = [{"key": key, "number": number} for key in numbers(kept)]
            for table, rows in ((POSTINGS, keys[:count]), (ANCHORS, keys[count:])):
                gone = delete(table).where(table.c.hash == bindparam("key"), table.c.article == bindparam("number"))
                if rows:
                    connection.execute(gone, rows)
    for table in (INDEXED, UNDRAWN):
        _delete(connection, table, articles)


def _delete(connection: Connection, table: Table, articles: Iterable[int]) -> None:
    for some in chunks(articles, _AT_ONCE):
        connection.execute(delete(table).where(table.c.article.in_(some)))


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
