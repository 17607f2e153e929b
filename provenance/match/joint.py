"""Which of many texts are copies of one another, found in one pass over all of their fingerprints.

Every shingle that several texts hold makes pairs of them; what a text costs is bounded, however many there are.
Texts are numbers here, 0 upwards; fingerprints are sorted arrays of hashes (`shingles.distinct`, `sampled`).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.match.shingles import sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.int64]
    Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]

WINDOW = 24
"""Of the texts that hold a hash, sorted, each is paired with so many that follow: all pairs of a few."""
_ROOM = 2_000_000  # pairs that are counted at a time


def sampled(every: "Hashes") -> "Hashes":
    """Give what an index holds of a text: of all its shingles those that its length lets it keep."""
    kept: Hashes = every[every & (sampling(len(every)) - 1) == 0]  # the modulus is a power of two
    return kept


def paired(texts: "Hashes", hashes: "Hashes", window: int = WINDOW) -> "Pairs":
    """Give the pairs of texts that hold hashes together: the lesser, the greater, how many they share.

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
    keys = [np.zeros(0, np.int64)]
    counts = [np.zeros(0, np.int64)]
    waiting: list[Hashes] = []
    for step in range(1, window + 1):
        first = np.flatnonzero(hashes[step:] == hashes[:-step])
        if not len(first):
            break
        waiting.append(texts[first] << 32 | texts[first + step])
        if sum(map(len, waiting)) >= _ROOM:
            _count(waiting, keys, counts)
    _count(waiting, keys, counts)
    found, place = np.unique(np.concatenate(keys), return_inverse=True)
    shared = np.bincount(place, np.concatenate(counts), len(found)).astype(np.int64)
    return found >> 32, found & 0xFFFFFFFF, shared


def _count(waiting: "list[Hashes]", keys: "list[Hashes]", counts: "list[Hashes]") -> None:
    import numpy as np

    if waiting:
        every = np.sort(np.concatenate(waiting))
        starts = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1])))
        keys.append(every[starts])
        counts.append(np.diff(np.append(starts, len(every))))
        waiting.clear()


def likely(pairs: "Pairs", sizes: "Hashes", share: float) -> "NDArray[np.bool_]":
    """Tell which pairs may well share this part of the smaller text's shingles; `sizes` are all that a text has.

    What is sampled says how much is shared but for chance: three standard deviations below count as well.
    """
    import numpy as np

    a, b, shared = pairs
    moduli = np.array([sampling(size) for size in range(1024)], np.int64)
    coarser = np.maximum(*(moduli[np.minimum(sizes[side], 1023)] for side in (a, b)))
    expected = share * np.minimum(sizes[a], sizes[b]) / coarser
    hopeful: NDArray[np.bool_] = shared >= expected - 3 * np.sqrt(expected)
    return hopeful


def copies(every: "Sequence[Hashes]", share: float, least: int) -> "Pairs":
    """Give the pairs of texts that share this part of the smaller one's shingles, and so many at least."""
    import numpy as np

    samples = [sampled(found) for found in every]
    texts = np.repeat(np.arange(len(every)), [len(found) for found in samples])
    pairs = paired(texts, np.concatenate([np.zeros(0, np.int64), *samples]))
    sizes = np.array([len(found) for found in every], np.int64)
    hopeful = likely(pairs, sizes, share)
    a, b = pairs[0][hopeful], pairs[1][hopeful]
    shared = np.array([_common(every[x], every[y]) for x, y in zip(a.tolist(), b.tolist(), strict=True)], np.int64)
    smaller = np.minimum(sizes[a], sizes[b])
    kept = (shared >= np.minimum(least, smaller)) & (shared >= share * smaller)
    return a[kept], b[kept], shared[kept]


def _common(a: "Hashes", b: "Hashes") -> int:
    """How many hashes stand in both of two sorted arrays."""
    import numpy as np

    both = np.concatenate((a, b))
    both.sort()
    return int(np.count_nonzero(both[1:] == both[:-1]))
