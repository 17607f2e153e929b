"""How much a shared feature says: an inverse document frequency without a corpus.

Measured document frequencies need a corpus for every language. This first version takes the kind of
the feature and its length instead: a number of five digits or a skeleton of six consonants is
rare in any language, one of two is not. Values are natural logarithms, as an idf is.
"""

_NUMBER = {1: 2.0, 2: 3.0, 3: 5.0}
_LONG_NUMBER, _YEAR = 6.5, 3.0
_YEARS = range(1900, 2100)
_BY_LENGTH = {
    "lat": ({2: 2.0, 3: 3.0}, 4.0),
    "name": ({2: 1.0, 3: 2.5, 4: 4.0, 5: 5.0}, 6.0),
    "skf": ({3: 1.5, 4: 3.0}, 5.0),
    "c4": ({}, 2.5),
}
_CONCEPT = {"T": 4.5, "L": 3.0, "C": 4.5, "M": 3.0, "D": 2.5}


def rarity(view: str, feature: str) -> float:
    """Give the weight of a feature of a view, 1 to 6.5."""
    if view == "num":
        return _YEAR if feature.isdigit() and int(feature) in _YEARS else _NUMBER.get(len(feature), _LONG_NUMBER)
    if view == "geo":
        return _CONCEPT[feature[0]]
    short, long = _BY_LENGTH[view]
    return short.get(len(feature), long)
