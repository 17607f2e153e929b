"""What the texts of two pages tell: lines added, cut, changed, and whose slips survive."""

import math
from collections import Counter

from provenance.descent.traits.pair import MOST, Pair, copies, others
from provenance.descent.witness import Line, Witness

_SENTENCE = 20  # words
_SINGLE, _BY_SHARE = 3.0, 40.0  # words that count each; what all words of a text would count together


@copies
def added(pair: Pair) -> float:
    """text that the copy has and the source does not"""
    return min(MOST, sum(len(line.words) for line in pair.lines.added) / _SENTENCE)


@copies
def added_elsewhere(pair: Pair) -> float:
    """text that the copy shares with others, and the source does not have"""
    return min(MOST, sum(bool(others(pair, line)) for line in pair.lines.added))


@copies
def restored(pair: Pair) -> float:
    """slips of the source that the copy does not have: others share the copy's reading"""
    return min(MOST, sum(_stands_against(pair, old, new) for old, new in pair.lines.changed))


@copies
def corrected(pair: Pair) -> float:
    """where the two differ in a word, the source's looks like the slip"""
    return min(MOST, max(0.0, -_slips(pair)))


@copies
def words_changed(pair: Pair) -> float:
    """words in which the two differ, many of them by their share of the text, or of its figures"""
    gone: Counter[str] = Counter()
    for old, new in pair.lines.changed:
        gone += Counter(old.words) - Counter(new.words)
    few = gone.total() <= _SINGLE  # as most: the share of the text is not asked for
    return min(MOST, gone.total(), _SINGLE if few else max(_SINGLE, _BY_SHARE * _share(gone, pair.child)))


@copies
def cut(pair: Pair) -> float:
    """lines of the source that the copy left out"""
    return 0.0 if begins(pair) else min(MOST, float(len(pair.lines.cut)))


@copies
def same_text(pair: Pair) -> float:
    """the texts are the same, line by line"""
    lines = pair.lines
    return 0.0 if lines.changed or lines.cut or lines.added else 1.0


@copies
def first_part(pair: Pair) -> float:
    """the copy is the beginning of the source"""
    return float(begins(pair))


@copies
def reading_shared(pair: Pair) -> float:
    """readings that these two share, by how few of the family have them (logarithm)"""
    return min(MOST, sum(_seldom(pair, line) for line in pair.lines.kept))


def begins(pair: Pair) -> bool:
    """Whether the child is no more than the beginning of the parent, and at most half of it."""
    child, parent = pair.child.body, pair.parent.body
    if not child or len(child) == len(parent) or 2 * len(child) > len(parent) + 1:
        return False
    cuts = {line.key for line in pair.lines.cut}
    run = [line.key in cuts for line in parent]
    return not any(run[: len(child)]) and not pair.lines.added


def _stands_against(pair: Pair, old: Line, new: Line) -> bool:
    return others(pair, new) > others(pair, old)


def _slips(pair: Pair) -> float:
    spelling = pair.context.spelling
    return sum(spelling.slips(old, new) for old, new in pair.lines.changed) if spelling else 0.0


def _share(gone: Counter[str], child: Witness) -> float:
    """The share of a text's words that were other ones, or of its figures: a form that is filled in has others."""
    words = sum(len(line.words) for line in child.body)
    figures = sum(word.isdigit() for line in child.body for word in line.words)
    others = sum(count for word, count in gone.items() if word.isdigit())
    return max(gone.total() / max(words, 1), others / max(figures, 1))


def _seldom(pair: Pair, line: Line) -> float:
    """How few of those who have a line have it in this version."""
    holders = len(pair.context.holders.get(line.key, ()))
    return math.log(max(pair.context.varied.get(line.key, 0), holders, 1) / max(holders, 1))
