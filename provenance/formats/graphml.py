"""GraphML, written as a stream: one pass over the nodes, one over the links."""

from typing import TextIO

from provenance.formats.markup import escape, quoteattr
from provenance.formats.moments import Moments
from provenance.formats.stream import Parts
from provenance.formats.values import LINK_KEYS, NODE_KEYS, Flat, clean, flat_link, flat_node

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def write(graph: Parts, out: TextIO, focus: str | None = None) -> None:
    """GraphML for Gephi, yEd, networkx: attributes as data keys, edges from copy to source."""
    out.write(_HEAD)
    _keys(out)
    out.write('<graph id="provenance" edgedefault="directed">\n')
    if focus is not None:
        out.write(f'<data key="graph_focus">{escape(clean(focus))}</data>\n')
    dates = Moments()
    for node in graph.nodes:
        dates.note(node)
        out.write(f"<node id={_attribute(node.id)}>{_data('node', flat_node(node))}</node>\n")
    for link in graph.links:
        ends = f"source={_attribute(link.derived)} target={_attribute(link.source)}"
        out.write(
            f"<edge id={_attribute(link.id)} {ends}>{_data('edge', flat_link(link, dates.of(link.derived)))}</edge>\n"
        )
    out.write("</graph>\n</graphml>\n")


def _keys(out: TextIO) -> None:
    rows = [("graph", "focus"), *(("node", key) for key in NODE_KEYS), *(("edge", key) for key in LINK_KEYS)]
    for kind, key in rows:
        value = "double" if key == "confidence" else "string"
        out.write(f'<key id="{kind}_{key}" for="{kind}" attr.name="{key}" attr.type="{value}"/>\n')


def _data(kind: str, values: Flat) -> str:
    return "".join(f'<data key="{kind}_{key}">{escape(str(value))}</data>' for key, value in values.items())


def _attribute(text: str) -> str:
    return quoteattr(clean(text))
