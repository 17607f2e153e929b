"""The DOT language of Graphviz."""

from typing import TextIO

from provenance.formats.stream import Parts
from provenance.formats.values import clean, name, number, one_line, web_url
from provenance.model import Derivation, Node, Relation, Status, Verdict

# Status and relation are told by shape and line, not by colour alone.
_NODES = {
    Status.READ: 'shape=box style="rounded,filled" fillcolor="#ffffff"',
    Status.NAMED: 'shape=box style="rounded,dashed"',
    Status.UNREACHABLE: 'shape=octagon style="solid"',
    Status.NOT_LOOKED: 'shape=box style="rounded,dotted"',
    Status.UNIDENTIFIED: 'shape=ellipse style="dashed"',
}
_EDGES = {
    Relation.REPUBLICATION: 'style=solid arrowhead=normal color="#2a5c8f"',
    Relation.SYNDICATION: 'style=bold arrowhead=normalnormal color="#0b6b66"',
    Relation.TRANSLATION: 'style=dashed arrowhead=normal color="#6a3fb5"',
    Relation.EXCERPT: 'style=dotted arrowhead=normal color="#99500a"',
    Relation.ADAPTATION: 'style=dashed arrowhead=onormal color="#a82c66"',
    Relation.VIA: 'style=dotted arrowhead=vee color="#59626e"',
    Relation.REVISION: 'style=solid arrowhead=diamond color="#3d6f21"',
}
_HEAD = """digraph provenance {
  rankdir=RL;
  node [fontname="Helvetica" fontsize=11 margin="0.16,0.1" color="#3a4252"];
  edge [fontname="Helvetica" fontsize=9 fontcolor="#3a4252"];
"""


def write(graph: Parts, out: TextIO, focus: str | None = None) -> None:
    """DOT for Graphviz: the origin at the left, copies to the right, edges from copy to source."""
    out.write(_HEAD)
    for node in graph.nodes:
        out.write(_node(node, node.id == focus))
    for link in graph.links:
        out.write(_edge(link))
    out.write("}\n")


def _node(node: Node, focus: bool) -> str:
    lines = [name(node), one_line(node.title or "", 60), _facts(node)]
    text = "\n".join(dict.fromkeys(one_line(line, 60) for line in lines if line)) or one_line(node.id, 60)
    parts = [f"label={_label(text)}", _NODES[node.status]]
    if url := web_url(node.url):
        parts.append(f'URL={_label(url)} target="_blank"')
    if node.title or node.detail:
        tip = " — ".join(filter(None, (node.title, node.detail)))
        parts.append(f"tooltip={_label(one_line(tip, 300))}")
    if focus:
        parts.append("penwidth=3")
    return f"  {_id(node.id)} [{' '.join(parts)}];\n"


def _facts(node: Node) -> str:
    date = node.published.earliest.date().isoformat() if node.published else None
    status = None if node.status is Status.READ else node.status.value
    return " · ".join(filter(None, (node.language, date, status)))


def _edge(link: Derivation) -> str:
    confidence = number(link.confidence)
    shown = "" if confidence is None else f" {confidence:.2f}"
    verdict = f" ({link.judgement.value})" if link.judgement else ""
    parts = [
        f"label={_label(link.relation.value + shown + verdict)}",
        _EDGES[link.relation],
        f"penwidth={1 + 2 * min(1.0, max(0.0, confidence or 0.0)):.2f}",
        f"relation={_id(link.relation.value)}",
    ]
    if confidence is not None:
        parts.append(f"confidence={confidence}")
    if quote := next((item.quote for item in link.evidence if item.quote), None):
        parts.append(f"edgetooltip={_label(one_line(quote, 300))}")
    if link.judgement is Verdict.REJECT:
        parts.append("constraint=false")
    return f"  {_id(link.derived)} -> {_id(link.source)} [{' '.join(parts)}];\n"


def _id(text: str) -> str:
    # In a quoted name a backslash stands for itself unless a quote or a line end follows it.
    quoted = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{quoted}"'


def _label(text: str) -> str:
    # Labels know escapes (\N, \l) and character references (&lt;): both are taken literally here.
    escaped = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return '"' + escaped.replace("\n", "\\n") + '"'
