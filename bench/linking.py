"""What linking costs as the store grows, beside datasketch's MinHash-LSH: a table of sizes and figures.

    python -m bench.linking                                     20,000 pages
    python -m bench.linking --sizes 20000 100000 1000000        a column a size; beyond 50,000 the look-up alone,
                                                                among random fingerprints
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
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import bulk
from bench.pairs import NEW, judged, truth

ROOT = Path(__file__).resolve().parent.parent
RIVAL = ROOT / ".venv-bench" / "bin" / "python"
THRESHOLDS = (0.5, 0.2)
WHOLE = 50_000  # pages up to which everything is measured
OUTPUT = ROOT / "build" / "linking.md"

Figures = dict[str, str]


def stage(name: str, folder: Path) -> dict[str, Any]:
    """One stage of ours."""
    print(f"{folder}: {name}", file=sys.stderr, flush=True)
    return _ran([sys.executable, "-m", "bench.stages", name, str(folder)])


def rival(threshold: float, folder: Path) -> dict[str, Any]:
    """The rival on the same texts."""
    return _ran([str(RIVAL), "-m", "bench.rival", str(folder), str(threshold)])


def _ran(command: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout)
    return found


def whole(folder: Path) -> Figures:
    """Every figure of a folder of pages."""
    sources = truth(folder)
    count = len(sources)
    figures = {"pages": f"{count:,}"}
    done = {name: stage(name, folder) for name in ("ingest", "link", "new", "copies")}
    figures["ingest: pages a second"] = f"{count / done['ingest']['seconds']:.0f}"
    figures["ingest: most memory, MB"] = f"{done['ingest']['memory']:.0f}"
    figures["store: bytes a page"] = f"{done['link']['bytes']:,.0f}"
    figures["one new page, ingested and linked: ms"] = f"{1000 * done['new']['seconds']:.0f}"
    figures["its look-up alone: ms"] = f"{1000 * done['new']['asked']:.1f}"
    figures |= _told("link", done["link"], sources)
    figures |= _told("copies", done["copies"], sources)
    for threshold in THRESHOLDS if RIVAL.exists() else ():
        figures |= _told(f"MinHash-LSH {threshold}", rival(threshold, folder), sources)
    return figures


def _told(name: str, found: dict[str, Any], sources: dict[str, str | None]) -> Figures:
    recall, precision = judged([(a, b) for a, b in found["pairs"]], sources)
    return {
        f"{name}: pages a second": f"{len(sources) / found['seconds']:.0f}",
        f"{name}: most memory, MB": f"{found['memory']:.0f}",
        f"{name}: recall of copies": f"{recall:.3f}",
        f"{name}: pairs that are right": f"{precision:.3f}",
    }


def bare(folder: Path, count: int) -> Figures:
    """The look-up among random fingerprints."""
    (folder / "count").write_text(str(count))
    found = stage("synthetic", folder)
    figures = {"pages": f"{count:,} (random fingerprints)", "its look-up alone: ms": f"{1000 * found['asked']:.1f}"}
    return {**figures, "fingerprints alone: bytes a page": f"{found['bytes']:,.0f}"}


def table(columns: Sequence[Figures]) -> str:
    """The figures as Markdown, a column a size."""
    names = list(dict.fromkeys(name for figures in columns for name in figures))
    rows = [[name, *(figures.get(name, "") for figures in columns)] for name in names]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:], ""])


def main() -> None:
    """Measure, print, and write the table."""
    parser = argparse.ArgumentParser(description="What linking costs as the store grows.")
    parser.add_argument("--sizes", type=int, nargs="*", default=[20_000])
    parser.add_argument("--pages", type=Path, help="a folder with pages.jsonl and truth.jsonl")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    asked = parser.parse_args()
    columns: list[Figures] = []
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
