"""Ancestors that no one has read: what two copies share, and neither can have from the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from provenance.descent.family import Descent
from provenance.descent.laid import compare
from provenance.descent.witness import Line, Witness

_WORDS = 40  # words of shared lines from which two pages have a text in common
_ORIGINAL = 0.5


@dataclass(frozen=True, slots=True)
class Unseen:
    """A page that must have been: its copies, and the lines that they share."""

    copies: tuple[Witness, ...]
    lines: tuple[Line, ...]


def unseen(descents: Iterable[Descent]) -> tuple[Unseen, ...]:
    """Give the unseen ancestors of pages that have no parent here, name no source, and still share their text."""
    roots = [d.child for d in descents if d.parent is None and d.original >= _ORIGINAL and not d.context.claims]
    return tuple(_groups(roots))


def _groups(roots: Sequence[Witness]) -> Iterator[Unseen]:
    placed: set[str] = set()
    for first in roots:
        if first.id in placed:
            continue
        copies = [first, *(other for other in roots if other.id not in placed | {first.id} and _akin(first, other))]
        if len(copies) > 1:
            placed |= {page.id for page in copies}
            common = set.intersection(*({line.key for line in page.body} for page in copies))
            yield Unseen(tuple(copies), tuple(line for line in first.body if line.key in common))


def _akin(a: Witness, b: Witness) -> bool:
    """Whether two pages of one language share much, and each has what the other lacks."""
    if a.language != b.language:
        return False
    lines = compare(a.body, b.body)
    shared = sum(len(line.words) for line in lines.kept)
    return shared >= _WORDS and bool(lines.added) and bool(lines.cut)
