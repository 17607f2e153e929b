"""What a page costs by stage, beside trafilatura on the same pages, and what feeds cost before their pages are read."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from bench.figures import Figure
from bench.timing import RIVALS, ROOT, once, seconds
from provenance.acquire import Failure, Options, feeds, read
from provenance.charset import decode
from provenance.extract import extract, tree
from provenance.infer import claims
from provenance.model import Article, Capture, Signal
from provenance.signals import find

RIVAL = "trafilatura, main text alone"
ENTRIES = 2_000


def captures(folder: Path, most: int, given: Path | None) -> list[Capture]:
    """Pages of a folder that is given, or of the judged corpus: HTML, so many of them or all."""
    if given:
        every = [one for one in read(str(given), Options()) if not isinstance(one, Failure)]
        return every[:: max(1, len(every) // most)][:most]
    from tests.corpus.pages import load, render

    folder.mkdir()
    pages = [page for page in load() if page.theme != "text"]
    step = max(1, len(pages) // most)
    for page in pages[::step][:most]:
        (folder / f"{page.id}.html").write_bytes(render(page))
    return [one for one in read(str(folder), Options()) if not isinstance(one, Failure)]


def data(most: int, given: Path | None) -> str:
    """What is measured."""
    where = "a folder" if given else "the judged corpus"
    return f"{most} pages of {where}, all patterns loaded, no text remembered; feeds of {ENTRIES:,} entries"


def figures(most: int, given: Path | None) -> Iterator[Figure]:
    """Pages a second by stage; entries a second of feeds.

    The pages are read once before, so that everything is loaded, and what was read of their texts is forgotten.
    """
    with tempfile.TemporaryDirectory() as name:
        pages = captures(Path(name, "pages"), most, given)
        rival, theirs = _rival(given or Path(name, "pages"))
    _stages(pages)
    import_module("provenance.grammar.read")._all.cache_clear()  # `provenance.grammar.read` is the function
    for what, took in _stages(pages).items():
        besides = (RIVAL, len(pages) / took / (theirs / rival)) if rival else (None, None)
        yield Figure(what, len(pages) / took, "pages/s", *besides)
    if rival:
        yield Figure(RIVAL, theirs / rival, "pages/s")
    yield from _feeds()


def _stages(pages: Sequence[Capture]) -> dict[str, float]:
    """Seconds of each stage over the pages."""
    articles: list[Article] = []
    found: list[tuple[Signal, ...]] = []
    took = {
        "parse (decode, tree)": once(lambda: [tree.parse(decode(page)) for page in pages]),
        "extract (parse, blocks, metadata, language)": once(lambda: articles.extend(map(extract, pages))),
        "find (read the credit)": once(lambda: found.extend(map(find, articles))),
        "infer": once(lambda: [claims(a, s) for a, s in zip(articles, found, strict=True)]),
    }
    return {**took, "inspect: all of it": sum(list(took.values())[1:])}


def _rival(folder: Path) -> tuple[float, int]:
    """Seconds of trafilatura over the pages of a folder, and how many; nothing where its environment is not made."""
    if not RIVALS.exists():
        return 0.0, 0
    command = [str(RIVALS), "-m", "bench.rival", "trafilatura", str(folder)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    told = json.loads(ran.stdout)
    return float(told["seconds"]), int(told["pages"])


def _feeds() -> Iterator[Figure]:
    from tests.feed_files import DIALECTS, SITE, TEXT

    for write in DIALECTS:
        body = write([(f"Number {n}", f"{SITE}{n}", f"{SITE}?p={n}", TEXT * 18) for n in range(ENTRIES)])
        feed = feeds.parse(body, "feed")
        took = seconds(partial(feeds.parse, body, "feed"), 1)
        took += seconds(partial(_entries, feed), 1)
        yield Figure(f"feed, {write.__name__.removeprefix('as_')}: bytes to pages", ENTRIES / took, "entries/s")


def _entries(feed: feeds.Feed) -> list[Capture | Failure]:
    return list(feeds.captures(feed, "feed", Options()))
