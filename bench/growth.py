"""How the cost of linking grows: everything at two sizes, look-ups among more articles than are linked here.

Every figure is of a process of its own; a ratio is to the same at the smallest size. It takes an hour and a half; what
is measured already stays in build/growth until all is, so that a run that was ended goes on where it stood.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import bulk
from bench.figures import Figure
from bench.linking import Numbers, ran, whole
from bench.timing import ROOT

FOLDER = ROOT / "build" / "growth"
PART = 5  # the largest size is so many times the smallest
KINDS = {
    "ingest: pages a second": ("ingest", "pages/s"),
    "link: pages a second": ("link", "pages/s"),
    "copies: pages a second": ("copies", "pages/s"),
    "MinHash-LSH 0.5: pages a second": ("MinHash-LSH 0.5", "pages/s"),
    "one new page, ingested and linked: ms": ("one new page, ingested and linked", "ms"),
    "its look-up alone: ms": ("one page looked up", "ms"),
    "store: bytes a page": ("store", "bytes a page"),
}


def data(linked: int, rows: int) -> str:
    """What is measured."""
    return f"{linked // PART:,} and {linked:,} pages of `bench.bulk`; `bench.synthetic` of up to {rows:,} articles"


def figures(linked: int, rows: int) -> Iterator[Figure]:
    """A row for each size."""
    first = linked // PART
    found = {size: _whole(size) for size in (first, linked)}
    for name, (what, unit) in KINDS.items():
        for size, numbers in found.items():
            if name in numbers:
                memory = numbers.get(f"{what}: memory, MB")
                yield _figure(what, size, numbers[name], unit, (first, found[first][name]), memory)
    made = {size: _synthetic(size) for size in (first, linked, rows)}
    for name, (what, factor, unit) in {
        "hashes": ("look-up by hashes, made-up rows", 1000.0, "ms"),
        "anchors": ("look-up by anchors of 19 languages, made-up rows", 1000.0, "ms"),
        "bytes": ("made-up rows", 1.0, "bytes a page"),
    }.items():
        for size, numbers in made.items():
            yield _figure(what, size, numbers[name] * factor, unit, (first, made[first][name] * factor))
    shutil.rmtree(FOLDER)


def _figure(
    what: str, size: int, value: float, unit: str, first: tuple[int, float], memory: float | None = None
) -> Figure:
    beside, ratio = (f"{first[0]:,}", value / first[1]) if size != first[0] else (None, None)
    return Figure(f"{what}: {size:,}", value, unit, beside, ratio, memory)


def _whole(size: int) -> Numbers:
    folder = _folder(size)
    if not (folder / "truth.jsonl").exists():
        bulk.write(folder, size)
    return whole(folder)


def _synthetic(size: int) -> Numbers:
    return ran([sys.executable, "-m", "bench.synthetic", str(size)], _folder(size) / "synthetic.json")


def _folder(size: int) -> Path:
    folder = FOLDER / str(size)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
