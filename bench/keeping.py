"""What keeping costs: pages a second and memory of `ingest`, chains looked up, the start of `show` on a large store.

    python -m bench.keeping                     the short form: 1,000 pages, 20,000 articles
    python -m bench.keeping ingest 20000        that many pages of the judged corpus into both databases
    python -m bench.keeping look 1000000        look-ups in both, among that many articles with made-up rows

Memory is that of all processes of a run together, at its largest; what several hold together is counted once (PSS).
"""

import hashlib
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.store import open_store
from tests import postgres

if TYPE_CHECKING:
    from provenance.store import Store

HOPS = 5
ASKED = 200
SHOWN = 15


def locations(folder: Path, stack: ExitStack) -> dict[str, str]:
    """A new store of each kind."""
    return {"SQLite": str(folder / "store.db"), "PostgreSQL": stack.enter_context(postgres.database())}


def pages(path: Path, many: int) -> Path:
    """JSON Lines with pages of the judged corpus, each made another by its address and a sentence."""
    from tests.corpus.pages import load, render

    bodies = [render(page).decode("utf-8", "replace") for page in load() if page.theme != "text"]
    chance = random.Random(1)  # noqa: S311 - no secret
    with path.open("w", encoding="utf-8") as out:
        for number in range(many):
            body = bodies[number % len(bodies)].replace("</p>", f" {number} {chance.random()}</p>", 1)
            url = f"https://site{number % 977}.example/{number}/story-{number}"
            out.write(json.dumps({"url": url, "html": body, "fetched": "2026-01-12T08:30:00Z"}) + "\n")
    return path


def ingest(many: int) -> Iterator[str]:
    """Lines of a table: pages a second and memory; then the same again, when all is known."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        source = pages(Path(folder, "pages.jsonl"), many)
        yield f"{many:,} pages, {source.stat().st_size / many:,.0f} bytes each"
        for kind, location in locations(Path(folder), stack).items():
            for what in ("new", "again"):
                seconds, megabytes = watched("--store", location, "ingest", str(source))
                rate = f"{many / seconds:>8,.1f} pages/s"
                yield f"{kind:12}{what:8}{rate}{seconds:>9.1f} s{megabytes:>8,.0f} MB"


def watched(*arguments: str) -> tuple[float, float]:
    """Run the program: seconds, and megabytes of all its processes together at their largest."""
    begun, largest = time.perf_counter(), 0
    process = subprocess.Popen([sys.executable, "-m", "provenance", "-q", *arguments], start_new_session=True)
    while process.poll() is None:
        largest = max(largest, _resident(process.pid))
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(process.returncode)
    return time.perf_counter() - begun, largest / 1e6


def _resident(session: int) -> int:
    """Bytes of the processes of a session."""
    total = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text().rpartition(")")[2].split()[3]) == session:
                lines = path.with_name("smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        except OSError:  # it has ended
            continue
    return total


def look(many: int) -> Iterator[str]:
    """Lines of a table: milliseconds of look-ups, by the database alone and by the verb in a process of its own."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        for kind, location in locations(Path(folder), stack).items():
            with open_store(location) as store:
                fill(store, many)
                chance = random.Random(2)  # noqa: S311 - no secret
                numbers = [chance.randrange(HOPS, many) for _ in range(ASKED)]
                urls, nodes = [f"https://site.example/{n}" for n in numbers], [name(n) for n in numbers]
                yield f"{kind:12}{many:,} articles, {store.info()['bytes'] / 1e6:,.0f} MB"
                yield _row("a chain of five hops, in the database", median(lambda one: chain(store, one), nodes))
                yield _row("the same as a graph of nouns", median(store.graph, nodes))
                yield _row("an article by its address", median(store.find, urls))
            shown = ["-m", "provenance", "--store", location, "show"]
            yield _process("provenance show URL, from start to answer", [[*shown, url] for url in urls[:SHOWN]])
    yield _process("provenance --help, for comparison", [["-m", "provenance", "--help"]] * SHOWN)
    yield _process("bare Python, for comparison", [["-c", "pass"]] * SHOWN)


def _process(name: str, commands: list[list[str]]) -> str:
    """A row: the median time of processes by the clock, and of a processor; how many others wanted one meanwhile."""
    walls, busy = [], []
    for command in commands:
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        walls.append(time.perf_counter() - begun)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    told = f"of a processor {statistics.median(busy) * 1000:.0f} ms, load {os.getloadavg()[0]:.1f}"
    return f"{_row(name, statistics.median(walls) * 1000)}, {told}"


def _row(name: str, milliseconds: float) -> str:
    return f"    {name:48}{milliseconds:>10.3f} ms"


def median(work: Callable[[str], object], asked: list[str]) -> float:
    """Milliseconds of one look-up, the median of many."""
    times = []
    for one in asked:
        begun = time.perf_counter()
        work(one)
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


CHAIN = """
WITH RECURSIVE up(node, hop) AS (
  SELECT CAST(:node AS VARCHAR), 0
  UNION SELECT l.source, up.hop + 1 FROM up JOIN links l ON l.derived = up.node WHERE up.hop < 10
) SELECT up.hop, a.url FROM up JOIN articles a ON a.id = up.node ORDER BY up.hop
"""


def chain(store: "Store", node: str) -> list[object]:
    """The chain of a node by one statement."""
    from sqlalchemy import text

    with store.reading() as connection:
        return list(connection.execute(text(CHAIN), {"node": node}).all())


def name(number: int) -> str:
    """An id as articles have, without order."""
    return "n" + hashlib.sha256(str(number).encode()).hexdigest()[:16]


def fill(store: "Store", many: int) -> None:
    """Rows of articles in chains of five hops; their contents are made up, their shape is that of real ones."""
    from provenance.model import Derivation, Relation
    from provenance.store import rows, write
    from provenance.store.bulk import insert_rows
    from provenance.store.tables import ARTICLES, LINKS, TEXTS
    from tests.stores import page

    model = write.prepare(page("a"), ())
    link = rows.link_row(Derivation("l", "a", "b", Relation.REPUBLICATION, 0.9, ()))
    step = 10_000
    for start in range(0, many, step):
        span = range(start, min(start + step, many))
        articles, links = [], []
        for n in span:
            url = f"https://site.example/{n}"
            key = f"site.example/{n}"
            articles.append({**model.row, "id": name(n), "url": url, "canonical_key": key, "path": None})
            if n % (HOPS + 1):
                ends = {"derived": name(n), "source": name(n - 1)}
                links.append({**link, "id": f"l{name(n)}", **ends})
        with store.writing() as connection:
            if not start:
                insert_rows(connection, TEXTS, [{"sha256": model.row["text_sha256"], "text": model.text}])
            insert_rows(connection, ARTICLES, articles)
            insert_rows(connection, LINKS, links)
    with store.writing() as connection:
        connection.exec_driver_sql("ANALYZE")


def main(arguments: list[str]) -> None:
    """Measure and print."""
    works = {"ingest": ingest, "look": look}
    if arguments and not (len(arguments) == 2 and arguments[0] in works and arguments[1].isdigit()):
        sys.exit(__doc__)
    asked = [(arguments[0], int(arguments[1]))] if arguments else [("ingest", 1000), ("look", 20_000)]
    postgres.begin()
    try:
        for name, many in asked:
            for line in works[name](many):
                print(line, flush=True)
    finally:
        postgres.end()


if __name__ == "__main__":
    main(sys.argv[1:])
