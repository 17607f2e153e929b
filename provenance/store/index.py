"""The two inverted indexes: hashes of shingles (same language) and weighted anchors (across languages)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, TextClause, delete, func, select, text

from provenance.errors import StoreError
from provenance.store import pack
from provenance.store.tables import ANCHORS, ARTICLES, INDEXED, POSTINGS

Entry = tuple[str, Iterable[int], Mapping[str, Mapping[int, float]]]
"""What the indexes hold of an article: its id, its hashes, its anchors."""

_FIRST, _LAST = -(2**63), 2**63 - 1
COMMON, MOST_READ = 1_000, 20_000  # articles from which a hash is passed over; rows of an index that one question reads


@dataclass(frozen=True, slots=True)
class Bounds:
    """What to leave out of an answer: one article, all but the best, hashes that too many hold."""

    exclude: str | None
    limit: int
    common: int


# One parameter holds all that is asked for, as JSON: no limit on how many, and one statement to prepare.
_ASKED = {
    "sqlite": "SELECT {columns} FROM json_each(:asked)",
    "postgresql": "SELECT {columns} FROM json_array_elements(CAST(:asked AS json)) AS e(value)",
}
_HASH = {
    "sqlite": "value AS hash",
    "postgresql": "CAST(value #>> '{}' AS bigint) AS hash",
}
_NODE = {
    "sqlite": "value AS node",
    "postgresql": "value #>> '{}' AS node",
}
_ANCHOR = {
    "sqlite": (
        "json_extract(value, '$[0]') AS kind, json_extract(value, '$[1]') AS hash,"
        " json_extract(value, '$[2]') AS weight"
    ),
    "postgresql": (
        "value ->> 0 AS kind, CAST(value ->> 1 AS bigint) AS hash, CAST(value ->> 2 AS double precision) AS weight"
    ),
}

# How common a hash is gets counted only as far as the bound.
_HELD = """
SELECT asked.hash, (SELECT count(*) FROM (
  SELECT 1 FROM postings q WHERE q.hash = asked.hash LIMIT :common + 1
) c) AS n FROM ({asked}) asked
"""

_HELD_ANCHORS = """
SELECT asked.kind, asked.hash, asked.weight, (SELECT count(*) FROM (
  SELECT 1 FROM anchors q WHERE q.view = asked.kind AND q.hash = asked.hash LIMIT :common + 1
) c) AS n FROM ({asked}) asked
"""

_SHARING = """
SELECT a.id, s.n FROM (
  SELECT p.article, count(*) AS n FROM ({asked}) asked JOIN postings p ON p.hash = asked.hash
  GROUP BY p.article ORDER BY n DESC, p.article LIMIT :most + 1
) s JOIN articles a ON a.number = s.article
WHERE a.id <> :exclude ORDER BY s.n DESC, s.article LIMIT :most
"""

_SHARING_ANCHORS = """
SELECT a.id, s.n FROM (
  SELECT p.article, sum(p.weight * asked.weight) AS n
  FROM ({asked}) asked JOIN anchors p ON p.view = asked.kind AND p.hash = asked.hash
  GROUP BY p.article ORDER BY n DESC, p.article LIMIT :most + 1
) s JOIN articles a ON a.number = s.article
WHERE a.id <> :exclude ORDER BY s.n DESC, s.article LIMIT :most
"""

_WEIGHTS = """
SELECT a.id, p.weight FROM ({asked}) asked JOIN articles a ON a.id = asked.node
JOIN anchors p ON p.view = :view AND p.hash = :hash AND p.article = a.number
"""

# From view to view by the key: as many steps as there are views, however many anchors.
_VIEWS = """
WITH RECURSIVE found(view) AS (
  SELECT min(view) FROM anchors
  UNION ALL SELECT (SELECT min(q.view) FROM anchors q WHERE q.view > found.view) FROM found WHERE view IS NOT NULL
) SELECT view FROM found WHERE view IS NOT NULL
"""


def put_postings(connection: Connection, node: str, hashes: Iterable[int]) -> bool:
    """Replace an article's postings: True when they differ from those it had."""
    article = _number(connection, node)
    wanted = {(number,) for number in _checked(hashes)}
    return _replace(connection, POSTINGS, article, wanted, ("hash",))


def put_anchors(connection: Connection, node: str, anchors: Mapping[str, Mapping[int, float]]) -> bool:
    """Replace an article's anchors: True when they differ from those it had."""
    article = _number(connection, node)
    return _replace(connection, ANCHORS, article, set(_flat(anchors)), ("view", "hash", "weight"))


def spread(connection: Connection, hashes: Iterable[int], most: int) -> dict[int, int]:
    """How many articles hold each hash, see `Store.spread`."""
    found = _ask(connection, _HELD, _HASH, sorted(set(_checked(hashes))), common=most - 1)
    return {int(number): int(n) for number, n in found if n}


