"""The table of what speaks for and against one page's being the parent of another.

Each trait is a function of a pair; its value times its weight is added to the log-odds of the edge. The weights
are those of a conditional logit over all possible parents of a page, "none" among them.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from provenance.descent.pair import Lines, Tails, after, enclosed
from provenance.descent.spelling import Spelling
from provenance.descent.weights import ROOT_WEIGHTS, WEIGHTS
from provenance.descent.witness import Line, Witness

_MOST = 6.0  # what one trait counts at most, so that nothing decides alone
_MOST_OFTEN = 0.5  # share of the credits that have words which everyone uses
_SELDOM = 0.1  # share of the credits that have these words, where no corpus tells
_SENTENCE = 20  # words


@dataclass(frozen=True, slots=True)
class Context:
    """What the other members of the family tell of a child: who holds a line, whom its tail and its claims name.

    `holders` gives, for a line's hash, the members whose page has it; `layers` the members that each line
    of the child's tail names; `plain` are lines that many pages everywhere carry, `varied` lines of which the
    family has several versions; `shares` as in `Known`.
    """

    holders: dict[int, frozenset[str]]
    layers: dict[int, dict[str, float]]
    claimed: dict[str, float]
    claims: bool
    named_by: dict[str, frozenset[str]]
    plain: frozenset[int] = frozenset()
    spelling: Spelling | None = None
    shares: Mapping[int, float] = field(default_factory=dict)
    varied: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """A possible parent and its child, compared; `lag` is hours (see `pair.hours`)."""

    parent: Witness
    child: Witness
    lines: Lines
    tails: Tails
    lag: float | None
    context: Context

    @property
    def crosses(self) -> bool:
        """The two are in different languages."""
        return self.parent.language != self.child.language


Test = Callable[[Pair], float]


@dataclass(frozen=True, slots=True)
class Trait:
    """A row of the table."""

    name: str
    test: Test


def _copies(test: Test) -> Test:
    """The trait speaks of copies within a language only."""

    def limited(pair: Pair) -> float:
        return 0.0 if pair.crosses else test(pair)

    limited.__doc__, limited.__name__ = test.__doc__, test.__name__
    return limited


def same_language(pair: Pair) -> float:
    """both are in one language"""
    return 0.0 if pair.crosses else 1.0


def translation(pair: Pair) -> float:
    """they are in different languages"""
    return 1.0 if pair.crosses else 0.0


@_copies
def added(pair: Pair) -> float:
    """text that the copy has and the source does not"""
    return min(_MOST, sum(len(line.words) for line in pair.lines.added) / _SENTENCE)


@_copies
def added_elsewhere(pair: Pair) -> float:
    """text that the copy shares with others, and the source does not have"""
    return min(_MOST, sum(bool(_others(pair, line)) for line in pair.lines.added))


@_copies
def restored(pair: Pair) -> float:
    """slips of the source that the copy does not have: others share the copy's reading"""
    return min(_MOST, sum(_stands_against(pair, old, new) for old, new in pair.lines.changed))


@_copies
def corrected(pair: Pair) -> float:
    """where the two differ in a word, the source's looks like the slip"""
    return min(_MOST, max(0.0, -_slips(pair)))


@_copies
def words_changed(pair: Pair) -> float:
    """words in which the two differ"""
    return min(_MOST, float(sum(_differing(old, new) for old, new in pair.lines.changed)))


@_copies
def cut(pair: Pair) -> float:
    """lines of the source that the copy left out"""
    return 0.0 if begins(pair) else min(_MOST, float(len(pair.lines.cut)))


@_copies
def shortened(pair: Pair) -> float:
    """the copy left something out of the middle"""
    return float(bool(pair.lines.cut) and not begins(pair))


@_copies
def same_text(pair: Pair) -> float:
    """the texts are the same, line by line"""
    lines = pair.lines
    return 0.0 if lines.changed or lines.cut or lines.added else 1.0


@_copies
def first_part(pair: Pair) -> float:
    """the copy is the beginning of the source"""
    return float(begins(pair))


@_copies
def slips_kept(pair: Pair) -> float:
    """readings that only these two, or few besides, have"""
    return min(_MOST, sum(_rare(pair, line) for line in pair.lines.kept))


@_copies
def same_title(pair: Pair) -> float:
    """the titles are the same"""
    return float(pair.parent.title == pair.child.title)


