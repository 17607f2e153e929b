"""Looks at single articles and what is near them, as plain statements: any connection to either database can ask them.

SQLAlchemy takes longer to load than these statements to answer, on a million articles too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from provenance.model import Article, Capture, Derivation, Node, Signal
from provenance.store import nouns, pack
from provenance.store.columns import names

T = TypeVar("T")

_NODES = f"SELECT {names('articles', without=('facts', 'blocks'))} FROM articles WHERE "
_ARTICLE = (
    f"SELECT {names('articles')}, texts.text FROM articles"
    " JOIN texts ON texts.sha256 = articles.text_sha256 WHERE articles.id = :id"
)
_SIGNALS = f"SELECT {names('signals')} FROM signals WHERE article = :id ORDER BY ordinal"
_LINKS = (
    f"SELECT {names('links')}, judgements.verdict FROM links"
    " LEFT JOIN judgements ON judgements.link = links.id AND judgements.retired_at IS NULL"
    " WHERE links.{end} IN :asked ORDER BY links.confidence DESC, links.id"
)
_MEMENTOS = (
    f"SELECT articles.id, {names('captures')} FROM articles"
    " JOIN captures ON captures.sha256 = articles.capture_sha256"
    " WHERE articles.id IN :asked ORDER BY captures.number"
)


class Ask(Protocol):
    """Asks a statement with its named values; the one called `asked` is a list, and stands behind IN."""

    def __call__(self, statement: str, values: Mapping[str, object], /) -> Sequence[nouns.Row]:
        """The rows that answer."""
        ...


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def article(ask: Ask, node: str) -> Article | None:
    """The article of a node id, if it was read."""
    found = ask(_ARTICLE, {"id": pack.clean(node)})
    return nouns.read_article(found[0]) if found else None


def node(ask: Ask, node: str) -> Node | None:
    """The node of a node id."""
    return next(nodes(ask, "articles.id = :id", {"id": pack.clean(node)}), None)


def nodes(ask: Ask, condition: str, values: Mapping[str, object], rest: str = "") -> Iterator[Node]:
    """The nodes that fulfil a condition; `rest` is what stands behind it in the statement."""
    return map(nouns.read_node, ask(f"{_NODES}{condition} {rest}", values))


def signals(ask: Ask, node: str) -> tuple[Signal, ...]:
    """The signals of an article, in order."""
    return tuple(map(nouns.read_signal, ask(_SIGNALS, {"id": pack.clean(node)})))


def links_at(ask: Ask, end: str, nodes: Iterable[str], most: int | None = None) -> Iterator[Derivation]:
    """The links whose `end` ("derived" or "source") is one of these nodes, surest first; some hundreds at a time.

    `most` of them: a hub may have a hundred thousand.
    """
    statement = _LINKS.format(end=end) + ("" if most is None else " LIMIT :most")
    bound = {} if most is None else {"most": most}
    asked = (list(map(pack.clean, some)) for some in chunks(nodes, 500))
    rows = (row for some in asked for row in ask(statement, {"asked": some, **bound}))
    yield from map(nouns.read_link, islice(rows, most))


def mementos(ask: Ask, nodes: Iterable[str]) -> dict[str, Capture]:
    """For each of these nodes that was only ever read out of an archive: the capture, without its bytes."""
    found: dict[str, Capture] = {}
    for some in chunks(nodes, 500):
        for row in ask(_MEMENTOS, {"asked": list(map(pack.clean, some))}):
            found.setdefault(row["id"], nouns.read_capture(row))
            if row["memento"] is None:
                found[row["id"]] = nouns.read_capture(row)
    return {node: capture for node, capture in found.items() if capture.memento}
