"""Who copied whom: the members of one family of texts -> the parent of each, or none.

A family is drawn as a tree, as textual critics draw a stemma: not by likeness alone but by what survives
of one page in another (its tail of credit lines, its slips, its cuts), within what their dates allow.
"""

from provenance.descent.family import Descent, Kin, Known, Parent, descend
from provenance.descent.tree import arborescence, marginals
from provenance.descent.unseen import Unseen, unseen
from provenance.descent.witness import Line, Witness, credited, witness

__all__ = [
    "Descent",
    "Kin",
    "Known",
    "Line",
    "Parent",
    "Unseen",
    "Witness",
    "arborescence",
    "credited",
    "descend",
    "marginals",
    "unseen",
    "witness",
]
