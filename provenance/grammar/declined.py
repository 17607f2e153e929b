"""Names of people in the nominative: 'перевод Олега Дымова' credits Олег Дымов.

Slavic languages put a translator's name in the case that the words before it ask for. A given name that a language's
file knows tells gender and case, and the surname follows; a name whose given name is not known stays as it is written.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from provenance.grammar.load import slots

FOLDER = files("provenance.grammar").joinpath("names")
Endings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """How given names and surnames of one gender end in a case, and what stands for it in the nominative."""

    gender: str
    given: Endings
    surname: Endings


@dataclass(frozen=True, slots=True)
class Names:
    """The given names of a language by gender, and its cases."""

    given: dict[str, frozenset[str]]
    cases: tuple[Case, ...]


@cache
def _between() -> "regex.Pattern[str]":
    return regex.compile(rf"(\s*[,;/&]\s*|\s(?:{slots()['lists']['declined']})\s)")


def nominative(name: str, code: str) -> str:
    """The name, or the names of an enumeration, in the nominative as far as the language's file can tell."""
    names = _names(code)
    if names is None:
        return name
    return "".join(_one(piece, names) if n % 2 == 0 else piece for n, piece in enumerate(_between().split(name)))


def _one(name: str, names: Names) -> str:
    words = name.split(" ")
    if len(words) > 3 or any(words[0] in known for known in names.given.values()):
        return name
    for case in names.cases:
        for ending, straight in case.given:
            first = words[0].removesuffix(ending) + straight
            if words[0].endswith(ending) and first in names.given[case.gender]:
                return " ".join((first, *(_straight(word, case.surname) for word in words[1:])))
    return name


def _straight(word: str, endings: Endings) -> str:
    """A surname in the nominative; initials and what does not decline stay."""
    if word.endswith("."):
        return word
    return next((word.removesuffix(e) + straight for e, straight in endings if word.endswith(e) and word != e), word)


@cache
def _names(code: str) -> Names | None:
    """What `names/xx.toml` says; None where a language has no such file."""
    file = FOLDER.joinpath(f"{code}.toml")
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    given = {gender: frozenset(names.split()) for gender, names in table["given"].items()}
    return Names(given, tuple(Case(c["gender"], _pairs(c["given"]), _pairs(c["surname"])) for c in table["case"]))


def _pairs(rows: list[list[str]]) -> Endings:
    return tuple((ending, straight) for ending, straight in rows)
