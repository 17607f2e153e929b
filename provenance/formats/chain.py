"""A chain as the JSON object that `trace` and `show` print."""

from provenance.formats.values import clean, link_json, node_json, number
from provenance.model import Chain, Derivation

_BEFORE_HOP = ("id", "derived", "source", "relation")


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
    told = link_json(link)
    return {key: told[key] for key in _BEFORE_HOP} | {"hop": hop} | told
