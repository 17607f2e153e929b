"""What linking costs, beside datasketch's MinHash-LSH.

Every figure is of a process of its own, and of its processor time, so that what else the machine does changes
little. `copies` is what the rival does too, from the same texts to the pairs, in memory; `link` does that and all the
rest: translations, credits, descent. The rival is left out where `make bench` has not made its environment.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import bulk
from bench.figures import Figure
from bench.pairs import judged, truth
from bench.timing import RIVALS, ROOT

THRESHOLDS = ("0.5", "0.2")

Numbers = dict[str, float]


def data(size: int, folder: Path | None) -> str:
    """What is measured."""
    if folder is not None:
        return f"the {len(truth(folder)):,} pages of {folder}"
    return f"{size:,} pages of made-up words (`bench.bulk`), one in five a copy"


def figures(size: int, folder: Path | None) -> Iterator[Figure]:
    """Pages a second of linking a store, and of finding the copies alone, beside MinHash-LSH on the same texts.

    The pages are those of a folder that has them as `bench.bulk` writes them, or made.
    """
    with tempfile.TemporaryDirectory() as name:
        if folder is None:
            bulk.write(Path(name), size)
        else:
            for file in ("pages.jsonl", "truth.jsonl"):
                shutil.copy(folder / file, name)
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
            beside, ratio = (first, rate / rival) if rival and name != first else (None, None)
            yield Figure(f"{name} ({right})", rate, "pages/s", beside, ratio, found[f"{name}: memory, MB"])
    yield Figure("one new page, ingested and linked", found["one new page, ingested and linked: ms"], "ms")
    yield Figure("one page looked up among all", found["its look-up alone: ms"], "ms")
    yield Figure("store", found["store: bytes a page"], "bytes a page")


def stage(name: str, folder: Path) -> dict[str, Any]:
    """One stage of ours."""
    return ran([sys.executable, "-m", "bench.stages", name, str(folder)], folder / f"{name}.json")


def rival(threshold: str, folder: Path) -> dict[str, Any]:
    """The rival on the same texts."""
    command = [str(RIVALS), "-m", "bench.rival", "datasketch", str(folder), threshold]
    return ran(command, folder / f"datasketch-{threshold}.json")


def ran(command: Sequence[str], kept: Path) -> dict[str, Any]:
    """What a process told, which is kept: a run that was ended goes on where it stood."""
    if not kept.exists():
        print(kept.with_suffix(""), file=sys.stderr, flush=True)
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout
        kept.write_bytes(told)
    found: dict[str, Any] = json.loads(kept.read_bytes())
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
