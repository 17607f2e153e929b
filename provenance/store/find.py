"""From what a person types to the nodes it may mean."""

import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, or_, select

from provenance.model import Node
from provenance.store import pack, rows
from provenance.store.read import NODE_ROWS
from provenance.store.tables import ADDRESSES, ARTICLES
from provenance.urls import canonical_key

_MOST = 50
_DIGEST = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_PREFIX = re.compile(r"[0-9a-z]{4,}", re.IGNORECASE)


def find(connection: Connection, target: str) -> list[Node]:
    """The nodes that a target names, by the first reading of it that names any; at most 50."""
    for condition in _readings(pack.clean(target.strip())):
        wanted = NODE_ROWS.where(condition).order_by(ARTICLES.c.number).limit(_MOST)
        found = connection.execute(wanted).mappings().all()
        if found:
            return [rows.read_node(row) for row in found]
    return []


def _readings(target: str) -> Iterator[ColumnElement[bool]]:
    if not target:
        return
    columns = ARTICLES.c
    yield columns.id == target
    if "/" in target or "." in target:
        key = pack.clean(canonical_key(target))
        yield columns.canonical_key == key
        yield columns.id.in_(select(ADDRESSES.c.article).where(ADDRESSES.c.key == key))
    yield columns.path.in_(_spellings(target))
    if _DIGEST.fullmatch(target):
        yield or_(columns.text_sha256 == target.lower(), columns.capture_sha256 == target.lower())
    if _PREFIX.fullmatch(target):
        yield begins(columns.id, target.lower())


def begins(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Whether an id begins so, so that an index can answer: after their first letter ids are hexadecimal."""
    return column.between(prefix, prefix + "z")


def _spellings(path: str) -> list[str]:
    try:
        return sorted({path, str(Path(path)), str(Path(path).absolute())})
    except (OSError, ValueError):
        return [path]
