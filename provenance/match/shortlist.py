"""The candidates worth comparing in full, chosen by a cheap likeness."""

from collections.abc import Iterable

from provenance.match.anchors import damped_cosine, weights_of
from provenance.match.shingles import fingerprint, shingles
from provenance.match.tokens import base_language
from provenance.model import Article

MOST = 50


def shortlist(article: Article, candidates: Iterable[Article], most: int = MOST) -> tuple[Article, ...]:
    """Give the `most` candidates most like an article, best first (all, as they come, if no more).

    Likeness is the share of a candidate's sampled shingles that the article has, or, across
    languages, the damped cosine of rare features; both lie between 0 and 1.
    """
    every = tuple(candidates)
    if len(every) <= most:
        return every
    own = frozenset(shingle.hash for shingle in shingles(article.text, article.language))
    scored = [(max(_copied(own, other), _translated(article, other)), -n) for n, other in enumerate(every)]
    return tuple(every[-n] for _, n in sorted(scored, reverse=True)[:most])


def _copied(own: frozenset[int], other: Article) -> float:
    sample = fingerprint(other.text, other.language)
    return len(own & sample) / (len(sample) or 1)


def _translated(article: Article, other: Article) -> float:
    first, second = base_language(article.language), base_language(other.language)
    if not first or not second or first == second:
        return 0.0
    return damped_cosine(weights_of(article.text, first), weights_of(other.text, second))
