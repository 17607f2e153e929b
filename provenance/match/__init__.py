"""What two texts SHOW of each other: copies within a language, translations across languages."""

from collections.abc import Callable

from provenance.match.anchors import lean_anchors
from provenance.match.overlap import overlap, relation_of
from provenance.match.shingles import fingerprint
from provenance.match.shortlist import shortlist
from provenance.match.thresholds import MATCHED
from provenance.match.tokens import base_language
from provenance.match.translation import translation
from provenance.model import Article, Match

Measure = Callable[[Article, Article], Match | None]

__all__ = [
    "MEASURES",
    "Measure",
    "compare",
    "copied",
    "fingerprint",
    "lean_anchors",
    "overlap",
    "relation_of",
    "shortlist",
    "translated",
    "translation",
]


def copied(a: Article, b: Article) -> Match | None:
    """Measure what stands word for word in both texts, whatever their languages: these are often misnamed."""
    same = base_language(a.language) == base_language(b.language)
    return overlap(a.text, b.text, a.language if same else None)


def translated(a: Article, b: Article) -> Match | None:
    """Measure whether one text translates the other; None when their languages are the same or unknown."""
    first, second = base_language(a.language), base_language(b.language)
    if not first or not second or first == second:
        return None
    return translation(a.text, a.language or "", b.text, b.language or "")


MEASURES: tuple[Measure, ...] = (copied, translated)
"""Every measure, in the order in which they are tried."""


def compare(a: Article, b: Article) -> Match:
    """Compare two articles: the first measure that reaches .5, else the last that applies."""
    best = Match("overlap", 0.0, 0.0, 0.0, (), "nothing in common")
    for measure in MEASURES:
        match = measure(a, b)
        if match is not None:
            best = match
            if match.score >= MATCHED:
                break
    return best
