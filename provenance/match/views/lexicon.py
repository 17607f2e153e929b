"""The names that Unicode's CLDR has for countries, languages, currencies, months and days.

A lexicon maps a folded name to concept ids (`T:FR`, `L:fr`, `C:EUR`, `M:3`, `D:0`) that are the
same in every language. It is built when a language is first met and kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from provenance.match.tokens import fold

if TYPE_CHECKING:
    from babel import Locale

WORD = regex.compile(r"[\p{L}\p{M}]+")
_STEM = 4
_CUT = 2
_LONGEST = 4  # words of a name


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names of one language: `names` by all their words, `stems` by the beginning of single words.

    `firsts` tells of the words that begin longer names how many words these have, at most four.
    `capital` holds the names that the language writes with a capital: `May` is a month, `may` is not.
    `lower` says that some names are written without one (adjectives of nationality, months).
    """

    names: Mapping[str, frozenset[str]]
    stems: Mapping[str, frozenset[str]]
    capital: frozenset[str]
    lower: bool
    firsts: Mapping[str, int]


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """Give the lexicon of a language tag, empty when CLDR does not know the language."""
    names: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    capital: set[str] = set()
    for concept, name in _entries(language):
        key = key_of(name)
        names.setdefault(key, set()).add(concept)
        if name[0].isupper():
            capital.add(key)
        for stem in _stems(key):
            stems.setdefault(stem, set()).add(concept)
    lower = len(capital) < len(names) * 0.9
    return Lexicon(_frozen(names), _frozen(stems), frozenset(capital), lower, _firsts(names))


def key_of(name: str) -> str:
    """Give the form under which a name is filed: folded words, one space between."""
    return " ".join(fold(m[0]) for m in WORD.finditer(name))


def _firsts(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        first, *rest = name.split(" ")
        if 0 < len(rest) < _LONGEST:
            found[first] = max(found.get(first, 1), 1 + len(rest))
    return found


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(value) for key, value in table.items()}


def _stems(key: str) -> Iterator[str]:
    if " " not in key and len(key) > _STEM:
        yield from (key[:-cut] for cut in range(1, _CUT + 1) if len(key) - cut >= _STEM)


def _entries(language: str) -> Iterator[tuple[str, str]]:
    locale = _locale(language)
    if locale is None:
        return
    named = (("T", locale.territories, 2), ("L", locale.languages, 3), ("C", locale.currencies, 2))
    for kind, table, shortest in named:
        for code, name in table.items():
            if len(name) >= min(shortest, 2 if language[:2] in {"zh", "ja", "ko"} else shortest) and key_of(name):
                yield f"{kind}:{code}", name
    for kind, calendar in (("M", locale.months), ("D", locale.days)):
        for context in ("format", "stand-alone"):
            for number, name in calendar[context]["wide"].items():
                if len(name) > 1 and not name[0].isdigit():
                    yield f"{kind}:{number}", name


def _locale(language: str) -> "Locale | None":
    from babel import Locale, UnknownLocaleError

    for tag in dict.fromkeys((language, language.split("-", maxsplit=1)[0])):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return None


@lru_cache(maxsize=1_024)
def english(concept: str) -> str:
    """Give the English name of a concept id; the id itself when there is none."""
    kind, _, code = concept.partition(":")
    locale = _locale("en")
    if locale is None:
        return concept
    tables = {"T": "territories", "L": "languages", "C": "currencies"}
    if kind in tables:
        return str(getattr(locale, tables[kind]).get(code, concept))
    calendar = locale.months if kind == "M" else locale.days
    return str(calendar["format"]["wide"].get(int(code), concept))
