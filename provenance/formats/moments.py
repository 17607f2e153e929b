"""When the copies of a graph were published, at 16 bytes a node, for writers that hold no nodes."""

from array import array
from bisect import bisect_left
from datetime import UTC, datetime, timedelta

from provenance.formats.values import moment
from provenance.model import Node

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_FEW = 50_000  # dates that are put in order while numpy would still be loading


class Moments:
    """The earliest moment of each dated node, by a 64-bit hash of its id.

    First `note` every node, then ask `of` any id. Among a million nodes the chance that any two
    share a hash is 3 in 100 million.
    """

    __slots__ = ("_keys", "_ordered", "_ticks")

    def __init__(self) -> None:
        self._keys, self._ticks = array("q"), array("q")
        self._ordered = True

    def note(self, node: Node) -> str | None:
        """Keep the earliest moment of `node`; it comes back as it is written, None without a date."""
        if node.published is None:
            return None
        written = moment(node.published.earliest)
        self._keys.append(hash(node.id))
        self._ticks.append((datetime.fromisoformat(written) - _EPOCH) // _TICK)
        self._ordered = False
        return written

    def of(self, node: str) -> str | None:
        """The moment noted for the id `node`, as `2024-03-01T12:00:00Z`."""
        if not self._ordered:
            self._order()
        key = hash(node)
        place = bisect_left(self._keys, key)
        if place == len(self._keys) or self._keys[place] != key:
            return None
        return moment(_EPOCH + self._ticks[place] * _TICK)

    def _order(self) -> None:
        if len(self._keys) < _FEW:
            places = sorted(range(len(self._keys)), key=self._keys.__getitem__)
            self._keys, self._ticks = (array("q", map(each.__getitem__, places)) for each in (self._keys, self._ticks))
        else:
            self._order_many()
        self._ordered = True

    def _order_many(self) -> None:
        import numpy as np

        order = np.argsort(np.frombuffer(self._keys, dtype=np.int64), kind="stable")
        for name in ("_keys", "_ticks"):
            values = np.frombuffer(getattr(self, name), dtype=np.int64)[order]
            setattr(self, name, array("q", values.tobytes()))
