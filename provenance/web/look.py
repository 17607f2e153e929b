"""What pages and API tell, read from the store."""

from collections.abc import Iterable
from dataclasses import dataclass

from provenance.comparing import Change, Row, compare
from provenance.flows import Flow, flows
from provenance.flows import outlets as told_apart
from provenance.model import Article, Capture, Chain, Derivation, Graph, Node, Signal, Status
from provenance.origins import Origins, origins
from provenance.outlets import fold
from provenance.store import outlets, search
from provenance.walk.answer import answered, behind
from provenance.web.site import Site

PLACE = r"^[0-9](\.[0-9]{1,20})?(e-[0-9]{1,3})? .{1,200}$"
"""A place in the queue as it is written: a confidence and the id of a link."""
_COUNTED = 60  # pages of a family whose every source is followed; of a larger one, as far as the family goes
_HOPS = 2000  # of an outlet, each way
_COMPARED = 40_000  # letters of two texts that are compared at sight
_LINES = 6


def named(site: Site, words: str, before: int | None) -> list[Node]:
    """What is searched for where its words are an address or an id: told on the first page only."""
    return site.reader.find(words) if words.strip() and before is None else []


@dataclass(frozen=True, slots=True)
class Family:
    """A chain with the number of origins behind all its articles."""

    chain: Chain
    origins: Origins


@dataclass(frozen=True, slots=True)
class Known:
    """A node with all that was read of it."""

    node: Node
    article: Article | None
    captures: tuple[Capture, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A flow as one of its outlets sees it: the other one, by name and key."""

    flow: Flow
    other: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Press:
    """An outlet, what it takes, what is taken from it; `cut` when it has more hops than were summed."""

    outlet: outlets.Outlet
    takes: tuple[Side, ...]
    gives: tuple[Side, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """The first lines that a source (`a` of the rows) and its copy share, and how many changed, in words."""

    source: str
    copy: str
    rows: tuple[Row, ...]
    told: str


def family(site: Site, node: str) -> Family | None:
    """The chain of a node of this very id, upstream and downstream."""
    if site.reader.node(node) is None:
        return None
    chain = answered(node, site.reader, upstream=True, downstream=True)
    read = [one.id for one in chain.graph.nodes if one.status is Status.READ]
    counted = behind(read, site.reader) if len(read) <= _COUNTED else origins(read, chain.graph)
    return Family(chain, counted)


def known(site: Site, node_id: str) -> Known | None:
    """All that was read of a node."""
    node = site.reader.node(node_id)
    if node is None:
        return None
    article = site.reader.article(node.id)
    if article is None:
        return Known(node, None, (), ())
    captures = tuple(site.reader.captures(article.sha256)) if article.sha256 else ()
    return Known(node, article, captures, site.reader.signals(node.id))


def queue(site: Site, after: str | None, limit: int) -> tuple[list[Derivation], str | None]:
    """Links that nobody judged, least sure first, and what to give as `after` (see `PLACE`) for the next ones."""
    place = None
    if after:
        sure, _, last = after.partition(" ")
        place = float(sure), last
    found = search.queue(site.reader, place, limit + 1)
    return found[:limit], after_link(found[limit - 1]) if len(found) > limit else None


def after_link(link: Derivation) -> str:
    """The place in the queue behind a link."""
    return f"{link.confidence!r} {link.id}"


def ends(site: Site, links: Iterable[Derivation]) -> dict[str, Node]:
    """The nodes at the ends of links, by id."""
    return search.nodes(site.reader, (end for link in links for end in (link.derived, link.source)))


def press(site: Site, key: str) -> Press | None:
    """An outlet and its flows."""
    outlet = outlets.outlet(site.reader, key)
    if outlet is None:
        return None
    graph, more = outlets.outlet_links(site.reader, outlet.key, _HOPS)
    ours = _keys(graph)
    mine = next((name for name, key in ours.items() if key == outlet.key), outlet.name)
    summed = flows(graph)
    takes = tuple(Side(flow, flow.source, ours.get(flow.source)) for flow in summed if flow.derived == mine)
    gives = tuple(Side(flow, flow.derived, ours.get(flow.derived)) for flow in summed if flow.source == mine)
    return Press(outlet, takes, gives, more)


def beside(site: Site, source: Article | None, copy: Article | None) -> Beside | None:
    """The first lines that two pages share, None where one of them was not read. Of long texts no lines are shown."""
    if source is None or copy is None:
        return None
    if len(source.text) + len(copy.text) > _COMPARED:
        return Beside(source.id, copy.id, (), "")
    with site.at_work():
        found = compare(source, copy)
    shared = tuple(row for row in found.rows if row.a and row.b)
    told = ", ".join(f"{found.count(change)} {change.value}" for change in Change if found.count(change))
    return Beside(source.id, copy.id, shared[:_LINES], f"{found.unit.value}s: {told}")


def _keys(graph: Graph) -> dict[str, str]:
    """The key of each outlet by the name that its flows have."""
    domains = {node.domain for node in graph.nodes}
    _, names = told_apart(graph.nodes)
    return {name: key if key in domains else fold(key) for key, name in names.items()}
