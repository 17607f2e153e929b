"""Aligned passages: runs of shingles that stand side by side in two texts, merged over small gaps."""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.match.shingles import Shingle
from provenance.model import Passage

_PLACES = 8  # a shingle repeated more often than this in one text starts no run
_GAP = 12  # shingles: one changed word breaks three of them
_SHORTEST = 3  # shingles in a passage that is shown
_MOST = 1_000  # passages


@dataclass(frozen=True, slots=True)
class Run:
    """Shared shingles: first and last position (inclusive) in each text, and how many are shared."""

    a_first: int
    a_last: int
    b_first: int
    b_last: int
    shared: int


def passages(a: Sequence[Shingle], b: Sequence[Shingle]) -> tuple[Passage, ...]:
    """Give the passages that two texts share, in the order of the first; they may cross in the second.

    The score of a passage is the share of its shingles that are the same on both sides.
    """
    merged = _merged(_runs(a, b))
    kept = [run for run in merged if run.shared >= min(_SHORTEST, len(a), len(b))]
    return tuple(_passage(run, a, b) for run in kept[:_MOST])


def _runs(a: Sequence[Shingle], b: Sequence[Shingle]) -> list[Run]:
    """Find maximal runs from left to right: at each position the longest that starts there."""
    places = _places(b)
    runs: list[Run] = []
    at = 0
    while at < len(a):
        starts = places.get(a[at].hash, ())
        if not starts or len(starts) > _PLACES:
            at += 1
            continue
        near = runs[-1].b_last if runs else 0
        length, start = max(((_length(a, b, at, s), s) for s in starts), key=lambda x: (x[0], -abs(x[1] - near)))
        runs.append(Run(at, at + length - 1, start, start + length - 1, length))
        at += length
    return runs


def _places(b: Sequence[Shingle]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for position, shingle in enumerate(b):
        places.setdefault(shingle.hash, []).append(position)
    return places


def _length(a: Sequence[Shingle], b: Sequence[Shingle], i: int, j: int) -> int:
    length, most = 0, min(len(a) - i, len(b) - j)
    while length < most and a[i + length].hash == b[j + length].hash:
        length += 1
    return length


def _merged(runs: list[Run]) -> list[Run]:
    """Join neighbours of which both gaps are small and forward."""
    out: list[Run] = []
    for run in runs:
        if out and _close(out[-1], run):
            last = out.pop()
            out.append(Run(last.a_first, run.a_last, last.b_first, run.b_last, last.shared + run.shared))
        else:
            out.append(run)
    return out


def _close(last: Run, run: Run) -> bool:
    return run.a_first - last.a_last <= _GAP and 0 < run.b_first - last.b_last <= _GAP


def _passage(run: Run, a: Sequence[Shingle], b: Sequence[Shingle]) -> Passage:
    span = max(run.a_last - run.a_first, run.b_last - run.b_first) + 1
    return Passage(
        a[run.a_first].start,
        a[run.a_last].end,
        b[run.b_first].start,
        b[run.b_last].end,
        round(run.shared / span, 4),
    )
