"""The address that the credit itself gives."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance import urls
from provenance.model import Article, Locator

if TYPE_CHECKING:
    from provenance.resolve import Library


def resolve(locator: Locator, derived: Article, library: "Library") -> Iterator[Article]:
    """The page at the credit's own address, when that is deeper than a home page."""
    if urls.is_deep(locator.url) and (article := library.by_url(locator.url)):
        yield article
