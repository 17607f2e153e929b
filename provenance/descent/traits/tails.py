"""What the sediment tells: lines carried on, lost, or put there by the copy itself, and whom they name."""

from provenance.descent.traits.pair import MOST, Pair, besides, copies
from provenance.descent.witness import Line

_COMMON = 0.2  # share of the credits that are worded otherwise, below which a line is anybody's
_SELDOM = 0.1  # share of the credits that have these words, where no corpus tells


@copies
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
    return min(MOST, float(pair.tails.lost)) if pair.tails.carried else 0.0


def tail_out_of_order(pair: Pair) -> float:
    """lines stand between those that the copy carried on"""
    return min(MOST, float(len(pair.tails.between)))


def tail_elsewhere(pair: Pair) -> float:
    """lines of the copy's tail that others have too, and the source does not; words that all use count little"""
    found = [line for line in (*pair.tails.outside, *pair.tails.between) if _elsewhere(pair, line)]
    return min(MOST, sum(1.0 - _used(pair, line) for line in found))


def anothers_line(pair: Pair) -> float:
    """lines of the copy's tail that name another page as the one that put them there, and the source does not have"""
    owners = (pair.context.owners.get(line.key, frozenset()) for line in (*pair.tails.outside, *pair.tails.between))
    return min(MOST, float(sum(pair.child.id not in own and besides(pair, own) > 0 for own in owners)))


def silent(pair: Pair) -> float:
    """the copy adds no line of its own to what it carried on (less, where nearly all word their credits as the last)"""
    return 0.0 if pair.tails.outside else min(1.0, (1.0 - _used_last(pair)) / _COMMON)


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


@copies
def boilerplate_carried(pair: Pair) -> float:
    """lines of the source's site that the copy carried along"""
    return float(sum(key in _plain_of(pair) for key in pair.context.foreign))


def _plain_of(pair: Pair) -> frozenset[int]:
    return frozenset(line.key for line in pair.parent.tail if line.key in pair.context.plain)


def _elsewhere(pair: Pair, line: Line) -> bool:
    """Whether the tail of any member besides these two has a line, with the same links."""
    return besides(pair, pair.context.marks.get((line.key, line.links), frozenset())) > 0


def _used_last(pair: Pair) -> float:
    """The share of all credits that are worded as the last one that the copy carried on: it may be its own as well."""
    last = next((line for line in reversed(pair.child.tail) if line.formula), None) if pair.tails.carried else None
    return _used(pair, last) if last else 0.0


def _used(pair: Pair, line: Line) -> float:
    """The share of all credits that are worded as a line; 0 for a line that credits nobody."""
    return pair.context.shares.get(line.formula, _SELDOM) if line.formula else 0.0


def _layer(pair: Pair) -> dict[str, float]:
    """The members that the copy's own layer names, the outermost naming line only."""
    for line in reversed(pair.tails.outside):
        layer = pair.context.layers.get(line.key)
        if layer:
            return layer
    return {}
