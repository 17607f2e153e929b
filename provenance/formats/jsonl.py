"""JSON Lines: one article or link a line, articles first."""

import json
from typing import TextIO

from provenance.formats.values import address, clean, cleaned, evidence_json, name, node_json, number
from provenance.model import Derivation, Graph, Node

_ARTICLE = ("id", "url", "title", "outlet", "domain", "language", "published", "authors", "status")


def write(graph: Graph, out: TextIO, focus: str | None = None) -> None:
    """JSON Lines: `{"kind": "article", ...}` lines, then `{"kind": "link", ...}` lines."""
    nodes = {node.id: node for node in graph.nodes}
    for node in graph.nodes:
        whole = node_json(node)
        _line(out, {"kind": "article"} | {key: whole[key] for key in _ARTICLE})
    for link in graph.links:
        _line(out, _link(link, nodes.get(link.derived), nodes.get(link.source)))


def _link(link: Derivation, derived: Node | None, source: Node | None) -> dict[str, object]:
    return {
        "kind": "link",
        "id": clean(link.id),
        "derived": clean(link.derived),
        "source": clean(link.source),
        "derived_url": address(derived.url) if derived else None,
        "source_url": address(source.url) if source else None,
        "source_name": name(source) if source else None,
        "relation": link.relation.value,
        "confidence": number(link.confidence),
        "translator": cleaned(link.translator),
        "judgement": link.judgement.value if link.judgement else None,
        "evidence": evidence_json(link.evidence),
    }


def _line(out: TextIO, value: dict[str, object]) -> None:
    out.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")
