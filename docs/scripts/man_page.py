"""The man page, in troff's man macros, from what `--help` says of each command.

python -m docs.scripts.man_page     writes docs/man/provenance.1; a test holds it against the commands
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from docs.scripts.commands import Command, Row, commands, variables
from provenance import __version__

PAGE = Path(__file__).resolve().parent.parent / "man" / "provenance.1"
STATUSES = (
    ("0", "Done, also when nothing was found."),
    ("1", "Some targets could not be read; the others are done."),
    ("2", "Wrong usage."),
    ("3", "Nothing could be done; one line on standard error says why."),
    ("130", "Interrupted; what was finished is kept."),
)
FILES = (
    ("~/.local/share/provenance/provenance.db", "The store, when none is named (XDG_DATA_HOME moves it)."),
    ("~/.cache/provenance", "Indexes that the program makes for itself; may be deleted (XDG_CACHE_HOME moves it)."),
)
EXAMPLES = (
    ("What does this page say of its origin?", "provenance inspect page.html"),
    ("Follow it to its origin, with what is stored only:", "provenance trace page.html --offline"),
    ("Put a crawl into a store and find the copies:", "provenance --store crawl.db ingest crawl.warc.gz --link"),
    ("A graph of all that is stored:", "provenance --store crawl.db export --format gexf --output crawl.gexf"),
)


def page() -> str:
    """The whole page."""
    program, *below = commands()
    return "\n".join(
        (
            '.\\" Written by `python -m docs.scripts.man_page`; change the commands instead.',
            f'.TH PROVENANCE 1 "" "provenance {__version__}" "User Commands"',
            *_section("NAME", ["provenance \\- where did this article come from?"]),
            *_section("SYNOPSIS", _synopsis(program)),
            *_section("DESCRIPTION", _paragraphs(program.help)),
            *_section("OPTIONS", _rows(program.options)),
            *_section("COMMANDS", [line for command in below for line in _command(command)]),
            *_section("EXIT STATUS", _rows(STATUSES)),
            *_section("ENVIRONMENT", _rows((name, _of(options)) for name, options in sorted(variables().items()))),
            *_section("FILES", _rows(FILES)),
            *_section("EXAMPLES", _examples()),
            "",
        )
    )


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return [f'.SH "{title}"', *lines]


def _synopsis(program: Command) -> list[str]:
    return [".B provenance", _text(program.usage.removeprefix("provenance "))]


def _command(command: Command) -> Iterator[str]:
    name = command.name.removeprefix("provenance ")
    yield f'.SS "{_text(command.usage.removeprefix("provenance "))}"'
    yield from _paragraphs(command.help)
    rows = (*command.arguments, *command.options)
    if not rows:
        return
    yield from (".PP", f".I {name}", "takes:")
    yield from _rows(rows)


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text)):
        yield from ([".PP"] if number else [])
        yield _text(" ".join(paragraph.split()))


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for name, does in rows:
        yield ".TP"
        yield f'.B "{_text(name)}"'
        yield _text(" ".join(does.split()))


def _examples() -> Iterator[str]:
    for says, command in EXAMPLES:
        yield from (".PP", _text(says), ".PP", ".nf", ".RS", _text(command), ".RE", ".fi")


def _of(options: list[str]) -> str:
    option = options[0].rpartition(" ")[2]
    names = ", ".join(filter(None, (one.rpartition(" ")[0].removeprefix("provenance").strip() for one in options)))
    return f"Stands for {option} of {names}." if names else f"Stands for {option}."


def _text(text: str) -> str:
    """Words as they are: nothing in them is a request, a quote or a hyphen of troff's."""
    words = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("'", "\\(aq")
    return f"\\&{words}" if words.startswith(".") else words


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
