"""What the walk may look into: the store first, then, when it is allowed, the live web."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.acquire import Options
from provenance.errors import AcquireError, Unreachable
from provenance.model import Article
from provenance.reading import Page, Unread, pages

if TYPE_CHECKING:
    from provenance.store import Store


class StoreAndWeb:
    """A `resolve.Library` over a store and, unless offline, the web; what is fetched is kept in the store.

    `failed` holds the reason for each address that could not be read.
    """

    def __init__(self, store: "Store", options: Options) -> None:
        self.store = store
        self.options = options
        self.failed: dict[str, AcquireError] = {}
        self.asked: set[str] = set()

    def by_url(self, url: str) -> Article | None:
        """The page at an address; None when it is not in the store and may not or could not be fetched."""
        found = (self.store.article(node.id) for node in self.store.find(url))
        stored = next((article for article in found if article), None)
        if self.options.offline or (stored and not (self.options.refresh and url not in self.asked)):
            return stored
        return self._fetch(url) or stored

    def by_domain(self, domain: str) -> Iterator[Article]:
        """The stored articles of a registered domain."""
        return self.store.by_domain(domain)

    def by_outlet(self, name: str) -> Iterator[Article]:
        """The stored articles of an outlet of this name."""
        return self.store.by_outlet(name)

    def _fetch(self, url: str) -> Article | None:
        if url in self.failed:
            return None
        self.asked.add(url)
        page: Page | Unread | None = next(pages(url, self.options), None)
        if isinstance(page, Page):
            self.store.put_page(page.article, page.signals, page.capture)
            return page.article
        self.failed[url] = page.error if page else Unreachable(f"{url}: nothing came back")
        return None
