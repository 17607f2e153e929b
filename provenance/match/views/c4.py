"""Character 4-grams of the romanised words: what related languages share."""

import re
from collections.abc import Iterator

from provenance.match.tokens import is_unspaced
from provenance.match.views.roman import romanise
from provenance.match.views.words import Words

_SIZE = 4
_SPACE = re.compile(r"\W+")


def view(words: Words) -> Iterator[str]:
    """Yield the 4-grams of each word with its edges marked (`_nat`, `nato`, `ato_`)."""
    if any(map(is_unspaced, words.text[:40])):
        runs = [romanise(run) for run in _SPACE.split(words.text) if run]
    else:
        runs = [f"_{roman}_" for word in words.words if (roman := romanise(word.text))]
    for run in runs:
        yield from (run[i : i + _SIZE] for i in range(len(run) - _SIZE + 1))
