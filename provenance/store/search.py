"""What a person looks for in a store: words, the newest pages, an outlet, the links that wait for a judgement.

All is read a page at a time, newest first, by the rows' numbers: `before` is where a page ends and the next one begins.

Words are looked for with LIKE, in slices, until a page is full or the time is over. A full-text index (FTS5) of 100,000
articles took 74 seconds to make and a quarter of the store's room again; looking through all their titles takes less
than half a second, through all their texts 1.5 to 6 seconds.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from provenance.model import Derivation, Judgement, Node, Verdict
from provenance.store import nouns, pack
from provenance.store.read import CURRENT, LINK_ROWS, NODE_ROWS, Reads, last_number
from provenance.store.tables import ARTICLES, JUDGEMENTS, LINKS, TEXTS

MOST_WORDS = 8
_SLICE = 5000  # rows looked through at once, between two looks at the clock
_TEXT_SLICE = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A page of nodes, newest first; `before` is where the next page begins, None at the end.

    `late` says that the time was over before the page was full.
    """

    nodes: tuple[Node, ...]
    before: int | None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A judgement as it stands in the history: `number` counts them, `current` unless a later one retired it."""

    number: int
    judgement: Judgement
    current: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds: pages `read` and sources only `named`, `links`, and how many `unjudged` of them."""

    read: int
    named: int
    links: int
    unjudged: int


def counts(store: Reads) -> Counts:
    """How much there is."""
    with store.reading() as connection:
        nodes, read = connection.execute(select(func.count(), func.count(ARTICLES.c.text_sha256))).one()
        links = connection.execute(select(func.count()).select_from(LINKS)).scalar_one()
        judged = select(func.count()).select_from(LINKS).join(JUDGEMENTS, CURRENT)
        return Counts(read, nodes - read, links, links - connection.execute(judged).scalar_one())


def newest(store: Reads, before: int | None, limit: int) -> Found:
    """The pages that were read, last come first."""
    return page_of(store, NODE_ROWS.where(ARTICLES.c.text_sha256.is_not(None)), before, limit)


def words(
    store: Reads, query: str, before: int | None, limit: int, *, texts: bool = False, seconds: float = 2.0
) -> Found:
    """Nodes in whose title, outlet or address, with `texts` also text, all the words stand; at most 8 words count.

    Words in quotation marks stand together. Upper and lower case are the same.
    """
    wanted = list(_words(query))[:MOST_WORDS]
    if not wanted:
        return Found((), None)
    until = time.monotonic() + seconds
    found: list[tuple[int, Node]] = []
    with store.reading() as connection:
        high = before if before is not None else last_number(connection, ARTICLES) + 1
    size = _TEXT_SLICE if texts else _SLICE
    while high > 1 and len(found) <= limit:
        if time.monotonic() > until:
            return Found(tuple(node for _, node in found), high, late=True)
        low = max(high - size, 1)
        with store.reading() as connection:
            query_ = _holding(wanted, texts, connection).where(ARTICLES.c.number >= low, ARTICLES.c.number < high)
            page = query_.order_by(ARTICLES.c.number.desc()).limit(limit + 1 - len(found))
            found += ((row["number"], nouns.read_node(row)) for row in connection.execute(page).mappings())
        high = low
    return _cut(found, limit)


def link(store: Reads, link_id: str) -> Derivation | None:
    """The link of this very id."""
    with store.reading() as connection:
        row = connection.execute(LINK_ROWS.where(LINKS.c.id == pack.clean(link_id))).mappings().first()
        return nouns.read_link(row) if row else None


def queue(store: Reads, after: tuple[float, str] | None, limit: int) -> list[Derivation]:
    """Links that nobody judged, the least sure first; those after this confidence and id."""
    wanted = LINK_ROWS.where(JUDGEMENTS.c.verdict.is_(None))
    if after is not None:
        sure, last = after[0], pack.clean(after[1])
        wanted = wanted.where(
            or_(LINKS.c.confidence > sure, and_(LINKS.c.confidence == sure, LINKS.c.id > last)),
        )
    with store.reading() as connection:
        found = connection.execute(wanted.order_by(LINKS.c.confidence, LINKS.c.id).limit(limit)).mappings()
        return [nouns.read_link(row) for row in found]


def judged(
    store: Reads, before: int | None, limit: int, verdict: Verdict | None = None, link: str | None = None
) -> list[Word]:
    """The words of people on links (on one, by its whole id), last said first, also those that later ones retired."""
    wanted = select(JUDGEMENTS).order_by(JUDGEMENTS.c.number.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(JUDGEMENTS.c.number < before)
    if verdict is not None:
        wanted = wanted.where(JUDGEMENTS.c.verdict == verdict.value)
    if link is not None:
        wanted = wanted.where(JUDGEMENTS.c.link == pack.clean(link))
    with store.reading() as connection:
        return [
            Word(row["number"], nouns.read_judgement(row), row["retired_at"] is None)
            for row in connection.execute(wanted).mappings()
        ]


def nodes(store: Reads, ids: Iterable[str]) -> dict[str, Node]:
    """The nodes of these ids, by id; at most some hundreds are meant."""
    wanted = NODE_ROWS.where(ARTICLES.c.id.in_([pack.clean(one) for one in dict.fromkeys(ids)]))
    with store.reading() as connection:
        return {row["id"]: nouns.read_node(row) for row in connection.execute(wanted).mappings()}


def page_of(store: Reads, query: Select[tuple[object, ...]], before: int | None, limit: int) -> Found:
    """The nodes of a query, last come first, `limit` of them."""
    if before is not None:
        query = query.where(ARTICLES.c.number < before)
    with store.reading() as connection:
        page = connection.execute(query.order_by(ARTICLES.c.number.desc()).limit(limit + 1)).mappings()
        return _cut([(row["number"], nouns.read_node(row)) for row in page], limit)


def _cut(found: list[tuple[int, Node]], limit: int) -> Found:
    """A page of what was found; where one more was, the next page begins below the last that is shown."""
    nodes_ = tuple(node for _, node in found[:limit])
    return Found(nodes_, found[limit - 1][0] if len(found) > limit else None)


def _words(query: str) -> Iterator[str]:
    """Words and what stands in quotation marks, of an odd mark the rest."""
    for place, part in enumerate(pack.clean(query).split('"')):
        yield from filter(None, [part.strip()] if place % 2 else part.split())


def _holding(wanted: Iterable[str], texts: bool, connection: Connection) -> Select[tuple[object, ...]]:
    columns = [ARTICLES.c.title, ARTICLES.c.outlet, ARTICLES.c.url]
    query = NODE_ROWS
    if texts:
        query = query.outerjoin(TEXTS, TEXTS.c.sha256 == ARTICLES.c.text_sha256)
        columns.append(TEXTS.c.text)
    sqlite = connection.dialect.name == "sqlite"
    for word in wanted:
        query = query.where(or_(*(one for column in columns for one in _stands(column, word, sqlite))))
    return query


def _stands(column: ColumnElement[str | None], word: str, sqlite: bool) -> Iterator[ColumnElement[bool]]:
    pattern = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if not sqlite:
        yield column.ilike(f"%{pattern}%", escape="\\")
        return
    # SQLite takes a letter for its capital in ASCII only: other words are looked for as people write them.
    spellings = [pattern] if pattern.isascii() else [pattern, pattern.lower(), pattern.capitalize(), pattern.upper()]
    for spelling in dict.fromkeys(spellings):
        yield column.like(f"%{spelling}%", escape="\\")
