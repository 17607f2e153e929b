"""What it costs to start: whole processes, beside bare Python."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from bench.timing import RIVALS, of_process

WEB = Path(__file__).resolve().parent.parent / "examples" / "web"
BARE = "bare Python"


def data(runs: int) -> str:
    """What is measured."""
    return f"the example's six pages, {runs} runs each"


def figures(runs: int) -> Iterator[Figure]:
    """Milliseconds of processes, from start to end, once the cache folder is filled."""
    bare = of_process("-c", "pass", runs=runs)
    yield Figure(BARE, bare * 1000, "ms")
    page = str(WEB / "4-carnet-de-quai.html")
    with tempfile.TemporaryDirectory() as folder:
        program = ("-m", "provenance", "--store", str(Path(folder) / "store.db"))
        of_process(*program, "ingest", str(WEB))
        of_process(*program, "link")
        commands = {
            "`import provenance`": ("-c", "import provenance"),
            "`--help`": (*program, "--help"),
            "`inspect`, one page": (*program, "inspect", page),
            "`inspect`, six pages": (*program, "inspect", str(WEB)),
            "`show`": (*program, "show", page),
            "`trace --offline`": (*program, "trace", page, "--offline"),
            "`link`, nothing new": (*program, "link"),
            "`export`, GraphML": (*program, "export", "--output", str(Path(folder) / "graph")),
        }
        for name, command in commands.items():
            took = of_process(*command, runs=runs)
            yield Figure(name, took * 1000, "ms", BARE, took / bare)
    if RIVALS.exists():
        took = of_process("-c", "import trafilatura", python=str(RIVALS), runs=runs)
        yield Figure("`import trafilatura`, for comparison", took * 1000, "ms", BARE, took / bare)
