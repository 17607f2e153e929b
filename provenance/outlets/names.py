"""Names of outlets in one form, so that spellings of the same name are equal."""

import unicodedata
from functools import lru_cache

import regex

# Words that a name may begin with or leave out.
ARTICLES = frozenset(
    [
        "the",
        "le",
        "la",
        "les",
        "l",
        "el",
        "los",
        "las",
        "lo",
        "il",
        "gli",
        "i",
        "o",
        "a",
        "os",
        "as",
        "der",
        "die",
        "das",
        "den",
        "det",
        "de",
        "het",
        "en",
        "een",
        "ha",
        "al",
    ]
)
WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")
# What English, French, Italian and Catalan elide before a vowel.
ELIDED = regex.compile(r"^(?:l|d|dell|all|sull)['’]\s*(?=\p{L})", regex.IGNORECASE)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Letters and digits of a name without case, accents, punctuation and leading articles."""
    spread = unicodedata.normalize("NFKD", ELIDED.sub("", name.strip()).casefold())
    words = WORD.findall("".join(c for c in spread if not unicodedata.combining(c)))
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return "".join(words)


@lru_cache(maxsize=16384)
def spellings(name: str) -> frozenset[str]:
    """The folded forms under which a name may stand in a host: as it is, in Latin letters, umlauts spelt out."""
    from anyascii import anyascii

    spelt = name.translate(UMLAUTS)
    return frozenset(filter(None, (fold(name), fold(spelt), fold(anyascii(name)))))


def initials(name: str) -> str:
    """The first letters of the words of a name, folded: 'Frankfurter Allgemeine Zeitung' -> 'faz'."""
    words = WORD.findall(name)
    return fold("".join(word[0] for word in words)) if len(words) > 2 else ""


UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe", "æ": "ae"}
)
