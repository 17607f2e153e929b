"""A chain as rows to be read from the top: what an article was taken from, what was taken from it.

The terminal and the browser show the same rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from provenance.formats.words import quotes, roles, shown
from provenance.model import Chain, Derivation, Node


@dataclass(frozen=True, slots=True)
class Row:
    """One hop: how far in it stands, the link, the node at its other end, `hop` upstream; what is quoted and shown.

    `again` says that the node stands above already, with what comes behind it.
    """

    depth: int
    link: Derivation
    node: Node
    hop: int | None
    quotes: tuple[tuple[str, str], ...]
    shown: tuple[str, ...]
    roles: str
    again: bool = False


def upstream(chain: Chain) -> list[Row]:
    """The hops from the article to its sources."""
    return _rows(chain, [link for link in chain.graph.links if link.id in chain.hops], "derived", "source")


def downstream(chain: Chain) -> list[Row]:
    """The hops from the article to its copies."""
    return _rows(chain, [link for link in chain.graph.links if link.id not in chain.hops], "source", "derived")


def _rows(chain: Chain, links: Iterable[Derivation], near: str, far: str) -> list[Row]:
    """Depth first, without recursion; a node is followed once, however many ways lead to it."""
    nodes = {node.id: node for node in chain.graph.nodes}
    by_end: dict[str, list[Derivation]] = {}
    for link in links:
        by_end.setdefault(getattr(link, near), []).append(link)
    rows: list[Row] = []
    seen = {chain.article}
    waiting = [(0, link) for link in reversed(by_end.get(chain.article, []))]
    while waiting:
        depth, link = waiting.pop()
        end = getattr(link, far)
        hop = chain.hops.get(link.id)
        told = (tuple(quotes(link).items()), shown(link), roles(link))
        rows.append(Row(depth, link, nodes[end], hop, *told, again=end in seen))
        if end not in seen:
            seen.add(end)
            waiting += [(depth + 1, one) for one in reversed(by_end.get(end, []))]
    return rows
