"""The verb `ingest`: pages into the store."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.acquire import Options
from provenance.captures import recording
from provenance.errors import AcquireError, Unchanged
from provenance.model import Article, Status
from provenance.reading import Page, Unread, kept, pages, remembering

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
    """Put every page of a source into the store, one transaction a page; what is already there is left alone.

    An address that was read before is not fetched again unless `options.refresh` asks for it.
    """
    options = remembering(recording(options or Options(), store), store)
    if not options.refresh:
        options = replace(options, known=lambda url: stored(url, store) is not None)
    for page in pages(source, options):
        yield put(page, store)


def put(page: Page | Unread, store: "Store") -> Ingested:
    """Put one page into the store: what became of it."""
    if isinstance(page, Unread):
        same = isinstance(page.error, Unchanged)
        node = stored(page.url or page.target, store) if same else None
        return Ingested(page.target, node, error=None if same else page.error)
    new = not _is_better_known(page.article, store) and store.put_page(kept(page.article), page.signals, page.capture)
    return Ingested(page.article.url or page.article.path or page.capture.target, page.article.id, new)


def stored(url: str, store: "Store") -> str | None:
    """The node of the article that was read from an address."""
    return next((node.id for node in store.find(url) if node.status is Status.READ), None)


def _is_better_known(article: Article, store: "Store") -> bool:
    """Whether an entry of a feed or a table, often a summary, stands for a page that was read itself before."""
    if not _is_carried(article):
        return False
    known = store.article(article.id)
    return known is not None and not _is_carried(known)


def _is_carried(article: Article) -> bool:
    """Whether a feed or a table carried the article (see `acquire.feeds.pages`, `acquire.imports`)."""
    return any(fact.key == "meta.feed.text" or fact.key.startswith("meta.list.") for fact in article.facts)
