"""One conditional GET of a feed or sitemap: what it holds, or that it has not changed (RFC 9110, 13.1)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from provenance import urls
from provenance.acquire.exchange import LISTING, Exchange
from provenance.acquire.pages import Options, content_type
from provenance.acquire.web import follow, no_page
from provenance.charset import text_of
from provenance.errors import Refused, Unreachable

MAX_BYTES = 52_428_800
_TOLD = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b")
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}\sencoding\s*=", re.I)
_ACCEPT = (
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a server said of the version that it sent: ETag and Last-Modified, as it wrote them."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Polled:
    """An answer: `body` is None when nothing changed since the stamp; `url` is what answered after redirects."""

    url: str
    body: bytes | None
    stamp: Stamp


def poll(url: str, options: Options, stamp: Stamp | None = None, use: str = LISTING) -> Polled:
    """Ask for a document unless it is as it was. Unreachable (also Busy), Refused and TooLarge as for pages.

    A text whose letters only the HTTP header tells is given in UTF-8.
    """
    here = urls.clean(url)
    if here is None:
        raise no_page(url)
    if options.offline:
        raise Refused(f"{here}: not fetched, offline")
    stamp = stamp or Stamp()
    wanted = {"Accept": _ACCEPT, "If-None-Match": stamp.etag, "If-Modified-Since": stamp.modified}
    asked = {name: value for name, value in wanted.items() if value}
    polling = replace(options, max_bytes=MAX_BYTES, media=None, conditions=lambda _: asked, keep=_kept_as(use, options))
    exchange, _ = follow(here, polling)
    return _polled(exchange, stamp)


def _kept_as(use: str, options: Options) -> Callable[[Exchange], None] | None:
    keep = options.keep
    return keep and (lambda exchange: keep(replace(exchange, use=use)))


def _polled(exchange: Exchange, stamp: Stamp) -> Polled:
    if exchange.status == 304:
        return Polled(exchange.url, None, stamp)
    if exchange.status >= 300:
        raise Unreachable(f"{exchange.url}: HTTP {exchange.status}")
    body = in_utf8(exchange.content(MAX_BYTES), content_type(exchange.header("content-type"))[1])
    return Polled(exchange.url, body, Stamp(exchange.header("etag") or None, exchange.header("last-modified") or None))


def in_utf8(body: bytes, charset: str | None) -> bytes:
    """A body as it is, unless nothing in it tells its letters and the header does (RFC 7303, 3)."""
    if charset in (None, "utf-8", "us-ascii") or body.startswith(_TOLD) or _ENCODING.match(body):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return text_of(body, charset).encode("utf-8", "replace")
    return body
