"""The verb `ingest`: pages into the store."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.acquire import Options
from provenance.captures import recording
from provenance.errors import AcquireError, Unchanged
from provenance.model import Status
from provenance.reading import Unread, kept, pages, remembering

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
        if isinstance(page, Unread):
            same = isinstance(page.error, Unchanged)
            yield Ingested(
                page.target, stored(page.target, store) if same else None, error=None if same else page.error
            )
            continue
        new = store.put_page(kept(page.article), page.signals, page.capture)
        yield Ingested(page.article.url or page.article.path or page.capture.target, page.article.id, new)


def stored(url: str, store: "Store") -> str | None:
    """The node of the article that was read from an address."""
    return next((node.id for node in store.find(url) if node.status is Status.READ), None)