def put_index(
    connection: Connection, entries: Mapping[str, tuple[Iterable[int], Mapping[str, Mapping[int, float]]]], way: int
) -> None:
    """Replace the postings and anchors of articles, at most some thousands, and note that they are indexed."""
    asked = select(ARTICLES.c.id, ARTICLES.c.number, ARTICLES.c.text_sha256)
    rows = connection.execute(asked.where(ARTICLES.c.id.in_(list(map(pack.clean, entries))))).all()
    numbers = {row.id: int(row.number) for row in rows}
    found = [(numbers.get(pack.clean(node)) or _number(connection, node), *entry) for node, entry in entries.items()]
    for table in (POSTINGS, ANCHORS, INDEXED):
        connection.execute(delete(table).where(table.c.article.in_([article for article, _, _ in found])))
    # In the order of the key, neighbours go to the same pages of the database.
    postings = sorted((number, article) for article, hashes, _ in found for number in set(_checked(hashes)))
    _insert(connection, POSTINGS, ("hash", "article"), postings)
    anchors = sorted((*key, article, weight) for article, _, every in found for *key, weight in set(_flat(every)))
    _insert(connection, ANCHORS, ("view", "hash", "article", "weight"), anchors)
    # Those without a text are not counted among the indexed, see `unindexed`.
    read = [(int(row.number), way) for row in rows if row.text_sha256 is not None]
    _insert(connection, INDEXED, ("article", "way"), read)


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


def _replace(connection: Connection, table: Table, article: int, wanted: set[Any], names: tuple[str, ...]) -> bool:
    columns = [table.c[name] for name in names]
    found = {tuple(row) for row in connection.execute(select(*columns).where(table.c.article == article))}
    if found == wanted:
        return False
    if found:
        connection.execute(delete(table).where(table.c.article == article))
    if wanted:
        values = [dict(zip(names, row, strict=True), article=article) for row in sorted(wanted)]
        connection.execute(table.insert(), values)
    return True


def sharing(connection: Connection, hashes: Iterable[int], bounds: Bounds) -> list[tuple[str, int]]:
    """Articles by the number of hashes shared, see `Store.sharing`."""
    wanted = sorted(set(_checked(hashes)))
    held = [(int(n), int(number)) for number, n in _ask(connection, _HELD, _HASH, wanted, common=bounds.common)]
    rare = [number for (number,) in _rarest(((n, (number,)) for n, number in held), bounds.common)]
    found = _ask(connection, _SHARING, _HASH, rare, **_cut(bounds))
    return [(node, int(n)) for node, n in found]


def sharing_anchors(
    connection: Connection, anchors: Mapping[str, Mapping[int, float]], bounds: Bounds
) -> list[tuple[str, float]]:
    """Articles by the weight of the anchors shared, see `Store.sharing_anchors`."""
    held = _ask(connection, _HELD_ANCHORS, _ANCHOR, sorted(_flat(anchors)), common=bounds.common)
    rare = _rarest(((int(row[3]), tuple(row[:3])) for row in held), bounds.common)
    found = _ask(connection, _SHARING_ANCHORS, _ANCHOR, rare, **_cut(bounds))
    return [(node, float(n)) for node, n in found]


def weights(connection: Connection, nodes: Iterable[str], view: str, number: int) -> dict[str, float]:
    """The weight of one anchor in each article that has it, see `Store.weights`."""
    wanted = sorted(map(pack.clean, set(nodes)))
    found = _ask(connection, _WEIGHTS, _NODE, wanted, view=pack.clean(view), hash=number)
    return {node: float(weight) for node, weight in found}


def views(connection: Connection) -> list[str]:
    """The views that anchors are held of, see `Store.views`."""
    return list(connection.execute(text(_VIEWS)).scalars())


def _rarest(held: Iterable[tuple[int, Any]], common: int) -> list[Any]:
    """What few hold, then what more do, as long as there is room for all who hold it; sorted."""
    kept: list[Any] = []
    room = MOST_READ
    for n, asked in sorted(pair for pair in held if 0 < pair[0] <= common):
        room -= n
        if room < 0 and kept:
            break
        kept.append(asked)
    return sorted(kept)


def _cut(bounds: Bounds) -> dict[str, Any]:
    return {"exclude": pack.clean(bounds.exclude or ""), "most": max(bounds.limit, 0)}


def _ask(
    connection: Connection, frame: str, columns: Mapping[str, str], asked: list[Any], **values: object
) -> list[Any]:
    if not asked:
        return []
    statement = _statement(frame, columns[connection.dialect.name], connection.dialect.name)
    return list(connection.execute(statement, {"asked": json.dumps(asked), **values}))


@lru_cache(maxsize=64)
def _statement(frame: str, columns: str, dialect: str) -> TextClause:
    return text(frame.format(asked=_ASKED[dialect].format(columns=columns)))


def _flat(anchors: Mapping[str, Mapping[int, float]]) -> list[tuple[str, int, float]]:
    return [
        (pack.clean(view), number, float(weight))
        for view, weights in anchors.items()
        for number, weight in zip(_checked(weights), weights.values(), strict=True)
    ]


def _checked(hashes: Iterable[int]) -> list[int]:
    found = list(hashes)
    for number in found:
        if not _FIRST <= number <= _LAST:
            raise StoreError(f"hash {number}: not a signed 64-bit integer")
    return found


def _number(connection: Connection, node: str) -> int:
    wanted = select(ARTICLES.c.number).where(ARTICLES.c.id == pack.clean(node))
    number = connection.execute(wanted).scalar()
    if number is None:
        raise StoreError(f"article {node!r}: not in the store")
    return int(number)
