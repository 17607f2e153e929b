"""What was measured: figures of several parts, kept as JSON, and the page that is made of them.

`bench/results.json` holds the last run of each part, `docs/benchmarks.md` is written from it and from nothing else.
"""

import json
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results.json"
PAGE = ROOT / "docs" / "benchmarks.md"

HEAD = """# What it costs

Written by `make bench` from `bench/results.json`, where the last run of each part is kept: `make bench PARTS="start
reading"` measures these parts anew and leaves the others as they are, `python -m bench --help` tells of the sizes.

Times are those of a processor, user and system together, unless they are said to be of the clock; short ones are
medians of several runs. Memory is the most that was held, by all processes of a run. A ratio is of the figure to that
of the thing named beside it, on the same data and in the same run: of pages a second more is better, of milliseconds
less. It says more than the figure does. Where the load was above one a core, others were at work on the machine
meanwhile, which makes all figures worse.

"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `ratio` is to the figure called `beside`; `memory` is in MB."""

    what: str
    value: float
    unit: str
    beside: str | None = None
    ratio: float | None = None
    memory: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """The last run of a part: when, on what data and machine, the load before and after, and its figures."""

    date: str
    data: str
    cores: int
    python: str
    system: str
    load: tuple[float, float]
    figures: tuple[Figure, ...]


def measured(data: str, before: float, figures: Iterable[Figure]) -> Measured:
    """A run that ends now, on this machine."""
    got = tuple(figures)
    return Measured(
        date=datetime.now(UTC).date().isoformat(),
        data=data,
        cores=len(os.sched_getaffinity(0)),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        load=(round(before, 1), round(os.getloadavg()[0], 1)),
        figures=got,
    )


def load(path: Path = RESULTS) -> dict[str, Measured]:
    """The last run of each part."""
    if not path.exists():
        return {}
    rows = json.loads(path.read_text("utf-8"))
    return {name: _part(row) for name, row in rows.items()}


def _part(row: dict[str, Any]) -> Measured:
    before, after = row["load"]
    return Measured(**{**row, "load": (before, after), "figures": tuple(Figure(**one) for one in row["figures"])})


def save(results: dict[str, Measured], path: Path = RESULTS) -> None:
    """Keep the last run of each part."""
    rows = {name: _bare(asdict(part)) for name, part in results.items()}
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    kept = [{key: value for key, value in one.items() if value is not None} for one in row["figures"]]
    return {**row, "figures": kept}


def page(results: dict[str, Measured]) -> str:
    """The page: when each part was measured and on what, then one table of all figures."""
    return "\n".join((HEAD + _runs(results), table(results)))


def _runs(results: dict[str, Measured]) -> str:
    rows = [
        (name, run.date, run.data, f"{run.cores} cores, Python {run.python}, {run.system}", _load(run))
        for name, run in results.items()
    ]
    return _markdown(("part", "measured", "of what", "on", "load before, after"), rows)


def _load(run: Measured) -> str:
    busy = max(run.load) > run.cores
    return f"{run.load[0]:.1f}, {run.load[1]:.1f}{' (busy)' if busy else ''}"


def table(results: dict[str, Measured]) -> str:
    """One table of all figures, a heading for each part."""
    rows: list[tuple[str, ...]] = []
    for name, run in results.items():
        rows.append((f"**{name}**", "", "", "", ""))
        rows += [_row(one) for one in run.figures]
    return _markdown(("what", "figure", "ratio", "to", "memory, MB"), rows)


def _row(one: Figure) -> tuple[str, ...]:
    ratio = "" if one.ratio is None else told(one.ratio)
    return one.what, f"{told(one.value)} {one.unit}".strip(), ratio, one.beside or "", _rounded(one.memory)


def _rounded(memory: float | None) -> str:
    return "" if memory is None else f"{memory:,.0f}"


def told(value: float) -> str:
    """A figure with three digits that count."""
    if abs(value) >= 100 or value == 0:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3f}"


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "".join(_lines([head, ["---"] * len(head), *rows]))


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield f"| {' | '.join(row)} |\n"
