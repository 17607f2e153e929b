"""Whether one text is a translation of another, judged without a language model.

Cosines of language-neutral views fill a matrix of sentence similarities; a chain that keeps the
order on both sides verifies it; a logistic function of six numbers decides. Where the user brought a
model (`vectors`), what it says is a seventh.
"""

import math
from dataclasses import dataclass

from provenance.match import vectors
from provenance.match.align import Chain, SentencePair, chain, disordered, links_of, similarities
from provenance.match.anchors import Anchor, agreement, shared, spelled
from provenance.match.profile import Profile, profile
from provenance.match.thresholds import LITTLE, MATCHED
from provenance.match.vectors import Meaning, meaning
from provenance.model import Match, Passage

ENOUGH = 6
"""Different anchors, each word or number counted once, below which nothing is asserted."""
_FEW = 4  # sentences: an extract this short that does not convince could not have
_ALIKE = 0.25  # similarity from which a linked pair of sentences is shown and counted
_NAMED = 8
_MOST = 30  # anchors that still add to the decision: long texts share many by chance
# Fitted by logistic regression on translations of thirty news articles in ten language pairs, whole,
# shortened and in part, against the most alike of sixty other articles and against two halves of one report.
_COEFFICIENTS = (3.02, -2.20, 1.25, 2.47, 3.73, 1.08)
_INTERCEPT = -6.49
# What a model says, 0 where there is none. Chosen, not fitted: by how far cosines of translated sentences stand out
# in the published figures of multilingual models (about .5 to .7), against .1 to .3 for reports of one event.
_MEANT, _MEANS = 20.0, 0.35


@dataclass(frozen=True, slots=True)
class Findings:
    """What the decision rests on.

    `ordered` is the score of the chain, `undone` that of chains with the order undone; `anchors` stand
    in the chain's links, each with the number of its sentence; `within` is the weight of the anchors in
    the chain as a share of all that the texts share; `numbers` and `places` say how far the text with fewer
    of them agrees with the other; `units` are the sentences of the shorter text; `meaning` is what a model says.
    """

    ordered: Chain
    undone: float
    anchors: tuple[tuple[int, Anchor], ...]
    within: float
    numbers: float
    places: float
    units: int
    meaning: Meaning | None = None

    @property
    def meant(self) -> float:
        """How far a model speaks for a translation (above 0) or against it; 0 without one."""
        return self.meaning.apart - _MEANS if self.meaning else 0.0


def translation(a_text: str, a_language: str, b_text: str, b_language: str) -> Match:
    """Compare two texts of different languages; measure "translation".

    The score is .5 where a translation is as likely as not, and at most .3 when fewer than `ENOUGH`
    anchors are shared and no model speaks for it. `a_in_b` is the share of the first text's length in
    sentences that found their like; the passages are those pairs, in order.
    """
    a, b = profile(a_text, a_language), profile(b_text, b_language)
    if not a.sentences or not b.sentences:
        return Match("translation", 0.0, 0.0, 0.0, (), "too little evidence: no text")
    found = findings(a, b)
    score = decision(found)
    few = len(found.anchors) < ENOUGH and found.meant <= 0
    little = few or (found.units < _FEW and score < MATCHED)
    pairs = _pairs(found)
    return Match(
        "translation",
        round(min(score, LITTLE) if little else score, 4),
        _covered(a, [link.a for link in pairs]),
        _covered(b, [link.b for link in pairs]),
        tuple(_passage(a, b, link) for link in pairs),
        _detail(found, a, len(pairs), little),
    )


def findings(a: Profile, b: Profile) -> Findings:
    """Align two texts and gather what speaks for a translation."""
    matrix = similarities(a, b)
    links = links_of(matrix, a.lengths, b.lengths)
    ordered = chain(matrix, links)
    anchors: dict[str, tuple[int, Anchor]] = {}
    for link in ordered.links:
        for key, anchor in shared(a.features[link.a], b.features[link.b]).items():
            anchors.setdefault(key, (link.a, anchor))
    every = sum(anchor.weight for anchor in shared(a.totals, b.totals).values())
    within = sum(anchor.weight for _, anchor in anchors.values()) / (every + 5)
    units = min(len(a.sentences), len(b.sentences))
    agreed = agreement(a.totals, b.totals, "num"), agreement(a.totals, b.totals, "geo")
    undone = disordered(matrix, links)
    return Findings(ordered, undone, tuple(anchors.values()), within, *agreed, units, meaning(a, b))


def evidence(found: Findings) -> tuple[float, ...]:
    """Give the six numbers that the decision weighs."""
    return (
        math.log(found.ordered.score + 0.01),
        math.log(found.undone + 0.01),
        math.log1p(min(len(found.anchors), _MOST)),
        found.within,
        found.numbers,
        found.places,
    )


def decision(found: Findings) -> float:
    """Give the decision value, 0 to 1."""
    z = _INTERCEPT + sum(c * x for c, x in zip(_COEFFICIENTS, evidence(found), strict=True))
    return 1 / (1 + math.exp(-z - _MEANT * found.meant))


def _pairs(found: Findings) -> tuple[SentencePair, ...]:
    """The pairs of sentences that are alike, by the views or, where it finds more, by a model."""
    pairs = tuple(link for link in found.ordered.links if link.similarity >= _ALIKE)
    links = found.meaning.ordered.links if found.meaning and found.meant > 0 else ()
    return max(pairs, tuple(link for link in links if link.similarity >= vectors.ALIKE), key=len)


def _covered(side: Profile, numbers: list[int]) -> float:
    return round(sum(side.lengths[number] for number in numbers) / sum(side.lengths), 4)


def _passage(a: Profile, b: Profile, link: SentencePair) -> Passage:
    first, second = a.sentences[link.a], b.sentences[link.b]
    return Passage(first.start, first.end, second.start, second.end, round(min(1.0, link.similarity), 4))


def _detail(found: Findings, a: Profile, pairs: int, little: bool) -> str:
    model = f"; sentences alike for the model: {found.meaning.apart:.2f}" if found.meaning else ""
    if not found.anchors:
        return f"{'too little evidence: ' if little else ''}no names or numbers in common{model}"
    telling = sorted(found.anchors, key=lambda x: -x[1].weight)[:_NAMED]
    words = ", ".join(dict.fromkeys(spelled(sorted(telling, key=lambda x: x[0]), a)))
    more = " ..." if len(found.anchors) > _NAMED else ""
    count = len(found.anchors)
    said = f"{count} {'names, words and numbers' if count > 1 else 'name or number'} in order: {words}{more}"
    if little:
        return f"too little evidence: {said}{model}"
    return f"{said}; {pairs} of {found.units} sentences alike{model}"
