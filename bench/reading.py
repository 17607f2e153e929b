"""What a page costs by stage, beside trafilatura on the same pages, and what feeds cost before their pages are read."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.figures import Figure
from bench.timing import RIVALS, ROOT, once, seconds
from provenance.acquire import Failure, Options, feeds, read
from provenance.charset import decode
from provenance.extract import extract, tree
from provenance.infer import claims
from provenance.model import Capture
from provenance.signals import find

RIVAL = "trafilatura, main text alone"
ENTRIES = 2_000


def captures(folder: Path, most: int) -> list[Capture]:
    """Pages of the judged corpus that are HTML, so many of them or all."""
    from tests.corpus.pages import load, render

    folder.mkdir()
    pages = [page for page in load() if page.theme != "text"]
    step = max(1, len(pages) // most)
    for page in pages[::step][:most]:
        (folder / f"{page.id}.html").write_bytes(render(page))
    return [one for one in read(str(folder), Options()) if not isinstance(one, Failure)]


def data(most: int) -> str:
    """What is measured."""
    return f"{most // 2} pages of the judged corpus after as many others; feeds of {ENTRIES:,} entries"


def figures(most: int) -> Iterator[Figure]:
    """Pages a second by stage, of pages that are read for the first time; entries a second of feeds.

    As many others are read before, so that everything is loaded.
    """
    with tempfile.TemporaryDirectory() as name:
        pages = captures(Path(name, "pages"), most)
        rival = _rival(Path(name, "pages"))
    others, new = pages[::2], pages[1::2]
    _stages(others)
    for what, took in _stages(new).items():
        besides = (RIVAL, rival / took) if rival else (None, None)
        yield Figure(what, len(new) / took, "pages/s", *besides)
    if rival:
        yield Figure(RIVAL, len(new) / rival, "pages/s")
    yield from _feeds()


def _stages(pages: Sequence[Capture]) -> dict[str, float]:
    """Seconds of each stage over the pages."""
    articles, found = [], []
    took = {
        "parse (decode, tree)": once(lambda: [tree.parse(decode(page)) for page in pages]),
        "extract (parse, blocks, metadata, language)": once(lambda: articles.extend(map(extract, pages))),
        "find (read the credit)": once(lambda: found.extend(map(find, articles))),
        "infer": once(lambda: [claims(a, s) for a, s in zip(articles, found, strict=True)]),
    }
    return {**took, "inspect: all of it": sum(list(took.values())[1:])}


def _rival(folder: Path) -> float | None:
    """Seconds of trafilatura over the same pages; None where `make bench` has not made its environment."""
    if not RIVALS.exists():
        return None
    command = [str(RIVALS), "-m", "bench.rival", "trafilatura", str(folder)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    return float(json.loads(ran.stdout)["seconds"])


def _feeds() -> Iterator[Figure]:
    from tests.feed_files import DIALECTS, SITE, TEXT

    for write in DIALECTS:
        body = write([(f"Number {n}", f"{SITE}{n}", f"{SITE}?p={n}", TEXT * 18) for n in range(ENTRIES)])
        feed = feeds.parse(body, "feed")
        took = seconds(lambda body=body: feeds.parse(body, "feed"), 1)
        took += seconds(lambda feed=feed: list(feeds.captures(feed, "feed", Options())), 1)
        yield Figure(f"feed, {write.__name__.removeprefix('as_')}: bytes to pages", ENTRIES / took, "entries/s")
