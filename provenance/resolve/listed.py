"""The pages of the named site that its own feeds and sitemaps list around the time of the copy."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.model import Article, Locator

if TYPE_CHECKING:
    from provenance.resolve import Library


def resolve(locator: Locator, derived: Article, library: "Library") -> Iterator[Article]:
    """Pages of the named site out of its own lists, likeliest first, as many as the budget allows."""
    if locator.domain is not None:
        yield from library.listed_around(locator.domain, locator.url, derived)
