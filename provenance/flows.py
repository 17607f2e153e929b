"""Who takes from whom: the hops of a graph, summed by the outlets at their two ends."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import fmean, median
from typing import TypeAlias

from provenance.model import Derivation, Evidence, Graph, Node, Relation, Status, Verdict

Pair: TypeAlias = tuple[Derivation, Node, Node]


@dataclass(frozen=True, slots=True)
class Flow:
    """What one outlet took from another.

    `derived` and `source` are the names of the outlets, a domain where no name is known. `lag`
    is the median time from the source's publication to the copy's, over the `dated` hops where
    both are known; it may be negative. `credited` is the share of hops (0..1) for which a line of
    a page is quoted, `confidence` the mean of theirs. `languages` counts pairs (source's, copy's).
    """

    derived: str
    source: str
    hops: int
    relations: tuple[tuple[str, int], ...]
    languages: tuple[tuple[tuple[str | None, str | None], int], ...]
    lag: timedelta | None
    dated: int
    credited: float
    confidence: float


def flows(graph: Graph) -> tuple[Flow, ...]:
    """The flows between outlets, most hops first.

    Left out are hops that a person rejected, hops within one outlet, and hops with an end of
    which neither outlet nor domain is known.
    """
    keys, names = outlets(graph.nodes)
    nodes = {node.id: node for node in graph.nodes}
    pairs: dict[tuple[str, str], list[Pair]] = {}
    for link in graph.links:
        derived, source = keys.get(link.derived), keys.get(link.source)
        if derived and source and derived != source and link.judgement is not Verdict.REJECT:
            hop = link, nodes[link.derived], nodes[link.source]
            pairs.setdefault((derived, source), []).append(hop)
    summed = [_flow(names[derived], names[source], hops) for (derived, source), hops in pairs.items()]
    return tuple(sorted(summed, key=lambda flow: (-flow.hops, flow.derived, flow.source)))


def outlet_graph(found: Iterable[Flow]) -> Graph:
    """`found` as a graph: outlets as nodes, one link a flow with its commonest relation and mean confidence."""
    nodes: dict[str, Node] = {}
    links = []
    for flow in found:
        for name in (flow.derived, flow.source):
            nodes.setdefault(name, Node(name, Status.NAMED, outlet=name))
        links.append(_link(flow))
    return Graph(tuple(nodes.values()), tuple(links))


def outlets(nodes: Iterable[Node]) -> tuple[dict[str, str], dict[str, str]]:
    """The key of each node's outlet by node id, and the commonest name of each key, as `flows` tells them apart.

    Pages of one domain are one outlet; a source known by name only is the outlet of that name.
    """
    kept = [node for node in nodes if node.domain or (node.outlet and node.outlet.strip())]
    named: dict[str, Counter[str]] = {}
    for node in kept:
        if node.domain and node.outlet and node.outlet.strip():
            named.setdefault(node.outlet.strip().casefold(), Counter())[node.domain] += 1
    keys, names = {}, {}
    spoken: dict[str, Counter[str]] = {}
    for node in kept:
        outlet = (node.outlet or "").strip()
        domains = named.get(outlet.casefold())
        key = node.domain or (domains.most_common(1)[0][0] if domains else outlet.casefold())
        keys[node.id] = key
        spoken.setdefault(key, Counter()).update([outlet] if outlet else [])
    taken: set[str] = set()
    for key, counted in spoken.items():
        name = counted.most_common(1)[0][0] if counted else key
        names[key] = name if name not in taken else f"{name} ({key})"  # two outlets of one name stay two
        taken.add(names[key])
    return keys, names


def _flow(derived: str, source: str, hops: list[Pair]) -> Flow:
    lags = [lag for _, copy, origin in hops if (lag := _lag(copy, origin)) is not None]
    return Flow(
        derived,
        source,
        len(hops),
        tuple(Counter(link.relation.value for link, _, _ in hops).most_common()),
        tuple(Counter((origin.language, copy.language) for _, copy, origin in hops).most_common()),
        timedelta(seconds=median(lag.total_seconds() for lag in lags)) if lags else None,
        len(lags),
        fmean(any(item.quote for item in link.evidence) for link, _, _ in hops),
        fmean(link.confidence for link, _, _ in hops),
    )


def _lag(copy: Node, origin: Node) -> timedelta | None:
    if copy.published is None or origin.published is None:
        return None
    return _aware(copy.published.earliest) - _aware(origin.published.earliest)


def _aware(when: datetime) -> datetime:
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when


def _link(flow: Flow) -> Derivation:
    lag = f", median lag {flow.lag.total_seconds() / 3600:.1f} h over {flow.dated}" if flow.lag is not None else ""
    detail = f"{flow.hops} hops, {flow.credited:.0%} credited{lag}"
    relation = Relation(flow.relations[0][0])
    evidence = (Evidence("outlets", 0.0, detail),)
    return Derivation(f"{flow.derived} ← {flow.source}", flow.derived, flow.source, relation, flow.confidence, evidence)
