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


def is_section(name: str) -> bool:
    """Whether all words of a name are titles of sections: 'Opinion', 'Business News'."""
    return _of("sections").issuperset(name.casefold().split())


def is_of_books(label: str) -> bool:
    """Whether a field's label is one of books: 'ISBN', 'Publisher'."""
    return label.casefold().strip() in _of("books")


def heads_references(text: str) -> bool:
    """Whether a line is the heading of a list of references: 'Works cited', 'Literatur:'."""
    return text.casefold().strip(" :：") in _of("references")


def is_desk(name: str) -> bool:
    """Whether a name is that of a page's own desk: 'Redaktion', 'Web Desk'."""
    return name.casefold().strip() in _of("desks")


def _words() -> frozenset[str]:
    return _of("words")


@cache
def _of(key: str) -> frozenset[str]:
    return frozenset(slots()["press"][key].replace("\n", "").split("|"))
