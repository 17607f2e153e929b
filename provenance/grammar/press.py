"""Whether a name sounds like an outlet's: a word of it is what newspapers and magazines call themselves."""

from functools import cache

import regex

from provenance.grammar.load import slots

SPACED = regex.compile(r"[\p{L}\p{M}'’]+")
DENSE = regex.compile(r"[\p{Han}\p{Katakana}\p{Hangul}]")


def sounds_like_press(name: str) -> bool:
    """'The Saltmarsh Review', 'La Dépêche des Causses': a word of it (its end, without spaces) is the press's."""
    words = _words()
    if DENSE.search(name):
        return any(name.endswith(word) for word in words if DENSE.match(word))
    return any(word.casefold() in words for word in SPACED.findall(name))


@cache
def _words() -> frozenset[str]:
    return frozenset(slots()["press"]["words"].replace("\n", "").split("|"))
