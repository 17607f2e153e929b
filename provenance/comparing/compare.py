"""Two articles side by side: everything that a comparison says, put together."""

from collections.abc import Sequence

from provenance.comparing import declared, figures, named, paragraphs, pieces, translated
from provenance.comparing.beads import Bead, in_order
from provenance.comparing.edits import edits
from provenance.comparing.nouns import Change, Comparison, Difference, Piece, Row, Unit
from provenance.match import compare as measure
from provenance.match.thresholds import MATCHED
from provenance.match.tokens import LIMIT, base_language
from provenance.model import Article, Match, Place

_PAIRED = 0.2  # the user says that the two belong together: sentences are paired where that is not quite out


def compare(a: Article, b: Article) -> Comparison:
    """What changed from A to B: paragraph by paragraph, or sentence by sentence when B is in another language."""
    match = measure(a, b)
    across = match.measure == "translation"
    unit = Unit.SENTENCE if across else Unit.PARAGRAPH
    cut = pieces.in_sentences if across else pieces.paragraphs
    first, second = cut(a), cut(b)
    related = match.score >= MATCHED
    rows = tuple(_rows(a, b, first, second, across, match.score >= _PAIRED))
    # A byline is compared apart; its date would stand among the numbers.
    texts = [[piece.text for piece in side if piece.place is not Place.BYLINE] for side in (first, second)]
    return Comparison(
        a,
        b,
        unit,
        match,
        related,
        rows,
        declared.fields(a, b, across),
        declared.links(a, b),
        declared.images(a, b),
        _numbers(texts[0], texts[1], a, b, across),
        named.differing(texts[0], a.language or "", texts[1], b.language or ""),
        tuple(_notes(a, b, match, across)),
    )


def _rows(
    a: Article, b: Article, first: Sequence[Piece], second: Sequence[Piece], across: bool, paired: bool
) -> list[Row]:
    if across:
        beads = translated.pair(first, a.language or "", second, b.language or "", related=paired)
    else:
        beads = paragraphs.pair([piece.text for piece in first], [piece.text for piece in second])
    return [
        _row(bead, tuple(first[i] for i in bead.a), tuple(second[j] for j in bead.b), a, b, across)
        for bead in in_order(beads, len(first), len(second))
    ]


def _row(bead: Bead, a: tuple[Piece, ...], b: tuple[Piece, ...], of_a: Article, of_b: Article, across: bool) -> Row:
    texts = [piece.text for piece in a], [piece.text for piece in b]
    numbers = _numbers(texts[0], texts[1], of_a, of_b, across)
    if not a or not b:
        return Row(Change.CUT if a else Change.ADDED, a, b, numbers=numbers)
    joined = "\n".join(texts[0]), "\n".join(texts[1])
    if across:
        altered = bool(numbers.cut or numbers.added)
    else:
        altered = pieces.in_one_form(joined[0]) != pieces.in_one_form(joined[1])
    return Row(
        Change.ALTERED if altered else Change.KEPT,
        a,
        b,
        bead.moved,
        round(min(bead.score, 1.0), 4),
        bead.sure,
        () if across else edits(*joined),
        numbers,
    )


def _numbers(a: Sequence[str], b: Sequence[str], of_a: Article, of_b: Article, across: bool) -> Difference:
    if across:
        return figures.differing_across(a, of_a.language or "", b, of_b.language or "")
    return figures.differing(a, b)


def _notes(a: Article, b: Article, match: Match, across: bool) -> list[str]:
    notes = []
    if not across and base_language(a.language) != base_language(b.language):
        notes.append("The pages' languages differ or are not known; the texts are compared word by word.")
    if across and match.score < _PAIRED:
        notes.append(
            f"The texts do not show that one translates the other ({match.detail}): only sentences that share names"
            " or numbers stand side by side."
        )
    elif across and match.score < MATCHED:
        notes.append(f"It is not certain that one text translates the other ({match.detail}).")
    for name, article in (("A", a), ("B", b)):
        if pieces.is_long(article):
            notes.append(f"Only the first {LIMIT:,} characters of {name} are compared.")
    return notes
