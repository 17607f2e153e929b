"""Names of outlets in one form, so that spellings of the same name are equal."""

import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

import regex

FILE = files("provenance.outlets").joinpath("words.toml")
WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")
_INITIALS = regex.compile(r"\s*(?:(?:\p{Lu}\.\s?){2,}|\p{Lu}{2,}\s\p{Lu}\p{Ll})")


@cache
def listed(key: str) -> frozenset[str]:
    """The words of a list of `words.toml`."""
    return frozenset(_words()[key].replace("\n", "").split("|"))


@cache
def _words() -> dict[str, str]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _elided() -> "regex.Pattern[str]":
    return regex.compile(rf"^(?:{_words()['elided']})['’]\s*(?=\p{{L}})", regex.IGNORECASE)


def is_article(word: str) -> bool:
    """Whether a word is a definite article of one of the languages of the tables."""
    return word.casefold() in listed("articles")


def begins_with_initials(name: str) -> bool:
    """Whether a name begins with capitals that may be no article: 'LA Times', 'L.A. Weekly'."""
    return _INITIALS.match(name) is not None


def is_written_so(name: str, names: Iterable[str]) -> bool:
    """Whether one of the names is written so, but for case and an English article: not 'Tribune' of 'La Tribune'."""
    return _whole(name) in map(_whole, names)


def _whole(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Letters and digits of a name without case, accents, punctuation and leading articles."""
    # A sign that stands for several letters (㎾) may bring capitals.
    spread = unicodedata.normalize("NFKD", _elided().sub("", name.strip()).casefold()).casefold()
    words = WORD.findall("".join(c for c in spread if not unicodedata.combining(c)))
    while len(words) > 1 and words[0] in listed("articles") and not begins_with_initials(name):
        words = words[1:]
    return "".join(words)


@lru_cache(maxsize=16384)
def spellings(name: str) -> frozenset[str]:
    """The folded forms under which a name may stand in a host: as it is, in Latin letters, umlauts spelt out."""
    from anyascii import anyascii

    spelt = name.translate(UMLAUTS)
    return frozenset(filter(None, (fold(name), fold(spelt), fold(anyascii(name)))))


def inflected(a: str, b: str) -> bool:
    """Whether two names may be cases of one: as many words, each pair alike but for its last letters."""
    one, other = WORD.findall(a.casefold()), WORD.findall(b.casefold())
    return len(one) == len(other) and all(map(_of_one_stem, one, other))


def _of_one_stem(a: str, b: str) -> bool:
    stem = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a == b or (stem >= 3 and max(len(a), len(b)) - stem <= 3)


def initials(name: str) -> str:
    """The first letters of the words of a name, folded: 'Frankfurter Allgemeine Zeitung' -> 'faz'."""
    words = WORD.findall(name)
    return fold("".join(word[0] for word in words)) if len(words) > 2 else ""


UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe", "æ": "ae"}
)


# A genitive, then a part of a compound, a comma, or words written small.
_EDITION = regex.compile(r"\p{Ll}{0,2}(?:-\p{L}|,\s|\s\p{Ll}[^\p{Lu}]*$)")
_LEAST = 5


def is_edition(name: str, outlet: str) -> bool:
    """Whether a name is an outlet's with small words behind it: 'Südblatt-Ausgabe vom 3. Mai', 'Grøn Omegns blad'.

    'Times of India' is none of the Times.
    """
    name = name.strip()
    begins = len(outlet) >= _LEAST and name.casefold().startswith(outlet.casefold())
    return begins and bool(_EDITION.match(name[len(outlet) :]))
