"""Nodes and hops -> the chain of one article: where it ends, how far each hop is, what a reader should know."""

from collections.abc import Iterator, Mapping

from provenance.model import Chain, Derivation, Graph, Node, Origin, OriginStatus, Status
from provenance.origins import confidence, surest


def chain(article: str, graph: Graph) -> Chain:
    """The chain upstream of an article (by node id) within a graph; the graph may hold its copies too."""
    upstream: dict[str, list[Derivation]] = {}
    for link in graph.links:
        upstream.setdefault(link.derived, []).append(link)
    path, cyclic = _main_path(article, upstream)
    notes = [*_notes(graph.links), *(("The chain turns back on itself.",) if cyclic else ())]
    origin = _origin(article, path, {n.id: n for n in graph.nodes}, cyclic)
    return Chain(article, origin, graph, _hops(article, upstream), tuple(dict.fromkeys(notes)))


def _main_path(article: str, upstream: Mapping[str, list[Derivation]]) -> tuple[list[Derivation], bool]:
    """The surest hop from each node on, credited leads too; whether it runs into a cycle."""
    path: list[Derivation] = []
    seen, here = {article}, article
    while best := surest(upstream.get(here, ())):
        if best.source in seen:
            return path, True
        path.append(best)
        here = best.source
        seen.add(here)
    return path, False


def _origin(article: str, path: list[Derivation], nodes: Mapping[str, Node], cyclic: bool) -> Origin:
    end = path[-1].source if path else article
    certain = 1.0
    for link in path:
        certain *= confidence(link)
    status = nodes[end].status if end in nodes else Status.UNIDENTIFIED
    if cyclic:
        return Origin(end, OriginStatus.UNKNOWN, round(certain, 4))
    if status is not Status.READ:
        return Origin(end, OriginStatus.NAMED, round(certain, 4))
    return Origin(end, OriginStatus.FOUND if path else OriginStatus.ORIGINAL, round(certain, 4))


def _hops(article: str, upstream: Mapping[str, list[Derivation]]) -> dict[str, int]:
    """The distance of each upstream hop from the article, breadth first."""
    hops: dict[str, int] = {}
    frontier, seen, distance = [article], {article}, 1
    while frontier:
        links = [link for node in frontier for link in upstream.get(node, ())]
        for link in links:
            hops.setdefault(link.id, distance)
        frontier = [n for n in dict.fromkeys(link.source for link in links) if n not in seen]
        seen.update(frontier)
        distance += 1
    return hops


def _notes(links: tuple[Derivation, ...]) -> Iterator[str]:
    for link in links:
        yield from (e.detail for e in link.evidence if e.rule == "remark")
