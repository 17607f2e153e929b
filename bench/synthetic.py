"""Look-ups among many articles of which there is nothing but rows of the indexes: made-up hashes and anchors.

python -m bench.synthetic COUNT [FOLDER]     what one look-up takes, as JSON; the store is made in the folder

An article holds 60 hashes, of which others hold 12 too, and 110 anchors, as pages of 250 words do. It is one of 20
languages; how often a feature is met follows Zipf's law, and the larger the store, the more features there are.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import provenance
from provenance.model import Article
from provenance.store import Store
from provenance.store.entries import anchor
from provenance.store.rows import article_row
from provenance.store.tables import ARTICLES

HASHES, SHARED = 60, 12
ANCHORS, LANGUAGES, VIEW = 110, 20, "skf"
ASKED = 31  # look-ups of each kind; the first is not counted
_ROWS = 500_000  # rows that are drawn together

Numbers = NDArray[np.int64]


def looked_up(count: int, folder: Path) -> dict[str, float]:
    """Seconds of a look-up by hashes, of one by anchors, and bytes an article."""
    path = folder / "synthetic.db"
    path.unlink(missing_ok=True)
    with provenance.open(path, write=True) as store:
        _articles(store, count)
        _fill(store, "INSERT OR IGNORE INTO postings (hash, article) VALUES (?, ?)", _hashes(count))
        _fill(store, "INSERT OR IGNORE INTO anchors (hash, article, weight) VALUES (?, ?, 1.0)", _anchors(count))
        hashes = _median(lambda asked: store.index.sharing(asked, limit=200), _some(count))
        anchors = _median(lambda asked: store.index.sharing_anchors(asked, limit=60), _asked(count))
    size = sum(found.stat().st_size for found in folder.glob("synthetic.db*"))
    return {"hashes": hashes, "anchors": anchors, "bytes": size / count}


def _median(look: Callable[..., object], questions: Iterator[object]) -> float:
    times = []
    for asked in questions:
        start = time.process_time()
        look(asked)
        times.append(time.process_time() - start)
    return statistics.median(times[1:])


def _some(count: int) -> Iterator[list[int]]:
    """Hashes of new articles, each of which some article holds."""
    pick = np.random.default_rng(2)
    held = np.array([number for number, _ in next(_hashes(count))])
    for _ in range(ASKED):
        yield pick.choice(held, HASHES).tolist()


def _asked(count: int) -> Iterator[dict[str, dict[int, float]]]:
    """Anchors of new articles of one language, asked for in all others."""
    pick = np.random.default_rng(2)
    features, share = _features(count)
    for _ in range(ASKED):
        drawn = dict.fromkeys(pick.choice(features, ANCHORS, p=share).tolist(), 1.0)
        yield {_view(language): drawn for language in range(1, LANGUAGES)}


def _articles(store: Store, count: int) -> None:
    """Articles without a text, so that the indexes have something to point to."""
    row = article_row(Article("n", None, None, None, None, "en", None, (), (), (), "", "0" * 64))
    row["blocks"] = None
    with store.writing() as connection:
        for first in range(0, count, 5_000):
            numbers = range(first, min(first + 5_000, count))
            connection.execute(ARTICLES.insert(), [{**row, "id": f"n{n}"} for n in numbers])


def _fill(store: Store, statement: str, parts: Iterator[list[tuple[int, int]]]) -> None:
    with store.writing() as connection:
        for rows in filter(None, parts):
            connection.exec_driver_sql(statement, rows)


def _hashes(count: int) -> Iterator[list[tuple[int, int]]]:
    """Rows in the order of their hashes: most are of one article, some of up to a thousand."""
    pick = np.random.default_rng(1)
    parts = max(1, count // 20_000)
    width = 2**63 // parts
    for low in range(0, parts * width, width):
        own = pick.integers(low, low + width, count * (HASHES - SHARED) // parts)
        shared = pick.integers(low, low + width, max(1, count // 100 // parts))
        often = pick.choice(shared, count * SHARED // parts)
        hashes = np.concatenate([own, often])
        yield _sorted(hashes, pick.integers(1, count + 1, len(hashes)))


def _anchors(count: int) -> Iterator[list[tuple[int, int]]]:
    """Rows in the order of their anchors: those of a language are held by its articles alone."""
    pick = np.random.default_rng(3)
    features, share = _features(count)
    keys = np.concatenate([features ^ anchor(_view(language), 0) for language in range(LANGUAGES)])
    often = pick.poisson(np.tile(share, LANGUAGES) * (count * ANCHORS / LANGUAGES))
    order = np.argsort(keys)
    order = order[often[order] > 0]
    bounds = np.searchsorted(np.cumsum(often[order]), np.arange(_ROWS, often.sum() + _ROWS, _ROWS))
    for some in np.split(order, bounds):
        held = np.repeat(some, often[some])
        articles = pick.integers(0, max(1, count // LANGUAGES), len(held)) * LANGUAGES + held // len(features) + 1
        yield _sorted(keys[held], articles)


def _features(count: int) -> tuple[Numbers, NDArray[np.float64]]:
    """As many features as there are articles, and the share of each among all that are met."""
    rank = np.arange(1, count + 1, dtype=np.int64)
    share = 1.0 / (rank + 5)
    return rank * 0x9E3779B97F4A7C1 % 2**62, share / share.sum()


def _view(language: int) -> str:
    return f"l{language} {VIEW}"


def _sorted(hashes: Numbers, articles: Numbers) -> list[tuple[int, int]]:
    order = np.lexsort((articles, hashes))
    return list(zip(hashes[order].tolist(), articles[order].tolist(), strict=True))


def main() -> None:
    """Measure, and print what was measured."""
    count, *folder = sys.argv[1:]
    with tempfile.TemporaryDirectory(dir=next(islice(folder, 1), None)) as name:
        print(json.dumps(looked_up(int(count), Path(name))))


if __name__ == "__main__":
    main()
