"""What a search service, if the user named one, finds of the source."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.model import Article, Locator

if TYPE_CHECKING:
    from provenance.resolve import Library


def resolve(locator: Locator, derived: Article, library: "Library") -> Iterator[Article]:
    """Pages found for the source's title, else for the copy's, on the named site if there is one."""
    words = locator.title or derived.title
    named = locator.domain or locator.name
    if words and named:
        asked = words if locator.domain else f"{words} {locator.name}"
        yield from library.searched(asked, locator.domain)
