"""Weights of evidence (log-odds) -> a probability."""

from collections.abc import Iterable
from math import exp

LOW, HIGH = 0.01, 0.99


def probability(weights: Iterable[float]) -> float:
    """The logistic of the sum of the weights, kept within 0.01..0.99: no page proves anything."""
    total = max(-30.0, min(30.0, sum(weights)))
    return round(min(HIGH, max(LOW, 1 / (1 + exp(-total)))), 4)
