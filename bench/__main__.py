"""Prints tables of measurements.

    python -m bench            start-up, stages over the pages of the judged corpus, feeds
    python -m bench FOLDER     the same with the pages of a folder

Every figure is a median of several runs, in milliseconds of a quiet machine's time.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from provenance.acquire import Failure, Options, feeds, read
from provenance.extract import extract
from provenance.infer import claims
from provenance.model import Capture
from provenance.signals import FINDERS, find

WEB = Path(__file__).resolve().parent.parent / "examples" / "web"
RUNS = 7
STAGE_RUNS = 3


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds of one run, the median of several after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def process(*arguments: str) -> Callable[[], object]:
    """A run of a whole Python process."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, capture_output=True)


def starts() -> Sequence[tuple[str, float]]:
    """Whole processes, by name."""
    page = str(WEB / "4-carnet-de-quai.html")
    return (
        ("python -c pass", median(process("-c", "pass"))),
        ("python -m provenance --help", median(process("-m", "provenance", "--help"))),
        ("inspect, one page", median(process("-m", "provenance", "inspect", page))),
        ("inspect, the six pages of the example", median(process("-m", "provenance", "inspect", str(WEB)))),
    )


def stages(captures: Sequence[Capture]) -> Sequence[tuple[str, float]]:
    """What a page costs by stage, once everything is loaded; then the finders one by one."""
    each = 1 / len(captures)
    articles = [extract(c) for c in captures]
    found = [find(a) for a in articles]
    whole = [
        ("extract (parse, blocks, metadata, language)", lambda: [extract(c) for c in captures]),
        ("signals (read the credit)", lambda: [find(a) for a in articles]),
        ("claims (infer)", lambda: [claims(a, s) for a, s in zip(articles, found, strict=True)]),
    ]
    parts = [(f"  {f.__module__.rpartition('.')[2]}", lambda f=f: [list(f(a)) for a in articles]) for f in FINDERS]
    return [(name, each * median(work, STAGE_RUNS)) for name, work in (*whole, *parts)]


ENTRIES = 5_000


def feed_stages() -> Sequence[tuple[str, float]]:
    """What a feed of 5,000 entries of 1,700 characters costs, before its pages are read as any page."""
    from tests.feed_files import DIALECTS, SITE, TEXT

    rows = []
    for write in DIALECTS:
        body = write([(f"Number {n}", f"{SITE}{n}", f"{SITE}?p={n}", TEXT * 18) for n in range(ENTRIES)])
        feed = feeds.parse(body, "feed")
        name = write.__name__.removeprefix("as_")
        rows.append((f"{name}: bytes -> entries", median(lambda body=body: feeds.parse(body, "feed"), STAGE_RUNS)))
        captures = median(lambda feed=feed: list(feeds.captures(feed, "feed", Options())), STAGE_RUNS)
        rows.append((f"{name}: entries -> pages", captures))
    return rows


def pages(folder: Path) -> list[Capture]:
    """The pages of a folder."""
    got = read(str(folder), Options())
    return [one for one in got if not isinstance(one, Failure)]


def corpus(folder: Path) -> list[Capture]:
    """The pages of the judged corpus."""
    from tests.corpus.pages import load, render

    for page in load():
        suffix = "txt" if page.theme == "text" else "html"
        (folder / f"{page.id}.{suffix}").write_bytes(render(page))
    return pages(folder)


def show(title: str, rows: Sequence[tuple[str, float]], whole: float) -> None:
    """Print a table: milliseconds, and the ratio to `whole`."""
    print(f"\n{title:48}{'ms':>10}{'ratio':>10}")
    for name, value in rows:
        print(f"{name:48}{value:>10.2f}{value / whole:>10.2f}")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        captures = pages(Path(sys.argv[1])) if len(sys.argv) > 1 else corpus(Path(folder))
        measured = stages(captures)
    total = sum(value for _, value in measured[:3])
    show(f"a page of {len(captures)}, once all is loaded", measured, total)
    print(f"{'whole pages a second':48}{1000 / total:>10.1f}")
    fed = feed_stages()
    show(f"a feed of {ENTRIES:,} entries", fed, fed[0][1])
    begun = starts()
    show("whole processes", begun, begun[0][1])


if __name__ == "__main__":
    main()
