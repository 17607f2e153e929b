"""Prints one table of measurements.

Every figure is a median of several runs, in milliseconds, beside its ratio to bare Python.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "examples" / "web"
RUNS = 7


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds of one run, the median of several after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def process(*arguments: str) -> Callable[[], object]:
    """A run of a whole Python process."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, capture_output=True)


def rows() -> Sequence[tuple[str, float]]:
    """The measurements, by name."""
    page = str(WEB / "4-carnet-de-quai.html")
    return (
        ("python -c pass", median(process("-c", "pass"))),
        ("python -m provenance --help", median(process("-m", "provenance", "--help"))),
        ("inspect, one page", median(process("-m", "provenance", "inspect", page))),
        ("inspect, the six pages of the example", median(process("-m", "provenance", "inspect", str(WEB)))),
        *stages(),
    )


def stages() -> Sequence[tuple[str, float]]:
    """What one page costs by stage, once everything is loaded."""
    from provenance.acquire import Options, read
    from provenance.extract import extract
    from provenance.infer import claims
    from provenance.signals import find

    captures = [c for c in read(str(WEB), Options()) if not hasattr(c, "error")]
    articles = [extract(c) for c in captures]
    found = [find(a) for a in articles]
    each = 1 / len(captures)
    return (
        ("  extract, a page", each * median(lambda: [extract(c) for c in captures])),
        ("  signals, a page", each * median(lambda: [find(a) for a in articles])),
        ("  claims, a page", each * median(lambda: [claims(a, s) for a, s in zip(articles, found, strict=True)])),
    )


def main() -> None:
    """Measure and print."""
    measured = rows()
    bare = measured[0][1]
    print(f"{'':42}{'ms':>10}{'x bare Python':>16}")
    for name, value in measured:
        print(f"{name:42}{value:>10.1f}{value / bare:>16.1f}")


if __name__ == "__main__":
    main()
