"""Which lines of the grammar may match a text: an index of what each of them needs.

Walking all patterns takes seconds, so what they need is kept in `index.json` beside the language files. It is made
when it is missing or older than they are (told by a digest of their bytes) and is part of a built package.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.grammar.load import codes, language, words_of
from provenance.grammar.required import Need, analyse, haystack, needs_of

if TYPE_CHECKING:
    import ahocorasick

FORM = 1
FOLDER = files("provenance.grammar")
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Index:
    """`first` finds one string of a line's best need, `rest` holds its other needs, `always` lines without any."""

    first: "ahocorasick.Automaton | None"
    rest: dict[Key, tuple[Need, ...]]
    always: tuple[Key, ...]

    def candidates(self, text: str) -> frozenset[Key]:
        """Lines (language and number) of which all needs stand in a text of any length."""
        straw = haystack(text)
        found = {key for _, keys in self.first.iter(straw) for key in keys} if self.first else set()
        held = (k for k in found if all(any(s in straw for s in need) for need in self.rest.get(k, ())))
        return frozenset((*held, *self.always))


@cache
def index() -> Index:
    """The index of all language files."""
    import ahocorasick

    digest = _digest()
    table = _kept(digest)
    if table is None:
        table = {"digest": digest, "lines": list(_lines())}
        _keep(table)
    automaton = ahocorasick.Automaton()
    firsts: dict[str, list[Key]] = {}
    rest: dict[Key, tuple[Need, ...]] = {}
    always = []
    for code, number, needs in table["lines"]:
        key = (code, number)
        if not needs:
            always.append(key)
            continue
        for string in needs[0]:
            firsts.setdefault(string, []).append(key)
        if len(needs) > 1:
            rest[key] = tuple(frozenset(need) for need in needs[1:])
    for string, keys in firsts.items():
        automaton.add_word(string, tuple(keys))
    automaton.make_automaton()
    return Index(automaton if firsts else None, rest, tuple(always))


def _lines() -> Iterator[Sequence[Any]]:
    for code in codes():
        words = words_of(code)
        for line in language(code).lines:
            needs = needs_of(analyse(line.pattern, words))
            yield code, line.number, [sorted(need) for need in needs]


def _digest() -> str:
    found = hashlib.sha256(f"{FORM}".encode())
    for name in ("slots.toml", *(f"languages/{code}.toml" for code in codes())):
        found.update(name.encode() + b"\0" + FOLDER.joinpath(name).read_bytes())
    return found.hexdigest()


def _kept(digest: str) -> dict[str, Any] | None:
    try:
        table: dict[str, Any] = json.loads(FOLDER.joinpath("index.json").read_bytes())
    except (OSError, ValueError):
        return None
    return table if table.get("digest") == digest else None


def _keep(table: dict[str, Any]) -> None:
    """Write the index beside the files, whole or not at all; where that is not allowed it is made each time."""
    target = FOLDER.joinpath("index.json")
    if not isinstance(target, Path):
        return
    with contextlib.suppress(OSError):
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=".index-")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(table, out, ensure_ascii=False, separators=(",", ":"))
        Path(part).replace(target)
