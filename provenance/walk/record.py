"""What the store holds in proof of a chain."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from provenance.formats.record import Kept, Record
from provenance.model import Chain, Graph, Node

if TYPE_CHECKING:
    from provenance.store import Store


def record(graph: Graph, store: "Store", chain: Chain | None = None) -> Record:
    """The captures of `graph`'s nodes and the judgements on its links; of `chain` its hops, origin and notes."""
    words = ((link.id, tuple(store.judgements(link.id))) for link in graph.links if link.judgement)
    return Record(
        kept=dict(_kept(graph.nodes, store)),
        judgements=dict(words),
        hops=chain.hops if chain else {},
        origin=chain.origin if chain else None,
        notes=chain.notes if chain else (),
        made=datetime.now(UTC),
        program=_program(),
    )


def _program() -> str:
    try:
        return f"article-provenance {version('article-provenance')}"
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "article-provenance"


def _kept(nodes: tuple[Node, ...], store: "Store") -> Iterator[tuple[str, Kept]]:
    for node in nodes:
        if article := store.article(node.id):
            yield node.id, Kept(article.sha256, article.path, tuple(store.captures(article.sha256)))
