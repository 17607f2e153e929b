"""Everything that others may depend on, as lines: the verbs, the nouns, the errors, the commands and their options.

    python -m tests.public_names            writes tests/public_names.txt anew; a test holds it against the program

A change to a public name is a changed line of that file, for whoever reviews it.
"""

import inspect
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import typer.main

import provenance
from provenance import errors, model
from provenance.acquire import Options
from provenance.cli import settings
from provenance.cli.app import app
from provenance.formats import FORMATS
from provenance.inspection import Inspection
from provenance.notebook import Notebook

PAGE = Path(__file__).with_name("public_names.txt")
_MODULES = re.compile(r"(?<=[ \[])(?:[a-z_]+\.)+(?=[A-Z])")  # where a class is defined is our own affair
_ADDRESS = re.compile(r" at 0x[0-9a-f]+>")


def listing() -> str:
    """All lines, a section after the other."""
    parts = (_verbs(), _nouns(), _errors(), _notebook(), _formats(), _statuses(), _commands(_root(), ["provenance"]))
    return "\n".join("".join(f"{_ADDRESS.sub('>', _MODULES.sub('', line))}\n" for line in part) for part in parts)


def _verbs() -> Iterator[str]:
    for name in sorted(provenance.__all__):
        verb = getattr(provenance, name)
        yield from _called(f"provenance.{name}", verb) if callable(verb) else (f"provenance.{name}",)


def _nouns() -> Iterator[str]:
    here = [one for one in vars(model).values() if getattr(one, "__module__", "") == model.__name__]
    for noun in sorted((*here, Options, Inspection), key=lambda one: one.__name__):
        name = f"{noun.__module__}.{noun.__name__}"
        if isinstance(noun, type) and issubclass(noun, Enum):
            yield f"{name}: {', '.join(f'{one.name}={one.value}' for one in noun)}"
        elif is_dataclass(noun) or not isinstance(noun, type):
            yield from _called(name, noun)


def _errors() -> Iterator[str]:
    for name, error in sorted(vars(errors).items()):
        if isinstance(error, type) and issubclass(error, Exception):
            yield f"provenance.errors.{name}({', '.join(parent.__name__ for parent in error.__bases__)})"


def _notebook() -> Iterator[str]:
    for name, member in sorted(vars(Notebook).items()):
        if not name.startswith("_") and callable(member):
            yield from _called(f"Notebook.{name}", member)


def _formats() -> Iterator[str]:
    for form in FORMATS:
        yield f"format {form.name}{form.suffix:>{30 - len(form.name)}}"


def _statuses() -> Iterator[str]:
    for name in ("DONE", "SOME_FAILED", "USAGE", "NOTHING_DONE", "INTERRUPTED"):
        yield f"exit status {getattr(settings, name)}: {name.lower().replace('_', ' ')}"


def _called(name: str, called: Any) -> Iterator[str]:
    signature = inspect.signature(called)
    returned = signature.return_annotation
    gives = (
        "" if isinstance(called, type) or returned is signature.empty else f" -> {inspect.formatannotation(returned)}"
    )
    yield f"{name}{gives}"
    yield from (f"    {one}" for one in signature.parameters.values() if one.name != "self")


def _root() -> Any:
    return typer.main.get_command(app)


def _commands(command: Any, path: list[str]) -> Iterator[str]:
    yield " ".join(path)
    for one in command.params:
        yield f"    {_parameter(one)}"
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        yield from _commands(inner, [*path, name])


def _parameter(one: Any) -> str:
    names = ", ".join((*one.opts, *one.secondary_opts)) if one.param_type_name == "option" else one.human_readable_name
    kind = "|".join(map(str, getattr(one.type, "choices", ()))) or one.type.name
    if kind.endswith(" range"):
        kind = f"{kind} {one.type.min}..{'' if one.type.max is None else one.type.max}"
    default = getattr(one.default, "value", one.default)
    more = (
        " required" if one.required else "",
        " several" if one.multiple or one.nargs != 1 else "",
        "" if default is None or callable(default) else f" default {default}",
        f" or {one.envvar}" if one.envvar else "",
    )
    return f"{names} {kind}{''.join(more)}"


if __name__ == "__main__":
    PAGE.write_text(listing(), encoding="utf-8")
