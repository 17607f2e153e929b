"""From what a person types to the nodes it may mean."""

import re
from collections.abc import Iterator
from pathlib import Path

from provenance.charset import as_utf8
from provenance.model import Node
from provenance.store import look, pack
from provenance.urls import canonical_key

_MOST = 50
_LINKS = (
    "SELECT links.id, links.relation, articles.title, articles.outlet, articles.url FROM links"
    " JOIN articles ON articles.id = links.derived WHERE links.id BETWEEN :low AND :high"
    " ORDER BY links.id LIMIT :most"
)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_PREFIX = re.compile(r"[0-9a-z]{4,}", re.IGNORECASE)


def find(ask: look.Ask, target: str) -> list[Node]:
    """The nodes that a target names, by the first reading of it that names any; at most 50."""
    for condition, values in _readings(pack.clean(target.strip())):
        if found := list(look.nodes(ask, condition, values, f"ORDER BY articles.number LIMIT {_MOST}")):
            return found
    return []


def _readings(target: str) -> Iterator[tuple[str, dict[str, object]]]:
    if not target:
        return
    yield "articles.id = :id", {"id": target}
    if "/" in target or "." in target:
        key: dict[str, object] = {"key": pack.clean(canonical_key(target))}
        yield "articles.canonical_key = :key", key
        yield "articles.id IN (SELECT addresses.article FROM addresses WHERE addresses.key = :key)", key
    yield "articles.path IN :asked", {"asked": _spellings(target)}
    if _DIGEST.fullmatch(target):
        yield "(articles.text_sha256 = :digest OR articles.capture_sha256 = :digest)", {"digest": target.lower()}
    if _PREFIX.fullmatch(target):
        low, high = between(target.lower())
        yield "articles.id BETWEEN :low AND :high", {"low": low, "high": high}


def links_from(ask: look.Ask, prefix: str) -> list[tuple[str, str]]:
    """The ids of at most 50 links that begin so, in their order, each with its relation and what was taken."""
    low, high = between(pack.clean(prefix))
    rows = ask(_LINKS, {"low": low, "high": high, "most": _MOST})
    return [(str(row["id"]), f"{row['relation']}: {row['title'] or row['outlet'] or row['url'] or ''}") for row in rows]


def between(prefix: str) -> tuple[str, str]:
    """Between what the ids stand that begin so, for an index to answer: behind their first letter they are figures."""
    return prefix, prefix + "z"


def _spellings(path: str) -> list[str]:
    try:
        return sorted(set(map(as_utf8, (path, str(Path(path)), str(Path(path).absolute())))))
    except (OSError, ValueError):
        return [path]
