"""How many independent origins stand behind a set of articles: what matters is not how many tell a story."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from provenance import urls
from provenance.model import Derivation, Graph, Node, Relation, Status, Verdict

_SURE = {Verdict.CONFIRM: 1.0, Verdict.REJECT: 0.0}
LIKELY = 0.5
"""Confidence, rivals included, from which a page counts as taken from another in the greater of the two counts."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Between `least` and `most` independent origins stand behind `articles` articles.

    `most` follows only where it is likelier than not that a page was taken from another, and takes every source
    that is merely named for another one; `least` follows every hop that no person rejected, and takes the sources
    that are named by one name, or by one site, for one. `ends` are the ids of the nodes that `most` counts.
    Neither follows a lead that was credited, as a chain does: no text came from there.
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


def confidence(link: Derivation) -> float:
    """The confidence of a hop; a person's word outranks the score."""
    return _SURE.get(link.judgement, link.confidence) if link.judgement else link.confidence


def surest(links: Iterable[Derivation]) -> Derivation | None:
    """The hop of one copy that is believed: the most confident that no person rejected; None of none.

    Of equals the one that a store lists first, by its id: a chain and a count end at one page.
    """
    believed = (link for link in links if link.judgement is not Verdict.REJECT)
    return min(believed, key=lambda link: (-confidence(link), link.id), default=None)


def _parents(links: Iterable[Derivation], least: float) -> dict[str, str]:
    """The surest source of each copy; a lead that was credited gave no text."""
    hops: dict[str, list[Derivation]] = {}
    for link in links:
        # Where a page was taken from one of several, it is no origin, whichever it was.
        any_of_them = confidence(link) + sum(rival.confidence for rival in link.rivals)
        if link.relation is not Relation.VIA and any_of_them >= least:
            hops.setdefault(link.derived, []).append(link)
    best = {derived: surest(some) for derived, some in hops.items()}
    return {derived: link.source for derived, link in best.items() if link is not None}


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
