"""What the languages tell, and the lengths of a translation and its source."""

import math

from provenance.descent.traits.pair import MOST, Pair


def same_language(pair: Pair) -> float:
    """both are in one language"""
    return 0.0 if pair.crosses else 1.0


def translation(pair: Pair) -> float:
    """they are in different languages"""
    return 1.0 if pair.crosses else 0.0


def shorter_source(pair: Pair) -> float:
    """the translation is much longer than the source"""
    if not pair.crosses:
        return 0.0
    mine, theirs = len(pair.child.body), len(pair.parent.body)
    return min(MOST, max(0.0, math.log((mine + 1) / (theirs + 1)) - 0.4))


def longer_source(pair: Pair) -> float:
    """the source is much longer than the translation"""
    if not pair.crosses:
        return 0.0
    mine, theirs = len(pair.child.body), len(pair.parent.body)
    return min(MOST, max(0.0, math.log((theirs + 1) / (mine + 1)) - 0.4))


def had_already(pair: Pair) -> float:
    """how likely an older page has the text in this language already"""
    return pair.context.elder if pair.crosses else 0.0
