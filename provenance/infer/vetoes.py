"""What is no upstream, whatever names it: rows that throw a signal out before anything is inferred from it.

Every row names a function that says why it holds, or None. To add one: a function with a docstring, and a row.
"""

from collections.abc import Callable
from dataclasses import dataclass

from provenance import outlets, urls
from provenance.case import is_small
from provenance.infer.page import Page
from provenance.model import Place, Relation, Signal


@dataclass(frozen=True, slots=True)
class Veto:
    """A rule that throws a signal out."""

    name: str
    test: Callable[[Signal, Page], str | None]


def names_itself(signal: Signal, page: Page) -> str | None:
    """The source named is the page's own outlet, unless a text of its own in another language was translated."""
    abroad = signal.original_language not in (None, page.article.language) and bool(signal.source and signal.source.url)
    if signal.relation is Relation.TRANSLATION and abroad:
        return None
    return "the page names its own outlet" if signal.source and page.is_own(signal.source) else None


def under_a_picture(signal: Signal, page: Page) -> str | None:
    """A line in a caption credits the picture, not the text."""
    return "it stands under a picture" if signal.place is Place.CAPTION else None


def unknown_small_name(signal: Signal, page: Page) -> str | None:
    """A name written small that no table knows is a common noun."""
    name = signal.source.name if signal.source and not signal.source.url else None
    small = name is not None and is_small(name) and "." not in name
    return "no outlet of that name is known" if small and name and outlets.by_name(name) is None else None


def share_link(signal: Signal, page: Page) -> str | None:
    """The address is a share button's."""
    url = signal.source.url if signal.source else None
    return "the address is a share button's" if url and urls.is_share_or_social(url) else None


def inside_a_quotation(signal: Signal, page: Page) -> str | None:
    """A line inside a quotation credits what is quoted; a quotation around the text that is all credit is a note."""
    quoted = signal.place is Place.QUOTE and not page.is_a_note(signal)
    return "it stands inside a quotation" if quoted else None


def a_shop(signal: Signal, page: Page) -> str | None:
    """A shop or an app store sells what the page speaks of."""
    name = signal.source.name if signal.source else None
    return "the source is a shop" if name and outlets.is_shop(name) else None


VETOES = (
    Veto("names-itself", names_itself),
    Veto("under-a-picture", under_a_picture),
    Veto("unknown-small-name", unknown_small_name),
    Veto("share-link", share_link),
    Veto("inside-a-quotation", inside_a_quotation),
    Veto("a-shop", a_shop),
)


def vetoed(signal: Signal, page: Page) -> str | None:
    """The name of the first rule that throws a signal out."""
    return next((v.name for v in VETOES if v.test(signal, page)), None)
