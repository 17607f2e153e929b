"""How a language says whose report is told again: 'пишет «Уральская хроника»', 'schrijft de Oberlauener Bote'."""

import tomllib
from functools import cache
from importlib.resources import files

import regex

WORD = r"(?-i:[\p{Lu}\d][\p{L}\p{M}\d.'’&-]*)"
QUOTED = r"[«\"“„‘'][^«»\"“”„\n]{2,60}[»\"”“’']"
# An article or a word for the kind of medium may stand between: 'schrijft de X', 'пишет газета «X»'.
BETWEEN = r"\s(?:[\p{Ll}’']{1,12}\s){0,2}"


def retelling(code: str | None) -> "regex.Pattern[str] | None":
    """The pattern of a verb beside a `name`, in either order; None for a language of which none is known."""
    verbs = _table()["verbs"].get(code or "")
    return _pattern(verbs) if verbs else None


@cache
def _pattern(verbs: str) -> "regex.Pattern[str]":
    joined = rf"(?:(?:{_table()['names']['joined']})\s)?"
    name = rf"(?:{QUOTED}|{WORD}(?:\s{joined}{WORD}){{0,4}})"
    return regex.compile(
        rf"\b(?:{verbs}){BETWEEN}?(?P<name>{name})|(?P<name>{name}),?\s(?:{verbs})\b",
        regex.IGNORECASE | regex.VERSION0,
    )


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("provenance.grammar").joinpath("retellings.toml").read_text(encoding="utf-8"))
