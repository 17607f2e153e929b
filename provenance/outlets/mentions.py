"""News agencies named in a line: which, and where."""

from collections.abc import Mapping
from functools import cache, lru_cache

import regex

from provenance.outlets.load import Kind, Outlet, by_name, rows
from provenance.outlets.names import fold

WORD = regex.compile(r"[\p{L}\p{N}\p{M}&]+")
# Scripts whose names stand in a text without spaces around them.
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
SHORT = 4


@lru_cache(maxsize=4096)  # of names that pages give
def agency(name: str) -> Outlet | None:
    """The agency of this name or alias."""
    found = _folded().get(fold(name))
    return found if found and found.kind is Kind.AGENCY else None


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency."""
    return agency(name) is not None


def is_distributor(name: str) -> bool:
    """Whether a name is that of a press-release distributor."""
    found = by_name(name)
    return found is not None and found.kind is Kind.DISTRIBUTOR


def find_agencies(text: str) -> tuple[tuple[int, int, Outlet], ...]:
    """Agencies named in a short text, as (start, end, agency) by position; the longest name wins.

    Short names and abbreviations must stand as they are written (AP, dpa); longer ones in any case.
    """
    words = [(m.start(), m.end(), m[0]) for m in WORD.finditer(text)]
    found = []
    at = 0
    while at < len(words):
        length, outlet = _longest(words, at)
        if outlet:
            found.append((words[at][0], words[at + length - 1][1], outlet))
        at += max(length, 1)
    if UNSPACED.search(text):
        found = _with_unspaced(text, found)
    return tuple(sorted(found, key=lambda f: f[0]))


def _longest(words: list[tuple[int, int, str]], at: int) -> tuple[int, Outlet | None]:
    exact, loose, most = _index()
    first = words[at][2]
    if first not in _firsts() and first.casefold() not in _firsts():
        return 0, None
    for length in range(min(most, len(words) - at), 0, -1):
        key = tuple(word for _, _, word in words[at : at + length])
        outlet = exact.get(key) or loose.get(tuple(word.casefold() for word in key))
        if outlet:
            return length, outlet
    return 0, None


def _with_unspaced(text: str, found: list[tuple[int, int, Outlet]]) -> list[tuple[int, int, Outlet]]:
    for name, outlet in _unspaced():
        at = text.find(name)
        if at >= 0 and all(at + len(name) <= start or at >= end for start, end, _ in found):
            found.append((at, at + len(name), outlet))
    return found


@cache
def _folded() -> Mapping[str, Outlet]:
    found: dict[str, Outlet] = {}
    for row in rows():
        if row.kind is Kind.AGENCY:
            for name in (*row.names, *row.domains):
                found.setdefault(fold(name), row)
    return found


@cache
def _index() -> tuple[Mapping[tuple[str, ...], Outlet], Mapping[tuple[str, ...], Outlet], int]:
    """Names by their words: those that must stand as written, those in any case; the most words of a name."""
    exact: dict[tuple[str, ...], Outlet] = {}
    loose: dict[tuple[str, ...], Outlet] = {}
    for row in rows():
        if row.kind is not Kind.AGENCY:
            continue
        for name in row.names:
            key = tuple(WORD.findall(name))
            if len(fold(name)) <= SHORT or name.isupper():
                exact.setdefault(key, row)
                if name.islower():
                    exact.setdefault(tuple(w.upper() for w in key), row)
            else:
                loose.setdefault(tuple(w.casefold() for w in key), row)
    return exact, loose, max(map(len, (*exact, *loose)), default=1)


@cache
def _firsts() -> frozenset[str]:
    """The words with which names begin: hardly any word of a text is one."""
    exact, loose, _ = _index()
    return frozenset(words[0] for words in (*exact, *loose))


@cache
def _unspaced() -> tuple[tuple[str, Outlet], ...]:
    """Names in scripts without spaces, the longest first."""
    named = [
        (n, row) for row in rows() if row.kind is Kind.AGENCY for n in row.names if UNSPACED.search(n) and len(n) > 1
    ]
    return tuple(sorted(named, key=lambda pair: -len(pair[0])))
