"""What is asked of the two inverted indexes: who shares hashes of shingles (same language), who weighted anchors."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, TextClause, select, text

from provenance.store import pack
from provenance.store.entries import Anchors, anchor, checked, flat
from provenance.store.tables import ANCHOR_VIEWS

COMMON, MOST_READ = 1_000, 20_000  # articles from which a hash is passed over; rows of an index that one question reads
_COUNTED, _STEP = 32, 4  # where many hashes are asked for: how far it is counted first how many hold one; then 4 times


@dataclass(frozen=True, slots=True)
class Bounds:
    """What to leave out of an answer: one article, all but the best, hashes that too many hold."""

    exclude: str | None
    limit: int
    common: int


class Sharing(NamedTuple):
    """An article that shares hashes: its id, how many, and how many articles hold the rarest of them."""

    article: str
    shared: int
    holders: int


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
_HELD_HASH = {
    "sqlite": "json_extract(value, '$[0]') AS hash, json_extract(value, '$[1]') AS holders",
    "postgresql": "CAST(value ->> 0 AS bigint) AS hash, CAST(value ->> 1 AS bigint) AS holders",
}
_ANCHOR = {
    "sqlite": "json_extract(value, '$[0]') AS hash, json_extract(value, '$[1]') AS weight",
    "postgresql": "CAST(value ->> 0 AS bigint) AS hash, CAST(value ->> 1 AS double precision) AS weight",
}

# How common a hash is gets counted only as far as the bound.
_HELD = """
SELECT asked.hash, (SELECT count(*) FROM (
  SELECT 1 FROM {table} q WHERE q.hash = asked.hash LIMIT :common + 1
) c) AS n FROM ({asked}) asked
"""

_SHARING = """
SELECT a.id, s.n, s.holders FROM (
  SELECT p.article, count(*) AS n, min(asked.holders) AS holders
  FROM ({asked}) asked JOIN postings p ON p.hash = asked.hash
  GROUP BY p.article ORDER BY n DESC, holders, p.article LIMIT :most + 1
) s JOIN articles a ON a.number = s.article
WHERE a.id <> :exclude ORDER BY s.n DESC, s.holders, s.article LIMIT :most
"""

_SHARING_ANCHORS = """
SELECT a.id, s.n FROM (
  SELECT p.article, sum(p.weight * asked.weight) AS n
  FROM ({asked}) asked JOIN anchors p ON p.hash = asked.hash
  GROUP BY p.article ORDER BY n DESC, p.article LIMIT :most + 1
) s JOIN articles a ON a.number = s.article
WHERE a.id <> :exclude ORDER BY s.n DESC, s.article LIMIT :most
"""

# Not a join: a planner may begin it with all articles that have this anchor.
_WEIGHTS = """
SELECT a.id, (SELECT p.weight FROM anchors p WHERE p.hash = :hash AND p.article = a.number) AS weight
FROM ({asked}) asked JOIN articles a ON a.id = asked.node
"""

_OF_SITE = """
SELECT a.id, asked.hash FROM (
  SELECT id, number FROM articles WHERE domain = :domain AND text_sha256 IS NOT NULL ORDER BY number LIMIT :most
) a LEFT JOIN ({asked}) asked
ON EXISTS (SELECT 1 FROM postings p WHERE p.hash = asked.hash AND p.article = a.number)
"""


def spread(connection: Connection, hashes: Iterable[int], most: int) -> dict[int, int]:
    """How many articles hold each hash, see `Indexes.spread`."""
    return {number: n for number, n in _held(connection, "postings", checked(hashes), most - 1) if n}


def of_site(connection: Connection, hashes: Iterable[int], domain: str, most: int) -> dict[str, frozenset[int]]:
    """Which of these hashes each of the first pages of a site holds, see `Indexes.of_site`."""
    found: dict[str, set[int]] = {}
    wanted = sorted(set(checked(hashes)))
    for node, number in _ask(connection, _OF_SITE, _HASH, wanted, domain=pack.clean(domain), most=most):
        found.setdefault(node, set()).update(() if number is None else (int(number),))
    return {node: frozenset(held) for node, held in found.items()}


def sharing(connection: Connection, hashes: Iterable[int], bounds: Bounds) -> list[Sharing]:
    """Articles by the number of hashes shared, see `Indexes.sharing`."""
    rare = _rarest(connection, "postings", sorted(set(checked(hashes))), bounds.common)
    found = _ask(connection, _SHARING, _HELD_HASH, sorted(rare.items()), **_cut(bounds))
    return [Sharing(node, int(n), int(holders)) for node, n, holders in found]


def sharing_anchors(connection: Connection, anchors: Anchors, bounds: Bounds) -> list[tuple[str, float]]:
    """Articles by the weight of the anchors shared, see `Indexes.sharing_anchors`."""
    wanted = {anchor(view, number): weight for view, number, weight in sorted(flat(anchors))}
    rare = _rarest(connection, "anchors", list(wanted), bounds.common)
    # In this order, whichever are rare: sums of products depend on it.
    asked = [(key, weight) for key, weight in wanted.items() if key in rare]
    found = _ask(connection, _SHARING_ANCHORS, _ANCHOR, asked, **_cut(bounds))
    return [(node, float(n)) for node, n in found]


def weights(connection: Connection, nodes: Iterable[str], view: str, number: int) -> dict[str, float]:
    """The weight of one anchor in each article that has it, see `Indexes.weights`."""
    wanted = sorted(map(pack.clean, set(nodes)))
    found = _ask(connection, _WEIGHTS, _NODE, wanted, hash=anchor(pack.clean(view), number))
    return {node: float(weight) for node, weight in found if weight is not None}


def views(connection: Connection) -> list[str]:
    """The views that anchors are held of, see `Indexes.views`."""
    return list(connection.execute(select(ANCHOR_VIEWS.c.view).order_by(ANCHOR_VIEWS.c.view)).scalars())


def _held(connection: Connection, table: str, hashes: Iterable[int], common: int) -> list[tuple[int, int]]:
    """Each hash with how many articles hold it, which is counted no further than one more than `common`."""
    frame = _HELD.replace("{table}", table)
    return [(int(number), int(n)) for number, n in _ask(connection, frame, _HASH, sorted(set(hashes)), common=common)]


def _rarest(connection: Connection, table: str, hashes: Sequence[int], common: int) -> dict[int, int]:
    """What few hold, then what more do, as long as there is room for all who hold it; of as common ones, the first.

    Each with how many hold it. What is common is counted in steps, and no further where there is no room for it.
    """
    kept: dict[int, int] = {}
    room, bound, left = MOST_READ, 0, hashes
    while left:
        bound = min(max(_STEP * bound, _COUNTED, MOST_READ // len(left)), common)
        held = dict(_held(connection, table, left, bound))
        for number in sorted(left, key=held.__getitem__):
            if held[number] > bound:
                break
            room -= held[number]
            if room < 0 and kept:
                return kept
            kept |= {number: held[number]} if held[number] else {}
        if bound == common or (kept and room < bound):
            return kept
        left = [number for number in left if held[number] > bound]
    return kept


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