@_copies
def title_grew(pair: Pair) -> float:
    """the copy's title is the source's with something added"""
    return float(pair.child.title != pair.parent.title and pair.child.title.startswith(pair.parent.title))


@_copies
def title_shrank(pair: Pair) -> float:
    """the source's title is the copy's with something added"""
    return float(pair.child.title != pair.parent.title and pair.parent.title.startswith(pair.child.title))


@_copies
def same_author(pair: Pair) -> float:
    """both name the same author"""
    return float(bool(pair.child.author) and pair.child.author == pair.parent.author)


@_copies
def tail_lost(pair: Pair) -> float:
    """nothing of the source's tail is left"""
    return float(pair.tails.carried == 0 and pair.tails.lost > 0)


def tail_carried_over(pair: Pair) -> float:
    """the source's whole tail stands in the translation's"""
    return float(pair.crosses and pair.tails.carried > 0 and pair.tails.lost == 0)


def tail_lost_over(pair: Pair) -> float:
    """nothing of the source's tail is left in the translation's"""
    return float(pair.crosses and pair.tails.carried == 0 and pair.tails.lost > 0)


def tail_in_part(pair: Pair) -> float:
    """only a part of the source's tail stands in the copy's"""
    return min(_MOST, float(pair.tails.lost)) if pair.tails.carried else 0.0


def tail_out_of_order(pair: Pair) -> float:
    """lines stand between those that the copy carried on"""
    return min(_MOST, float(len(pair.tails.between)))


def tail_elsewhere(pair: Pair) -> float:
    """lines of the copy's tail that others have too, and the source does not"""
    return min(_MOST, sum(bool(_others(pair, line)) for line in (*pair.tails.outside, *pair.tails.between)))


def silent(pair: Pair) -> float:
    """the copy adds no line of its own to what it carried on"""
    return float(not pair.tails.outside)


def wording_shared(pair: Pair) -> float:
    """both end with the same credit, in words that are seldom used: it was carried on, not written twice"""
    share = _share(pair)
    return -math.log(share) if share else 0.0


def wording_everyones(pair: Pair) -> float:
    """both end with the same credit, in words that everyone uses: each may have written it"""
    return float(_share(pair) >= _MOST_OFTEN)


def names_source(pair: Pair) -> float:
    """the copy's own outermost layer names the source"""
    return float(pair.parent.id in _layer(pair))


def names_other(pair: Pair) -> float:
    """the copy's own outermost layer names another page of the family"""
    layer = _layer(pair)
    return float(bool(layer) and pair.parent.id not in layer)


def claims_source(pair: Pair) -> float:
    """what the copy says of its source fits"""
    return pair.context.claimed.get(pair.parent.id, 0.0)


def names_child(pair: Pair) -> float:
    """the source's own tail names the copy"""
    return float(pair.child.id in pair.context.named_by.get(pair.parent.id, frozenset()))


def order(pair: Pair) -> float:
    """how likely the dates let the copy be the later one (logarithm)"""
    return math.log(after(pair.parent, pair.child) + 0.02)


def older(pair: Pair) -> float:
    """the copy is dated before its source"""
    return float(pair.lag is not None and pair.lag <= 0)


def lag(pair: Pair) -> float:
    """hours between the two, by their logarithm"""
    return math.log1p(_wait(pair) / 6)


def lag_days(pair: Pair) -> float:
    """days between the two, up to three"""
    return min(_wait(pair) / 24, 3.0)


def lag_long(pair: Pair) -> float:
    """the copy came more than four days later"""
    return float(_wait(pair) > 96)


def undated(pair: Pair) -> float:
    """one of the two has no date to the day"""
    return float(pair.lag is None or _vague(pair.parent) or _vague(pair.child))


@_copies
def boilerplate_carried(pair: Pair) -> float:
    """lines of the source's site that the copy carried along"""
    return float(sum(line.key in _plain_of(pair) for line in enclosed(pair.child.tail, pair.context.plain)))


@_copies
def boilerplate_foreign(pair: Pair) -> float:
    """lines of some site that the copy carried along, and that the source does not have"""
    return float(sum(line.key not in _plain_of(pair) for line in enclosed(pair.child.tail, pair.context.plain)))


def shorter_source(pair: Pair) -> float:
    """the translation is much longer than the source"""
    if not pair.crosses:
        return 0.0
    mine, theirs = len(pair.child.body), len(pair.parent.body)
    return min(_MOST, max(0.0, math.log((mine + 1) / (theirs + 1)) - 0.4))


