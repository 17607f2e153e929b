"""The blocks of code in README.md and docs: what is run, and how what it prints is held against what the page shows.

    ```console   lines after `$ ` are run, one after the other; what follows is what they print; `[...]` is anything,
                 with the blanks around it
    ```python    examples with `>>>`, as in doctest
    ```sh        shown only: each has its reason in `tests.test_documentation`

All blocks of a page share one folder, one store and one Python session.
"""

import doctest
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", *sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts))
SHELL = re.compile(r"[|<>;&$*]")
_FENCE = re.compile(
    r"^(?P<marks>`{3,}|:{3,})(?P<kind>[^\n`]*)\n(?P<text>.*?)^(?P=marks)[ ]*$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its kind (`console`, `python` ...), the number of its first line, what is in it."""

    page: Path
    line: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a `console` block, and what the page shows of its answer."""

    block: Block
    command: str
    shown: str


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text("utf-8")
    for found in _FENCE.finditer(text):
        yield Block(page, text.count("\n", 0, found.start()) + 2, found["kind"].strip(), found["text"])


def unfenced(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page.read_text("utf-8"))


def steps(block: Block) -> Iterator[Step]:
    """The commands of a block; a line that ends in a backslash goes on in the next."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, shown = re.sub(r"\\\n\s*", "", part).partition("\n")
        yield Step(block, command, shown)


def like(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; without anything shown, whatever was printed is right."""
    if not shown.strip():
        return True
    pattern = ".*?".join(re.escape(part) for part in re.split(r"\s*\[\.\.\.\]\s*", _plain(shown)))
    return bool(re.fullmatch(pattern, _plain(printed), re.DOTALL))


def run(step: Step, cli: Callable[..., tuple[int, str, str]], last: int) -> tuple[int, str | None]:
    """Run one command: its exit status, and what is wrong with the page (None: nothing).

    `last` is the status of the command before, which `echo $?` prints. A plain call of `provenance` is made in this
    process, all else by bash. A status other than 0 is wrong unless the page asks for it next.
    """
    if step.command == "echo $?":
        return 0, None if like(step.shown, str(last)) else f"status {last}"
    if step.command.startswith("provenance ") and not SHELL.search(step.command):
        status, out, err = cli(*shlex.split(step.command)[1:])
    else:
        done = subprocess.run(["bash", "-c", step.command], capture_output=True, text=True, check=False)
        status, out, err = done.returncode, done.stdout, done.stderr
    right = like(step.shown, out + err) or like(step.shown, err + out)
    return status, None if right else f"it printed:\n{err}{out}"


def example(block: Block, names: dict[str, object]) -> tuple[int, str]:
    """Run a `python` block: how many examples it has, and what is wrong with them."""
    where = str(block.page.relative_to(ROOT))
    test = doctest.DocTestParser().get_doctest(block.text, names, where, where, block.line - 1)
    told = io.StringIO()
    found = doctest.DocTestRunner().run(test, out=told.write, clear_globs=False)
    names.update(test.globs)
    return found.attempted, told.getvalue()


def beside_python() -> str:
    """The folder of this Python, where the command `provenance` is too."""
    return str(Path(sys.executable).parent)


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
