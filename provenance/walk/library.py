"""What the walk may look into: the store, then, when it is allowed, the live web, archives and a search service."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from provenance.acquire import Options
from provenance.errors import AcquireError, Refused, Unreachable
from provenance.infer.teaser import is_teaser
from provenance.match import compare
from provenance.model import Article
from provenance.reading import Page, Unread, pages
from provenance.walk import finding

if TYPE_CHECKING:
    from provenance.store import Store

SAME = 0.9  # share of a text that must stand in an archived one for it to be the same


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a walk goes: hops upstream, pages read in search of one source, seconds in all."""

    depth: int = 10
    pages: int = 20
    seconds: float = 600.0


@dataclass(slots=True)
class Search:
    """What one source's search has cost, and what was tried for it."""

    left: int
    tried: list[str] = field(default_factory=list)


class StoreAndWeb:
    """A `resolve.Library` over a store and, unless offline, the web; what is fetched is kept in the store.

    `failed` holds the reason for each address that could not be read; `search` is that of the source in work.
    """

    def __init__(self, store: "Store", options: Options, limits: Limits | None = None) -> None:
        self.store = store
        self.options = options
        # Nobody upstream sends us to all that a list of his names.
        self._single = replace(options, lists=False)
        self.limits = limits or Limits()
        self.failed: dict[str, AcquireError] = {}
        self.asked: set[str] = set()
        self.search = Search(self.limits.pages)
        self._until = time.monotonic() + self.limits.seconds
        self._earliest: dict[str, Page | None] = {}

    def begin(self) -> None:
        """Begin the search for the next source."""
        self.search = Search(self.limits.pages)

    @property
    def archives(self) -> tuple[str, ...]:
        """The archives that may be asked."""
        return () if self.options.offline else tuple(filter(None, (self.options.archive, *self.options.if_gone)))

    @property
    def late(self) -> bool:
        """Whether the time of the whole walk is over."""
        return time.monotonic() > self._until

    def by_url(self, url: str) -> Article | None:
        """The page at an address; None when it is not in the store and may not or could not be fetched."""
        found = (self.store.article(node.id) for node in self.store.find(url))
        stored = next((article for article in found if article), None)
        is_read = stored is not None and not is_teaser(stored)
        if self.options.offline or (is_read and not (self.options.refresh and url not in self.asked)):
            return stored
        return self._fetch(url) or stored

    def by_domain(self, domain: str) -> Iterator[Article]:
        """The stored articles of a registered domain."""
        return self.store.by_domain(domain)

    def by_outlet(self, name: str) -> Iterator[Article]:
        """The stored articles of an outlet of this name."""
        return self.store.by_outlet(name)

    def listed_around(self, domain: str, url: str | None, derived: Article) -> Iterator[Article]:
        """The pages of a site that its own feeds and sitemaps list around the time of an article, likeliest first."""
        if not self.options.offline and not self.options.archive and self.search.left > 0:
            listed, said = finding.listed(domain, url, derived, self.options, lambda: self.late)
            self.search.tried.append(said)
            yield from self._read(listed)

    def captured_around(self, domain: str, derived: Article) -> Iterator[Article]:
        """The pages of a site that the archives captured around the time of an article, likeliest first."""
        for prefix in self.archives:
            listed, said = finding.captured(prefix, domain, derived, self.options)
            self.search.tried.append(said)
            yield from self._read(listed)

    def searched(self, words: str, domain: str | None) -> Iterator[Article]:
        """The pages that the search service, if one is set, finds for these words; of one site, if that is given."""
        if self.options.search and not self.options.offline:
            listed, said = finding.searched(self.options.search, words, domain, self.options)
            self.search.tried.append(said)
            yield from self._read(listed)

    def leads_to(self, url: str, node: str) -> bool:
        """Whether an address is known to lead to this very page."""
        return any(found.id == node for found in self.store.find(url))

    def earliest(self, url: str) -> Page | None:
        """The first capture of a page in the archives that may be asked; None without one. Not kept in the store."""
        if url not in self._earliest:
            self._earliest[url] = self._first_capture(url)
        return self._earliest[url]

    def keep(self, page: Page) -> None:
        """Put a page into the store."""
        self.store.put_page(page.article, page.signals, page.capture)

    def archived_since(self, article: Article) -> datetime | None:
        """The moment of the first capture of an article's address, if that capture holds this very text."""
        if article.url is None:
            return None
        if known := self.store.first_memento(article.url):
            return known.fetched
        page = self.earliest(article.url) if self.archives else None
        if page is None or compare(article, page.article).a_in_b < SAME:
            return None
        self.store.put_capture(page.capture)  # so that the next walk need not ask
        return page.capture.fetched

    def _first_capture(self, url: str) -> Page | None:
        for prefix in self.archives:
            if self.late:
                return None
            page = next(pages(url, replace(self._single, archive=prefix)), None)
            if isinstance(page, Page):
                return page
        return None

    def _read(self, addresses: Iterable[str]) -> Iterator[Article]:
        """The pages at these addresses, as many as the budgets allow."""
        for url in addresses:
            if self.late:
                self.search.tried.append(f"the {self.limits.seconds:g} seconds of the walk were over")
                return
            if self.search.left <= 0:
                self.search.tried.append(f"stopped after {self.limits.pages} pages")
                return
            self.search.left -= 1
            if article := self.by_url(url):
                yield article

    def _fetch(self, url: str) -> Article | None:
        if url in self.failed:
            return None
        if self.late:
            self.failed[url] = Refused(f"{url}: not asked, the {self.limits.seconds:g} seconds of the walk were over")
            return None
        self.asked.add(url)
        page: Page | Unread | None = next(pages(url, self._single), None)
        if isinstance(page, Page):
            self.keep(page)
            return page.article
        self.failed[url] = page.error if page else Unreachable(f"{url}: nothing came back")
        return None
