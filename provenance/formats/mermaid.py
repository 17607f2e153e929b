"""Mermaid flowcharts, as Markdown viewers draw them."""

import re
from typing import TextIO

from provenance.formats.values import label, number, web_url
from provenance.model import Derivation, Graph, Relation, Status, Verdict

_ARROWS = {
    Relation.REPUBLICATION: "-->",
    Relation.SYNDICATION: "==>",
    Relation.TRANSLATION: "-.->",
    Relation.EXCERPT: "-.-o",
    Relation.ADAPTATION: "--o",
    Relation.VIA: "-.-x",
    Relation.REVISION: "==o",
}
_SHAPES = {
    Status.READ: ('["', '"]'),
    Status.NAMED: ('("', '")'),
    Status.UNREACHABLE: ('{{"', '"}}'),
    Status.NOT_LOOKED: ('("', '")'),
    Status.UNIDENTIFIED: ('(["', '"])'),
}
_CLASSES = """  classDef read stroke-width:1.5px
  classDef named stroke-dasharray:6 4
  classDef unreachable stroke-width:3px
  classDef notlooked stroke-dasharray:2 4
  classDef unidentified stroke-dasharray:6 4
  classDef focus stroke-width:4px
"""
_SPECIAL = re.compile(r"""["#<>&`*_~\[\]{}|\\%$^;=+!@?]|^\s*\d+[.)]|^\s*-""", re.MULTILINE)


def write(graph: Graph, out: TextIO, focus: str | None = None) -> None:
    """Mermaid for Markdown viewers: the origin at the left, edges from copy to source.

    Viewers draw at most 500 edges and 50,000 characters unless told otherwise.
    """
    out.write("flowchart RL\n")
    names: dict[str, str] = {}
    for node in graph.nodes:
        short = names.setdefault(node.id, f"n{len(names)}")
        opening, closing = _SHAPES[node.status]
        style = "focus" if node.id == focus else node.status.value.replace("-", "")
        out.write(f"  {short}{opening}{_escaped(label(node))}{closing}:::{style}\n")
        if url := web_url(node.url):
            out.write(f'  click {short} href "{url.replace("#", "%23")}" _blank\n')
    for link in graph.links:
        if link.derived in names and link.source in names:
            text = _escaped(_said(link))
            out.write(f'  {names[link.derived]} {_ARROWS[link.relation]}|"{text}"| {names[link.source]}\n')
    out.write(_CLASSES)


def _said(link: Derivation) -> str:
    confidence = number(link.confidence)
    shown = "" if confidence is None else f" {confidence:.2f}"
    verdict = ", rejected" if link.judgement is Verdict.REJECT else ""
    return link.relation.value + shown + verdict


def _escaped(text: str) -> str:
    # Mermaid writes a character as #code; and reads Markdown (lists, emphasis) even inside quotes.
    return _SPECIAL.sub(lambda found: "".join(map(_coded, found[0])), text)


def _coded(char: str) -> str:
    return char if char.isalnum() or char == " " else f"#{ord(char)};"
