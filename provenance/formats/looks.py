"""How a relation looks in a picture: told apart by dashes and head as well as by colour."""

from dataclasses import dataclass

from provenance.model import Relation


@dataclass(frozen=True, slots=True)
class Look:
    """`dashes` as in SVG (lengths in pixels), `head` the shape of the arrow's head, `colour` on white paper."""

    dashes: str
    head: str
    colour: str


LOOKS = {
    Relation.REPUBLICATION: Look("", "full", "#2a5c8f"),
    Relation.SYNDICATION: Look("14 3", "twin", "#0b6b66"),
    Relation.TRANSLATION: Look("8 4", "full", "#6a3fb5"),
    Relation.EXCERPT: Look("2 4", "full", "#99500a"),
    Relation.ADAPTATION: Look("8 3 2 3", "hollow", "#a82c66"),
    Relation.VIA: Look("1 5", "open", "#59626e"),
    Relation.REVISION: Look("16 3 2 3 2 3", "lozenge", "#3d6f21"),
}
