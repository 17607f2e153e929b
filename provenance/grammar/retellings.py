"""How a language says whose report is told again: 'пишет «Уральская хроника»', 'schrijft de Oberlauener Bote'.

Two outlets may stand in it: 'пишет A со ссылкой на B' (A has it from B), 'scrie B, citată de A'.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

WORD = r"(?-i:[\p{Lu}\d][\p{L}\p{M}\d.'’&-]*)"
QUOTED = r"[«\"“„‘'][^«»\"“”„\n]{2,60}[»\"”“’']"
# An article or a word for the kind of medium may stand between: 'schrijft de X', 'пишет газета «X»'.
ARTICLE = r"(?-i:(?:[\p{Ll}’']{1,12}\s){0,3})"
Span = tuple[int, int]
# How far before and behind a link its verb is looked for.
AROUND = 40


@dataclass(frozen=True, slots=True)
class Retelling:
    """Where a text names the outlet whose report it tells and, if that has it from another, that one.

    `start` and `end` are those of the whole; `own` when the verb says so much only of the page's own outlet.
    """

    start: int
    end: int
    nearer: Span
    further: Span | None
    own: bool


def retellings(text: str, code: str | None) -> Iterator[Retelling]:
    """Every outlet that a text names by a verb of reporting, by position; none in a language of which none is known."""
    table = _table()
    for kind in ("verbs", "own"):
        verbs = table[kind].get(code or "")
        if verbs and _verb(verbs).search(text):  # soon told, where a name is tried at every word
            for found in _pattern(verbs, code or "").finditer(text):
                yield _retelling(found, own=kind == "own")


def linked_retellings(text: str, links: Sequence[Span], code: str | None) -> Iterator[Retelling]:
    """Linked names before or behind which a script without capitals says that they report: 'כך דווח ב<link>'."""
    before, behind = (_beside(kind, code or "") for kind in ("before", "after"))
    for start, end in links if before or behind else ():
        ahead = before and before.search(text[max(0, start - AROUND) : start])
        follows = behind and behind.match(text[end : end + AROUND])
        if ahead or follows:
            yield Retelling(start, end, (start, end), None, own=False)


def goes_on(text: str, name: str, code: str | None) -> bool:
    """Whether a text takes an outlet up again, by its name or as 'the paper', 'the same source'."""
    again = _table()["again"].get(code or "")
    return bool(again and regex.search(rf"\b(?:{again})\b", text, regex.IGNORECASE)) or name.strip(' «»“”„"') in text


@cache
def _beside(kind: str, code: str) -> "regex.Pattern[str] | None":
    words = _table()[kind].get(code)
    if words is None:
        return None
    return regex.compile(rf"(?:^|\W)(?:{words})\s?$" if kind == "before" else rf"\s?(?:{words})", regex.IGNORECASE)


def bare(name: str, code: str | None) -> str:
    """A name without what the language puts behind it: 'Kıyı Postası’nın' -> 'Kıyı Postası'."""
    behind = _table()["behind"].get(code or "")
    return regex.sub(behind, "", name) if behind else name


def _retelling(found: "regex.Match[str]", *, own: bool) -> Retelling:
    named, from_whom, through = (found.span(group) for group in ("name", "reference", "through"))
    nearer = through if found["through"] else named
    further = from_whom if found["reference"] else named if found["through"] else None
    return Retelling(found.start(), found.end(), nearer, further, own)


@cache
def _verb(verbs: str) -> "regex.Pattern[str]":
    return regex.compile(rf"\b(?:{verbs})\s|\s(?:{verbs})\b", regex.IGNORECASE | regex.VERSION0)


@cache
def _pattern(verbs: str, code: str) -> "regex.Pattern[str]":
    table = _table()
    joined = rf"(?:(?:{table['names']['joined']})\s)?"
    name = rf"(?:{QUOTED}|{WORD}(?:\s{joined}{WORD}){{0,4}})"
    ends = "".join(
        rf"|{table[kind][code].replace('{name}', rf'{ARTICLE}(?P<{kind}>{name})')}"
        for kind in ("reference", "through")
        if code in table[kind]
    )
    # Without a name behind them the two groups still stand, never filled.
    further = rf"(?:,?\s\(?(?:{ends[1:] or '(?!)'}))?(?P<reference>(?!))?(?P<through>(?!))?"
    return regex.compile(
        rf"(?:\b(?:{verbs})\s{ARTICLE}(?P<name>{name})|(?P<name>{name}),?\s(?:{verbs})\b){further}",
        regex.IGNORECASE | regex.VERSION0,
    )


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("provenance.grammar").joinpath("retellings.toml").read_text(encoding="utf-8"))
