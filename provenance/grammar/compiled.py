"""Compiled patterns, kept between runs: compiling one takes some 15 ms, taking it up again a third of one.

One file a language, named by what it was made of: the language file, the slots, the modules that read patterns, the
versions of `regex` and of Python. Only the `regex` package's own patterns are ever taken out of such a file.
"""

import atexit
import gc
import io
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from provenance import kept
from provenance.grammar.branches import branches
from provenance.grammar.load import language
from provenance.grammar.syntax import compile_pattern

FOLDER = files("provenance.grammar")
_used: list[str] = []


@cache
def compiled(code: str, number: int, branch: int) -> "regex.Pattern[str]":
    """The regular expression of one branch of a line of a language file."""
    _used.append(f"{code}.{number}.{branch}")
    patterns = _patterns(code)
    key = f"{number}.{branch}"
    if key in patterns and (found := _taken_up(patterns[key])) is not None:
        return found
    line = language(code).lines[number - 1]
    with _tidy():
        made = compile_pattern(branches(line.pattern)[branch], line.vocabulary, f"languages/{code}.toml, line {number}")
    patterns[key] = pickle.dumps(made)
    _changed().add(code)
    return made


def used() -> tuple[str, ...]:
    """Names of all that were asked for so far, by which `named` gives them to another process."""
    return tuple(_used)


def named(name: str) -> "regex.Pattern[str]":
    """The pattern of a name of `used`; ValueError or LookupError when there is none."""
    code, number, branch = name.split(".")
    return compiled(code, int(number), int(branch))


@contextmanager
def _tidy() -> Iterator[None]:
    """Collect garbage often: compiling leaves much in loops, and the command line puts collecting off for long."""
    before = gc.get_threshold()
    gc.set_threshold(2_000, 5, 5)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.collect(1)


@cache
def _patterns(code: str) -> dict[str, bytes]:
    """The patterns of a language that this run knows, by the numbers of their line and branch."""
    return _kept(code)


def _kept(code: str) -> dict[str, bytes]:
    data = kept.read(f"patterns-{code}", _made_from(code))
    if data is None:
        return {}
    try:
        return dict(_Plain(io.BytesIO(data)).load())
    except Exception:  # whatever a damaged file brings: the patterns are compiled again
        return {}


@cache
def _changed() -> set[str]:
    """Languages of which patterns were compiled in this run; the first time, their keeping is arranged."""
    atexit.register(keep)
    return set()


def keep() -> None:
    """Keep what was compiled in this run, for the next; at the end of a process it is done by itself."""
    for code in _changed():
        both = _kept(code) | _patterns(code)  # another run may have kept more since this one began
        kept.write(f"patterns-{code}", _made_from(code), pickle.dumps(both))


@cache
def _made_from(code: str) -> str:
    names = ("branches.py", "letters.py", "syntax.py", "slots.toml", f"languages/{code}.toml")
    how = f"{regex.__version__}\0{sys.version}"
    return kept.digest((how.encode(), *(FOLDER.joinpath(name).read_bytes() for name in names)))


class _Plain(pickle.Unpickler):
    """Takes up plain values only: numbers, bytes, a mapping of them."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


class _Patterns(pickle.Unpickler):
    """Takes up compiled patterns only."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        if (module.rpartition(".")[2], name) == ("_regex", "compile"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no pattern")


def _taken_up(data: bytes) -> "regex.Pattern[str] | None":
    try:
        found = _Patterns(io.BytesIO(data)).load()
    except Exception:  # as above
        return None
    return found if isinstance(found, regex.Pattern) else None
