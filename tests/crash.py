"""Kill a program with signal 9 at random moments of its work, and see what its store has kept.

    python -m tests.crash 200          so many moments, each work in turn; a line each, exit status 1 when anything was lost

A work says `begin` when it starts, then the ids of the articles that it reports as kept, then `end`.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import provenance
from provenance.store import open_store
from tests.web import BODY, MORE, Page, source, write

if TYPE_CHECKING:
    from provenance.store import Store

ROOT = Path(__file__).resolve().parent.parent
_HEAD = "import sys, provenance\nsay = lambda word: print(word, flush=True)\n"
_INGEST = """
from provenance.store import store
with provenance.open(sys.argv[1], write=True) as kept:
    say("begin")
    for one in provenance.ingest(sys.argv[2], kept, jobs=int(sys.argv[3])):
        say(one.node)
"""
_LINK = """
import provenance.linking, provenance.store.store
with provenance.open(sys.argv[1], write=True) as kept:
    say("begin")
    for one in provenance.link(kept):
        pass
"""
_MIGRATE = """
import provenance.store.store
say("begin")
with provenance.open(sys.argv[1], write=True) as kept:
    pass
"""
_BACKUP = """
import provenance.store.store
with provenance.open(sys.argv[1], write=True) as kept:
    say("begin")
    kept.backup(sys.argv[2], overwrite=True)
"""


@dataclass
class Ran:
    """One run: what it reported before it was killed or came to its end, and the seconds that it worked."""

    said: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def ended(self) -> bool:
        """Whether it came to its end."""
        return "end" in self.said

    @property
    def nodes(self) -> list[str]:
        """The articles reported as kept."""
        return [word for word in self.said if word not in ("begin", "end")]


def run(script: str, *arguments: object, kill_after: float | None = None) -> Ran:
    """Run a work; kill it so many seconds after it began, unless it has come to its end."""
    command = [sys.executable, "-c", f"{_HEAD}{script}\nsay('end')", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout
    ran = Ran([process.stdout.readline().strip()])
    begun = time.monotonic()
    if kill_after is not None:
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
    assert process.stderr
    # Not `communicate`: it passes over what `readline` has read ahead.
    out, err = process.stdout.read(), process.stderr.read()
    process.wait()
    ran.seconds = time.monotonic() - begun
    ran.said += out.split()
    assert ran.said[0] == "begin", err
    assert process.returncode == -signal.SIGKILL or (process.returncode == 0 and ran.ended), err
    return ran


def web(path: Path, many: int) -> Path:
    """JSON Lines with families of three: an original, a copy, a copy of that."""
    pages = []
    for number in range(many // 3):
        mark = (f"Stall number {number} is to be given up on day {number % 27} of the month, the board added.",)
        body = (*BODY[number % 3 :], *MORE[number % 2 :], *mark * 2)
        first = Page(f"first{number}", body, title=f"Market {number} closes", published="2026-01-02")
        second = Page(f"second{number}", body, (source(first),), first.title, "2026-01-03")
        third = Page(f"third{number}", body, (source(second),), first.title, "2026-01-04")
        pages += [first, second, third]
    return write(path, pages)


def ingested(store: "Store", pages: Path) -> list[str]:
    """Put pages into a store: their ids."""
    return [str(one.node) for one in provenance.ingest(str(pages), store)]


@dataclass
class Trial:
    """A store, and pages to put into it; each work is killed once, then done to its end."""

    folder: Path
    location: str
    chance: random.Random

    def ingest(self) -> None:
        """Kill two ingests, one of them with several processes; the third goes on where they stopped."""
        pages = web(self.folder / "pages.jsonl", 120)
        reported: list[str] = []
        for jobs in (1, 3):
            ran = run(_INGEST, self.location, pages, jobs, kill_after=self.chance.uniform(0, 2.5))
            reported += ran.nodes
            self.holds(reported)
        ran = run(_INGEST, self.location, pages, 1)
        assert len(set(ran.nodes)) == 120
        self.holds(ran.nodes)

    def link(self) -> None:
        """Kill a link; the next one draws the same as one that nobody disturbed."""
        nodes = self.filled()
        run(_LINK, self.location, kill_after=self.chance.uniform(0, 3))
        self.holds(nodes)
        run(_LINK, self.location)
        with open_store(":memory:") as calm, open_store(self.location) as store:
            ingested(calm, self.folder / "pages.jsonl")
            list(provenance.link(calm))
            assert list(calm.links())
            assert {link.id for link in store.links()} == {link.id for link in calm.links()}
        self.holds(nodes)

    def migrate(self) -> None:
        """Kill a migration from the first schema; whatever it did, the next opening has all."""
        from tests.test_store_schemas import SCHEMAS, load

        kind = "postgresql" if self.location.startswith("postgresql") else "sqlite"
        load(self.location, (SCHEMAS / f"1.{kind}.sql").read_text("utf-8"))
        run(_MIGRATE, self.location, kill_after=self.chance.uniform(0, 0.4))
        with open_store(self.location) as store:
            assert store.check() == []
        self.holds(["na", "nquai-1", "nquai-2"])

    def backup(self) -> None:
        """Kill a backup; the store is as it was, and the copy whole or as it was."""
        nodes, copy = self.filled(), self.folder / "copy.db"
        run(_BACKUP, self.location, copy, kill_after=self.chance.uniform(0, 0.5))
        self.holds(nodes)
        if copy.exists():
            Trial(self.folder, str(copy), self.chance).holds(nodes)
        run(_BACKUP, self.location, copy)
        assert list(self.folder.glob(".copy.db*")) == []
        Trial(self.folder, str(copy), self.chance).holds(nodes)

    def filled(self) -> list[str]:
        """Put pages into the store: their ids."""
        with open_store(self.location) as store:
            return ingested(store, web(self.folder / "pages.jsonl", 30))

    def holds(self, nodes: list[str]) -> None:
        """The store is whole and holds these articles."""
        with open_store(self.location, read_only=True) as store:  # as `store check` does
            assert store.check() == []
            lost = [node for node in nodes if store.article(node) is None]
            assert not lost, f"{len(lost)} of {len(nodes)} lost"


WORKS: tuple[Callable[[Trial], None], ...] = (Trial.ingest, Trial.link, Trial.migrate, Trial.backup)


def main(many: int) -> int:
    """Kill `many` times or a few more, over files: 1 when anything was lost."""
    seed = random.randrange(10**6)
    print(f"seed {seed}", flush=True)
    chance, bad, kills = random.Random(seed), 0, 0
    while kills < many:
        work = WORKS[kills % len(WORKS)]
        kills += 2 if work is Trial.ingest else 1
        with tempfile.TemporaryDirectory() as folder:
            try:
                work(Trial(Path(folder), f"{folder}/store.db", chance))
                print(f"{kills} {work.__name__}", flush=True)
            except AssertionError as error:
                bad += 1
                print(f"{work.__name__} after {kills}: {error}", flush=True)
    print(f"{kills} kills, {bad} with a loss")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
