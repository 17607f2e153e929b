"""JSON Lines: one article or link a line, articles first."""

from typing import TextIO, TypeAlias

from provenance.formats.jsontext import in_json
from provenance.formats.stream import Parts
from provenance.formats.values import address, clean, cleaned, evidence_json, name, node_json, number, roles_json
from provenance.model import Derivation

Ends: TypeAlias = tuple[str | None, str | None]

_UNKNOWN: Ends = (None, None)

_ARTICLE = ("id", "url", "title", "outlet", "domain", "language", "published", "authors", "status")


def write(graph: Parts, out: TextIO, focus: str | None = None) -> None:
    """JSON Lines: `{"kind": "article", ...}` lines, then `{"kind": "link", ...}` lines."""
    known: dict[str, Ends] = {}  # a link's line tells the addresses of both its ends
    for node in graph.nodes:
        known[node.id] = address(node.url), name(node)
        whole = node_json(node)
        _line(out, {"kind": "article"} | {key: whole[key] for key in _ARTICLE})
    for link in graph.links:
        _line(out, _link(link, known.get(link.derived, _UNKNOWN), known.get(link.source, _UNKNOWN)))


def _link(link: Derivation, derived: Ends, source: Ends) -> dict[str, object]:
    return {
        "kind": "link",
        "id": clean(link.id),
        "derived": clean(link.derived),
        "source": clean(link.source),
        "derived_url": derived[0],
        "source_url": source[0],
        "source_name": source[1],
        "relation": link.relation.value,
        "confidence": number(link.confidence),
        "translator": cleaned(link.translator),
        "judgement": link.judgement.value if link.judgement else None,
        "evidence": evidence_json(link.evidence),
        **roles_json(link),
    }


def _line(out: TextIO, value: dict[str, object]) -> None:
    out.write(in_json(value) + "\n")
