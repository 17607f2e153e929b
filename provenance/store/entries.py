"""What the indexes hold of an article, checked: signed 64-bit hashes, and anchors by view, hash and weight."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from provenance.errors import StoreError
from provenance.store import pack

Anchors: TypeAlias = Mapping[str, Mapping[int, float]]
Entry: TypeAlias = tuple[str, Iterable[int], Anchors]
"""What the indexes hold of an article: its id, its hashes, its anchors."""

_FIRST, _LAST = -(2**63), 2**63 - 1


def flat(anchors: Anchors) -> list[tuple[str, int, float]]:
    """Anchors as rows: view, hash, weight. Raises StoreError for a hash that is none."""
    return [
        (pack.clean(view), number, float(weight))
        for view, weights in anchors.items()
        for number, weight in zip(checked(weights), weights.values(), strict=True)
    ]


def checked(hashes: Iterable[int]) -> list[int]:
    """The hashes; StoreError for one that is no signed 64-bit integer."""
    found = list(hashes)
    for number in found:
        if not _FIRST <= number <= _LAST:
            raise StoreError(f"hash {number}: not a signed 64-bit integer")
    return found
