"""Several names in one slot: 'A, B and C', 'A / B', 'A、B' -> the pieces, with their offsets."""

from functools import cache

import regex

from provenance.grammar.load import slots

MOST = 8
# What stands between quotation marks is one name, whatever words it holds.
QUOTED = regex.compile(r"«[^«»]+»|“[^“”]+”|„[^„“”]+[“”]|\"[^\"]+\"|《[^《》]+》|「[^「」]+」|『[^『』]+』")


def pieces(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets (start, end) of the parts of an enumeration in any language, trimmed, without empty ones; at most 8."""
    found = []
    last = 0
    quoted = [m.span() for m in QUOTED.finditer(text)]
    marks = [m for m in _between().finditer(text) if not any(a < m.start() and m.end() < b for a, b in quoted)]
    for mark in (*marks, None):
        start, end = last, mark.start() if mark else len(text)
        raw = text[start:end]
        start += len(raw) - len(raw.lstrip())
        end -= len(raw) - len(raw.rstrip())
        if start < end:
            found.append((start, end))
        last = mark.end() if mark else end
    return tuple(found[:MOST])


@cache
def _between() -> "regex.Pattern[str]":
    words = slots()["lists"]
    article = rf"(?-i:(?:{words['article']})\s(?=\p{{Lu}}))?"
    return regex.compile(
        rf"\s*[;；、]\s*|(?<!\d)\s*[,，،]\s*(?:(?:{words['and']})\s)?{article}|\s*/\s*|\s[|·•+&]\s|\s(?:{words['and']})\s{article}|\s(?:{words['attached']})(?=\p{{L}}{{2}})"
        rf"|(?<=[》」』”〉])(?:{words['dense']})(?=[《「『“〈])|(?<=[》」』”’'〉])[{words['particles']}]\s",
        regex.IGNORECASE,
    )


def without_preposition(name: str) -> str:
    """A name without the preposition that may stand before it: 'In Collina Sera' -> 'Collina Sera'."""
    return _within().sub("", name)


@cache
def _within() -> "regex.Pattern[str]":
    return regex.compile(rf"^(?i:{slots()['lists']['within']}):?\s+(?=\p{{Lu}})")
