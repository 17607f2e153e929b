"""The verb `ingest`: pages into the store."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.acquire import Options
from provenance.errors import AcquireError
from provenance.model import Article
from provenance.reading import Page, Unread, kept, pages

if TYPE_CHECKING:
    from provenance.store import Store


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one page: its node id and whether the store changed, or the error."""

    target: str
    node: str | None
    new: bool = False
    error: AcquireError | None = None


def ingest(source: str, store: "Store", options: Options | None = None) -> Iterator[Ingested]:
    """Put every page of a source into the store, one transaction a page; what is already there is left alone."""
    for page in pages(source, options or Options()):
        yield put(page, store)


def put(page: Page | Unread, store: "Store") -> Ingested:
    """Put one page into the store: what became of it."""
    if isinstance(page, Unread):
        return Ingested(page.target, None, error=page.error)
    new = not _is_better_known(page.article, store) and store.put_article(kept(page.article), page.signals)
    return Ingested(page.article.url or page.article.path or page.capture.target, page.article.id, new)


def _is_better_known(article: Article, store: "Store") -> bool:
    """Whether an entry of a feed or a table, often a summary, stands for a page that was read itself before."""
    if not _is_carried(article):
        return False
    known = store.article(article.id)
    return known is not None and not _is_carried(known)


def _is_carried(article: Article) -> bool:
    """Whether a feed or a table carried the article (see `acquire.feeds.pages`, `acquire.imports`)."""
    return any(fact.key == "meta.feed.text" or fact.key.startswith("meta.list.") for fact in article.facts)
