"""Countries, languages, currencies, months and days, whatever the language they are named in."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from provenance.match.tokens import UNSPACED_LANGUAGES, base_language, fold
from provenance.match.views.affixes import forms
from provenance.match.views.lexicon import WORD, Lexicon, lexicon
from provenance.match.views.words import Words

_LONGEST_RUN = 10
_ENDING, _SHORTEST = 3, 4
_AMBIGUOUS = 4  # more concepts than this under one name say nothing
_MONTH = regex.compile(r"(?<!\d)(1[0-2]|[1-9])\s?[月월](?!间|間)")


def view(words: Words, language: str) -> Iterator[str]:
    """Yield the concept ids named in a sentence, longest names first."""
    table = lexicon(language)
    base = base_language(language)
    found = _scan(words.text, table) if base in UNSPACED_LANGUAGES else _read(words.text, language)
    for concepts in found:
        if len(concepts) <= _AMBIGUOUS:
            yield from sorted(concepts)
    for month in _MONTH.finditer(words.text):
        yield f"M:{int(month[1])}"


def _scan(text: str, table: Lexicon) -> Iterator[frozenset[str]]:
    """Find names in a text without spaces, the longest at each place."""
    folded, at = fold(text), 0
    while at < len(folded):
        for length in range(min(_LONGEST_RUN, len(folded) - at), 1, -1):
            concepts = table.names.get(folded[at : at + length])
            if concepts:
                yield concepts
                at += length - 1
                break
        at += 1


def _read(text: str, language: str) -> Iterator[frozenset[str]]:
    table = lexicon(language)
    written = [(form, word) for word in WORD.findall(text) if (form := fold(word))]
    folded = [form for form, _ in written]
    end = 0
    for at, (form, word) in enumerate(written):
        if at < end:
            continue
        longest = table.firsts.get(form)
        concepts, end = _longest(table, folded[at : at + longest], at) if longest else (None, 0)
        if concepts or (concepts := _one(form, not word[0].islower(), language)):
            yield concepts


def _longest(table: Lexicon, words: list[str], at: int) -> tuple[frozenset[str] | None, int]:
    """The longest name of several words that begins a run of words, and where it ends."""
    for length in range(len(words), 1, -1):
        concepts = table.names.get(" ".join(words[:length]))
        if concepts:
            return concepts, at + length
    return None, 0


@lru_cache(maxsize=65_536)
def _one(word: str, upper: bool, language: str) -> frozenset[str]:
    """Look a word up as it is, then with its affixes and its ending cut."""
    table = lexicon(language)
    ways = tuple(dict.fromkeys(f for form in forms(word) for f in (form, _article(form))))
    for form in ways:
        concepts = table.names.get(form)
        if concepts and (upper or form not in table.capital):
            return concepts
    if len(word) < _SHORTEST or not (upper or table.lower):
        return frozenset()
    return next((found for form in ways if (found := _inflected(form, table))), frozenset())


def _inflected(word: str, table: Lexicon) -> frozenset[str]:
    for end in range(len(word), max(_SHORTEST, len(word) - _ENDING) - 1, -1):
        found = table.stems.get(word[:end]) or (table.names.get(word[:end]) if end < len(word) else None)
        if found:
            return found
    return frozenset()


def _article(word: str) -> str:
    """CLDR files many Arabic names with their article, which a preposition in the text has swallowed."""
    return word if word.startswith("ال") or not "\u0620" <= word[0] <= "\u06ff" else f"ال{word}"
