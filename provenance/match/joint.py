"""Which of many texts are copies of one another, found in one pass over all of their fingerprints.

Every shingle that several texts hold makes pairs of them; what a text costs is bounded, however many there are.
Texts are numbers here, 0 upwards; fingerprints are sorted arrays of hashes (`shingles.distinct`, `sampled`).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.match.shingles import SAMPLE, SPARSE, sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.int64]
    Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]

MODULI = tuple(2**n for n in range(SAMPLE.bit_length()))
"""By which texts are sampled."""
WINDOW = 24
"""Of the texts that hold a hash, sorted, each is paired with so many that follow: all pairs of a few."""
FEW = 2
"""Shared hashes expected, from which a single one is chance."""
RARE = 4
"""Texts that hold a hash, up to which it may be shared alone: what more hold, ever more pages share by chance."""
_SURE = 0.75  # share of the hashes that a modulus divides, from which it is the one they were sampled by
_MOST = SAMPLE * 128  # shingles from which texts are sampled alike
_ROOM = 2_000_000  # pairs that are counted at a time


def sampled(every: "Hashes") -> "Hashes":
    """Give what an index holds of a text: of all its shingles those that its length lets it keep."""
    kept: Hashes = every[every & (sampling(len(every)) - 1) == 0]  # the modulus is a power of two
    return kept


def paired(texts: "Hashes", hashes: "Hashes", window: int = WINDOW) -> "Pairs":
    """Give the pairs of texts that hold hashes together: the lesser, the greater, how many they share, if one is rare.

    `texts` and `hashes` are the rows of an index, in any order. Texts that all hold one hash are neighbours in the
    order of their numbers, so that a family larger than the window hangs together still.
    """
    import numpy as np

    order = np.argsort(hashes)
    texts, hashes = texts[order], hashes[order]
    several = np.zeros(len(hashes), np.bool_)
    same = hashes[1:] == hashes[:-1]
    several[1:] |= same
    several[:-1] |= same
    texts, hashes = texts[several], hashes[several]
    order = np.lexsort((texts, hashes))
    texts, hashes = texts[order], hashes[order]
    starts = _starts(hashes)
    held = np.diff(np.append(starts, len(hashes)))
    common = np.repeat(held > RARE, held)
    found: list[Pairs] = []
    waiting = [np.zeros(0, np.int64)]
    for step in range(1, window + 1):
        first = np.flatnonzero(hashes[step:] == hashes[:-step])
        if not len(first):
            break
        waiting.append(texts[first] << 32 | texts[first + step] << 1 | common[first])
        if sum(map(len, waiting)) >= _ROOM:
            found.append(_counted(waiting))
            waiting = []
    return merged([*found, _counted(waiting)])


def merged(parts: "Sequence[Pairs]") -> "Pairs":
    """Give the pairs of several parts of one index as one: what they share is added up."""
    import numpy as np

    keys = np.concatenate([np.zeros(0, np.int64), *(a << 32 | b for a, b, _, _ in parts)])
    order = np.argsort(keys)
    keys, counts = keys[order], np.concatenate([np.zeros(0, np.int64), *(n for _, _, n, _ in parts)])[order]
    rare = np.concatenate([np.zeros(0, np.bool_), *(one for _, _, _, one in parts)])[order]
    starts = _starts(keys)
    if len(starts):
        counts, rare = np.add.reduceat(counts, starts), np.logical_or.reduceat(rare, starts)
    return keys[starts] >> 32, keys[starts] & 0xFFFFFFFF, counts, rare


def _counted(waiting: "Sequence[Hashes]") -> "Pairs":
    import numpy as np

    # The last bit is set where the hash is common: of each pair a rare one comes first.
    every = np.sort(np.concatenate([np.zeros(0, np.int64), *waiting]))
    keys = every >> 1
    starts = _starts(keys)
    shared = np.diff(np.append(starts, len(keys)))
    return every[starts] >> 32, keys[starts] & 0x7FFFFFFF, shared, every[starts] & 1 == 0


def _starts(ordered: "Hashes") -> "NDArray[np.intp]":
    """Where the runs of equal values begin."""
    import numpy as np

    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else np.zeros(0, int)


def likely(pairs: "Pairs", every: "Hashes", share: float) -> "NDArray[np.bool_]":
    """Tell which pairs may well share this part of the smaller text's shingles; `every` is how many a text has.

    What is sampled says how much is shared but for chance: three standard deviations below count as well. A single
    hash counts where hardly more can be expected, and few hold it.
    """
    import numpy as np

    a, b, shared, rare = pairs
    moduli = np.array([sampling(size) for size in range(_MOST)], np.int64)
    coarser = np.maximum(*(moduli[np.minimum(every[side], _MOST - 1)] for side in (a, b)))
    expected = share * np.minimum(every[a], every[b]) / coarser
    least = np.where((expected <= FEW) & rare, 1, 2)
    hopeful: NDArray[np.bool_] = shared >= np.maximum(expected - 3 * np.sqrt(expected), least)
    return hopeful


def sizes(held: "Sequence[Hashes]") -> "Hashes":
    """Tell how many shingles texts have from how many hashes an index holds of each, divided by each of `MODULI`."""
    import numpy as np

    found = held[0]
    for modulus, divided in zip(MODULI[1:], held[1:], strict=True):
        found = np.where((held[0] >= SPARSE) & (divided >= _SURE * held[0]), modulus * held[0], found)
    return found


def copies(every: "Sequence[Hashes]", share: float, least: int) -> "tuple[Hashes, Hashes, Hashes]":
    """Give the pairs of texts that share this part of the smaller one's shingles, and so many at least.

    The lesser, the greater, how many they share of all.
    """
    import numpy as np

    samples = [sampled(found) for found in every]
    texts = np.repeat(np.arange(len(every)), [len(found) for found in samples])
    pairs = paired(texts, np.concatenate([np.zeros(0, np.int64), *samples]))
    counts = np.array([len(found) for found in every], np.int64)
    hopeful = likely(pairs, counts, share)
    a, b = pairs[0][hopeful], pairs[1][hopeful]
    shared = np.array([_common(every[x], every[y]) for x, y in zip(a.tolist(), b.tolist(), strict=True)], np.int64)
    smaller = np.minimum(counts[a], counts[b])
    kept = (shared >= np.minimum(least, smaller)) & (shared >= share * smaller)
    return a[kept], b[kept], shared[kept]


def _common(a: "Hashes", b: "Hashes") -> int:
    """How many hashes stand in both of two sorted arrays."""
    import numpy as np

    both = np.concatenate((a, b))
    both.sort()
    return int(np.count_nonzero(both[1:] == both[:-1]))
