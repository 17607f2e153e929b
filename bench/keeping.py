"""What keeping costs: pages a second and memory of `ingest`, chains looked up, the start of `show` on a large store.

    python -m bench.keeping 20000 1000000       so many pages into both databases, look-ups among so many articles

Pages are those of the judged corpus, articles have made-up rows. Memory is that of all processes of a run together, at
its largest; what several hold together is counted once (PSS).
"""

import contextlib
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure, told
from bench.timing import each, of_process
from provenance.store import open_store
from tests import postgres

if TYPE_CHECKING:
    from provenance.store import Store

CORPUS = 364  # pages of the judged corpus, of which all others are made
HOPS = 5
ASKED = 200
SHOWN = 15


def locations(folder: Path, stack: contextlib.ExitStack) -> dict[str, str]:
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


def data(pages_: int, articles: int) -> str:
    """What is measured."""
    return f"{pages_:,} pages of the judged corpus, by one process; look-ups among {articles:,} articles"


def figures(many: int, articles: int) -> Iterator[Figure]:
    """Pages a second of `ingest`, then look-ups in a large store, in a file and on a server where there is one."""
    with contextlib.ExitStack() as stack:
        postgres.begin()
        stack.callback(postgres.end)
        yield from _ingest(many)
        yield from _look(articles)


def _ingest(many: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        # What a run keeps in the cache folder is not to be the first row's burden.
        watched("--store", str(Path(folder, "first.db")), "ingest", str(pages(Path(folder, "first.jsonl"), CORPUS)))
        source = pages(Path(folder, "pages.jsonl"), many)
        for kind, location in locations(Path(folder), stack).items():
            for what in ("new", "read before"):
                seconds, megabytes = watched("--store", location, "ingest", "--jobs", "1", str(source))
                yield Figure(f"ingest, {kind}, {what}", many / seconds, "pages/s", memory=megabytes)


def _look(many: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        bare = of_process("-c", "pass", runs=SHOWN)
        for kind, location in locations(Path(folder), stack).items():
            with open_store(location) as store:
                fill(store, many)
                chance = random.Random(2)  # noqa: S311 - no secret
                numbers = [chance.randrange(HOPS, many) for _ in range(ASKED)]
                urls, nodes = [f"https://site.example/{n}" for n in numbers], [name(n) for n in numbers]
                database = each(partial(chain, store), nodes)
                what = f"{kind}: a chain of five hops"
                yield Figure(f"{what}, by the database alone", database * 1000, "ms of the clock")
                yield Figure(f"{what}, as a graph", each(store.graph, nodes) * 1000, "ms of the clock")
                yield Figure(f"{kind}: an article by its address", each(store.find, urls) * 1000, "ms of the clock")
            command = ("-m", "provenance", "--store", location, "show", urls[0])
            shown = of_process(*command, runs=SHOWN)
            yield Figure(f"{kind}: `show`, whole process", shown * 1000, "ms", "bare Python", shown / bare)


def watched(*arguments: str) -> tuple[float, float]:
    """Run the program: seconds of a processor, and megabytes of all its processes together at their largest."""
    before, largest = resource.getrusage(resource.RUSAGE_CHILDREN), 0
    process = subprocess.Popen([sys.executable, "-m", "provenance", "-q", *arguments], start_new_session=True)
    while process.poll() is None:
        largest = max(largest, _resident(process.pid))
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(process.returncode)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, largest / 1e6


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


def main(many: str, articles: str) -> None:
    """Measure and print."""
    for one in figures(int(many), int(articles)):
        print(f"{one.what:60}{told(one.value):>10} {one.unit}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
