"""What holds or names many pages, told by its first bytes: feeds, sitemaps, lists of addresses, tables.

To add a kind: a row in KINDS.
"""

import io
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

from provenance import urls
from provenance.acquire import feeds, lists, sitemaps
from provenance.acquire.imports import gdelt, passim
from provenance.acquire.jsonl import is_lines, read_lines
from provenance.acquire.pages import DOCUMENTS, Failure, Options
from provenance.acquire.polling import poll
from provenance.acquire.site import address_of, read_robots, read_sitemap, whole
from provenance.acquire.sniff import binary_kind, looks_html
from provenance.acquire.tables import is_table, read_table
from provenance.acquire.targets import Target, fetch_each, no_address
from provenance.acquire.web import read_web
from provenance.errors import AcquireError, NotAnArticle, Unreachable, reason
from provenance.model import Capture

Found = Iterator[Capture | Failure]
_HEAD = 65_536
_SITEMAP_ADDRESS = re.compile(
    r"(?:/robots\.txt|sitemap[^/]*\.(?:xml|txt)(?:\.gz)?|/sitemaps?/[^.]*\.xml(?:\.gz)?)$", re.I
)


class Kind(NamedTuple):
    """A kind of document: what tells it by its first bytes, what reads it, whether it holds the pages themselves."""

    is_mine: Callable[[bytes], bool]
    read: Callable[[BinaryIO, str, Options], Found]
    holds_pages: bool = False


def read_document(target: str, options: Options) -> Found | None:
    """A feed, sitemap, list or table in a file, by its content; what it only names is read from the web."""
    kind = _kind_of_file(Path(target)) or (_TABLE if _is_called_table(Path(target)) else None)
    return _file(Path(target), kind, target, options) if kind else None


def _is_called_table(path: Path) -> bool:
    """Whether a file is called a table, and is neither a page nor binary: it says itself what it has no column for."""
    if not path.name.lower().endswith((".csv", ".tsv")) or not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return bool(head.strip()) and binary_kind(head) is None and not looks_html(head)


def read_holding(target: str, options: Options) -> Found | None:
    """The same for a file in a folder, where nothing is read from the web: what only names pages is no page."""
    kind = _kind_of_file(Path(target))
    return _file(Path(target), kind, target, replace(options, offline=True)) if kind and kind.holds_pages else None


def read_address(target: str, options: Options) -> Found | None:
    """A web address: the page that answers there, or what the feed, sitemap, list or table that answers holds."""
    if not options.lists:
        return read_web(target, options)
    is_address = re.match(r"\s*https?://", target, re.I) and not (options.archive or options.offline)
    url = urls.clean(target) if is_address else None
    if url and looks_like_document(url):
        return _polled(url, options)
    found = read_web(target, replace(options, media=DOCUMENTS))
    return None if found is None else _opened(found, options)


def looks_like_document(url: str) -> bool:
    """Whether an address has the shape of a feed's or a sitemap's."""
    return feeds.looks_like_feed(url) or bool(_SITEMAP_ADDRESS.search(urlsplit(url).path))


def kind_of(head: bytes) -> Kind | None:
    """The kind of a document that begins so; None when it is a page or nothing we know."""
    return next((kind for kind in KINDS if kind.is_mine(head)), None)


def _kind_of_file(path: Path) -> Kind | None:
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream:
            return kind_of(stream.read(_HEAD))
    except OSError:
        return None


def _file(path: Path, kind: Kind, name: str, options: Options) -> Found:
    try:
        with path.open("rb") as stream:
            yield from kind.read(stream, name, options)
    except OSError as error:
        raise Unreachable(f"{name}: {reason(error)}") from None


def _polled(url: str, options: Options) -> Found:
    answer = poll(url, options)
    body = answer.body or b""
    kind = kind_of(body[:_HEAD])
    if kind:
        yield from kind.read(io.BytesIO(body), answer.url, options)
    else:
        yield from read_web(url, options) or ()


def _opened(found: Found, options: Options) -> Found:
    """Pages as they are, and what those that are documents hold."""
    for got in found:
        kind = None if isinstance(got, Failure) else kind_of(got.body[:_HEAD])
        if kind and isinstance(got, Capture):
            yield from kind.read(io.BytesIO(got.body), got.final_url or got.target, options)
        elif isinstance(got, Capture) and (other := binary_kind(got.body)):
            raise NotAnArticle(f"{got.final_url or got.target}: {other}, not a page")
        else:
            yield got


def _read_feed(stream: BinaryIO, name: str, options: Options) -> Found:
    """Every entry of a feed; where it is a teaser the page itself, from the web."""
    address = address_of(name)
    feed = feeds.parse(whole(stream, name, options), name, address)
    found = feeds.captures(feed, name, options, is_file=address is None and name != "-")
    yield from found if options.offline else fetch_each(map(_page_of_teaser, found, itertools.count(1)), options)


def _page_of_teaser(got: Capture | Failure, number: int) -> Capture | Failure | Target:
    if isinstance(got, Failure) or not got.url or not feeds.is_teaser(got):
        return got
    return Target(got.url, got.target, number, instead=got)


def _read_opml(stream: BinaryIO, name: str, options: Options) -> Found:
    """Every entry of every feed of the list."""
    listed = lists.opml_feeds(whole(stream, name, options))
    if not listed:
        raise NotAnArticle(f"{name}: a list of feeds without a feed")
    for feed in listed:
        try:
            answer = poll(feed.url, options)
            yield from _read_feed(io.BytesIO(answer.body or b""), answer.url, options)
        except AcquireError as error:
            yield Failure(feed.url, type(error)(f"{name}: {error}"))


def _read_list(stream: BinaryIO, name: str, options: Options) -> Found:
    """The page of every line."""

    def targets() -> Iterator[Target | Failure]:
        for number, line in lists.lines_of(whole(stream, name, options)):
            where, url = f"{name}:{number}", lists.address_of(line)
            yield Target(url, where, number) if url else no_address(where, number, line)

    yield from fetch_each(targets(), options)


def _read_articles(stream: BinaryIO, name: str, options: Options) -> Found:
    """The pages of an article list of GDELT in JSON."""
    yield from fetch_each(gdelt.articles(whole(stream, name, options), name), options)


_TABLE = Kind(is_table, read_table)
KINDS: tuple[Kind, ...] = (
    Kind(feeds.is_feed, _read_feed, holds_pages=True),
    Kind(sitemaps.is_sitemap, read_sitemap),
    Kind(lists.is_opml, _read_opml),
    Kind(sitemaps.is_robots, read_robots),
    Kind(gdelt.is_article_list, _read_articles),
    Kind(passim.is_lines, read_lines, holds_pages=True),
    Kind(is_lines, read_lines, holds_pages=True),
    _TABLE,
    Kind(lists.looks_like_list, _read_list),
)
