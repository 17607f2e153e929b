"""What reads nouns from the store.

Streams go by the rows' numbers, a page a transaction, up to the number that was the last when
they began: nothing is locked between pages, and the end is sure even while others write.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    TextClause,
    and_,
    bindparam,
    func,
    or_,
    select,
    text,
)

from provenance.model import Article, Capture, Derivation, Node
from provenance.outlets import fold
from provenance.store import nouns, pack
from provenance.store.look import Ask
from provenance.store.tables import ARTICLES, CAPTURES, JUDGEMENTS, LINKS, TEXTS

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


def asking(connection: Connection) -> Ask:
    """What asks the plain statements of `look` of this connection."""

    def ask(statement: str, values: Mapping[str, object], /) -> Sequence[RowMapping]:
        return connection.execute(_prepared(statement), dict(values)).mappings().all()

    return ask


@cache
def _prepared(statement: str) -> TextClause:
    made = text(statement)
    return made.bindparams(bindparam("asked", expanding=True)) if ":asked" in statement else made


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


def captures(connection: Connection, sha256: str) -> list[Capture]:
    """The captures of these bytes, oldest first, without the bytes."""
    found = select(CAPTURES).where(CAPTURES.c.sha256 == pack.clean(sha256))
    wanted = found.order_by(CAPTURES.c.fetched, CAPTURES.c.number)
    return [nouns.read_capture(row) for row in connection.execute(wanted).mappings()]


def last_capture(connection: Connection, url: str) -> Capture | None:
    """The latest capture that an address answered with, without its bytes."""
    found = select(CAPTURES).where(CAPTURES.c.final_url == pack.clean(url), CAPTURES.c.memento.is_(None))
    row = connection.execute(found.order_by(CAPTURES.c.number.desc()).limit(1)).mappings().first()
    return nouns.read_capture(row) if row else None


def first_memento(connection: Connection, url: str) -> Capture | None:
    """The oldest capture, without its bytes, of those read out of an archive at this address, or led there."""
    here = or_(CAPTURES.c.url == pack.clean(url), CAPTURES.c.final_url == pack.clean(url))
    found = select(CAPTURES).where(here, CAPTURES.c.memento.is_not(None))
    row = connection.execute(found.order_by(CAPTURES.c.fetched).limit(1)).mappings().first()
    return nouns.read_capture(row) if row else None


def articles(store: Reads) -> Iterator[Article]:
    """Every article that was read."""
    return stream(store, ARTICLE_ROWS, ARTICLES, nouns.read_article)


def of_outlet(name: str) -> ColumnElement[bool]:
    """What is true of the articles of an outlet of this name."""
    return ARTICLES.c.outlet_key == pack.clean(fold(name))


def of_domain(domain: str) -> ColumnElement[bool]:
    """What is true of the articles of a domain."""
    return ARTICLES.c.domain == pack.clean(domain)


def ids(connection: Connection, condition: ColumnElement[bool], limit: int) -> list[str]:
    """The ids of the first `limit` articles with a text of which something is true."""
    wanted = select(ARTICLES.c.id).where(condition, ARTICLES.c.text_sha256.is_not(None))
    return list(connection.execute(wanted.order_by(ARTICLES.c.number).limit(limit)).scalars())


def by_outlet(store: Reads, name: str, limit: int) -> Iterator[Article]:
    """The first `limit` articles of an outlet of this name, whatever its case, accents and articles."""
    query = ARTICLE_ROWS.where(of_outlet(name))
    return islice(stream(store, query, ARTICLES, nouns.read_article), max(limit, 0))


def by_domain(store: Reads, domain: str, language: str | None, limit: int) -> Iterator[Article]:
    """The first `limit` articles of a domain, in one language if that is given."""
    query = ARTICLE_ROWS.where(of_domain(domain))
    if language is not None:
        query = query.where(ARTICLES.c.language == pack.clean(language))
    return islice(stream(store, query, ARTICLES, nouns.read_article), max(limit, 0))


def nodes(store: Reads) -> Iterator[Node]:
    """Every node."""
    return stream(store, NODE_ROWS, ARTICLES, nouns.read_node)


def links(store: Reads) -> Iterator[Derivation]:
    """Every link with its current judgement."""
    return stream(store, LINK_ROWS, LINKS, nouns.read_link)


def whole_graph(store: Reads) -> Iterator[Node | Derivation]:
    """Every node, then every link between them, as of one moment."""
    with store.reading() as connection:
        ends = last_number(connection, ARTICLES), last_number(connection, LINKS)
    yield from stream(store, NODE_ROWS, ARTICLES, nouns.read_node, last=ends[0])
    yield from stream(store, LINK_ROWS, LINKS, nouns.read_link, last=ends[1])
