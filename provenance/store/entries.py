"""What the indexes hold of an article, checked and packed."""

import hashlib
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from provenance.errors import StoreError
from provenance.store import pack

Anchors: TypeAlias = Mapping[str, Mapping[int, float]]
Entry: TypeAlias = tuple[str, Iterable[int], Anchors]
"""What the indexes hold of an article: its id, its hashes, its anchors by view and hash."""

MODULI = (1, 2, 4, 8)
"""As in `match.joint`, which takes longer to load than a store to open; a test holds one against the other."""
_FIRST, _LAST = -(2**63), 2**63 - 1


@dataclass(frozen=True, slots=True)
class Packed:
    """An entry as bytes: signed 64-bit integers and floats, little-endian, so that many of them take little room.

    `hashes` and `anchors` are sorted; an anchor is one number (see `anchor`), its weight stands at the same place.
    """

    hashes: bytes
    anchors: bytes
    weights: bytes
    views: tuple[str, ...]

    def divisible(self) -> tuple[int, ...]:
        """How many of the hashes each of the MODULI divides."""
        hashes = numbers(self.hashes)
        return tuple(sum(not number % modulus for number in hashes) for modulus in MODULI)


def packed(hashes: Iterable[int], anchors: Anchors) -> Packed:
    """Pack an entry. Raises StoreError for a hash that is none."""
    shared = sorted(set(checked(hashes)))
    rows = sorted((anchor(view, number), weight) for view, number, weight in flat(anchors))
    count = len(rows)
    return Packed(
        struct.pack(f"<{len(shared)}q", *shared),
        struct.pack(f"<{count}q", *(key for key, _ in rows)),
        struct.pack(f"<{count}d", *(weight for _, weight in rows)),
        tuple(map(pack.clean, anchors)),
    )


def numbers(kept: bytes) -> tuple[int, ...]:
    """The signed 64-bit integers that were packed."""
    return struct.unpack(f"<{len(kept) // 8}q", entire(kept))


def entire(kept: bytes) -> bytes:
    """The whole numbers of what was packed, without a last one that was cut."""
    return kept[: len(kept) // 8 * 8]


def anchor(view: str, number: int) -> int:
    """One number for a view and a hash within it."""
    return number ^ _mask(view)


@lru_cache(maxsize=1024)
def _mask(view: str) -> int:
    return int.from_bytes(hashlib.blake2b(view.encode(), digest_size=8).digest(), "little", signed=True)


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
