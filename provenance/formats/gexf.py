"""GEXF 1.3, written as a stream, with times on nodes and edges."""

from typing import TextIO

from provenance.formats.markup import escape, quoteattr
from provenance.formats.moments import Moments
from provenance.formats.stream import Parts
from provenance.formats.values import LINK_KEYS, NODE_KEYS, Flat, clean, flat_link, flat_node, label
from provenance.model import Derivation, Node

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    "<meta><creator>provenance</creator>"
)
_GRAPH = (
    '<graph defaultedgetype="directed" idtype="string" mode="dynamic"'
    ' timerepresentation="timestamp" timeformat="dateTime">\n'
)


def write(graph: Parts, out: TextIO, focus: str | None = None) -> None:
    """GEXF 1.3 for Gephi: a node's time is when it was published at the earliest, an edge's that of its copy."""
    about = f"<description>focus: {escape(clean(focus))}</description>" if focus is not None else ""
    out.write(f"{_HEAD}{about}</meta>\n{_GRAPH}")
    _declare(out, "node", NODE_KEYS)
    _declare(out, "edge", LINK_KEYS)
    dates = Moments()
    out.write("<nodes>\n")
    for node in graph.nodes:
        out.write(_node(node, dates.note(node)))
    out.write("</nodes>\n<edges>\n")
    for link in graph.links:
        out.write(_edge(link, dates.of(link.derived)))
    out.write("</edges>\n</graph>\n</gexf>\n")


def _declare(out: TextIO, kind: str, keys: tuple[str, ...]) -> None:
    out.write(f'<attributes class="{kind}" mode="static">\n')
    for key in keys:
        value = "double" if key == "confidence" else "string"
        out.write(f'<attribute id="{kind}_{key}" title="{key}" type="{value}"/>\n')
    out.write("</attributes>\n")


def _time(when: str | None) -> str:
    return f' timestamp="{when}"' if when else ""


def _node(node: Node, when: str | None) -> str:
    ends = f"id={quoteattr(clean(node.id))} label={quoteattr(label(node))}"
    return f"<node {ends}{_time(when)}>{_values('node', flat_node(node))}</node>\n"


def _edge(link: Derivation, when: str | None) -> str:
    values = flat_link(link, when)
    confidence = values.get("confidence")
    # Gephi takes only weights above nought; without one an edge weighs 1 there.
    weight = f' weight="{confidence}"' if isinstance(confidence, float) and confidence > 0 else ""
    ends = f"source={quoteattr(clean(link.derived))} target={quoteattr(clean(link.source))}"
    return f"<edge id={quoteattr(clean(link.id))} {ends}{weight}{_time(when)}>{_values('edge', values)}</edge>\n"


def _values(kind: str, values: Flat) -> str:
    rows = (f'<attvalue for="{kind}_{key}" value={quoteattr(str(value))}/>' for key, value in values.items())
    return f"<attvalues>{''.join(rows)}</attvalues>"
