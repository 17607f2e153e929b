"""What a file of a large graph costs, streamed: seconds of a processor and memory, beside networkx's writers.

    python -m bench.exports             100,000 nodes and as many links
    python -m bench.exports 1000000     another number of both

Each row is a process of its own. `base` is a process that walks the same graph and writes nothing; memory
beyond it is what the format holds. networkx writes the graph with the same attributes, which it must hold
first; `held` is a process that does only that.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.pairs import peak
from bench.timing import ROOT
from provenance.formats import Stream, export
from provenance.formats.moments import Moments
from provenance.formats.values import flat_link, flat_node
from provenance.model import DateInterval, Derivation, Evidence, Node, Relation, Status

SIZE = 100_000
STREAMED = ("graphml", "gexf", "dot", "json", "jsonl", "csv", "neo4j", "stix")
RIVALS = ("networkx graphml", "networkx graphml-lxml", "networkx gexf")
RELATIONS = tuple(Relation)
START = datetime(2020, 1, 1, tzinfo=UTC)


def parts(size: int) -> Iterator[Node | Derivation]:
    """A graph of `size` nodes and links, made as it goes by: each page is taken from one a little before it."""
    for number in range(size):
        when = START + timedelta(minutes=number)
        date = DateInterval(when, when + timedelta(minutes=1), when.isoformat())
        host = f"site-{number % 997}.example"
        title, paper = f"Die Brücke wird {number} Tage gesperrt", f"Blatt {number % 997}"
        url = f"https://{host}/2023/{number}"
        yield Node(f"n{number:015x}", Status.READ, url, host, paper, title, "de", date, ("Lina Vogt",))
    for number in range(size):
        source = max(0, number - 1 - number % 7)
        quote = Evidence("stated", 2.5, "the tail names it", f"Quelle: Blatt {source % 997}", "tail", "attribution")
        text = Evidence("overlap", 3.1, "97% of its short runs of words stand in the other")
        ends = f"n{number:015x}", f"n{source:015x}"
        yield Derivation(f"l{number:015x}", *ends, RELATIONS[number % 7], 0.97, (quote, text), "Ada Kern")


def held(size: int) -> Any:  # noqa: ANN401 - networkx has no types
    """The same graph as networkx holds it."""
    import networkx as nx

    graph, dates = nx.MultiDiGraph(), Moments()
    for part in parts(size):
        if isinstance(part, Node):
            dates.note(part)
            graph.add_node(part.id, **flat_node(part))
        else:
            graph.add_edge(part.derived, part.source, key=part.id, **flat_link(part, dates.of(part.derived)))
    return graph


def networkx(kind: str) -> Callable[[int, Path], None]:
    """networkx's own writer of a format."""
    import networkx as nx

    writers = {"graphml": nx.write_graphml_xml, "graphml-lxml": nx.write_graphml_lxml, "gexf": nx.write_gexf}
    return lambda size, path: writers[kind](held(size), path)


def work(name: str, size: int, path: Path) -> None:
    """One row's work."""
    if name == "base":
        for _ in parts(size):
            pass
    elif name == "held":
        held(size)
    elif name.startswith("networkx "):
        networkx(name.removeprefix("networkx "))(size, path)
    else:
        export(Stream(parts(size)), name, path)


def measured(name: str, size: int) -> tuple[float, float, float]:
    """Seconds of a processor, the most memory in MB, and the MB of the file, of a process of its own."""
    command = [sys.executable, "-m", "bench.exports", str(size), name]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    seconds, memory, written = map(float, ran.stdout.split())
    return seconds, memory, written


def alone(name: str, size: int) -> None:
    """The row of this process, for `measured`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph"
        start = time.process_time()
        work(name, size, path)
        seconds = time.process_time() - start
        written = path.stat().st_size / 1e6 if path.exists() else 0
    print(seconds, peak(), written)


def data(size: int) -> str:
    """What is measured."""
    return f"{size:,} nodes and as many links, made as they are written"


def figures(size: int) -> Iterator[Figure]:
    """Seconds and memory by format, what making the graph costs taken off, beside networkx's writers."""
    base, least, _ = measured("base", size)
    yield Figure("the graph alone, made and not written", base, "s", memory=least)
    took = {name: measured(name, size) for name in RIVALS}
    for name in (*STREAMED, *RIVALS):
        seconds, memory, _ = took.get(name) or measured(name, size)
        rival = f"networkx {name}"
        beside, ratio = (rival, (seconds - base) / (took[rival][0] - base)) if rival in took else (None, None)
        yield Figure(name, seconds - base, "s", beside, ratio, memory)


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    if len(sys.argv) > 2:
        alone(sys.argv[2], size)
        return
    print(f"{f'{size:,} nodes and links':28}{'seconds':>10}{'MB, most':>10}{'file, MB':>10}")
    for name in ("base", *STREAMED, "held", *RIVALS):
        seconds, memory, written = measured(name, size)
        print(f"{name:28}{seconds:>10.1f}{memory:>10.0f}{written:>10.1f}", flush=True)


if __name__ == "__main__":
    main()
