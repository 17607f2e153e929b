"""Numbers that stand in one text only, written in figures of any script.

Numbers in words ('two hundred') are not read. Between languages, '3' and '3,000' pass for the same (the other
language may have spelled the thousands), and so do a month's number and its name.
"""

from collections.abc import Iterable

from provenance.comparing.nouns import Difference
from provenance.match.views import geo, num
from provenance.match.views.words import Words


def numbers(texts: Iterable[str]) -> tuple[str, ...]:
    """The numbers of these texts, normalised (1 000, 1,000 and ١٠٠٠ are 1000), each once, in order."""
    return tuple(dict.fromkeys(number for text in texts for number in num.view(Words(text, (), False))))


def differing(a: Iterable[str], b: Iterable[str]) -> Difference:
    """The numbers of one side that the other has not, within a language."""
    first, second = numbers(a), numbers(b)
    return Difference(tuple(n for n in first if n not in second), tuple(n for n in second if n not in first))


def differing_across(a: Iterable[str], a_language: str, b: Iterable[str], b_language: str) -> Difference:
    """The same between two languages."""
    a, b = tuple(a), tuple(b)
    apart = differing(a, b)
    if not apart.cut and not apart.added:
        return apart
    of_a, of_b = _readings(a, a_language), _readings(b, b_language)
    return Difference(
        tuple(n for n in apart.cut if not _ways(n) & of_b), tuple(n for n in apart.added if not _ways(n) & of_a)
    )


def _readings(texts: Iterable[str], language: str) -> set[str]:
    found: set[str] = set()
    for text in texts:
        words = Words(text, (), False)
        found.update(way for number in num.view(words) for way in _ways(number))
        found.update(concept.removeprefix("M:") for concept in geo.view(words, language) if concept.startswith("M:"))
    return found


def _ways(number: str) -> set[str]:
    ways = {number}
    while number.endswith("000"):
        number = number.removesuffix("000")
        ways.add(number)
    return ways - {"", "0"}
