"""What the package is measured beside, in the environment that has it (bench/requirements.txt): JSON is printed.

    python -m bench.rival datasketch FOLDER THRESHOLD       MinHash-LSH over pages.jsonl of a folder
    python -m bench.rival trafilatura FOLDER                the main text of the pages of a folder

datasketch by the usual recipe: 128 permutations, sets of 5-word shingles, every page indexed and then asked for; it
tells the pairs found. trafilatura in its fast mode. Both tell the seconds of processor time.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.pairs import peak, texts
from bench.timing import once

PERMUTATIONS, WORDS = 128, 5


def datasketch(folder: Path, threshold: str) -> dict[str, object]:
    """Pairs of near copies."""
    from datasketch import MinHash, MinHashLSH

    pages = list(texts(folder))
    start = time.process_time()
    index = MinHashLSH(threshold=float(threshold), num_perm=PERMUTATIONS)
    sketches: dict[str, Any] = {}
    for url, text in pages:
        words = text.split()
        shingles = {" ".join(words[i : i + WORDS]).encode() for i in range(max(1, len(words) - WORDS + 1))}
        sketches[url] = MinHash(num_perm=PERMUTATIONS)
        sketches[url].update_batch(list(shingles))
        index.insert(url, sketches[url])
    pairs = {(url, other) for url, sketch in sketches.items() for other in index.query(sketch) if other != url}
    took = time.process_time() - start
    return {"seconds": took, "memory": peak(), "pairs": sorted({tuple(sorted(p)) for p in pairs})}


def trafilatura(folder: Path) -> dict[str, object]:
    """The main text of the pages, each read once before."""
    from trafilatura import extract

    bodies = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    once(lambda: [extract(body, fast=True) for body in bodies])
    return {"seconds": once(lambda: [extract(body, fast=True) for body in bodies]), "pages": len(bodies)}


if __name__ == "__main__":
    name, folder, *rest = sys.argv[1:]
    rivals: dict[str, Callable[..., dict[str, object]]] = {"datasketch": datasketch, "trafilatura": trafilatura}
    print(json.dumps(rivals[name](Path(folder), *rest)))
