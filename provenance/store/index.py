"""The two inverted indexes: hashes of shingles (same language) and weighted anchors (across languages)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, select, text

from provenance.errors import StoreError
from provenance.store import pack
from provenance.store.tables import ANCHORS, ARTICLES, INDEXED, POSTINGS

Entry = tuple[str, Iterable[int], Mapping[str, Mapping[int, float]]]
"""What the indexes hold of an article: its id, its hashes, its anchors."""

_FIRST, _LAST = -(2**63), 2**63 - 1


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
_SHARING = """
WITH asked AS ({asked})
SELECT a.id, s.n FROM (
  SELECT p.article, count(*) AS n FROM asked JOIN postings p ON p.hash = asked.hash
  WHERE (SELECT count(*) FROM (
    SELECT 1 FROM postings q WHERE q.hash = asked.hash LIMIT :common + 1
  ) c) <= :common
  GROUP BY p.article
) s JOIN articles a ON a.number = s.article
WHERE a.id <> :exclude ORDER BY s.n DESC, s.article LIMIT :most
"""

_SHARING_ANCHORS = """
WITH asked AS ({asked})
SELECT a.id, s.n FROM (
  SELECT p.article, sum(p.weight * asked.weight) AS n
  FROM asked JOIN anchors p ON p.view = asked.kind AND p.hash = asked.hash
  WHERE (SELECT count(*) FROM (
    SELECT 1 FROM anchors q WHERE q.view = asked.kind AND q.hash = asked.hash LIMIT :common + 1
  ) c) <= :common
  GROUP BY p.article
) s JOIN articles a ON a.number = s.article
WHERE a.id <> :exclude ORDER BY s.n DESC, s.article LIMIT :most
"""

_SPREAD = """
SELECT asked.hash, (SELECT count(*) FROM (
  SELECT 1 FROM postings q WHERE q.hash = asked.hash LIMIT :most
) c) AS n FROM ({asked}) asked
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
    dialect = connection.dialect.name
    statement = _SPREAD.format(asked=_ASKED[dialect].format(columns=_HASH[dialect]))
    asked = json.dumps(sorted(set(_checked(hashes))))
    found = connection.execute(text(statement), {"asked": asked, "most": most})
    return {int(number): int(n) for number, n in found if n}


def mark(connection: Connection, node: str, way: int) -> None:
    """Note that an article is in the indexes."""
    article = _number(connection, node)
    connection.execute(delete(INDEXED).where(INDEXED.c.article == article))
    connection.execute(INDEXED.insert(), [{"article": article, "way": way}])


def unindexed(connection: Connection, way: int, limit: int) -> list[str]:
    """Ids of articles with a text that are not in the indexes as they are read now, in the order in which they came."""
    held = select(INDEXED.c.article).where(INDEXED.c.article == ARTICLES.c.number, INDEXED.c.way == way)
    wanted = select(ARTICLES.c.id).where(ARTICLES.c.text_sha256.is_not(None), ~held.exists())
    return list(connection.execute(wanted.order_by(ARTICLES.c.number).limit(limit)).scalars())


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
    found = _ask(connection, (_SHARING, _HASH), sorted(set(_checked(hashes))), bounds)
    return [(node, int(n)) for node, n in found]


def sharing_anchors(
    connection: Connection, anchors: Mapping[str, Mapping[int, float]], bounds: Bounds
) -> list[tuple[str, float]]:
    """Articles by the weight of the anchors shared, see `Store.sharing_anchors`."""
    found = _ask(connection, (_SHARING_ANCHORS, _ANCHOR), sorted(_flat(anchors)), bounds)
    return [(node, float(n)) for node, n in found]


def _ask(connection: Connection, query: tuple[str, Mapping[str, str]], asked: list[Any], bounds: Bounds) -> list[Any]:
    dialect = connection.dialect.name
    frame, columns = query
    statement = frame.format(asked=_ASKED[dialect].format(columns=columns[dialect]))
    values = {"asked": json.dumps(asked), "exclude": pack.clean(bounds.exclude or "")}
    numbers = {"common": bounds.common, "most": max(bounds.limit, 0)}
    return list(connection.execute(text(statement), {**values, **numbers}))


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
