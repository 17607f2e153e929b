"""How a hop is said to people: who translated, and for whom."""

from provenance.model import Claim, Derivation, Relation


def roles(hop: Claim | Derivation) -> str:
    """' by T for P' behind a translation, ', in the translation of T' behind what took one over; '' for neither."""
    if hop.relation is not Relation.TRANSLATION:
        return f", in the translation of {hop.translator}" if hop.translator else ""
    by = f" by {hop.translator}" if hop.translator else ""
    return by + (f" for {hop.translated_for}" if hop.translated_for else "")
