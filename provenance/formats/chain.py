"""A chain as the JSON object that `trace` and `show` print."""

from provenance.formats.values import clean, cleaned, evidence_json, node_json, number, rivals_json, roles_json
from provenance.model import Chain, Derivation


def chain_json(chain: Chain) -> dict[str, object]:
    """`chain` as `{"article", "origin", "nodes", "links", "notes"}`; links run from copy to source.

    Confidences are probabilities rounded to four places; `hop` is null for a link that lies off
    the walk.
    """
    origin = chain.origin
    return {
        "article": clean(chain.article),
        "origin": {
            "node": clean(origin.node),
            "status": origin.status.value,
            "confidence": number(origin.confidence),
        },
        "nodes": [node_json(node) for node in chain.graph.nodes],
        "links": [_link(link, chain.hops.get(link.id)) for link in chain.graph.links],
        "notes": [clean(note) for note in chain.notes],
    }


def _link(link: Derivation, hop: int | None) -> dict[str, object]:
    return {
        "id": clean(link.id),
        "derived": clean(link.derived),
        "source": clean(link.source),
        "relation": link.relation.value,
        "hop": hop,
        "confidence": number(link.confidence),
        "translator": cleaned(link.translator),
        "judgement": link.judgement.value if link.judgement else None,
        "evidence": evidence_json(link.evidence),
        "rivals": rivals_json(link),
        **roles_json(link),
    }
