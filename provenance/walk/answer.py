"""What the store knows of an article, as a chain that claims no more than was looked into."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from provenance import urls
from provenance.errors import AcquireError, UnknownArticle
from provenance.infer import chain
from provenance.infer.teaser import is_teaser
from provenance.model import Article, Chain, Derivation, Graph, Node, OriginStatus, Signal, Status
from provenance.origins import Origins, origins

if TYPE_CHECKING:
    from provenance.store import Glance, Store

Known: TypeAlias = "Store | Glance"
"""A store that is looked into."""

FARTHEST = 100  # hops of an answer: as far as a walk may be told to go


def show(target: str | os.PathLike[str], store: Known, *, upstream: bool = True, downstream: bool = True) -> Chain:
    """What the store knows of an article, as a chain: what it was taken from, and what was taken from it.

    A target is an address, a file or an id. `upstream` and `downstream` say which way to look; its origin is told in
    any case. UnknownArticle when the store knows none of that name.
    """
    return answered(named(os.fspath(target), store), store, upstream=upstream, downstream=downstream)


def named(target: str, store: Known) -> str:
    """The id of the article that a target names; UnknownArticle when the store knows none of that name."""
    nodes = _find(target, store)
    if not nodes:
        raise UnknownArticle(f"{target.strip() or 'an empty name'}: not in the store")
    return nodes[0].id


def answered(
    node: str, store: Known, *, upstream: bool, downstream: bool, failed: Mapping[str, AcquireError] | None = None
) -> Chain:
    """The chain of a node. Its origin is the same whichever way one looks; its node is among the nodes.

    `failed`: what was asked for just now and not had, by the keys of the addresses.
    """
    graph = store.graph(node, upstream=upstream, downstream=downstream, depth=FARTHEST)
    graph = replace(graph, nodes=_told(graph.nodes, store))
    if upstream:
        return _unfollowed(chain(node, graph), store, failed or {})
    above = answered(node, store, upstream=True, downstream=False)
    ends = (known for known in above.graph.nodes if known.id == above.origin.node)
    nodes = {known.id: known for known in (*graph.nodes, *ends)}
    return replace(above, graph=Graph(tuple(nodes.values()), graph.links), hops={})


def family(target: str, store: "Store") -> Chain:
    """The chain of an article, named as for `show`, whose graph holds its whole family; see `Store.family`."""
    return with_family(named(target, store), store)


def with_family(node: str, store: "Store") -> Chain:
    """The chain of a node with its whole family."""
    graph = store.family(node, depth=FARTHEST)
    return _unfollowed(chain(node, replace(graph, nodes=_told(graph.nodes, store))), store, {})


def behind(articles: Iterable[str], store: Known) -> Origins:
    """How many independent origins stand behind articles, given as node ids, as far as the store knows."""
    asked = tuple(articles)
    nodes: dict[str, Node] = {}
    links: dict[str, Derivation] = {}
    for node in asked:
        if node not in nodes:
            graph = store.graph(node, upstream=True, downstream=False, depth=FARTHEST)
            nodes |= {known.id: known for known in graph.nodes}
            links |= {link.id: link for link in graph.links}
    return origins(asked, Graph(tuple(nodes.values()), tuple(links.values())))


def _told(nodes: tuple[Node, ...], store: Known) -> tuple[Node, ...]:
    """Nodes that say so when their page was read out of an archive."""
    held = store.mementos([node.id for node in nodes if node.status is Status.READ])
    told = {
        node: f"read from {capture.memento}, captured on {capture.fetched:%Y-%m-%d}" for node, capture in held.items()
    }
    return tuple(replace(node, detail=told.get(node.id, node.detail)) for node in nodes)


def _find(target: str, store: Known) -> list[Node]:
    """A file is known by its bytes, wherever it lies now, else by its name; all else as the store finds it."""
    path = Path(target)
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    except (OSError, ValueError):
        digest = None
    return (store.find(digest) if digest else []) or store.find(target)


def _unfollowed(answer: Chain, store: Known, failed: Mapping[str, AcquireError]) -> Chain:
    """A chain that ends at a page which names a source of its own has not come to the origin."""
    if answer.origin.status not in (OriginStatus.FOUND, OriginStatus.ORIGINAL):
        return answer
    signals = store.signals(answer.origin.node)
    end = store.article(answer.origin.node)
    if end is not None and is_teaser(end):
        error = failed.get(urls.canonical_key(end.url)) if end.url else None
        what = f"it was asked for and could not be read ({error})" if error else "trace it to read the page"
        note = f"{_name(end)}: only what a feed says of this page was read; {what}."
        return replace(answer, origin=replace(answer.origin, status=OriginStatus.UNKNOWN), notes=(*answer.notes, note))
    if end is None or not signals or not _claims(end, signals):
        return answer
    rejected = any(link.derived == end.id for link in answer.graph.links)
    why = "the hop to it was rejected" if rejected else "it was not followed; trace this page to follow it"
    note = f"{_name(end)} names a source of its own: {why}."
    return replace(answer, origin=replace(answer.origin, status=OriginStatus.UNKNOWN), notes=(*answer.notes, note))


def _name(article: Article) -> str:
    return article.outlet or article.domain or article.title or article.path or article.id


def _claims(article: Article, signals: tuple[Signal, ...]) -> bool:
    """Whether a page says that it was taken from another; what reads that is loaded for pages that say something."""
    from provenance.infer import claims

    return bool(claims(article, signals))
