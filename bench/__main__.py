"""Measures what everything costs: one table, printed and written to docs/benchmarks.md by way of bench/results.json.

python -m bench                         all parts but `growth`, some 20 minutes of two quiet cores
python -m bench growth                  how linking grows with the pages, an hour and a half
python -m bench start reading           some parts; the page keeps the last figures of the others
python -m bench --articles 1000000      other sizes: see --help
python -m bench reading --folder DIR    the pages of a folder (linking: pages.jsonl and truth.jsonl); the figures
                                        are printed and not kept
python -m bench --page                  only the page, from the figures that are kept
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import exports, growth, keeping, linking, reading, starting
from bench.figures import PAGE, RESULTS, Figure, Measured, load, measured, page, save, table


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the table: what it is measured on, its figures, the names of the sizes that both take.

    A part that is not usual is measured only when it is named.
    """

    name: str
    data: Callable[..., str]
    figures: Callable[..., Iterator[Figure]]
    sizes: tuple[str, ...]
    usual: bool = True


SIZES = {
    "runs": (15, "runs of each process"),
    "pages": (340, "pages read by stage"),
    "kept": (1_000, "pages put into each database"),
    "articles": (20_000, "articles that are looked up among"),
    "linked": (20_000, "pages linked"),
    "grown": (100_000, "the most pages linked to see how it grows"),
    "rows": (1_000_000, "articles of made-up rows that are looked up among"),
    "nodes": (100_000, "nodes, and as many links, of graph files"),
}
PARTS = (
    Part("start", starting.data, starting.figures, ("runs",)),
    Part("reading", reading.data, reading.figures, ("pages", "folder")),
    Part("keeping", keeping.data, keeping.figures, ("kept", "articles")),
    Part("linking", linking.data, linking.figures, ("linked", "folder")),
    Part("growth", growth.data, growth.figures, ("grown", "rows"), usual=False),
    Part("export", exports.data, exports.figures, ("nodes",)),
)


def run(part: Part, sizes: Mapping[str, Any]) -> Measured:
    """Measure a part now."""
    asked = [sizes[name] for name in part.sizes]
    before = os.getloadavg()[0]
    return measured(part.data(*asked), before, _told(part.name, part.figures(*asked)))


def _told(name: str, figures: Iterator[Figure]) -> Iterator[Figure]:
    for one in figures:
        print(f"{name}: {one.what}", file=sys.stderr, flush=True)
        yield one


def main(arguments: list[str] | None = None) -> None:
    """Measure what was asked for, keep it, write the page and print the table."""
    known = {part.name: part for part in PARTS}
    parser = argparse.ArgumentParser(prog="python -m bench", description="What everything costs, as one table.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(known)}; without it, all but growth")
    parser.add_argument("--page", action="store_true", help="measure nothing, write the page")
    parser.add_argument("--folder", type=Path, help="pages to read in place of the judged ones")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the figures are kept")
    parser.add_argument("--output", type=Path, default=PAGE, help="the page")
    for name, (size, told) in SIZES.items():
        parser.add_argument(f"--{name}", type=int, default=size, metavar="N", help=f"{told} ({size:,})")
    asked = parser.parse_args(arguments)
    if not set(asked.parts) <= set(known):
        parser.error(f"unknown part; one of: {', '.join(known)}")
    if asked.folder and not asked.parts:
        parser.error("--folder: name the part that it is for")
    wanted = asked.parts or [part.name for part in PARTS if part.usual]
    if asked.folder:
        print(table({name: run(known[name], vars(asked)) for name in wanted}))
        return
    results = load(asked.results)
    for name in () if asked.page else wanted:
        results[name] = run(known[name], vars(asked))
        results = {one: results[one] for one in known if one in results}
        save(results, asked.results)
        asked.output.write_text(page(results), encoding="utf-8")
    if asked.page:
        asked.output.write_text(page(results), encoding="utf-8")
    print(table(results), end="")


if __name__ == "__main__":
    main()
