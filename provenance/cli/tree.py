"""A tree of lines for people: guides, words wrapped to the terminal, addresses never broken."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import typer

from provenance.formats.values import clean

ENDLESS = 1_000_000  # columns where no terminal is: each line stays one line
NARROWEST = 24


@dataclass(slots=True)
class Branch:
    """Lines that belong together, and what hangs on them; `faint` lines are set back."""

    lines: list[str]
    children: list["Branch"] = field(default_factory=list)
    faint: bool = False


def plain(text: str) -> str:
    """`text` on one line, without the control characters that a page might send to a terminal."""
    return " ".join(clean(text).split())


def draw(tree: Branch) -> None:
    """Print a tree on standard output."""
    width = shutil.get_terminal_size((ENDLESS, 24)).columns or ENDLESS
    for line in _lines(tree, "", "", width, _coloured()):
        typer.echo(line)


def say(text: str, *, bold: bool = False) -> None:
    """Print one paragraph on standard output."""
    width = shutil.get_terminal_size((ENDLESS, 24)).columns or ENDLESS
    for line in wrap(plain(text), width):
        typer.echo(typer.style(line, bold=True) if bold and _coloured() else line)


def wrap(text: str, width: int) -> Iterator[str]:
    """`text` in lines of at most `width` columns, broken at spaces only."""
    from rich.cells import cell_len

    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and cell_len(longer) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


def _lines(branch: Branch, first: str, rest: str, width: int, coloured: bool) -> Iterator[str]:
    guide = first
    for text in branch.lines:
        for line in wrap(plain(text), max(width - len(rest), NARROWEST)):
            yield _styled(guide, line, branch.faint, coloured)
            guide = rest
    for number, child in enumerate(branch.children, 1):
        last = number == len(branch.children)
        here, after = ("└── ", "    ") if last else ("├── ", "│   ")
        yield from _lines(child, rest + here, rest + after, width, coloured)


def _styled(guide: str, line: str, faint: bool, coloured: bool) -> str:
    if not coloured:
        return f"{guide}{line}"
    return f"{typer.style(guide, dim=True)}{typer.style(line, dim=True, italic=True) if faint else line}"


def _coloured() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
