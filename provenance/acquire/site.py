"""The pages of a site: from its robots.txt to its sitemaps, from these to the pages that they list."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from provenance.acquire import sitemaps
from provenance.acquire.pages import Failure, Options, too_large
from provenance.acquire.polling import poll
from provenance.acquire.targets import Target, fetch_each
from provenance.errors import AcquireError, NotAnArticle, TooLarge
from provenance.model import Capture

Found = Iterator[Capture | Failure]
# A document may be larger than one of its pages.
_FACTOR = 5
# Sitemaps that are looked into: an index may list 50,000, and indexes others.
MAX_SITEMAPS = 1_000


def whole(stream: BinaryIO, name: str, options: Options) -> bytes:
    """All bytes of a document, within a bound five times that of a page; else TooLarge."""
    limit = options.max_bytes * _FACTOR
    body = stream.read(limit + 1)
    if len(body) > limit:
        raise too_large(name, replace(options, max_bytes=limit))
    return body


def address_of(name: str) -> str | None:
    """The address of a document that was read from the web; None for files."""
    return name if re.match(r"https?://", name) else None


def read_sitemap(stream: BinaryIO, name: str, options: Options) -> Found:
    """Every page that a sitemap, or a sitemap of an index, lists."""
    found = sitemaps.parse(whole(stream, name, options), name, address_of(name))
    if not (found.pages or found.sitemaps):
        raise NotAnArticle(f"{name}: a sitemap without pages{f' ({found.damage})' if found.damage else ''}")
    yield from _pages(found, name, options)
    yield from _follow((one.url for one in found.sitemaps), name, options)


def read_robots(stream: BinaryIO, name: str, options: Options) -> Found:
    """Every page of the sitemaps that a robots.txt names."""
    yield from _follow(sitemaps.of_robots(whole(stream, name, options)), name, options)


def _pages(sitemap: sitemaps.Sitemap, name: str, options: Options) -> Found:
    targets = (Target(page.url, f"{name}:{number}", number) for number, page in enumerate(sitemap.pages, 1))
    yield from fetch_each(targets, options)
    if sitemap.damage:
        said = f"{name}: a damaged sitemap ({sitemap.damage}); {len(sitemap.pages)} pages were read"
        yield Failure(name, NotAnArticle(said))


def _follow(addresses: Iterable[str], name: str, options: Options) -> Found:
    """The pages of these sitemaps and, level by level, of those that they list, each looked into once."""
    waiting, been = deque((url, 1) for url in addresses), {name}
    while waiting:
        url, level = waiting.popleft()
        if url in been:
            continue
        if level > options.depth:  # so are all that wait behind it
            yield Failure(url, _too_deep(name, options.depth))
            return
        if len(been) > MAX_SITEMAPS:
            yield Failure(url, TooLarge(f"{name}: lists more than {MAX_SITEMAPS:,} sitemaps; the rest was left"))
            return
        been.add(url)
        try:
            answer = poll(url, options)
            found = sitemaps.parse(answer.body or b"", url, answer.url)
        except AcquireError as error:
            yield Failure(url, error)
            continue
        if len(waiting) <= MAX_SITEMAPS:
            waiting.extend((one.url, level + 1) for one in found.sitemaps)
        yield from _pages(found, url, options)


def _too_deep(name: str, depth: int) -> TooLarge:
    levels = "1 level" if depth == 1 else f"{depth} levels"
    return TooLarge(f"{name}: holds more than {levels} of sitemaps within sitemaps; the deeper ones were left")
