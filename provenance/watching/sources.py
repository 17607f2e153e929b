"""A watched document -> what it lists: entries to read, and further documents to look into."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from provenance import dates
from provenance.acquire import Failure, Options, feeds, lists, read, sitemaps
from provenance.acquire.targets import Target, fetch_each
from provenance.errors import NotAnArticle
from provenance.model import Capture

# Of an index so many sitemaps are looked into, the newest first.
MAX_CHILDREN = 50
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: `key` tells it and its version apart from all others of its source.

    It is the page itself, as a feed carries it, or the address of one. Both for a teaser: what the feed carries is
    kept when the page cannot be read.
    """

    key: str
    url: str | None = None
    page: Capture | Failure | None = None

    def read(self, options: Options) -> Iterator[Capture | Failure]:
        """The page, from the web where only its address is listed. AcquireError as `read` has it."""
        if self.page is not None and (self.url is None or options.offline):
            return iter((self.page,))
        if self.url and isinstance(self.page, Capture):
            return fetch_each([Target(self.url, self.page.target, 0, instead=self.page)], options)
        return read(self.url or "", replace(options, lists=False))


@dataclass(frozen=True, slots=True)
class Listing:
    """What a document lists: its entries, the newest of a sitemap first, and the documents that it leads to."""

    items: tuple[Item, ...] = ()
    children: tuple[str, ...] = ()


def listing(body: bytes, name: str, options: Options) -> Listing:
    """What a feed, sitemap, robots.txt, OPML, list of addresses, or a page with a feed lists.

    `name` is the document's address or file. NotAnArticle when it leads to nothing that can be watched.
    """
    base = name if "://" in name else None
    if feeds.is_feed(body):
        return Listing(items=tuple(_of_feed(feeds.parse(body, name, base), name, options, base)))
    if sitemaps.is_sitemap(body):
        found = sitemaps.parse(body, name, base)
        children = tuple(page.url for page in _newest(found.sitemaps))[:MAX_CHILDREN]
        return Listing(tuple(Item(_key(_version(page)), page.url) for page in _newest(found.pages)), children)
    return Listing(children=_leads(body, name, base))


def _of_feed(feed: feeds.Feed, name: str, options: Options, base: str | None) -> Iterator[Item]:
    if not feed.entries:
        return
    for got in feeds.captures(feed, name, options, is_file=base is None):
        if isinstance(got, Failure):
            yield Item(_key(got.target), page=got)
        else:
            yield Item(_key(f"{got.target} {got.sha256}"), got.url if feeds.is_teaser(got) else None, got)


def _leads(body: bytes, name: str, base: str | None) -> tuple[str, ...]:
    if lists.is_opml(body):
        return tuple(feed.url for feed in lists.opml_feeds(body))
    if sitemaps.is_robots(body[:65_536]):
        return sitemaps.of_robots(body)
    if lists.looks_like_list(body[:65_536]):
        return tuple(url for _, line in lists.lines_of(body) if (url := lists.address_of(line)))
    found = feeds.feeds_of(body, base)[:1]
    if not found:
        raise NotAnArticle(f"{name}: no feed, sitemap or list, and no page that names one")
    return found


def _newest(pages: Iterable[sitemaps.ListedPage]) -> list[sitemaps.ListedPage]:
    """The newest first, those without a date last, else in their order."""
    return sorted(pages, key=lambda page: page.date.earliest if page.date else _NEVER, reverse=True)


def _version(page: sitemaps.ListedPage) -> str:
    return f"{page.url} {dates.as_iso(page.date) if page.date else ''}"


def _key(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
