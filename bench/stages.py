"""The stages of `bench.linking`, each a function that is run in a process of its own: what it took, as JSON.

python -m bench.stages NAME FOLDER     (FOLDER holds pages.jsonl; the stores are made beside it)
"""

import json
import statistics
import sys
import time
from itertools import islice
from pathlib import Path

import provenance
from bench.pairs import NEW, peak, texts
from provenance.ingestion import ingest as verb
from provenance.linking import link as link_verb
from provenance.linking.likeness import sampled
from provenance.match import joint
from provenance.match.shingles import distinct, hashes_of
from provenance.match.thresholds import COPY, LEAST
from provenance.store import Store


def ingest(folder: Path) -> dict[str, object]:
    """Put all pages into a store."""
    with provenance.open(folder / "web.db", write=True) as store:
        start = time.process_time()
        count = sum(1 for _ in verb(str(folder / "pages.jsonl"), store))
        return {"pages": count, "seconds": time.process_time() - start}


def link(folder: Path) -> dict[str, object]:
    """Link them; `pairs` are the links."""
    with provenance.open(folder / "web.db", write=True) as store:
        start = time.process_time()
        pages = sum(family.pages for family in link_verb(store))
        seconds = time.process_time() - start
        urls = {node.id: node.url for node in store.nodes()}
        pairs = [(urls[x.derived], urls[x.source]) for x in store.links() if urls[x.source]]
    size = sum(path.stat().st_size for path in folder.glob("web.db*"))
    return {"pages": pages, "seconds": seconds, "bytes": size / pages, "pairs": pairs}


def copies(folder: Path) -> dict[str, object]:
    """From the texts to the pairs of copies, in memory and in one pass: what the rival does."""
    pages = list(texts(folder))
    start = time.process_time()
    every = [distinct(text, "en") for _, text in pages]
    first, second, _ = joint.copies(every, COPY, LEAST)
    seconds = time.process_time() - start
    pairs = zip(first.tolist(), second.tolist(), strict=True)
    return {"seconds": seconds, "pairs": [(pages[a][0], pages[b][0]) for a, b in pairs]}


def new(folder: Path) -> dict[str, object]:
    """What `ingest --link` does for one page more, a copy of a stored one; the median of several."""
    known = list(islice(texts(folder), NEW))
    times, asked = [], []
    with provenance.open(folder / "web.db", write=True) as store:
        for number, (_, text) in enumerate(known):
            words = [word if n % 12 else "otherwise" for n, word in enumerate(text.split())]
            page = {"url": f"https://late.example/{number}", "text": " ".join(words), "language": "en"}
            path = folder / "new.jsonl"
            path.write_text(json.dumps(page))
            start = time.process_time()
            list(verb(str(path), store))
            list(link_verb(store))
            times.append(time.process_time() - start)
            asked.append(_asked(store, page["text"]))
    return {"seconds": statistics.median(times[1:]), "asked": statistics.median(asked[1:])}


def _asked(store: Store, text: str) -> float:
    start = time.process_time()
    store.index.sharing(sampled(hashes_of(text, "en")), limit=200)
    return time.process_time() - start


STAGES = {stage.__name__: stage for stage in (ingest, link, copies, new)}


if __name__ == "__main__":
    told = STAGES[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({**told, "memory": peak()}))
