"""Locator -> candidate pages, by resolvers in order of trust.

A resolver proposes pages; whether one of them is the source is decided by comparing texts, not here. What a resolver
may look into comes to it as a `Library`: the store, the given files, the live web.

To add a resolver, write `resolve(locator, derived, library) -> Iterator[Article]` and list it here.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

from provenance.model import Article, Locator
from provenance.resolve import captured, link, listed, name, search, site


class Library(Protocol):
    """What a resolver may look into."""

    def by_url(self, url: str) -> Article | None:
        """The page at an address: from the store or, if that is allowed, from the web; None without one."""

    def by_domain(self, domain: str) -> Iterator[Article]:
        """The stored articles of a registered domain."""

    def by_outlet(self, name: str) -> Iterator[Article]:
        """The stored articles of an outlet of this name."""

    def listed_around(self, domain: str, url: str | None, derived: Article) -> Iterator[Article]:
        """The pages of a domain that its feeds and sitemaps list around the time of an article.

        `url` is an address of the site as the credit gives it, if it does.
        """

    def captured_around(self, domain: str, derived: Article) -> Iterator[Article]:
        """The pages of a domain that archives captured around the time of an article."""

    def searched(self, words: str, domain: str | None) -> Iterator[Article]:
        """The pages that a search service finds for words, of one domain if that is given."""


Resolver = Callable[[Locator, Article, Library], Iterator[Article]]
RESOLVERS: tuple[tuple[str, Resolver], ...] = (
    ("link", link.resolve),
    ("site", site.resolve),
    ("name", name.resolve),
    ("listed", listed.resolve),
    ("captured", captured.resolve),
    ("search", search.resolve),
)


def candidates(locator: Locator, derived: Article, library: Library) -> Iterator[tuple[str, Iterator[Article]]]:
    """Each resolver's name with the pages that it proposes; it is asked only when they are taken.

    No page comes twice, `derived` (the nearest copy that was read) never.
    """
    seen = {derived.id}
    for called, resolve in RESOLVERS:
        yield called, _unseen(resolve(locator, derived, library), seen)


def _unseen(articles: Iterator[Article], seen: set[str]) -> Iterator[Article]:
    for article in articles:
        if article.id not in seen:
            seen.add(article.id)
            yield article
