"""What the dates tell."""

import math

from provenance.descent.laid import prompt
from provenance.descent.traits.pair import Pair
from provenance.descent.witness import Witness


def older(pair: Pair) -> float:
    """the copy is dated before its source"""
    return float(pair.lag is not None and pair.lag <= 0)


def lag_days(pair: Pair) -> float:
    """days between the two, up to three"""
    return min(_wait(pair) / 24, 3.0)


def timely(pair: Pair) -> float:
    """how usual the time between the two is, over all that their dates allow (logarithm)"""
    return math.log(prompt(pair.parent, pair.child) + 0.01)


def undated(pair: Pair) -> float:
    """one of the two has no date to the day"""
    return float(pair.lag is None or _vague(pair.parent) or _vague(pair.child))


def _wait(pair: Pair) -> float:
    """Hours between the two; 0 where they are not known to the day."""
    return 0.0 if _vague(pair.parent) or _vague(pair.child) else max(pair.lag or 0.0, 0.0)


def _vague(member: Witness) -> bool:
    return member.moment is None or (member.moment.latest - member.moment.earliest).days > 1
