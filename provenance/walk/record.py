"""What the store holds in proof of a chain."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from provenance.formats.contexts import contexts
from provenance.formats.record import Kept, Record
from provenance.model import Article, Chain, Graph
from provenance.version import SOFTWARE

if TYPE_CHECKING:
    from provenance.store import Store


def record(graph: Graph, store: "Store", chain: Chain | None = None) -> Record:
    """The captures of `graph`'s nodes and the judgements on its links, what stands around the quoted lines; of `chain`
    its hops, origin and notes."""
    words = ((link.id, tuple(store.judgements(link.id))) for link in graph.links if link.judgement)
    kept: dict[str, Kept] = {}

    def article(node: str) -> Article | None:
        """Each page is read once, for both."""
        page = store.article(node)
        if page:
            kept[node] = Kept(page.sha256, page.path, tuple(store.captures(page.sha256)))
        return page

    around = contexts(graph, article)
    for node in graph.nodes:
        if node.id not in kept:
            article(node.id)
    return Record(
        kept=kept,
        judgements=dict(words),
        contexts=around,
        hops=chain.hops if chain else {},
        origin=chain.origin if chain else None,
        notes=chain.notes if chain else (),
        made=datetime.now(UTC),
        program=SOFTWARE,
    )
