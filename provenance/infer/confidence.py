"""Weights of evidence (log-odds) -> a probability."""

from collections.abc import Iterable
from math import exp

LOW, HIGH = 0.01, 0.99
# Platt's scaling of the sum (J. Platt, 1999), fitted on the claims of the judged corpus and of labelled pages of the
# web, then drawn a third of the way back to 1 and 0: the corpus is kinder than the web.
SCALE, SHIFT = 1.4, 0.4


def probability(weights: Iterable[float]) -> float:
    """The logistic of the scaled sum of the weights, kept within 0.01..0.99: no page proves anything."""
    total = max(-30.0, min(30.0, SCALE * sum(weights) + SHIFT))
    return round(min(HIGH, max(LOW, 1 / (1 + exp(-total)))), 4)
