"""Anchors: the rare things that two texts share, such as names, numbers, places and dates."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from provenance.match.profile import Profile
from provenance.match.rarity import rarity
from provenance.match.sentences import sentences
from provenance.match.shingles import signed, stable_hash
from provenance.match.tokens import LIMIT
from provenance.match.views import VIEWS, Features
from provenance.match.views.lexicon import english
from provenance.match.views.roman import coarse, skeletons
from provenance.match.views.words import Words, is_foreign, latin_tokens, words_of

_RARE = 2.5
_DOUBT = 3.0  # weight of one number for and one against, before any is seen
_VIEWS = ("num", "lat", "geo", "name", "skf")
_BY_WORD = ("name", "skf")
_NUMBERED = tuple((number, row.name) for number, row in enumerate(VIEWS) if row.name in _VIEWS)
_DAMPING = 50.0  # in squared weight: texts that share one small thing are not yet alike
_CORE = 5  # consonants that identify a word


@dataclass(frozen=True, slots=True)
class Anchor:
    """A shared rarity: its view, its feature, its weight."""

    view: str
    feature: str
    weight: float


def lean_anchors(text: str, language: str) -> dict[str, frozenset[int]]:
    """Give the rare features of a text, hashed to signed 64 bits, by view: what an index keeps of it."""
    return {
        view: frozenset(signed(stable_hash(feature)) for feature, _ in _rare(view, found))
        for view, found in _kinds(text, language).items()
    }


def weights_of(text: str, language: str) -> dict[tuple[str, str], float]:
    """Give the weights of the rare features of a text by view and feature."""
    every = _kinds(text, language).items()
    return {(view, feature): weight for view, found in every for feature, weight in _rare(view, found)}


def damped_cosine(a: Mapping[tuple[str, str], float], b: Mapping[tuple[str, str], float]) -> float:
    """The damped cosine of two texts, by the weights of their rare features (see `weights_of`)."""
    shared = sum(a[key] ** 2 for key in a.keys() & b.keys())
    return damped(shared, *(sum(weight * weight for weight in side.values()) for side in (a, b)))


def damped(shared: float, first: float, second: float) -> float:
    """The damped cosine of two texts: from the squared weights of the features that they share, and of all of each."""
    return shared / math.sqrt((first + _DAMPING) * (second + _DAMPING))


def _kinds(text: str, language: str) -> dict[str, set[str]]:
    """The features of a text by view, as `profile` has them, but uncounted: each word is looked at once."""
    text, language = text[:LIMIT], language.replace("_", "-")
    foreign = is_foreign(text)
    parts = [words_of(part.text, foreign) for part in sentences(text)]
    whole = [Words("", tuple(dict.fromkeys(word for part in parts for word in part.words)), foreign)]
    rows = ((VIEWS[number], whole if name in _BY_WORD else parts) for number, name in _NUMBERED)
    return {row.name: {found for part in looked for found in row.view(part, language)} for row, looked in rows}


def _rare(view: str, features: Iterable[str]) -> list[tuple[str, float]]:
    return [(feature, weight) for feature in features if (weight := rarity(view, feature)) >= _RARE]


def shared(a: Features, b: Features) -> dict[str, Anchor]:
    """Give the anchors that two sets of features share, by identity.

    One word shows itself in several views (a name as token, coarse and fine skeleton): its coarse
    skeleton is its identity, so that it counts once.
    """
    found: dict[str, Anchor] = {}
    for number, name in _NUMBERED:
        for feature in sorted(a[number].keys() & b[number].keys()):
            weight = rarity(name, feature)
            if weight >= _RARE:
                found.setdefault(_identity(name, feature), Anchor(name, feature, weight))
    return found


def agreement(a: Features, b: Features, view: str) -> float:
    """Say how far the text with less in a view agrees with the other, by weight; a half when it has nothing.

    Two reports of one event share its names, but each has its own figures; a translation keeps
    them, and an extract has none that are not in the whole.
    """
    number = next(number for number, name in _NUMBERED if name == view)
    first, second = a[number].keys(), b[number].keys()
    less = min(_sum(view, first), _sum(view, second))
    return (_sum(view, first & second) + _DOUBT) / (less + 2 * _DOUBT)


def _sum(view: str, found: Iterable[str]) -> float:
    return sum(rarity(view, feature) for feature in found)


def _identity(view: str, feature: str) -> str:
    if view == "lat":
        return f"word {skeletons(feature)[0][1][:_CORE] or feature}"
    return f"word {coarse(feature)[:_CORE]}" if view in {"name", "skf"} else f"{view} {feature}"


def spelled(anchors: Iterable[tuple[int, Anchor]], a: Profile) -> Iterator[str]:
    """Write anchors as the first text does (given with the numbers of the sentences where they stand)."""
    for number, anchor in anchors:
        if anchor.view == "num":
            yield anchor.feature
        elif anchor.view == "geo":
            yield english(anchor.feature)
        else:
            yield _written(a.sentences[number].text, anchor)


def _written(text: str, anchor: Anchor) -> str:
    if anchor.view == "lat":
        return next((t for t in latin_tokens(text) if t.casefold() == anchor.feature), anchor.feature)
    for word in words_of(text, False).words:
        for fine, rough in skeletons(word.text):
            if anchor.feature in {rough, fine[:_CORE]}:
                return word.text
    return anchor.feature
