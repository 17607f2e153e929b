"""The stored articles of the site that the credit names."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.model import Article, Locator

if TYPE_CHECKING:
    from provenance.resolve import Library

MOST = 500


def resolve(locator: Locator, derived: Article, library: "Library") -> Iterator[Article]:
    """Up to 500 stored articles of the named site."""
    if locator.domain is None:
        return
    for number, article in enumerate(library.by_domain(locator.domain)):
        if number >= MOST:
            return
        yield article
