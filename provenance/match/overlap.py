"""How much of one text stands word for word in another."""

from provenance.match.runs import passages
from provenance.match.shingles import Shingle, shingles
from provenance.match.thresholds import COPY, LEAST, LITTLE, MATCHED
from provenance.model import Match, Relation

EXCERPT = 0.50


def overlap(a_text: str, b_text: str, language: str | None = None) -> Match:
    """Compare two texts of one language; measure "overlap".

    `a_in_b` and `b_in_a` are containments over all distinct shingles (Broder 1997). The score is .5
    where the greater of them reaches `COPY`, and at most .3 when fewer than 8 shingles are shared.
    """
    a, b = shingles(a_text, language), shingles(b_text, language)
    first, second = {x.hash for x in a}, {x.hash for x in b}
    shared = len(first & second)
    if not shared:
        return Match("overlap", 0.0, 0.0, 0.0, (), "nothing in common")
    a_in_b, b_in_a = shared / len(first), shared / len(second)
    score = _score(max(a_in_b, b_in_a), shared)
    detail = _detail(a, b, a_in_b, b_in_a, shared)
    return Match("overlap", score, round(a_in_b, 4), round(b_in_a, 4), passages(a, b), detail)


def relation_of(match: Match) -> Relation | None:
    """Say what a match amounts to, or None; which of the two descends from the other it cannot say.

    Copies contain `COPY` of each other. An excerpt has half of the smaller text in the larger and
    less than `COPY` of the larger in the smaller. `COPY` one way only is an adaptation: part was
    taken, the rest rewritten. A translation is one whose decision value reaches .5.
    """
    if match.score < MATCHED:
        return None
    if match.measure != "overlap":
        return Relation.TRANSLATION
    less, more = sorted((match.a_in_b, match.b_in_a))
    if less >= COPY:
        return Relation.REPUBLICATION
    return Relation.EXCERPT if more >= EXCERPT else Relation.ADAPTATION


def _score(containment: float, shared: int) -> float:
    """Stretch containment so that the threshold of a copy lies at `MATCHED`."""
    half = containment / COPY * MATCHED
    score = half if half < MATCHED else MATCHED + (containment - COPY) / (1 - COPY) * (1 - MATCHED)
    return round(min(score, LITTLE) if shared < LEAST else score, 4)


def _detail(a: tuple[Shingle, ...], b: tuple[Shingle, ...], a_in_b: float, b_in_a: float, shared: int) -> str:
    if shared < LEAST:
        return f"too little evidence: {shared} short runs of words in common"
    return (
        f"{a_in_b:.0%} of the first text's short runs of words stand in the second, "
        f"{b_in_a:.0%} of the second's in the first ({shared} of {len(a)} and {len(b)})"
    )
