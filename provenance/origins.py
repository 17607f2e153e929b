"""How many independent origins stand behind a set of articles: what matters is not how many tell a story."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from provenance import urls
from provenance.model import Derivation, Graph, Node, Relation, Status, Verdict

LIKELY = 0.5
"""Confidence, rivals included, from which a page counts as taken from another in the greater of the two counts."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Between `least` and `most` independent origins stand behind `articles` articles.

    `most` follows only where it is likelier than not that a page was taken from another, and takes every source
    that is merely named for another one; `least` follows every hop that no person rejected, and takes the sources
    that are named by one name, or by one site, for one. `ends` are the ids of the nodes that `most` counts.
    """

    articles: int
    least: int
    most: int
    ends: tuple[str, ...]


def origins(articles: Iterable[str], graph: Graph) -> Origins:
    """Count the origins of articles, given as node ids; the graph holds the hops upstream of them."""
    asked = tuple(dict.fromkeys(articles))
    nodes = {node.id: node for node in graph.nodes}
    likely = _ends(asked, _parents(graph.links, LIKELY))
    every = _ends(asked, _parents(graph.links, 0.0))
    ends = dict.fromkeys(likely[article] for article in asked)
    least = {_name(every[article], nodes) for article in asked}
    return Origins(len(asked), len(least), len(ends), tuple(ends))


def _parents(links: Iterable[Derivation], least: float) -> dict[str, str]:
    """The surest source of each copy; a lead that was credited gave no text."""
    best: dict[str, tuple[float, str]] = {}
    for link in links:
        sure = 1.0 if link.judgement is Verdict.CONFIRM else link.confidence
        # Where a page was taken from one of several, it is no origin, whichever it was.
        any_of_them = sure + sum(rival.confidence for rival in link.rivals)
        if link.judgement is Verdict.REJECT or link.relation is Relation.VIA or any_of_them < least:
            continue
        best[link.derived] = max((sure, link.source), best.get(link.derived, (-1.0, "")))
    return {derived: source for derived, (_, source) in best.items()}


def _ends(articles: Iterable[str], parents: Mapping[str, str]) -> dict[str, str]:
    """Where the hops upstream of articles end; of a circle, its first node by id. Each hop is followed once."""
    found: dict[str, str] = {}
    for article in articles:
        way: dict[str, None] = {}
        here: str | None = article
        while here is not None and here not in found and here not in way:
            way[here] = None
            here = parents.get(here)
        passed = list(way)
        if here is None:
            end = passed[-1]
        elif here in found:
            end = found[here]
        else:
            end = min(passed[passed.index(here) :])
        found |= dict.fromkeys(passed, end)
    return found


def _name(end: str, nodes: Mapping[str, Node]) -> str:
    """What tells one origin from another: its page, or of one that is only named its site or name."""
    node = nodes.get(end)
    if node is None or node.status is Status.READ or urls.is_deep(node.url):
        return end
    return (node.domain or node.outlet or end).strip().casefold()
