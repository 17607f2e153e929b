"""The tables of outlets: `tables/xx.toml` a language, `tables/international.toml` for those met in every language.

    outlets = [{ name = "...", domains = [...], aliases = [...], language = "xx", service = true }, ...]
    agencies = [...]          news agencies and wires: rows of one name in several files are one agency
    distributors = [...]      press-release distributors: who issued the release is its source, not they

A row's language is its file's unless it says another; "multi" is for those that publish in many.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from provenance import kept
from provenance.errors import GrammarError
from provenance.outlets.names import FILE, begins_with_initials, fold, is_written_so, listed

EVERYWHERE = "international"
FORM = b"3"


class Kind(StrEnum):
    """What an outlet is."""

    OUTLET = "outlet"
    AGENCY = "agency"
    DISTRIBUTOR = "distributor"


FIELDS = {"name", "domains", "aliases", "language", "service"}
LISTS = {"outlets": Kind.OUTLET, "agencies": Kind.AGENCY, "distributors": Kind.DISTRIBUTOR}


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the tables; `language` is None for an outlet of many languages.

    `service`: it sells what it writes to other papers. `foreign` marks a row of a file of another language than the
    outlet's own.
    """

    name: str
    kind: Kind
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    language: str | None = None
    foreign: bool = False
    service: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, its own first."""
        return (self.name, *self.aliases)


@cache
def rows() -> tuple[Outlet, ...]:
    """Every outlet of every table; GrammarError names a malformed file and row.

    Agencies of one name are one; so are outlets of one domain, of which the name is that of its own language.
    """
    table = kept.kept_json("outlets", _made_from(), lambda: [_plain(row) for row in _merged()])
    return tuple(Outlet(n, Kind(k), tuple(d), tuple(a), *others) for n, k, d, a, *others in table)


@cache
def _made_from() -> str:
    names = sorted(file.name for file in _files())
    tables = (name.encode() + _folder().joinpath(name).read_bytes() for name in names)
    return kept.digest((FORM, FILE.read_bytes(), *tables))


def _plain(row: Outlet) -> tuple[Any, ...]:
    return row.name, row.kind.value, row.domains, row.aliases, row.language, row.foreign, row.service


def _merged() -> tuple[Outlet, ...]:
    merged: dict[tuple[Kind, str], Outlet] = {}
    at: dict[str, tuple[Kind, str]] = {}
    for row in sorted(_all(), key=lambda pair: pair.foreign):
        shared = next((at[d] for d in row.domains if d in at), None) if row.kind is Kind.OUTLET else None
        key = shared or (row.kind, row.name if row.kind is not Kind.OUTLET else f"{row.name} {row.domains}")
        merged[key] = _joined(merged[key], row) if key in merged else row
        at.update((domain, key) for domain in row.domains)
    return tuple(merged.values())


def named(name: str) -> tuple[Outlet, ...]:
    """All outlets of this name or alias, whatever its case, accents and leading article."""
    found = _names().get(fold(name), ())
    if found or not begins_with_initials(name):
        return found
    # An article after all, in capitals: 'EL País'.
    return tuple(one for one in _names().get(fold(name.casefold()), ()) if is_written_so(name, one.names))


def by_name(name: str) -> Outlet | None:
    """The first outlet of this name: enough to tell that there is one."""
    return next(iter(named(name)), None)


def meant(name: str, language: str | None) -> Outlet | None:
    """The outlet that a page in a language means by a name; None where several languages have one and none is nearer.

    Its own language's before one of many languages, this before an English one: papers of one name are many
    (Index, Público, Le Temps), and some names belong to things everywhere (Telegram).
    """
    every = named(name)
    for near in (language, None, "en"):
        if found := [one for one in every if one.language == near]:
            return max(found, key=lambda one: is_written_so(name, one.names))
    single = len({one.language for one in every}) == 1 and fold(name) not in listed("shared")
    return every[0] if single else None


def by_domain(domain: str) -> Outlet | None:
    """The outlet that has this registered domain."""
    return _domains().get(domain)


@cache
def _names() -> Mapping[str, tuple[Outlet, ...]]:
    every = rows()
    table = kept.kept_json("outlet-names", _made_from(), lambda: _numbers(every))
    return {name: tuple(every[number] for number in numbers) for name, numbers in table.items()}


def _numbers(every: tuple[Outlet, ...]) -> dict[str, list[int]]:
    """The numbers of the rows of every name, folded."""
    found: dict[str, list[int]] = {}
    for number, row in enumerate(every):
        for name in dict.fromkeys(map(fold, (*row.names, *row.domains))):
            found.setdefault(name, []).append(number)
    return found


@cache
def _domains() -> Mapping[str, Outlet]:
    found: dict[str, Outlet] = {}
    for row in rows():
        for domain in row.domains:
            found.setdefault(domain, row)
    return found


def _joined(a: Outlet, b: Outlet) -> Outlet:
    return replace(
        a,
        domains=tuple(dict.fromkeys((*a.domains, *b.domains))),
        aliases=tuple(dict.fromkeys((*a.aliases, *(n for n in b.names if n != a.name)))),
    )


def _folder() -> Traversable:
    return files("provenance.outlets").joinpath("tables")


def _files() -> list[Traversable]:
    """The tables, the international one first."""
    tables = (f for f in _folder().iterdir() if f.name.endswith(".toml"))
    return sorted(tables, key=lambda f: (f.name.removesuffix(".toml") != EVERYWHERE, f.name))


def _all() -> Iterator[Outlet]:
    for file in _files():
        code = file.name.removesuffix(".toml")
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise GrammarError(f"outlets/tables/{file.name}: {error}") from None
        for title, kind in LISTS.items():
            yield from (_row(row, kind, code) for row in table.get(title, ()))


def _row(row: Mapping[str, Any], kind: Kind, code: str) -> Outlet:
    if not isinstance(row.get("name"), str) or row.keys() - FIELDS:
        raise GrammarError(f"outlets/tables/{code}.toml: {dict(row)!r} is no row of the table")
    language = row.get("language") or ("multi" if code == EVERYWHERE else code)
    # An agency's service in one language says nothing of the language it was read in.
    known = None if language == "multi" or kind is not Kind.OUTLET else language
    foreign = code not in (EVERYWHERE, language)
    return Outlet(
        row["name"],
        kind,
        tuple(row.get("domains", ())),
        tuple(row.get("aliases", ())),
        known,
        foreign,
        bool(row.get("service", False)),
    )
