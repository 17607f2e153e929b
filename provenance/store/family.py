"""The neighbourhood of a node, walked level by level: cycles end where they began."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from provenance.model import Derivation, Graph, Node
from provenance.store import pack, read, rows
from provenance.store.tables import ARTICLES

_ENDS = {"derived": "source", "source": "derived"}


def graph(connection: Connection, node: str, ways: Iterable[str], depth: int, limit: int) -> Graph:
    """The node with all that is `depth` hops up ("derived" in `ways`) and down ("source") from it."""
    node = pack.clean(node)
    links: dict[str, Derivation] = {}
    for end in ways:
        links |= {link.id: link for link in _walk(connection, node, end, depth, limit - len(links))}
    ends = (end for link in links.values() for end in (link.derived, link.source))
    return Graph(tuple(_nodes(connection, dict.fromkeys([node, *ends]))), tuple(links.values()))


def _walk(connection: Connection, node: str, end: str, depth: int, limit: int) -> Iterator[Derivation]:
    seen, level, count = {node}, [node], 0
    for _ in range(depth):
        found = list(_level(connection, end, level))
        yield from found[: max(limit - count, 0)]
        count += len(found)
        level = list(dict.fromkeys(getattr(link, _ENDS[end]) for link in found))
        level = [node for node in level if node not in seen]
        seen.update(level)
        if not level or count >= limit:
            return


def _level(connection: Connection, end: str, nodes: Iterable[str]) -> Iterator[Derivation]:
    for chunk in read.chunks(nodes, 500):
        yield from read.links_at(connection, end, chunk)


def _nodes(connection: Connection, ids: Iterable[str]) -> Iterator[Node]:
    for chunk in read.chunks(ids, 500):
        wanted = read.NODE_ROWS.where(ARTICLES.c.id.in_(chunk))
        found = {row["id"]: rows.read_node(row) for row in connection.execute(wanted).mappings()}
        yield from (found[node] for node in chunk if node in found)
