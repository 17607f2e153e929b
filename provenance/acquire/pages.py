"""What every reader takes and gives: the limits, a failure, and the one way to make a capture."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from provenance.acquire.exchange import Exchange
from provenance.acquire.manners import Manners
from provenance.acquire.sniff import LISTS, binary_kind, looks_html
from provenance.errors import AcquireError, MissingExtra, NotAnArticle, TooLarge
from provenance.model import Capture, Redirect
from provenance.version import __version__

T = TypeVar("T")
PAGES = re.compile(r"(?:text/|application/(?:xhtml\+xml|xml|octet-stream)\Z|\Z)")
# What holds pages, or names them.
DOCUMENTS = re.compile(rf"{PAGES.pattern}|application/(?:(?:rss|atom|rdf)\+xml|(?:feed\+)?json|csv)\Z")
HTML, TEXT = "text/html", "text/plain"
USER_AGENT = f"provenance/{__version__} (article provenance research)"


def _no_conditions(_url: str) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Options:
    """How targets are read.

    `max_bytes` bounds one page (after decompression), `timeout` is the total of one page on the network in seconds.
    `user_agent` is sent, `agent` is the name by which robots.txt may know us; `robots` off reads what it forbids.
    `delay` is the pause between two requests to one host in seconds, `retries` how often a busy or broken host is
    asked again, after `backoff` seconds and twice as many each time, `patience` the most seconds waited so for a page.
    `at_once` is how many hosts are asked at a time for the pages that a list names.
    `private` are the places (`host:port`) that may lead to this machine and its network: those the user named.
    `archive` is a replay prefix to read pages from instead of the live web, `if_gone` are those to ask for pages
    that are not to be had there any more; both may lie on this machine, for only the user names them.
    `proxy` is one of http, https or socks5 that all requests go through; none unless the user sets it. MissingExtra
    for socks5 without the package for it.
    `search` is the root of a SearXNG instance to look for named sources; none unless the user sets it.
    `refresh` asks again for what was read before.
    `depth` is how many levels of sitemaps within sitemaps are gone through, below the document that was named.
    `lists` off takes what lists pages (a feed, a sitemap ...) for no page, instead of reading the pages that it lists.
    `media` are the types that are read from the web, all of them without it.
    `progress` is told how far a file was read, in bytes.
    `keep` is given every answer; `known` tells which addresses need not be asked for, `conditions` with which headers
    one that was read before is asked again. `manners` remembers the hosts between the calls of one run.
    """

    max_bytes: int = 20_000_000
    timeout: float = 30.0
    user_agent: str = USER_AGENT
    agent: str = "provenance"
    robots: bool = True
    offline: bool = False
    archive: str | None = None
    if_gone: tuple[str, ...] = ()
    proxy: str | None = None
    search: str | None = None
    private: frozenset[str] = frozenset()
    at_once: int = 8
    delay: float = 1.0
    retries: int = 2
    backoff: float = 1.0
    patience: float = 60.0
    refresh: bool = False
    depth: int = 10
    lists: bool = True
    media: re.Pattern[str] | None = PAGES
    progress: Callable[[str, int], None] | None = None
    keep: Callable[[Exchange], None] | None = None
    known: Callable[[str], bool] | None = None
    conditions: Callable[[str], Mapping[str, str]] = _no_conditions
    manners: Manners = field(default_factory=Manners, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.proxy and self.proxy.lower().startswith("socks") and find_spec("socksio") is None:
            raise MissingExtra.of("a socks proxy", "socksio", "socks")


@dataclass(frozen=True, slots=True)
class Failure:
    """A part of a target that could not be read; `line` is its number (JSONL line, WARC record), from 1.

    `url` is the address of a page that a list names.
    """

    target: str
    error: AcquireError
    line: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a body came from: the fields of a capture that its bytes do not tell.

    Without `media_type` the content decides between HTML and text. `may_list` lets pass what lists pages instead of
    being one.
    """

    url: str | None = None
    final_url: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    charset: str | None = None
    path: str | None = None
    fetched: datetime | None = None
    media_type: str | None = None
    declared: Mapping[str, str] = field(default_factory=dict)
    redirects: tuple[Redirect, ...] = ()
    memento: str | None = None
    may_list: bool = False


def make_capture(target: str, body: bytes, options: Options, source: Source) -> Capture:
    """A capture of a page that is neither too large, empty nor binary; else the AcquireError that says so."""
    if len(body) > options.max_bytes:
        raise too_large(target, options)
    if not body.strip():
        raise NotAnArticle(f"{target}: empty {'file' if source.path else 'page'}")
    kind = binary_kind(body)
    if kind and not (source.may_list and kind in LISTS):
        raise NotAnArticle(f"{target}: {kind}, not a page")
    return Capture(
        target=target,
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        media_type=source.media_type or (HTML if looks_html(body) else TEXT),
        fetched=source.fetched or datetime.now(UTC),
        url=source.url,
        final_url=source.final_url,
        status=source.status,
        headers=source.headers,
        charset=source.charset,
        path=source.path,
        declared=source.declared,
        redirects=source.redirects,
        memento=source.memento,
    )


def followed(pages: Iterator[T], path: Path, place: Callable[[], int], options: Options) -> Iterator[T]:
    """The same pages; `options.progress` is told at which byte of the file each of them was, then that it is read."""
    for page in pages:
        if options.progress:
            options.progress(str(path), place())
        yield page
    if options.progress:
        options.progress(str(path), path.stat().st_size)


def too_large(target: str, options: Options) -> TooLarge:
    """The error for more bytes than the limit."""
    return TooLarge(f"{target}: larger than the limit of {options.max_bytes:,} bytes")


def content_type(value: str) -> tuple[str, str | None]:
    """The media type and charset of a Content-Type header, both in lower case."""
    media, *parameters = value.split(";")
    for parameter in parameters:
        name, _, charset = parameter.partition("=")
        if name.strip().lower() == "charset" and charset.strip("\"' \t"):
            return media.strip().lower(), charset.strip("\"' \t").lower()
    return media.strip().lower(), None
