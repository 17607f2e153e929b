"""Fine consonant skeletons of all words: names, loan words, related words."""

from collections.abc import Iterator

from provenance.match.views.roman import skeletons
from provenance.match.views.words import Words

_SHORTEST, _LONGEST = 3, 5  # beyond five consonants stand the endings


def view(words: Words) -> Iterator[str]:
    """Yield the skeletons of three consonants or more, cut to five."""
    for word in words.words:
        yield from (fine[:_LONGEST] for fine, _ in skeletons(word.text) if len(fine) >= _SHORTEST)
