"""How far confidences are probabilities: claims in ten bins of confidence, and how many of each are right.

python -m tests.corpus.reliability     prints the curve
"""

from dataclasses import dataclass

from tests.corpus.ask import ask
from tests.corpus.pages import load
from tests.corpus.score import Scores, score

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims of one tenth of the scale: how many, their mean confidence, the share of them that is right."""

    claims: int
    confidence: float
    right: float


def bins(scores: Scores) -> tuple[Bin, ...]:
    """The bins that hold a claim, the least confident first; claims under one half count too."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for judged in scores.judged:
        for claim, right in judged.verdicts:
            held[min(int(claim.confidence * BINS), BINS - 1)].append((claim.confidence, right))
    return tuple(
        Bin(len(one), sum(c for c, _ in one) / len(one), sum(r for _, r in one) / len(one)) for one in held if one
    )


def expected_error(curve: tuple[Bin, ...]) -> float:
    """The mean distance between confidence and share right, weighted by claims (0..1)."""
    total = sum(one.claims for one in curve)
    return sum(abs(one.confidence - one.right) * one.claims for one in curve) / total if total else 0.0


def main() -> None:
    """Print the curve of the corpus."""
    curve = bins(score((page, ask(page)) for page in load()))
    print(f"{'claims':>8}{'confidence':>12}{'right':>8}")
    for one in curve:
        print(f"{one.claims:>8}{one.confidence:>12.3f}{one.right:>8.3f}  {'#' * round(40 * one.right)}")
    print(f"expected calibration error {expected_error(curve):.3f}")


if __name__ == "__main__":
    main()
