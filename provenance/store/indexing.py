"""What puts articles into the two inverted indexes, and tells which of them are there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, select

from provenance.errors import StoreError
from provenance.store import pack
from provenance.store.bulk import delete_tuples, insert_tuples, upsert
from provenance.store.entries import Packed, entire
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

# What the store notes of itself: the way in which its texts are read for the indexes; how often anything was put there.
WAY, TIMES = "indexed", "indexings"
_AT_ONCE = 1_000  # articles that one statement names
_LEFT = 2_000  # articles whose rows are deleted together
_REMEDY = ": store reindex, then link, makes the indexes anew"
_ROWS = 50_000  # rows that are made tuples of at once


class Lacking(NamedTuple):
    """An article that is to be indexed: its number, its id, and the digest of what is kept of it now."""

    number: int
    id: str
    digest: str


def put(connection: Connection, entries: Mapping[str, Packed], way: int, digests: Mapping[str, str]) -> int:
    """Replace the postings and anchors of articles; note that they are indexed, and not drawn: of how many.

    An article that is no longer what its digest says was changed since it was read: it is left to be read again.
    """
    here = _here(connection, entries)
    same = {node: entry for node, entry in entries.items() if digests.get(node, here[node].digest) == here[node].digest}
    found = {int(here[node].number): entry for node, entry in same.items()}
    leave(connection, list(found))
    if noted_way(connection) in (None, way):
        _delete(connection, UNINDEXED, list(found))
    else:
        note_unindexed(connection, list(same))
    hashes = {number: entry.hashes for number, entry in found.items()}
    insert_tuples(connection, POSTINGS, ("hash", "article"), _keys(hashes))
    insert_tuples(connection, ANCHORS, ("hash", "article", "weight"), _anchors(found))
    views = [{"view": view} for view in sorted({view for entry in found.values() for view in entry.views})]
    upsert(connection, ANCHOR_VIEWS, views, ("view",), replace=False)
    noted = [(number, way, *entry.divisible(), entry.hashes + entry.anchors) for number, entry in found.items()]
    insert_tuples(connection, INDEXED, tuple(INDEXED.c.keys()), noted)
    to_draw = [(int(here[node].number),) for node in same if here[node].text_sha256 is not None]
    insert_tuples(connection, UNDRAWN, ("article",), to_draw)
    note(connection, TIMES, str(times(connection) + 1))
    return len(same)


def _here(connection: Connection, entries: Iterable[str]) -> dict[str, Any]:
    """What is kept of each article: number, digest, digest of the text. Raises StoreError for one that is not there."""
    found: dict[str, Any] = {}
    columns = (ARTICLES.c.id, ARTICLES.c.number, ARTICLES.c.digest, ARTICLES.c.text_sha256)
    for some in chunks(entries, _AT_ONCE):
        wanted = {pack.clean(node): node for node in some}
        asked = select(*columns).where(ARTICLES.c.id.in_(wanted))
        found |= {wanted[row.id]: row for row in connection.execute(asked)}
        for node in some:
            if node not in found:
                raise StoreError(f"article {node!r}: not in the store")
    return found


def _keys(kept: Mapping[int, bytes]) -> Iterator[tuple[int, int]]:
    """Hash and article in the order of the key: neighbours lie on the same pages of the database."""
    hashes, articles, order = _columns(kept)
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
    return _noted(connection, WAY)


def times(connection: Connection) -> int:
    """How often anything was put into the indexes: who finds it grown has seen them as they were before."""
    return _noted(connection, TIMES) or 0


def _noted(connection: Connection, key: str) -> int | None:
    noted = connection.execute(select(META.c.value).where(META.c.key == key)).scalar()
    return int(noted) if noted and noted.isdecimal() else None


def begin(connection: Connection, way: int) -> None:
    """Note that texts are read in this way from now on: all that is not indexed so is to be.

    The one pass over all articles; what comes later is noted as it comes.
    """
    held = select(INDEXED.c.article).where(INDEXED.c.article == ARTICLES.c.number, INDEXED.c.way == way)
    lacking = select(ARTICLES.c.number).where(ARTICLES.c.text_sha256.is_not(None), ~held.exists())
    connection.execute(delete(UNINDEXED))
    connection.execute(UNINDEXED.insert().from_select(["article"], lacking))
    note(connection, WAY, str(way))


def leave(connection: Connection, articles: Sequence[int]) -> None:
    """Forget what the indexes hold of articles, by their numbers: what changed is found as it is now, and only so."""
    for some in chunks(articles, _LEFT):
        asked = select(INDEXED.c.article, INDEXED.c.hashes, INDEXED.c.held).where(INDEXED.c.article.in_(some))
        held = connection.execute(asked).all()
        for table, first in ((POSTINGS, True), (ANCHORS, False)):
            kept = {number: entire(both[: 8 * count] if first else both[8 * count :]) for number, count, both in held}
            delete_tuples(connection, table, ("hash", "article"), _keys(kept))
    for table in (INDEXED, UNDRAWN):
        _delete(connection, table, articles)


def forget(connection: Connection) -> None:
    """Empty the indexes: all that has a text is to be indexed again."""
    for table in (POSTINGS, ANCHORS, ANCHOR_VIEWS, INDEXED, UNDRAWN):
        connection.execute(delete(table))
    connection.execute(delete(META).where(META.c.key == WAY))


def _delete(connection: Connection, table: Table, articles: Iterable[int]) -> None:
    for some in chunks(articles, _AT_ONCE):
        connection.execute(delete(table).where(table.c.article.in_(some)))


def note_unindexed(connection: Connection, nodes: Sequence[str]) -> None:
    """Note that articles are to be indexed; of some it may be noted already."""
    for some in chunks(nodes, _AT_ONCE):
        numbers = connection.execute(select(ARTICLES.c.number).where(ARTICLES.c.id.in_(some))).scalars()
        upsert(connection, UNINDEXED, [{"article": number} for number in numbers], ("article",), replace=False)


def unindexed(connection: Connection, limit: int, after: int) -> list[Lacking]:
    """Articles with a text that are not in the indexes as they are read now, in the order in which they came."""
    columns = (UNINDEXED.c.article, ARTICLES.c.id, ARTICLES.c.digest)
    wanted = select(*columns).join(ARTICLES, UNINDEXED.c.article == ARTICLES.c.number)
    found = connection.execute(wanted.where(UNINDEXED.c.article > after).order_by(UNINDEXED.c.article).limit(limit))
    return [Lacking(int(number), node, digest or "") for number, node, digest in found]


def undrawn(connection: Connection) -> list[str]:
    """Ids of the articles that are noted as not drawn, in the order in which they came."""
    # Not a join: in the order asked for a planner may go through all articles.
    node = select(ARTICLES.c.id).where(ARTICLES.c.number == UNDRAWN.c.article).scalar_subquery()
    found = connection.execute(select(node).select_from(UNDRAWN).order_by(UNDRAWN.c.article)).scalars()
    return [one for one in found if one is not None]


def note_undrawn(connection: Connection) -> None:
    """Note every article with a text as not drawn."""
    there = select(UNDRAWN.c.article).where(UNDRAWN.c.article == ARTICLES.c.number)
    lacking = select(ARTICLES.c.number).where(ARTICLES.c.text_sha256.is_not(None), ~there.exists())
    connection.execute(UNDRAWN.insert().from_select(["article"], lacking))


def note_drawn(connection: Connection, nodes: Iterable[str]) -> None:
    """Take the note from articles, at most some thousands."""
    numbers = select(ARTICLES.c.number).where(ARTICLES.c.id.in_(list(map(pack.clean, nodes))))
    connection.execute(delete(UNDRAWN).where(UNDRAWN.c.article.in_(numbers)))


def problems(connection: Connection) -> Iterator[str]:
    """Tell in what the indexes are not what is noted of them, a line each."""
    held, kept = func.length(INDEXED.c.held), func.coalesce(func.sum(INDEXED.c.hashes), 0)
    told = connection.execute(select(kept, func.coalesce(func.sum(held), 0) // 8 - kept)).one()
    for table, wanted in zip((POSTINGS, ANCHORS), told, strict=True):
        there = connection.execute(select(func.count()).select_from(table)).scalar_one()
        if there != wanted:
            yield f"{table.name}: {there} rows, {wanted} are noted{_REMEDY}"
    cut = connection.execute(select(func.count()).where((held % 8 != 0) | (held < 8 * INDEXED.c.hashes))).scalar_one()
    if cut:
        yield f"indexed: what is noted of {cut} articles was cut{_REMEDY}"
    here = (select(table.c.article).where(table.c.article == ARTICLES.c.number) for table in (INDEXED, UNINDEXED))
    lacking = ARTICLES.c.text_sha256.is_not(None), *(~query.exists() for query in here)
    lost = connection.execute(select(func.count()).select_from(ARTICLES).where(*lacking)).scalar_one()
    if lost and noted_way(connection) is not None:
        yield f"indexed: {lost} articles are not there, nor noted to come there{_REMEDY}"
