"""What changed from one article to another: pure, from two articles to a comparison."""

from provenance.comparing.compare import compare
from provenance.comparing.nouns import Change, Comparison, Difference, Edit, Field, Items, Piece, Row, Unit

__all__ = ["Change", "Comparison", "Difference", "Edit", "Field", "Items", "Piece", "Row", "Unit", "compare"]
