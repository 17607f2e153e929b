"""Romanised words and their consonant skeletons: what a name keeps when it changes its script.

Vowels are the least stable part of a transliterated name, and voicing the next: the fine skeleton
drops vowels and evens out spelling (Столтенберг, Stoltenberg -> stltnbrg), the coarse one also
voicing and r/l (ストルテンベルグ -> stltnvlk, as the others).
"""

import re
from functools import lru_cache

import regex

from provenance.match.views.affixes import forms, stem

_LETTERS = re.compile("[^a-z]+")
_SOUNDS = {
    **dict.fromkeys(("shch", "tsch", "dzh", "sch", "tch", "ch", "sh", "zh", "dj", "cz", "sz", "j"), "x"),
    **{"th": "t", "ph": "f", "kh": "k", "gh": "g", "ck": "k", "qu": "k", "q": "k", "x": "ks"},
    **dict.fromkeys(("ts", "tz", "z", "ce", "ci", "cy"), "s"),
    **{"c": "k", "w": "v"},
    **dict.fromkeys("aeiouyh", ""),
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_COARSE = str.maketrans("bfpgdrx", "vvvktls")
_DOUBLE = re.compile(r"(.)\1+")
_GREEK = ((re.compile("μπ"), "b"), (re.compile("^ντ"), "d"), (re.compile("γκ"), "g"))
_INNER_VAV = re.compile("(?<=.)[וי]")
_ARABIC = regex.compile(r"\p{Arabic}")


@lru_cache(maxsize=65_536)
def romanise(word: str) -> str:
    """Give a word in the letters a to z (ISC `anyascii` tables); '' when none is left."""
    from anyascii import anyascii

    for pattern, letter in _GREEK if "α" <= word[:1].lower() <= "ω" else ():
        word = pattern.sub(letter, word.lower())
    return _LETTERS.sub("", anyascii(word).lower())


@lru_cache(maxsize=65_536)
def skeletons(word: str) -> tuple[tuple[str, str], ...]:
    """Give the (fine, coarse) consonant skeletons of a word: one pair for each way to cut its affixes."""
    return tuple(dict.fromkeys(_skeletons(form) for form in _forms(word)))


def _skeletons(word: str) -> tuple[str, str]:
    roman = romanise(word)
    if _ARABIC.match(word):  # waw and ya are mostly vowels there; anyascii writes w and y
        roman = roman[:1] + roman[1:].replace("w", "")
    fine = _DOUBLE.sub(r"\1", _SOUND.sub(lambda m: _SOUNDS[m[0]], roman))
    return fine, coarse(fine)


def coarse(fine: str) -> str:
    """Even out voicing, r and l in a fine skeleton."""
    return _DOUBLE.sub(r"\1", fine.translate(_COARSE))


def _forms(word: str) -> tuple[str, ...]:
    """Give the forms to romanise; Hebrew vav and yod inside a word are mostly vowels."""
    if "\u05d0" <= word[0] <= "\u05ea":
        return forms(_INNER_VAV.sub("", word))
    return (stem(word),)
