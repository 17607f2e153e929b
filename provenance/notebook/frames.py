"""Articles, links and claims as tables of pandas.

The kinds of columns: `text` is pandas' `string`, with NA for what is not known; `name` a category; `number` float64;
`count` int64; `time` datetime64[us, UTC], which holds every year that Python knows; `list` an object, a tuple of texts.
Beside each time stands how precisely it is known: `year`, `month`, `day`, `minute`, `second`, or `span` for all else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from provenance import dates
from provenance.formats import Stream
from provenance.model import Claim, DateInterval, Derivation, Node
from provenance.notebook.extras import package

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Columns = Mapping[str, str]

ARTICLES: Columns = {
    "id": "text", "status": "name", "url": "text", "domain": "text", "outlet": "text", "title": "text",
    "language": "name", "authors": "list", "published": "text", "published_earliest": "time",
    "published_latest": "time", "published_precision": "name", "detail": "text",
}  # fmt: skip
LINKS: Columns = {
    "id": "text", "derived": "text", "source": "text", "relation": "name", "confidence": "number",
    "translator": "text", "translated_for": "text", "reviser": "text", "licence": "text", "judgement": "name",
    "rules": "list", "quotes": "list", "rivals": "list", "derived_published": "time",
    "derived_published_precision": "name",
}  # fmt: skip
CLAIMS: Columns = {
    "article": "text", "hop": "count", "relation": "name", "confidence": "number", "source_name": "text",
    "source_url": "text", "source_domain": "text", "source_title": "text", "source_author": "text",
    "source_language": "name", "source_published": "text", "translator": "text", "translated_for": "text",
    "reviser": "text", "licence": "text", "original_language": "name", "rules": "list", "quotes": "list",
}  # fmt: skip
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def articles(nodes: Iterable[Node]) -> "DataFrame":
    """A row a node, read or named, with the columns of `ARTICLES`. MissingExtra without pandas."""
    return _frame(ARTICLES, (_article(node) for node in nodes))


def links(parts: Iterable[Node | Derivation]) -> "DataFrame":
    """A row a link of a graph, given as its nodes, then its links, with the columns of `LINKS`."""
    stream = Stream(parts)
    published = {node.id: node.published for node in stream.nodes if node.published}
    return _frame(LINKS, (_link(link, published.get(link.derived)) for link in stream.links))


def claims(said: Iterable[tuple[str, Claim]]) -> "DataFrame":
    """A row a claim, each given with the id of its article, with the columns of `CLAIMS`."""
    return _frame(CLAIMS, (_claim(article, claim) for article, claim in said))


def _article(node: Node) -> Sequence[object]:
    date = node.published
    known = (node.id, node.status.value, node.url, node.domain, node.outlet, node.title, node.language, node.authors)
    when = (date.text, date.earliest, date.latest, dates.precision(date)) if date else (None, None, None, None)
    return (*known, *when, node.detail)


def _link(link: Derivation, published: DateInterval | None) -> Sequence[object]:
    return (
        link.id, link.derived, link.source, link.relation.value, link.confidence, link.translator,
        link.translated_for, link.reviser, link.licence, link.judgement.value if link.judgement else None,
        _once(item.rule for item in link.evidence), _once(item.quote for item in link.evidence),
        tuple(rival.source for rival in link.rivals), published.earliest if published else None,
        dates.precision(published) if published else None,
    )  # fmt: skip


def _claim(article: str, claim: Claim) -> Sequence[object]:
    source = claim.source
    return (
        article, claim.hop, claim.relation.value, claim.confidence, source.name, source.url, source.domain,
        source.title, source.author, source.language, source.published, claim.translator, claim.translated_for,
        claim.reviser, claim.licence, claim.original_language, _once(item.rule for item in claim.evidence),
        _once(item.quote for item in claim.evidence),
    )  # fmt: skip


def _once(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _frame(columns: Columns, rows: Iterable[Sequence[object]]) -> "DataFrame":
    pandas = package("pandas")
    every: list[list[Any]] = [[] for _ in columns]
    for row in rows:
        for column, value in zip(every, row, strict=True):
            column.append(value)
    return pandas.DataFrame(
        {name: _KINDS[kind](pandas, values) for (name, kind), values in zip(columns.items(), every, strict=True)}
    )


def _times(pandas: Any, values: Iterable[datetime | None]) -> "Series[Any]":  # noqa: ANN401 - a module
    import numpy as np

    # By their microseconds: pandas before 3 takes moments for nanoseconds, which end in the year 2262.
    ticks = [None if moment is None else (moment - _EPOCH) // _TICK for moment in values]
    told = np.array(["NaT" if tick is None else tick for tick in ticks], dtype="datetime64[us]") if ticks else ()
    return pandas.Series(told, dtype="datetime64[us]").dt.tz_localize("UTC")


_KINDS: Mapping[str, Callable[[Any, list[Any]], Any]] = {
    "text": lambda pandas, values: pandas.Series(values, dtype=pandas.StringDtype("python")),
    "name": lambda pandas, values: pandas.Series(values, dtype=pandas.StringDtype("python")).astype("category"),
    "number": lambda pandas, values: pandas.Series(values, dtype="float64"),
    "count": lambda pandas, values: pandas.Series(values, dtype="int64"),
    "list": lambda pandas, values: pandas.Series(values, dtype="object"),
    "time": _times,
}
