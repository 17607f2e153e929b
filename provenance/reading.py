"""From a target to articles with their signals: what inspect, trace and ingest have in common."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.acquire import Failure, Options, read
from provenance.charset import as_utf8
from provenance.errors import AcquireError
from provenance.extract import extract
from provenance.model import Article, Capture, Signal
from provenance.signals import find

if TYPE_CHECKING:
    from provenance.store import Store

LONGER = 1.5  # what an archived text is of a stub's length, at least
Told = tuple[str, str | None, int, int]
"""Of a page that was read: its name, language, number of blocks and of signals."""

LOG = logging.getLogger("provenance")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read: its capture, what a reader sees of it, what it says of its origin."""

    capture: Capture
    article: Article
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that could not be read, and why; `url` is its address when one is known."""

    target: str
    error: AcquireError
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one page on its way into a store: its node id and whether the store changed, or the error."""

    target: str
    node: str | None
    new: bool = False
    error: AcquireError | None = None


def pages(target: str, options: Options) -> Iterator[Page | Unread]:
    """Every page of a target in its order; a page that cannot be read does not stop the others."""
    try:
        for page in understood(read(target, options)):
            yield whole(page, options) if isinstance(page, Page) else page
    except AcquireError as error:
        yield Unread(target, error)


def whole(page: Page, options: Options) -> Page:
    """The page; where it says that only its beginning is free, the first longer text that an archive has of it."""
    url = page.capture.final_url
    is_live = page.capture.status is not None and page.capture.memento is None
    if not (url and is_live and options.if_gone and is_paid(page.article)):
        return page
    for prefix in options.if_gone:
        for other in pages(url, replace(options, archive=prefix, if_gone=(), known=None)):
            if isinstance(other, Page) and len(other.article.text) > LONGER * len(page.article.text):
                return other
    return page


def is_paid(article: Article) -> bool:
    """Whether the page marks itself as paid for (schema.org's isAccessibleForFree)."""
    marks = (fact.value for fact in article.facts if fact.key.endswith(".isAccessibleForFree"))
    return any(value.lower() in ("false", "0") for value in marks)


def understood(captures: Iterable[Capture | Failure]) -> Iterator[Page | Unread]:
    """What was received, with what it says of its origin; in the order given."""
    for got in captures:
        yield Unread(got.target, got.error, got.url) if isinstance(got, Failure) else _page(got)


def remembering(options: Options, store: "Store") -> Options:
    """The options with which a page that was read before is asked for only if it has changed."""
    return replace(options, conditions=lambda url: _conditions(store.last_capture(url)))


def _conditions(capture: Capture | None) -> Mapping[str, str]:
    """The headers that ask for another version than the one captured (RFC 9110, 13.1)."""
    headers = dict(capture.headers) if capture else {}
    asked = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
    return {name: value for name, value in asked.items() if value}


def with_whole_path(article: Article) -> Article:
    """The article as a store keeps it: its path whole, so that it is the same from every folder."""
    return replace(article, path=as_utf8(str(Path(article.path).absolute()))) if article.path else article


def read_page(capture: Capture) -> Page | Unread:
    """The page of a capture."""
    try:
        article = extract(capture)
    except AcquireError as error:
        return Unread(capture.path or capture.target, error, capture.url)
    return Page(capture, article, find(article))


def told(page: Page) -> Told:
    """What there is to tell of a page that was read."""
    article = page.article
    name = article.path or article.url or page.capture.target
    return name, article.language, len(article.blocks), len(page.signals)


def tell(name: str, language: str | None, blocks: int, signals: int) -> None:
    """Tell whoever watches that a page was read."""
    LOG.info("read %s: %s, %d blocks, %d signals", name, language, blocks, signals, extra={"read": name})


def _page(capture: Capture) -> Page | Unread:
    page = read_page(capture)
    if isinstance(page, Page):
        tell(*told(page))
    return page
