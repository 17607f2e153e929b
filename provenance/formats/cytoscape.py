"""The elements JSON of Cytoscape and Cytoscape.js."""

from typing import TextIO

from provenance.formats.jsontext import in_json, put_list
from provenance.formats.moments import Moments
from provenance.formats.stream import Parts
from provenance.formats.values import clean, flat_link, flat_node
from provenance.model import Node


def write(graph: Parts, out: TextIO, focus: str | None = None) -> None:
    """Cytoscape.js elements JSON: `{"data", "elements": {"nodes", "edges"}}`, edges from copy to source."""
    data = {"name": "provenance"} | ({"focus": clean(focus)} if focus is not None else {})
    out.write(f'{{"data": {in_json(data)},\n"elements": {{"nodes": [')
    dates = Moments()
    put_list(out, (_node(node, dates) for node in graph.nodes))
    out.write('],\n"edges": [')
    put_list(
        out,
        (
            {
                "data": {
                    "id": clean(link.id),
                    "source": clean(link.derived),
                    "target": clean(link.source),
                    **flat_link(link, dates.of(link.derived)),
                }
            }
            for link in graph.links
        ),
    )
    out.write("]}}\n")


def _node(node: Node, dates: Moments) -> object:
    dates.note(node)
    return {"data": {"id": clean(node.id), **flat_node(node)}}
