"""What is near a node, walked level by level: cycles end where they began.

Each walk adds its links to those that were found before, until there are as many as the limit.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from provenance.model import Derivation, Graph, Node, Relation, Verdict
from provenance.store import look, pack

_ENDS = {"derived": "source", "source": "derived"}
Links = dict[str, Derivation]


def graph(ask: look.Ask, node: str, upstream: bool, downstream: bool, depth: int, limit: int) -> Graph:
    """The node with all that is `depth` hops up and down from it, see `Store.graph`."""
    node = pack.clean(node)
    links: Links = {}
    for end, wanted in (("derived", upstream), ("source", downstream)):
        if wanted:
            _walk(ask, [node], end, depth, limit, links)
    return _between(ask, node, links)


def family(ask: look.Ask, node: str, depth: int, limit: int) -> Graph:
    """The node with all that goes back to what it goes back to, see `Store.family`."""
    node = pack.clean(node)
    links: Links = {}
    _walk(ask, [node], "derived", depth, limit, links)
    above = _above(node, list(links.values()))
    _walk(ask, [node], "source", depth, limit, links)
    _walk(ask, above, "source", depth, limit, links, kin=True)
    return _between(ask, node, links)


def _walk(
    ask: look.Ask, starts: Sequence[str], end: str, depth: int, limit: int, links: Links, *, kin: bool = False
) -> None:
    """Add the links level by level; those of `kin` lead no further where no text was taken."""
    seen, level = set(starts), list(starts)
    for _ in range(depth):
        if not level or len(links) >= limit:
            return
        found = list(look.links_at(ask, end, level, limit))
        new = (link for link in found if link.id not in links)
        links |= {link.id: link for link in islice(new, limit - len(links))}
        ends = (getattr(link, _ENDS[end]) for link in found if _gave_text(link) or not kin)
        level = [node for node in dict.fromkeys(ends) if node not in seen]
        seen.update(level)


def _above(node: str, links: Sequence[Derivation]) -> list[str]:
    """The nodes that gave their text to a node, over others too, by the links upstream of it; the nearest first."""
    sources: dict[str, list[str]] = {}
    for link in filter(_gave_text, links):
        sources.setdefault(link.derived, []).append(link.source)
    above, seen = [node], {node}
    for here in above:
        found = [source for source in dict.fromkeys(sources.get(here, ())) if source not in seen]
        above += found
        seen.update(found)
    return above[1:]


def _gave_text(link: Derivation) -> bool:
    """Whether a copy has text of its source: not where it credits a lead only, or a person rejected the link."""
    return link.relation is not Relation.VIA and link.judgement is not Verdict.REJECT


def _between(ask: look.Ask, node: str, links: Links) -> Graph:
    """The graph of a node and the ends of links."""
    ends = (end for link in links.values() for end in (link.derived, link.source))
    return Graph(tuple(_nodes(ask, dict.fromkeys([node, *ends]))), tuple(links.values()))


def _nodes(ask: look.Ask, ids: Iterable[str]) -> Iterator[Node]:
    for chunk in look.chunks(ids, 500):
        found = {node.id: node for node in look.nodes(ask, "articles.id IN :asked", {"asked": chunk})}
        yield from (found[node] for node in chunk if node in found)
