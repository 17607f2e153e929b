"""Counts of executions, kept from run to run in a file of lines parted by tabs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a target: executions, seconds, and how many things were found."""

    name: str
    executions: int
    seconds: float
    finds: int

    @property
    def line(self) -> str:
        """It in one line."""
        rate = self.executions / max(self.seconds, 0.001)
        return f"{self.name:20} {self.executions:>12,} executions {rate:>9,.0f} a second {self.finds} found"


def add(path: Path, run: Run) -> None:
    """Write a run to the end of the file."""
    with path.open("a", encoding="utf-8") as out:
        out.write(f"{run.name}\t{run.executions}\t{run.seconds:.1f}\t{run.finds}\n")


def read(path: Path) -> list[Run]:
    """All runs of a file, those of one target summed, in the order in which targets first came."""
    sums: dict[str, Run] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, executions, seconds, finds = line.split("\t")
        before = sums.get(name, Run(name, 0, 0.0, 0))
        sums[name] = Run(
            name, before.executions + int(executions), before.seconds + float(seconds), before.finds + int(finds)
        )
    return list(sums.values())


def table(runs: Iterable[Run]) -> str:
    """The runs and their sum as a table in Markdown."""
    rows = ["| target | executions | a second | runs that ended in a find |", "|---|---:|---:|---:|"]
    listed = list(runs)
    whole = Run("all", sum(r.executions for r in listed), sum(r.seconds for r in listed), sum(r.finds for r in listed))
    for run in (*listed, whole):
        rows.append(
            f"| {run.name} | {run.executions:,} | {run.executions / max(run.seconds, 0.001):,.0f} | {run.finds} |"
        )
    return "\n".join(rows)
