"""Shingles: short runs of tokens, hashed to signed 64-bit integers that never change.

Three words make a shingle, four characters in unspaced scripts, four syllables in Vietnamese. A
fingerprint keeps the shingles whose hash is divisible by 8 (Broder's sampling modulo m), so two
texts keep the same ones; short texts are sampled less. The samples are nested: what is kept
modulo 8 is kept modulo 4, 2 and 1.
"""

import hashlib
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from provenance.match.tokens import base_language, forms, is_unspaced, tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE = 8
SPARSE = 64
_MASK = (1 << 64) - 1
_SIGN = 1 << 63
_STEP = 0x9E3779B97F4A7C15  # odd: multiplying by it permutes the 64-bit integers
_WORDS, _CHARACTERS = 3, 4
_SIZES = {"vi": 4}
_UNSPACED_FROM = "\u0e00"  # Thai: no script before it is written without spaces
_KEPT = 200_000  # forms whose hash is remembered


@dataclass(frozen=True, slots=True)
class Shingle:
    """A run of tokens: its hash (signed 64 bits) and its offsets in the text."""

    hash: int
    start: int
    end: int


@lru_cache(maxsize=65_536)
def stable_hash(form: str) -> int:
    """Hash a string to an unsigned 64-bit integer that is the same in every run (BLAKE2b)."""
    return int.from_bytes(hashlib.blake2b(form.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def signed(value: int) -> int:
    """Bring an unsigned 64-bit integer into the range of a database's signed one."""
    value &= _MASK
    return value - (1 << 64) if value & _SIGN else value


def shingles(text: str, language: str | None = None) -> tuple[Shingle, ...]:
    """Give every shingle of a text in order; a text shorter than one shingle gives one of all it has."""
    found = tuple(tokens(text))
    if not found:
        return ()
    words = _SIZES.get(base_language(language), _WORDS)
    hashes = [stable_hash(token.form) for token in found]
    sizes = [_CHARACTERS if is_unspaced(token.form[0]) else words for token in found]
    out = []
    for first, size in enumerate(sizes):
        last = first + size - 1
        if last >= len(found):
            break
        out.append(Shingle(_combine(hashes[first : last + 1]), found[first].start, found[last].end))
    return tuple(out) or (Shingle(_combine(hashes), found[0].start, found[-1].end),)


def hashes_of(text: str, language: str | None = None) -> frozenset[int]:
    """Give the hashes of `shingles` alone, all at once: a tenth of the time."""
    return frozenset(distinct(text, language).tolist())


def distinct(text: str, language: str | None = None) -> "NDArray[np.int64]":
    """Give the same as a sorted array without repeats."""
    import numpy as np

    found = forms(text)
    words = _SIZES.get(base_language(language), _WORDS)
    if len(found) < max(words, _CHARACTERS):
        return np.unique(np.array([shingle.hash for shingle in shingles(text, language)], np.int64))
    hashes = np.frombuffer(b"".join(map(_DIGESTS.__getitem__, found)), np.uint64)
    count, every = len(found), _rolled(hashes, words)
    if max(found) >= _UNSPACED_FROM:
        unspaced = np.fromiter(map(is_unspaced, found), np.bool_, count)
        if unspaced.any():
            kept = [every[~unspaced[: len(every)]], _rolled(hashes, _CHARACTERS)[unspaced[: count - _CHARACTERS + 1]]]
            every = np.concatenate(kept)
            if not len(every):
                return np.unique(np.array([shingle.hash for shingle in shingles(text, language)], np.int64))
    every.sort()
    return every[np.concatenate(([True], every[1:] != every[:-1]))]


class _Digests(dict[str, bytes]):
    """`stable_hash` of forms, as the bytes of an integer; forgotten when there are very many."""

    def __missing__(self, form: str) -> bytes:
        if len(self) >= _KEPT:
            self.clear()
        found = self[form] = stable_hash(form).to_bytes(8, sys.byteorder)
        return found


_DIGESTS = _Digests()


def _rolled(hashes: "NDArray[np.uint64]", size: int) -> "NDArray[np.int64]":
    """`_combine` of every run of so many hashes."""
    import numpy as np

    count = len(hashes) - size + 1
    mixed = np.zeros(count, np.uint64)
    for offset in range(size):
        mixed = (mixed ^ hashes[offset : offset + count]) * np.uint64(_STEP)
    return (mixed ^ (mixed >> np.uint64(29))).view(np.int64)


def fingerprint(text: str, language: str | None = None) -> frozenset[int]:
    """Give the sampled shingle hashes of a text: what an index over a corpus stores of it."""
    every = hashes_of(text, language)
    modulus = sampling(len(every))
    return frozenset(value for value in every if value % modulus == 0)


def sampling(count: int) -> int:
    """Give the modulus (1, 2, 4 or 8) by which a text of `count` distinct shingles is sampled."""
    modulus = 1
    while modulus < SAMPLE and count // (modulus * 2) >= SPARSE:
        modulus *= 2
    return modulus


def _combine(hashes: list[int]) -> int:
    mixed = 0
    for value in hashes:
        mixed = ((mixed ^ value) * _STEP) & _MASK
    # Only high bits are well mixed after a multiplication; sampling looks at the low ones.
    return signed(mixed ^ (mixed >> 29))
