"""What a comparison of two articles says: frozen values, the first article always A, the second B."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model import Article, Match, Place


class Change(StrEnum):
    """What became of a part of A on its way to B; `ADDED` stands in B only."""

    KEPT = "kept"
    ALTERED = "altered"
    CUT = "cut"
    ADDED = "added"


class Unit(StrEnum):
    """What is compared with what: paragraphs word by word, or sentences of two languages."""

    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of characters: `KEPT` in both, `CUT` from A or `ADDED` in B.

    The kept and the cut runs in order are A's text, the kept and the added ones B's.
    """

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or sentence of one article: `number` counts from 1 in reading order.

    `paragraph` is the number of the paragraph that it is, or stands in.
    """

    number: int
    paragraph: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Difference:
    """Things found in one text only, each once, in reading order."""

    cut: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces of A beside the pieces of B that they became; one side is empty when cut or added.

    Several on one side were parted or joined. `moved` says that their order was not kept. `score` in 0..1
    tells how alike the two sides are. `sure` is False where two sentences of different languages stand
    together only by their place and length. `numbers` differ between the two sides (a cut or added
    row has all of its own). `edits` are empty between languages.
    """

    change: Change
    a: tuple[Piece, ...]
    b: tuple[Piece, ...]
    moved: bool = False
    score: float = 0.0
    sure: bool = True
    edits: tuple[Edit, ...] = ()
    numbers: Difference = Difference()


@dataclass(frozen=True, slots=True)
class Field:
    """A declared value on both sides (`title`, `byline`, `date`), None where there is none.

    `change` is None where the two cannot be compared: titles in different languages.
    """

    name: str
    a: str | None
    b: str | None
    change: Change | None
    edits: tuple[Edit, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """Links or images, each once: in both, in A only, in B only."""

    kept: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from article A to article B.

    `match` is what the two running texts show of each other, `related` whether that suffices to call one
    taken from the other. `numbers` and `names` stand in one whole text only; `names` is None where capitals
    and romanisation cannot tell. `notes` are remarks for the reader.
    """

    a: Article
    b: Article
    unit: Unit
    match: Match
    related: bool
    rows: tuple[Row, ...]
    fields: tuple[Field, ...]
    links: Items
    images: Items
    numbers: Difference
    names: Difference | None
    notes: tuple[str, ...] = ()

    def count(self, change: Change) -> int:
        """How many rows changed so."""
        return sum(row.change is change for row in self.rows)

    @property
    def moved(self) -> int:
        """How many rows stand in another order."""
        return sum(row.moved for row in self.rows)
