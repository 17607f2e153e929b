"""Nodes and links as a graph of networkx."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from provenance.formats import Stream
from provenance.formats.moments import Moments
from provenance.formats.values import clean, flat_link, flat_node
from provenance.model import Derivation, Node
from provenance.notebook.extras import package

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def to_networkx(parts: Iterable[Node | Derivation], focus: str | None = None) -> "MultiDiGraph":
    """Nodes, then links, as a MultiDiGraph: edges run from copy to source, their keys are the ids of the links.

    Nodes, edges and the graph have the attributes that the format graphml writes, under the same names: what is not
    known is left out. `focus` is the article asked about. MissingExtra without networkx.
    """
    graph = package("networkx").MultiDiGraph(**({} if focus is None else {"focus": clean(focus)}))
    stream, dates = Stream(parts), Moments()
    for node in stream.nodes:
        dates.note(node)
        graph.add_node(clean(node.id), **flat_node(node))
    for link in stream.links:
        ends = clean(link.derived), clean(link.source)
        graph.add_edge(*ends, key=clean(link.id), **flat_link(link, dates.of(link.derived)))
    return graph
