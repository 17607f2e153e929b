"""Affixes that a script writes to the word: Arabic and Hebrew articles, Korean particles."""

import regex

_ARTICLE = regex.compile(r"^(?:وال|بال|فال|كال|لل|ال)(?=\p{L}{3})")
_LETTER = regex.compile(r"^[وبل](?=\p{L}{3})")
_PREFIX = regex.compile(r"^[הבלמושכ](?=\p{L}{3})")
_PARTICLE = regex.compile(r"(?<=\p{Hangul}{2})(?:에서|에게|으로|은|는|이|가|을|를|의|에|와|과|도|로|만)$")


def forms(word: str) -> tuple[str, ...]:
    """Give a word as it is, then without what may be an affix (judged by the script of its first letter)."""
    first = word[:1]
    if "\u0620" <= first <= "\u06ff":
        cut: tuple[str, ...] = (_ARTICLE.sub("", word), _LETTER.sub("", word))
    elif "\u05d0" <= first <= "\u05ea":
        cut = (_PREFIX.sub("", word),)
    elif "\uac00" <= first <= "\ud7a3":
        cut = (_PARTICLE.sub("", word),)
    else:
        return (word,)
    return tuple(dict.fromkeys((word, *cut)))


def stem(word: str) -> str:
    """Give the likeliest bare form: article or particle cut, but no single letter."""
    first = word[:1]
    if "\u0620" <= first <= "\u06ff":
        return str(_ARTICLE.sub("", word))
    return str(_PARTICLE.sub("", word)) if "\uac00" <= first <= "\ud7a3" else word
