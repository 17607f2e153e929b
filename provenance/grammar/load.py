"""Language files -> compiled grammar lines. One TOML file a language, read when it is first needed.

    [words]      name = "regex alternatives"            usable as $name in patterns of the file
    [languages]  ru = "russe"                           names of languages, usable as $language
    [[line]]     says, pattern, weak?, examples         what a credit line says; examples are the tests
    [reject]     lines = [...]                          lines that must read as nothing in any language

`says` is a relation of `model.Relation`, or `role` (credits a translator or an author but no source), `stamp`
(an importer's stamp that names nobody), `none` (a look-alike: reads as nothing and outranks what it covers).
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from provenance.errors import GrammarError
from provenance.grammar.required import Info, analyse, lowered
from provenance.grammar.syntax import Vocabulary, expand
from provenance.model import Relation

SAYS = (*Relation, "role", "stamp", "none")


@dataclass(frozen=True, slots=True)
class Line:
    """One `[[line]]` entry of a language file."""

    language: str
    number: int
    says: str
    pattern: str
    weak: bool
    examples: tuple[Mapping[str, str], ...]
    vocabulary: Vocabulary

    @property
    def name(self) -> str:
        """The line's own name in evidence and errors: file and number."""
        return f"{self.language}.{self.number}"


@dataclass(frozen=True, slots=True)
class LanguageFile:
    """One language: its lines, its rejects, the names of languages in it."""

    code: str
    lines: tuple[Line, ...]
    rejects: tuple[str, ...]
    languages: Mapping[str, str]


@functools.cache
def codes() -> tuple[str, ...]:
    """The codes of all languages that have a file, sorted."""
    folder = files("provenance.grammar").joinpath("languages")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@functools.cache
def language(code: str) -> LanguageFile:
    """Read one language file; GrammarError names the file and what is wrong in it."""
    where = f"languages/{code}.toml"
    table = _toml(where)
    vocabulary = _vocabulary(table, where)
    lines = tuple(_line(code, n, entry, vocabulary) for n, entry in enumerate(table.get("line", ()), 1))
    names = {lowered(name): code for code, names in table.get("languages", {}).items() for name in names.split("|")}
    return LanguageFile(code, lines, tuple(table.get("reject", {}).get("lines", ())), names)


def _toml(where: str) -> dict[str, Any]:
    text = files("provenance.grammar").joinpath(where).read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GrammarError(f"{where}: {error}") from None


@functools.cache
def slots() -> dict[str, Any]:
    """What `slots.toml` holds, which is common to all languages."""
    return _toml("slots.toml")


def _vocabulary(table: Mapping[str, Any], where: str) -> Vocabulary:
    """Slots of all languages, then the words of this file, each of which may use those before it."""
    kept = dict(slots()["kept"])
    names = "|".join(table.get("languages", {}).values())
    kept["language"] = f"(?:{names.replace(' ', chr(92) + 's+')})" if names else r"[^\W\d_]{3,20}"
    plain: dict[str, str] = dict(slots()["plain"])
    for name, alternatives in table.get("words", {}).items():
        plain[name] = expand(alternatives, Vocabulary(plain, kept), where)
    return Vocabulary(plain, kept)


def _line(code: str, number: int, entry: Mapping[str, Any], vocabulary: Vocabulary) -> Line:
    where = f"languages/{code}.toml, line {number}"
    try:
        says, pattern, examples = entry["says"], entry["pattern"], tuple(entry["examples"])
    except KeyError as missing:
        raise GrammarError(f"{where}: has no {missing}") from None
    if says not in SAYS:
        raise GrammarError(f"{where}: says {says!r}, which is none of {', '.join(SAYS)}")
    weak = bool(entry.get("weak", False))
    return Line(code, number, says, pattern, weak, examples, vocabulary)


def words_of(code: str) -> Mapping[str, Info]:
    """What each word list of a language (and each plain slot) needs, for analysing its patterns."""
    found: dict[str, Info] = {}
    for name, alternatives in {**slots()["plain"], **_toml(f"languages/{code}.toml").get("words", {})}.items():
        found[name] = analyse(alternatives, found)
    return found