def longer_source(pair: Pair) -> float:
    """the source is much longer than the translation"""
    if not pair.crosses:
        return 0.0
    mine, theirs = len(pair.child.body), len(pair.parent.body)
    return min(_MOST, max(0.0, math.log((theirs + 1) / (mine + 1)) - 0.4))


TESTS: tuple[Test, ...] = (
    same_language, translation, added, added_elsewhere, restored, corrected,
    words_changed,
    cut, shortened, same_text,
    first_part, slips_kept, same_title, title_grew, title_shrank, same_author, tail_lost,
    tail_carried_over, tail_lost_over, tail_in_part, tail_out_of_order, tail_elsewhere, silent,
    wording_shared, wording_everyones, names_source,    names_other, claims_source, names_child, order, older, lag,
    lag_days, lag_long, undated, boilerplate_carried, boilerplate_foreign, shorter_source, longer_source,
)  # fmt: skip
"""Every trait; a new one is a function here and a weight in `weights`."""


def values(pair: Pair) -> tuple[float, ...]:
    """The value of each trait, in the order of `TESTS`."""
    return tuple(test(pair) for test in TESTS)


def score(found: tuple[float, ...]) -> float:
    """The log-weight of an edge with these values."""
    return sum(value * WEIGHTS.get(test.__name__, 0.0) for value, test in zip(found, TESTS, strict=True))


def root_values(child: Witness, context: Context) -> dict[str, float]:
    """What speaks for a page's having no parent among the others."""
    layers = [layer for layer in context.layers.values() if layer]
    return {
        "root": 1.0,
        "root_names": float(bool(layers)),
        "root_claims": float(context.claims),
        "root_claims_member": max(context.claimed.values(), default=0.0),
        "root_tail": min(3.0, float(len([line for line in child.tail if line.key not in context.plain]))),
        "root_author": float(bool(child.author)),
    }


def root_score(child: Witness, context: Context) -> float:
    """The log-weight of a page's having no parent among the others."""
    return sum(value * ROOT_WEIGHTS.get(name, 0.0) for name, value in root_values(child, context).items())


def begins(pair: Pair) -> bool:
    """Whether the child is no more than the beginning of the parent, and at most half of it."""
    child, parent = pair.child.body, pair.parent.body
    if not child or 2 * len(child) > len(parent) + 1:
        return False
    cuts = {line.key for line in pair.lines.cut}
    run = [line.key in cuts for line in parent]
    return not any(run[: len(child)]) and not pair.lines.added


def _wait(pair: Pair) -> float:
    """Hours between the two; 0 where they are not known to the day."""
    return 0.0 if _vague(pair.parent) or _vague(pair.child) else max(pair.lag or 0.0, 0.0)


def _plain_of(pair: Pair) -> frozenset[int]:
    return frozenset(line.key for line in pair.parent.tail if line.key in pair.context.plain)


def _vague(member: Witness) -> bool:
    return member.moment is None or (member.moment.latest - member.moment.earliest).days > 1


def _others(pair: Pair, line: Line) -> frozenset[str]:
    return pair.context.holders.get(line.key, frozenset()) - {pair.child.id, pair.parent.id}


def _stands_against(pair: Pair, old: Line, new: Line) -> bool:
    return len(_others(pair, new)) > len(_others(pair, old))


def _slips(pair: Pair) -> float:
    spelling = pair.context.spelling
    return sum(spelling.slips(old, new) for old, new in pair.lines.changed) if spelling else 0.0


def _share(pair: Pair) -> float:
    """The share of all credits that are worded as the last one that the copy carried on unchanged; 0 without one."""
    if pair.tails.outside or not pair.tails.carried:
        return 0.0
    last = next((line for line in reversed(pair.child.tail) if line.formula), None)
    return pair.context.shares.get(last.formula, _SELDOM) if last else 0.0


def _differing(old: Line, new: Line) -> int:
    return sum((Counter(old.words) - Counter(new.words)).values())


def _rare(pair: Pair, line: Line) -> float:
    """A line that these two have in a version of their own, while the family mostly has another."""
    holders = pair.context.holders.get(line.key, frozenset())
    return float(len(holders) == 2 and line.key in pair.context.varied)


def _layer(pair: Pair) -> dict[str, float]:
    """The members that the copy's own layer names, the outermost naming line only."""
    for line in reversed(pair.tails.outside):
        layer = pair.context.layers.get(line.key)
        if layer:
            return layer
    return {}
