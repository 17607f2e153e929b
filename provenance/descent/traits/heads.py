"""What titles, bylines and sites tell."""

from collections import Counter

from provenance.descent.traits.pair import MOST, Pair, copies


@copies
def same_title(pair: Pair) -> float:
    """the titles are the same"""
    return float(pair.parent.title == pair.child.title)


@copies
def title_grew(pair: Pair) -> float:
    """the copy's title is the source's with something added"""
    return float(pair.child.title != pair.parent.title and pair.child.title.startswith(pair.parent.title))


@copies
def title_shrank(pair: Pair) -> float:
    """the source's title is the copy's with something added"""
    return float(pair.child.title != pair.parent.title and pair.parent.title.startswith(pair.child.title))


@copies
def same_author(pair: Pair) -> float:
    """both name the same author"""
    return float(bool(pair.child.author) and pair.child.author == pair.parent.author)


@copies
def title_words(pair: Pair) -> float:
    """words and signs in which the titles differ"""
    mine, theirs = Counter(pair.child.title.split()), Counter(pair.parent.title.split())
    return min(MOST, float(((mine - theirs) | (theirs - mine)).total()))


def same_site(pair: Pair) -> float:
    """both stand on one site"""
    return float(bool(pair.child.domain) and pair.child.domain == pair.parent.domain)
