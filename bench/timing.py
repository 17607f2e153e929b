"""How times are taken: those of a processor, so that what else a machine does changes little."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RIVALS = ROOT / ".venv-bench" / "bin" / "python"
"""The Python of the environment that has what the package is measured beside."""


# As an installed package runs: with its modules compiled once.
_SURROUNDINGS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Of one call, the median of several after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return statistics.median(times)


def once(work: Callable[[], object]) -> float:
    """Of one call, where a second would find much of its work done."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def of_process(*arguments: str, python: str = sys.executable, runs: int = 1) -> float:
    """Seconds of a Python process from start to end, with its children; the median after one that is not counted."""
    times = []
    for _ in range(runs + (runs > 1)):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([python, *arguments], check=True, capture_output=True, cwd=ROOT, env=_SURROUNDINGS)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times[1:] or times)


def each(work: Callable[[str], object], asked: Sequence[str]) -> float:
    """Seconds of one look-up by the clock, the median of many: what a database does is not this process's time."""
    times = []
    for one in asked:
        begun = time.perf_counter()
        work(one)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)
