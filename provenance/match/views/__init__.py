"""Language-neutral views of a text: what survives translation, each kind apart.

A view yields the features of one sentence as strings. To add one: a module with `view(words)`, and
a row in `VIEWS` with its weight. (A view of concepts by way of CLDR's emoji annotations belongs here.)
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from provenance.match.views import c4, geo, lat, name, num, skf
from provenance.match.views.words import Words, words_of

View = Callable[[Words, str], Iterator[str]]
Features = tuple[Counter[str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A view, its weight in the sum of similarities."""

    name: str
    weight: float
    view: View


VIEWS = (
    Row("num", 1.0, lambda words, _: num.view(words)),
    Row("lat", 0.3, lambda words, _: lat.view(words)),
    Row("geo", 0.7, geo.view),
    Row("name", 1.5, lambda words, _: name.view(words)),
    Row("skf", 1.0, lambda words, _: skf.view(words)),
    Row("c4", 0.25, lambda words, _: c4.view(words)),
)


def features(text: str, language: str, foreign: bool) -> Features:
    """Count the features of a sentence, one counter a view in the order of `VIEWS`."""
    words = words_of(text, foreign)
    return tuple(Counter(row.view(words, language)) for row in VIEWS)
