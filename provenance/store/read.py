"""What reads nouns from the store.

Streams go by the rows' numbers, a page a transaction, up to the number that was the last when
they began: nothing is locked between pages, and the end is sure even while others write.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, RowMapping, Select, Table, and_, func, or_, select

from provenance.model import Article, Capture, Derivation, Node, Signal
from provenance.outlets import fold
from provenance.store import pack, rows
from provenance.store.tables import ARTICLES, CAPTURES, JUDGEMENTS, LINKS, SIGNALS, TEXTS

T = TypeVar("T")

# Rows a page of a stream.
_PAGE = 200

_NODE = [column for column in ARTICLES.c if column.name not in ("facts", "blocks")]
ARTICLE_ROWS = select(ARTICLES, TEXTS.c.text).join(TEXTS, TEXTS.c.sha256 == ARTICLES.c.text_sha256)
NODE_ROWS = select(*_NODE)
CURRENT = and_(JUDGEMENTS.c.link == LINKS.c.id, JUDGEMENTS.c.retired_at.is_(None))
LINK_ROWS = select(LINKS, JUDGEMENTS.c.verdict).outerjoin(JUDGEMENTS, CURRENT)


class Reads(Protocol):
    """What a stream needs of a store: a transaction a page."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that reads."""
        ...


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def last_number(connection: Connection, table: Table) -> int:
    """The largest number of a table's rows, 0 when it is empty."""
    return connection.execute(select(func.max(table.c.number))).scalar() or 0


def stream(
    store: Reads,
    query: Select[Any],
    table: Table,
    noun: Callable[[RowMapping], T],
    last: int | None = None,
) -> Iterator[T]:
    """The nouns of a query in the order of the numbers of `table`, up to number `last`."""
    number = table.c.number
    if last is None:
        with store.reading() as connection:
            last = last_number(connection, table)
    after = 0
    while after < last:
        wanted = query.where(number > after, number <= last).order_by(number).limit(_PAGE)
        with store.reading() as connection:
            found = connection.execute(wanted).mappings().all()
        if not found:
            return
        yield from map(noun, found)
        after = found[-1]["number"]


def article(connection: Connection, node: str) -> Article | None:
    """The article of a node id, if it was read."""
    row = connection.execute(ARTICLE_ROWS.where(ARTICLES.c.id == pack.clean(node))).mappings().first()
    return rows.read_article(row) if row else None


def node(connection: Connection, node: str) -> Node | None:
    """The node of a node id."""
    row = connection.execute(NODE_ROWS.where(ARTICLES.c.id == pack.clean(node))).mappings().first()
    return rows.read_node(row) if row else None


def signals(connection: Connection, node: str) -> tuple[Signal, ...]:
    """The signals of an article, in order."""
    wanted = select(SIGNALS).where(SIGNALS.c.article == pack.clean(node)).order_by(SIGNALS.c.ordinal)
    return tuple(map(rows.read_signal, connection.execute(wanted).mappings()))


def captures(connection: Connection, sha256: str) -> list[Capture]:
    """The captures of these bytes, oldest first, without the bytes."""
    found = select(CAPTURES).where(CAPTURES.c.sha256 == pack.clean(sha256))
    wanted = found.order_by(CAPTURES.c.fetched, CAPTURES.c.number)
    return [rows.read_capture(row) for row in connection.execute(wanted).mappings()]


def last_capture(connection: Connection, url: str) -> Capture | None:
    """The latest capture that an address answered with, without its bytes."""
    found = select(CAPTURES).where(CAPTURES.c.final_url == pack.clean(url), CAPTURES.c.memento.is_(None))
    row = connection.execute(found.order_by(CAPTURES.c.number.desc()).limit(1)).mappings().first()
    return rows.read_capture(row) if row else None


def first_memento(connection: Connection, url: str) -> Capture | None:
    """The oldest capture, without its bytes, of those read out of an archive at this address, or led there."""
    here = or_(CAPTURES.c.url == pack.clean(url), CAPTURES.c.final_url == pack.clean(url))
    found = select(CAPTURES).where(here, CAPTURES.c.memento.is_not(None))
    row = connection.execute(found.order_by(CAPTURES.c.fetched).limit(1)).mappings().first()
    return rows.read_capture(row) if row else None


def mementos(connection: Connection, nodes: Sequence[str]) -> dict[str, Capture]:
    """For each of these nodes that was only ever read out of an archive: the capture, without its bytes."""
    joined = select(ARTICLES.c.id, CAPTURES).join(CAPTURES, CAPTURES.c.sha256 == ARTICLES.c.capture_sha256)
    found: dict[str, Capture] = {}
    for some in chunks(nodes, 500):
        wanted = joined.where(ARTICLES.c.id.in_(list(map(pack.clean, some)))).order_by(CAPTURES.c.number)
        for row in connection.execute(wanted).mappings():
            found.setdefault(row["id"], rows.read_capture(row))
            if row["memento"] is None:
                found[row["id"]] = rows.read_capture(row)
    return {node: capture for node, capture in found.items() if capture.memento}


def articles(store: Reads) -> Iterator[Article]:
    """Every article that was read."""
    return stream(store, ARTICLE_ROWS, ARTICLES, rows.read_article)


def by_outlet(store: Reads, name: str, limit: int) -> Iterator[Article]:
    """The first `limit` articles of an outlet of this name, whatever its case, accents and articles."""
    query = ARTICLE_ROWS.where(ARTICLES.c.outlet_key == pack.clean(fold(name)))
    return islice(stream(store, query, ARTICLES, rows.read_article), max(limit, 0))


def by_domain(store: Reads, domain: str, language: str | None, limit: int) -> Iterator[Article]:
    """The first `limit` articles of a domain, in one language if that is given."""
    query = ARTICLE_ROWS.where(ARTICLES.c.domain == pack.clean(domain))
    if language is not None:
        query = query.where(ARTICLES.c.language == pack.clean(language))
    return islice(stream(store, query, ARTICLES, rows.read_article), max(limit, 0))


def nodes(store: Reads) -> Iterator[Node]:
    """Every node."""
    return stream(store, NODE_ROWS, ARTICLES, rows.read_node)


def links(store: Reads) -> Iterator[Derivation]:
    """Every link with its current judgement."""
    return stream(store, LINK_ROWS, LINKS, rows.read_link)


def links_at(connection: Connection, end: str, nodes: Sequence[str]) -> list[Derivation]:
    """The links whose `end` ("derived" or "source") is one of these nodes, surest first."""
    found = LINK_ROWS.where(LINKS.c[end].in_(list(map(pack.clean, nodes))))
    wanted = found.order_by(LINKS.c.confidence.desc(), LINKS.c.id)
    return [rows.read_link(row) for row in connection.execute(wanted).mappings()]


def whole_graph(store: Reads) -> Iterator[Node | Derivation]:
    """Every node, then every link between them, as of one moment."""
    with store.reading() as connection:
        ends = last_number(connection, ARTICLES), last_number(connection, LINKS)
    yield from stream(store, NODE_ROWS, ARTICLES, rows.read_node, last=ends[0])
    yield from stream(store, LINK_ROWS, LINKS, rows.read_link, last=ends[1])
