"""The commands as their own `--help` tells them, for the reference and the man page."""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any

import typer

from provenance.cli.app import app

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words (`provenance store info`), usage, help, and rows of what it takes and what that does."""

    name: str
    usage: str
    help: str
    arguments: tuple[Row, ...]
    options: tuple[Row, ...]


def commands() -> Iterator[Command]:
    """The program itself, then every command and subcommand, in the order of `--help`."""
    yield from _below(typer.main.get_command(app), "provenance", None)


def variables() -> dict[str, list[str]]:
    """The environment variables that options are read from: name -> `command option` of each."""
    found: dict[str, list[str]] = {}
    for name, param in _params(typer.main.get_command(app), "provenance"):
        if param.envvar:
            found.setdefault(param.envvar, []).append(f"{name} {param.opts[0]}")
    return found


def reference() -> str:
    """The commands in Markdown, a section each."""
    return "\n".join(_section(command) for command in commands())


def _section(command: Command) -> str:
    parts = [f"## {command.name}\n", f"```text\n{command.usage}\n```\n", f"{_markdown(command.help)}\n"]
    for title, rows in (("Arguments", command.arguments), ("Options", command.options)):
        if rows:
            lines = "".join(f"| `{_cell(name)}` | {_markdown(_cell(does))} |\n" for name, does in rows)
            parts.append(f"| {title} | |\n|---|---|\n{lines}")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _markdown(text: str) -> str:
    """Words as they are: what Markdown would take for its own is escaped."""
    return text.replace("<", "\\<").replace("*", "\\*").replace("[", "\\[")


def _below(command: Any, name: str, parent: Any) -> Iterator[Command]:  # noqa: ANN401 - the library's own kinds
    context = command.context_class(command, info_name=name, parent=parent)
    records = [
        (param.param_type_name, record) for param in command.params if (record := param.get_help_record(context))
    ]
    yield Command(
        context.command_path,
        command.get_usage(context).removeprefix("Usage: "),
        cleandoc(command.help or ""),
        tuple(record for kind, record in records if kind == "argument"),
        tuple(record for kind, record in records if kind == "option"),
    )
    for child, below in getattr(command, "commands", {}).items():
        yield from _below(below, child, context)


def _params(command: Any, name: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - the library's own kinds
    yield from ((name, param) for param in command.params)
    for child, below in getattr(command, "commands", {}).items():
        yield from _params(below, f"{name} {child}")
