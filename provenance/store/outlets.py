"""The outlets of a store: their pages, and the links between them and others.

An outlet is known by its key: its registered domain, or, where no page tells one, its name without case and accents.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from provenance.model import Derivation, Graph, Node
from provenance.outlets import fold
from provenance.store import nouns, pack
from provenance.store.look import chunks
from provenance.store.read import LINK_ROWS, NODE_ROWS, Reads
from provenance.store.search import Found, page_of
from provenance.store.tables import ARTICLES, LINKS

_KEY = func.coalesce(ARTICLES.c.domain, ARTICLES.c.outlet_key)
_NAMES = 20  # of one domain, under which a source without a domain is taken for a page of it


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet: its key, commonest name, and how many pages `read` and `known` in all."""

    key: str
    name: str
    read: int
    known: int


def key_of(node: Node) -> str | None:
    """The key of the outlet of a node."""
    return node.domain or (fold(node.outlet) if node.outlet else None) or None


def outlets(store: Reads, offset: int, limit: int) -> list[Outlet]:
    """Outlets, those of most pages first, from number `offset` on."""
    read = func.count(ARTICLES.c.text_sha256)
    wanted = select(_KEY, read, func.count()).where(_KEY.is_not(None), _KEY != "").group_by(_KEY)
    page = wanted.order_by(read.desc(), func.count().desc(), _KEY).offset(offset).limit(limit)
    with store.reading() as connection:
        counted = [(str(key), int(pages), int(known)) for key, pages, known in connection.execute(page)]
        names = _names(connection, [key for key, _, _ in counted])
    return [Outlet(key, names.get(key, key), pages, known) for key, pages, known in counted]


def outlet(store: Reads, key: str) -> Outlet | None:
    """The outlet of a key; None when no page and no source is of it."""
    key = pack.clean(key)
    with store.reading() as connection:
        read, known = connection.execute(
            select(func.count(ARTICLES.c.text_sha256), func.count()).where(_of(connection, key))
        ).one()
        return Outlet(key, _names(connection, [key]).get(key, key), read, known) if known else None


def outlet_pages(store: Reads, key: str, before: int | None, limit: int) -> Found:
    """The pages of an outlet that were read, last come first."""
    with store.reading() as connection:
        mine = _of(connection, pack.clean(key))
    return page_of(store, NODE_ROWS.where(mine, ARTICLES.c.text_sha256.is_not(None)), before, limit)


def outlet_links(store: Reads, key: str, limit: int) -> tuple[Graph, bool]:
    """The hops from and to an outlet with the nodes at their ends, the latest `limit` each way; whether it has more."""
    links: dict[str, Derivation] = {}
    more = False
    with store.reading() as connection:
        mine = select(ARTICLES.c.id).where(_of(connection, pack.clean(key)))
        for end in (LINKS.c.derived, LINKS.c.source):
            wanted = LINK_ROWS.where(end.in_(mine)).order_by(LINKS.c.number.desc()).limit(limit + 1)
            rows = connection.execute(wanted).mappings().all()
            links |= {row["id"]: nouns.read_link(row) for row in rows[:limit]}
            more = more or len(rows) > limit
        ids = dict.fromkeys(end for link in links.values() for end in (link.derived, link.source))
        nodes = [node for some in chunks(ids, 500) for node in _nodes(connection, some)]
    return Graph(tuple(nodes), tuple(links.values())), more


def _nodes(connection: Connection, ids: list[str]) -> list[Node]:
    return [nouns.read_node(row) for row in connection.execute(NODE_ROWS.where(ARTICLES.c.id.in_(ids))).mappings()]


def _of(connection: Connection, key: str) -> ColumnElement[bool]:
    """The pages of a domain with the sources that are only named as it is; else those of a name without a domain."""
    names = select(ARTICLES.c.outlet_key).where(ARTICLES.c.domain == key, ARTICLES.c.outlet_key.is_not(None))
    called = connection.execute(names.distinct().limit(_NAMES)).scalars().all()
    unplaced = and_(ARTICLES.c.domain.is_(None), ARTICLES.c.outlet_key.in_([key, *called]))
    return or_(ARTICLES.c.domain == key, unplaced)


def _names(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The name that most pages of each key give."""
    wanted: Select[Any] = (
        select(_KEY.label("key"), ARTICLES.c.outlet)
        .where(or_(ARTICLES.c.domain.in_(list(keys)), and_(ARTICLES.c.domain.is_(None), _KEY.in_(list(keys)))))
        .where(ARTICLES.c.outlet.is_not(None), ARTICLES.c.outlet != "")
        .group_by(_KEY, ARTICLES.c.outlet)
        .order_by(func.count(), ARTICLES.c.outlet.desc())
    )
    return {str(key): str(name) for key, name in connection.execute(wanted)}  # the commonest comes last and stays
