"""What speaks for a page's having no parent among the others."""

from collections import Counter
from collections.abc import Sequence

from provenance.descent.laid import after
from provenance.descent.traits.pair import Context, Pair
from provenance.descent.weights import ROOT_WEIGHTS
from provenance.descent.witness import Witness


def root_values(child: Witness, context: Context, parents: Sequence[Pair]) -> dict[str, float]:
    """What speaks for a page's having no parent among the others; `parents` are all that are possible."""
    shared = {pair.parent.id: 1.0 if pair.crosses else _shared(pair) for pair in parents}
    named = {node for layer in context.layers.values() for node in layer}
    return {
        "root": 1.0,
        # A credit is no word against a page's being an original when its text is not that of whom it credits.
        "root_names": max((shared.get(node, 0.0) for node in named), default=0.0),
        "root_claims": float(context.claims),
        "root_claims_member": max(
            (sure * shared.get(node, 0.0) for node, sure in context.claimed.items()), default=0.0
        ),
        "root_tail": min(3.0, float(len([line for line in child.tail if line.key not in context.plain]))),
        "root_text": max(map(_had, parents), default=0.0),
        "root_author": float(bool(child.author)),
        "root_byline": float(not child.author and bool(child.bylines)),
    }


def root_score(child: Witness, context: Context, parents: Sequence[Pair]) -> float:
    """The log-weight of a page's having no parent among the others."""
    return sum(value * ROOT_WEIGHTS.get(name, 0.0) for name, value in root_values(child, context, parents).items())


def _had(pair: Pair) -> float:
    """The share of a page's text that another has in its language, by how likely the other is older."""
    return 0.0 if pair.crosses else after(pair.parent, pair.child) * _shared(pair)


def _shared(pair: Pair) -> float:
    """The share of a page's text that another has."""
    same = sum(len(line.words) for line in pair.lines.kept)
    same += sum((Counter(old.words) & Counter(new.words)).total() for old, new in pair.lines.changed)
    every = sum(len(line.words) for line in pair.child.body)
    return same / max(every, 1)
