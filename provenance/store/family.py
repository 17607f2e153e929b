"""The neighbourhood of a node, walked level by level: cycles end where they began."""

from collections.abc import Iterable, Iterator

from provenance.model import Derivation, Graph, Node
from provenance.store import look, pack

_ENDS = {"derived": "source", "source": "derived"}


def graph(ask: look.Ask, node: str, upstream: bool, downstream: bool, depth: int, limit: int) -> Graph:
    """The node with all that is `depth` hops up and down from it, see `Store.graph`."""
    node = pack.clean(node)
    links: dict[str, Derivation] = {}
    for end, wanted in (("derived", upstream), ("source", downstream)):
        if wanted:
            links |= {link.id: link for link in _walk(ask, node, end, depth, limit - len(links))}
    ends = (end for link in links.values() for end in (link.derived, link.source))
    return Graph(tuple(_nodes(ask, dict.fromkeys([node, *ends]))), tuple(links.values()))


def _walk(ask: look.Ask, node: str, end: str, depth: int, limit: int) -> Iterator[Derivation]:
    seen, level, count = {node}, [node], 0
    for _ in range(depth):
        found = list(look.links_at(ask, end, level))
        yield from found[: max(limit - count, 0)]
        count += len(found)
        level = list(dict.fromkeys(getattr(link, _ENDS[end]) for link in found))
        level = [node for node in level if node not in seen]
        seen.update(level)
        if not level or count >= limit:
            return


def _nodes(ask: look.Ask, ids: Iterable[str]) -> Iterator[Node]:
    for chunk in look.chunks(ids, 500):
        found = {node.id: node for node in look.nodes(ask, "articles.id IN :asked", {"asked": chunk})}
        yield from (found[node] for node in chunk if node in found)
