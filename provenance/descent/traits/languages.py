"""What the languages tell, and the lengths of a translation and its source."""

import math
from functools import lru_cache

from provenance.descent.traits.pair import MOST, Pair
from provenance.match.profile import extent

_LOOSE = 0.3  # logarithm of the ratio of two lengths that says nothing: languages differ
_LEAST = 40.0  # letters added to either length: short texts differ by chance


def same_language(pair: Pair) -> float:
    """both are in one language"""
    return 0.0 if pair.crosses else 1.0


def translation(pair: Pair) -> float:
    """they are in different languages"""
    return 1.0 if pair.crosses else 0.0


def shorter_source(pair: Pair) -> float:
    """the translation is longer than the source"""
    return max(0.0, _longer(pair) - _LOOSE)


def had_already(pair: Pair) -> float:
    """how likely an older page has the text in this language already"""
    return pair.context.elder if pair.crosses else 0.0


def _longer(pair: Pair) -> float:
    """By how much a translation is longer than its source, as the logarithm of the ratio; 0 for a copy."""
    if not pair.crosses:
        return 0.0
    mine, theirs = _length(pair.child.text), _length(pair.parent.text)
    return max(-MOST, min(MOST, math.log((mine + _LEAST) / (theirs + _LEAST))))


@lru_cache(maxsize=4096)
def _length(text: str) -> float:
    return extent(text)
