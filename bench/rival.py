"""datasketch's MinHash-LSH over the pages of a folder, in the environment that has it (bench/requirements.txt).

    python -m bench.rival FOLDER THRESHOLD

The usual recipe: 128 permutations, sets of 5-word shingles, every page indexed and then asked for. Prints the
seconds of processor time and the pairs found, as JSON.
"""

import json
import sys
import time
from pathlib import Path

from bench.pairs import peak, texts

PERMUTATIONS, WORDS = 128, 5


def main() -> None:
    """Measure and print."""
    from datasketch import MinHash, MinHashLSH

    folder, threshold = Path(sys.argv[1]), float(sys.argv[2])
    pages = list(texts(folder))
    start = time.process_time()
    index, sketches = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS), {}
    for url, text in pages:
        words = text.split()
        shingles = {" ".join(words[i : i + WORDS]).encode() for i in range(max(1, len(words) - WORDS + 1))}
        sketches[url] = MinHash(num_perm=PERMUTATIONS)
        sketches[url].update_batch(list(shingles))
        index.insert(url, sketches[url])
    pairs = {(url, other) for url, sketch in sketches.items() for other in index.query(sketch) if other != url}
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "memory": peak(), "pairs": sorted({tuple(sorted(p)) for p in pairs})}))


if __name__ == "__main__":
    main()
