"""A tree of lines for people: guides, words wrapped to the terminal, addresses never broken."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import typer

from provenance.charset import as_utf8
from provenance.formats.values import clean

if TYPE_CHECKING:
    from regex import Pattern
    from rich.console import Console

ENDLESS = 1_000_000  # columns where no terminal is: each line stays one line
NARROWEST = 24
TIGHT = 50  # columns below which a level is set in by two columns instead of four
# They turn the rest of a terminal's line around, or hide in it: embeddings, overrides, isolates, tags.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]")
_WIDE = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"


@dataclass(slots=True)
class Branch:
    """Lines that belong together, and what hangs on them; `faint` lines are set back, the `strong` ones lead."""

    lines: list[str]
    children: list["Branch"] = field(default_factory=list)
    faint: bool = False
    strong: int = 0


def plain(text: str) -> str:
    """`text` on one line, without the characters by which a page might steer a terminal or turn its lines."""
    return " ".join(_TURNS.sub("", clean(as_utf8(text))).split())


def columns() -> int:
    """The width of the terminal; endless where there is none."""
    return shutil.get_terminal_size((ENDLESS, 24)).columns or ENDLESS


def coloured() -> bool:
    """Whether standard output is a terminal that shows colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def draw(tree: Branch) -> None:
    """Print a tree on standard output."""
    width = columns()
    for line in _lines(tree, width, coloured()):
        typer.echo(line)


def say(text: str, *, bold: bool = False) -> None:
    """Print one paragraph on standard output."""
    for line in wrap(plain(text), columns()):
        typer.echo(typer.style(line, bold=True) if bold and coloured() else line)


def put(console: "Console", shown: object, *, soft_wrap: bool = False) -> None:
    """Print on standard output what rich draws; rich itself would end the run where its reader goes away."""
    with console.capture() as text:
        console.print(shown, soft_wrap=soft_wrap)
    typer.echo(text.get(), nl=False)


def wrap(text: str, width: int) -> Iterator[str]:
    """`text` in lines of at most `width` columns, broken at spaces, and within scripts that have none.

    Addresses and other words that are longer than a line are left whole.
    """
    from rich.cells import cell_len

    if cell_len(text) <= width:
        yield text
        return
    line = ""
    for word in text.split(" "):
        for number, unit in enumerate(_units(word)):
            # A line is measured whole: where a joiner stands between two parts they are narrower together.
            longer = f"{line}{' ' if number == 0 and line else ''}{unit}"
            if line and cell_len(longer) > width:
                yield line
                line = unit
            else:
                line = longer
    yield line


def _units(word: str) -> list[str]:
    """The parts of a word between which a line may be broken; together they are the word."""
    if "://" in word or word.isascii():
        return [word]
    has_wide, unit = _breaks()
    if not has_wide.search(word):
        return [word]
    found = unit.findall(word)
    return found if "".join(found) == word else [word]


@cache
def _breaks() -> "tuple[Pattern[str], Pattern[str]]":
    """What letters of a script without spaces are, and what a line may be broken after.

    That is a word with its spaces; a character of such a script, with the marks that may not begin a line; after an
    opening mark nothing.
    """
    import regex

    unit = rf"(?V1)\p{{Ps}}*(?:(?=[{_WIDE}])\X|(?:(?![{_WIDE}])\X)+?(?=[{_WIDE}]|$))[\p{{Pe}}\p{{Po}}ー々]*"
    return regex.compile(f"[{_WIDE}]"), regex.compile(unit)


def _lines(tree: Branch, width: int, in_colour: bool) -> Iterator[str]:
    """The lines of a tree from the top, without recursion: chains may be long."""
    ends = ("└ ", "  ", "├ ", "│ ") if width < TIGHT else ("└── ", "    ", "├── ", "│   ")
    waiting = [(tree, "", "")]
    while waiting:
        branch, guide, rest = waiting.pop()
        for number, text in enumerate(branch.lines):
            for line in wrap(plain(text), max(width - len(rest), NARROWEST)):
                yield _styled(guide, line, branch, number, in_colour)
                guide = rest
        for number, child in enumerate(reversed(branch.children)):
            here, after = ends[2:] if number else ends[:2]
            waiting.append((child, rest + here, rest + after))


def _styled(guide: str, line: str, branch: Branch, number: int, in_colour: bool) -> str:
    if not in_colour:
        return f"{guide}{line}"
    shown = typer.style(guide, dim=True)
    if branch.faint:
        return shown + typer.style(line, dim=True, italic=True)
    return shown + (typer.style(line, bold=True) if number < branch.strong else line)
