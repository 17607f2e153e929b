"""What a notebook asks of an open store."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.infer import claims
from provenance.model import Chain, Claim
from provenance.notebook import frames, graphs
from provenance.origins import Origins
from provenance.store.store import Store
from provenance.walk import behind, family, named, show

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, and the id of the article whose page makes it."""

    article: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Notebook(Store):
    """An open store with the questions of a notebook; the verbs take it as they take any store.

    A `target` is an address, a file or an id, as `provenance show` takes it; UnknownArticle when the store knows none
    such.
    """

    def claims(self, target: str | None = None) -> Iterator[Said]:
        """What pages themselves say of their origin: of one, or of all that were read, in the order they came."""
        if target is not None:
            article = self.article(named(target, self))
            every = iter([article] if article else [])
        else:
            every = self.articles()
        for page in every:
            for claim in claims(page, self.signals(page.id)):
                yield Said(page.id, claim)

    def chain(self, target: str, *, upstream: bool = True, downstream: bool = True) -> Chain:
        """What the store knows of an article: what it was taken from, hop by hop, and what was taken from it."""
        return show(target, self, upstream=upstream, downstream=downstream)

    def origins(self, *targets: str) -> Origins:
        """How many independent origins stand behind articles."""
        return behind([named(target, self) for target in targets], self)

    def to_networkx(self, target: str | None = None) -> "MultiDiGraph":
        """The whole store, or one article's family, as a graph; see `graphs.to_networkx`."""
        if target is None:
            return graphs.to_networkx(self.whole_graph())
        chain = family(target, self)
        return graphs.to_networkx((*chain.graph.nodes, *chain.graph.links), chain.article)

    def to_pandas(self, rows: str = "articles") -> "DataFrame":
        """All `articles`, `links` or `claims` as a table; see `frames` for its columns. ValueError for other rows."""
        if rows == "articles":
            return frames.articles(self.nodes())
        if rows == "links":
            return frames.links(self.whole_graph())
        if rows == "claims":
            return frames.claims((said.article, said.claim) for said in self.claims())
        raise ValueError(f"no table of {rows!r}: articles, links or claims")
