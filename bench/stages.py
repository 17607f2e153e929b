"""The stages of `bench.linking`, each a function that is run in a process of its own: what it took, as JSON.

python -m bench.stages NAME FOLDER     (FOLDER holds pages.jsonl; the stores are made beside it)
"""

import json
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

import provenance
from bench.pairs import NEW, peak, texts
from provenance.ingestion import ingest as verb
from provenance.linking import link as link_verb
from provenance.linking.likeness import COPY, LEAST, sampled
from provenance.match import joint
from provenance.match.shingles import distinct, hashes_of
from provenance.model import Article
from provenance.store import Store

POSTINGS = 60  # of an article whose fingerprints are synthetic
COMMON = 12  # of these, how many others hold too


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


def synthetic(folder: Path) -> dict[str, object]:
    """The look-up alone, among as many articles as `count` says whose fingerprints are random numbers."""
    count = int((folder / "count").read_text())
    (folder / "synthetic.db").unlink(missing_ok=True)
    with provenance.open(folder / "synthetic.db", write=True) as store:
        _bare(store, count)
        _postings(store, count)
        found = [text for _, text in islice(texts(folder), NEW)]
        for number, text in enumerate(found):
            store.index.put([(f"n{number}", sampled(hashes_of(text, "en")), {})], 1)
        asked = [_asked(store, text) for text in found]
    size = sum(path.stat().st_size for path in folder.glob("synthetic.db*"))
    return {"asked": statistics.median(asked[1:]), "bytes": size / count}


def _asked(store: Store, text: str) -> float:
    start = time.process_time()
    store.index.sharing(sampled(hashes_of(text, "en")), limit=200)
    return time.process_time() - start


def _bare(store: Store, count: int) -> None:
    """Articles without a text, so that the index has something to point to."""
    from provenance.store.rows import article_row
    from provenance.store.tables import ARTICLES

    row = article_row(Article("n", None, None, None, None, "en", None, (), (), (), "", "0" * 64))
    row["blocks"] = None
    with store.writing() as connection:
        for first in range(0, count, 5_000):
            numbers = range(first, min(first + 5_000, count))
            connection.execute(ARTICLES.insert(), [{**row, "id": f"n{n}"} for n in numbers])


def _postings(store: Store, count: int) -> None:
    """Random fingerprints: most hashes are of one article, some of up to a thousand."""
    pick = np.random.default_rng(1)
    with store.writing() as connection:
        for rows in _drawn(pick, count):
            connection.exec_driver_sql("INSERT OR IGNORE INTO postings (hash, article) VALUES (?, ?)", rows)


def _drawn(pick: np.random.Generator, count: int) -> Iterator[list[tuple[int, int]]]:
    """Rows in the order of their hashes, a part of the range of all hashes at a time."""
    parts = max(1, count // 20_000)
    width = 2**63 // parts
    for part in range(parts):
        low = part * width
        own = pick.integers(low, low + width, count * (POSTINGS - COMMON) // parts)
        shared = pick.integers(low, low + width, max(1, count // 100 // parts))
        often = pick.choice(shared, count * COMMON // parts)
        hashes = np.sort(np.concatenate([own, often]))
        articles = pick.integers(1, count + 1, len(hashes))
        yield sorted(zip(hashes.tolist(), articles.tolist(), strict=True))


STAGES = {stage.__name__: stage for stage in (ingest, link, copies, new, synthetic)}


if __name__ == "__main__":
    told = STAGES[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({**told, "memory": peak()}))
