"""What linking costs as the store grows, beside datasketch's MinHash-LSH: a table of sizes and figures.

    python -m bench.linking                                     20,000 pages
    python -m bench.linking --sizes 20000 100000 1000000        a column a size; beyond 50,000 the look-up
                                                                alone, among random fingerprints
    python -m bench.linking --pages FOLDER                      pages.jsonl and truth.jsonl of a folder

Every figure is of a process of its own, and of its processor time, so that what else the machine does changes
little. `copies` is what the rival does too, from the same texts to the pairs, in memory; `link` does that and all the
rest: translations, credits, descent. The rival is left out where `make bench` has not made its environment.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import bulk
from bench.figures import Figure, told
from bench.pairs import NEW, judged, truth
from bench.timing import RIVALS, ROOT

THRESHOLDS = ("0.5", "0.2")
WHOLE = 50_000  # pages up to which everything is measured
OUTPUT = ROOT / "build" / "linking.md"

Numbers = dict[str, float]


def data(size: int) -> str:
    """What is measured."""
    return f"{size:,} pages of made-up words (`bench.bulk`), one in five a copy"


def figures(size: int) -> Iterator[Figure]:
    """Pages a second of linking a store, and of finding the copies alone, beside MinHash-LSH on the same texts."""
    with tempfile.TemporaryDirectory() as name:
        bulk.write(Path(name), size)
        found = whole(Path(name))
    yield Figure("ingest, plain text", found["ingest: pages a second"], "pages/s", memory=found["ingest: memory, MB"])
    first = f"MinHash-LSH {THRESHOLDS[0]}"
    rival = found.get(f"{first}: pages a second")
    for name in ("link", "copies", *(f"MinHash-LSH {threshold}" for threshold in THRESHOLDS)):
        rate = found.get(f"{name}: pages a second")
        if rate is not None:
            right = (
                f"{found[f'{name}: recall']:.3f} of the copies, {found[f'{name}: precision']:.3f} of the pairs right"
            )
            besides = (first, rate / rival) if rival and name != first else (None, None)
            yield Figure(f"{name} ({right})", rate, "pages/s", *besides, found[f"{name}: memory, MB"])
    yield Figure("one new page, ingested and linked", found["one new page, ingested and linked: ms"], "ms")
    yield Figure("one page looked up among all", found["its look-up alone: ms"], "ms")
    yield Figure("store", found["store: bytes a page"], "bytes a page")


def stage(name: str, folder: Path) -> dict[str, Any]:
    """One stage of ours."""
    print(f"{folder}: {name}", file=sys.stderr, flush=True)
    return _ran([sys.executable, "-m", "bench.stages", name, str(folder)])


def rival(threshold: str, folder: Path) -> dict[str, Any]:
    """The rival on the same texts."""
    return _ran([str(RIVALS), "-m", "bench.rival", "datasketch", str(folder), threshold])


def _ran(command: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout)
    return found


def whole(folder: Path) -> Numbers:
    """Every figure of a folder of pages."""
    sources = truth(folder)
    count = len(sources)
    done = {name: stage(name, folder) for name in ("ingest", "link", "new", "copies")}
    found: Numbers = {
        "pages": count,
        "ingest: pages a second": count / done["ingest"]["seconds"],
        "ingest: memory, MB": done["ingest"]["memory"],
        "store: bytes a page": done["link"]["bytes"],
        "one new page, ingested and linked: ms": 1000 * done["new"]["seconds"],
        "its look-up alone: ms": 1000 * done["new"]["asked"],
    }
    found |= _linked("link", done["link"], sources)
    found |= _linked("copies", done["copies"], sources)
    for threshold in THRESHOLDS if RIVALS.exists() else ():
        found |= _linked(f"MinHash-LSH {threshold}", rival(threshold, folder), sources)
    return found


def _linked(name: str, found: dict[str, Any], sources: dict[str, str | None]) -> Numbers:
    recall, precision = judged([(a, b) for a, b in found["pairs"]], sources)
    return {
        f"{name}: pages a second": len(sources) / found["seconds"],
        f"{name}: memory, MB": found["memory"],
        f"{name}: recall": recall,
        f"{name}: precision": precision,
    }


def bare(folder: Path, count: int) -> Numbers:
    """The look-up among random fingerprints."""
    (folder / "count").write_text(str(count))
    found = stage("synthetic", folder)
    numbers = {"pages": count, "its look-up alone: ms": 1000 * found["asked"]}
    return {**numbers, "fingerprints alone: bytes a page": found["bytes"]}


def table(columns: Sequence[Numbers]) -> str:
    """The figures as Markdown, a column a size."""
    names = list(dict.fromkeys(name for numbers in columns for name in numbers))
    rows = [[name, *(told(numbers[name]) if name in numbers else "" for numbers in columns)] for name in names]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:], ""])


def main() -> None:
    """Measure, print, and write the table."""
    parser = argparse.ArgumentParser(description="What linking costs as the store grows.")
    parser.add_argument("--sizes", type=int, nargs="*", default=[20_000])
    parser.add_argument("--pages", type=Path, help="a folder with pages.jsonl and truth.jsonl")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    asked = parser.parse_args()
    columns: list[Numbers] = []
    asked.output.parent.mkdir(parents=True, exist_ok=True)
    for size in [0] if asked.pages else asked.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if asked.pages:
                for file in ("pages.jsonl", "truth.jsonl"):
                    shutil.copy(asked.pages / file, folder)
            else:
                bulk.write(folder, size if size <= WHOLE else NEW)
            columns.append(whole(folder) if size <= WHOLE else bare(folder, size))
        asked.output.write_text(table(columns), encoding="utf-8")
    print(table(columns))


if __name__ == "__main__":
    main()
