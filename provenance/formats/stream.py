"""A graph that goes by once and is not held."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from provenance.model import Derivation, Graph, Node


class Parts(Protocol):
    """What a streaming writer needs of a graph: its nodes, asked for once, then its links, asked for once."""

    @property
    def nodes(self) -> Iterable[Node]:
        """The nodes, in a stable order."""

    @property
    def links(self) -> Iterable[Derivation]:
        """The links between them."""


class Stream:
    """`parts`, nodes before links, passed on as they come; `counts` tells how many of each went by.

    `links` begins where `nodes` ended: whoever asks for links first has the nodes passed over.
    """

    __slots__ = ("_first", "_parts", "counts")

    def __init__(self, parts: Iterable[Node | Derivation]) -> None:
        self._parts = iter(parts)
        self._first: Derivation | None = None
        self.counts = [0, 0]

    @property
    def nodes(self) -> Iterator[Node]:
        """The nodes; once."""
        for part in self._parts:
            if isinstance(part, Derivation):
                self._first = part
                return
            self.counts[0] += 1
            yield part

    @property
    def links(self) -> Iterator[Derivation]:
        """The links; once."""
        for _ in self.nodes if self._first is None else ():
            continue
        if self._first is not None:
            self.counts[1] += 1
            yield self._first
        for part in self._parts:
            if isinstance(part, Derivation):
                self.counts[1] += 1
                yield part


def whole(graph: Parts) -> Graph:
    """`graph` held in memory, for a writer that must look at it more than once."""
    return graph if isinstance(graph, Graph) else Graph(tuple(graph.nodes), tuple(graph.links))
