"""What speaks for a page's having no parent among the others."""

from provenance.descent.traits.pair import Context
from provenance.descent.weights import ROOT_WEIGHTS
from provenance.descent.witness import Witness


def root_values(child: Witness, context: Context) -> dict[str, float]:
    """What speaks for a page's having no parent among the others."""
    layers = [layer for layer in context.layers.values() if layer]
    return {
        "root": 1.0,
        "root_names": float(bool(layers)),
        "root_claims": float(context.claims),
        "root_claims_member": max(context.claimed.values(), default=0.0),
        "root_tail": min(3.0, float(len([line for line in child.tail if line.key not in context.plain]))),
        "root_elder": context.elder,
        "root_author": float(bool(child.author)),
    }


def root_score(child: Witness, context: Context) -> float:
    """The log-weight of a page's having no parent among the others."""
    return sum(value * ROOT_WEIGHTS.get(name, 0.0) for name, value in root_values(child, context).items())
