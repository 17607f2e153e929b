"""Coarse consonant skeletons of what may be a name."""

from collections.abc import Iterator

from provenance.match.views.roman import skeletons
from provenance.match.views.words import Words

_SHORTEST = 2


def view(words: Words) -> Iterator[str]:
    """Yield the skeletons of capitalised, katakana and Latin words, of every word where there is no case."""
    for word in words.words:
        if word.name:
            yield from (coarse for _, coarse in skeletons(word.text) if len(coarse) >= _SHORTEST)
