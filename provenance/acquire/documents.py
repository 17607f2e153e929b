"""Files that hold or name many pages, told by their first bytes: feeds, sitemaps, lists of addresses, tables.

To add a kind: a function as in KINDS, and one line there.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from provenance.acquire import feeds
from provenance.acquire.pages import Failure, Options, too_large
from provenance.errors import Unreachable
from provenance.model import Capture

Found = Iterator[Capture | Failure]
_HEAD = 65_536
# Text in markup and feeds of many entries: a document may be larger than one of its pages.
_FACTOR = 5


def read_document(target: str, options: Options) -> Found | None:
    """A feed, sitemap, list or table in a file, by its content."""
    path = Path(target)
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return None
    kind = kind_of(head)
    return _file(path, kind, target, options) if kind else None


def _read_feed(stream: BinaryIO, name: str, options: Options) -> Found:
    """Every entry of a feed."""
    body = whole(stream, name, options)
    is_file = name != "-" and "://" not in name
    yield from feeds.captures(feeds.parse(body, name), name, options, is_file=is_file)


Kind = Callable[[BinaryIO, str, Options], Found]
# What tells a kind by its first bytes, and what reads it.
KINDS: tuple[tuple[Callable[[bytes], bool], Kind], ...] = ((feeds.is_feed, _read_feed),)


def kind_of(head: bytes) -> Kind | None:
    """What reads a document that begins so; None when it is a page or nothing we know."""
    return next((read for is_mine, read in KINDS if is_mine(head)), None)


def _file(path: Path, kind: Kind, name: str, options: Options) -> Found:
    try:
        with path.open("rb") as stream:
            yield from kind(stream, name, options)
    except OSError as error:
        raise Unreachable(f"{name}: {(error.strerror or str(error)).lower()}") from None


def whole(stream: BinaryIO, name: str, options: Options) -> bytes:
    """All bytes of a document, within a bound five times that of a page; else TooLarge."""
    limit = options.max_bytes * _FACTOR
    body = stream.read(limit + 1)
    if len(body) > limit:
        raise too_large(name, replace(options, max_bytes=limit))
    return body
