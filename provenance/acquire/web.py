"""Pages of the live web: GET over http and https, robots.txt honoured, every hop checked, everything bounded."""

import re
from collections.abc import Iterator
from pathlib import Path

from provenance import urls
from provenance.acquire import robots
from provenance.acquire.archives import read_archived
from provenance.acquire.exchange import Allowance, Exchange
from provenance.acquire.fetch import fetch
from provenance.acquire.gone import says_gone
from provenance.acquire.onward import moved, refresh_of
from provenance.acquire.pages import DOCUMENTS, HTML, Failure, Options, Source, content_type, make_capture
from provenance.errors import AcquireError, NotAnArticle, Refused, Unchanged, Unreachable
from provenance.model import Capture, Redirect

_REDIRECTS = 10
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:/", re.IGNORECASE)
_MARKUP = frozenset({HTML, "application/xhtml+xml"})


def read_web(target: str, options: Options) -> Iterator[Capture | Failure] | None:
    """An http or https address; without a scheme when it has the shape of a host and is no file."""
    text = target.strip()
    if _SCHEME.match(text):
        return _one(text, options)
    is_address = urls.clean(text) is not None and not Path(text).exists()
    return _one(text, options) if is_address else None


def _one(target: str, options: Options) -> Iterator[Capture | Failure]:
    url = urls.clean(target)
    if url is None:
        raise no_page(target)
    if options.offline:
        raise Refused(f"{url}: not fetched, offline")
    if options.known and options.known(url):
        raise Unchanged(f"{url}: read before")
    yield (
        archived(options.archive, target, url, options) if options.archive else _live_or_archived(target, url, options)
    )


def no_page(target: str) -> Refused:
    """The error for what is no address of the web."""
    is_one = target.strip().lower().startswith(("http://", "https://"))
    return Refused(f"{target[:200]}: {'malformed address' if is_one else 'not an http or https address'}")


def archived(prefix: str, target: str, url: str, options: Options) -> Capture:
    """The first capture of a page in an archive; Unreachable when there is none."""
    exchange, redirects = read_archived(prefix, urls.unwrap(url), options)
    return capture_of(exchange, target, urls.unwrap(url), redirects, options)


def _live_or_archived(target: str, url: str, options: Options) -> Capture:
    """The page of the live web; when it is gone, that of the first archive which has it."""
    try:
        return _live(target, url, options)
    except Unreachable as error:
        tried = [str(error)]
    for prefix in options.if_gone:
        try:
            return archived(prefix, target, url, options)
        except AcquireError as error:
            tried.append(str(error))
    raise Unreachable("; ".join(tried))


def _live(target: str, url: str, options: Options) -> Capture:
    """The page at the end of the redirects; no cookie is carried from one to the next."""
    exchange, redirects = follow(url, options)
    deep = not urls.is_home(url) and not urls.is_shortener(url)
    if redirects and deep and urls.is_home(exchange.url):
        raise Unreachable(f"{url}: gone; it redirects to a front page, {exchange.url}")
    capture = capture_of(exchange, target, url, redirects, options)
    title = says_gone(capture.body, capture.charset) if capture.media_type == HTML else None
    if title:
        raise Unreachable(f"{url}: gone; a page called {title[:100]!r} stands there")
    return capture


def follow(url: str, options: Options) -> tuple[Exchange, tuple[Redirect, ...]]:
    """The answer at the end of at most 10 redirects, by status or by the page's own refresh, and those redirects."""
    allowance = Allowance(options.timeout)
    here, passed = url, list[Redirect]()
    while True:
        robots.check(here, options, allowance)
        exchange = fetch(here, options, allowance, media=options.media, headers=options.conditions(here))
        there = moved(exchange) or refreshed(exchange, options)
        if there is None:
            return exchange, tuple(passed)
        passed.append(Redirect(here, exchange.status))
        if there in (one.url for one in passed):
            raise Unreachable(f"{url}: redirects in a circle")
        if len(passed) > _REDIRECTS:
            raise Unreachable(f"{url}: more than {_REDIRECTS} redirects")
        here = there


def refreshed(exchange: Exchange, options: Options) -> str | None:
    """The address that a page at once sends its reader on to (`<meta http-equiv="refresh">`); None when it does not."""
    media, charset = content_type(exchange.header("content-type"))
    if exchange.status != 200 or exchange.cut or (media and media not in _MARKUP):
        return None
    return refresh_of(exchange.content(options.max_bytes), exchange.url, charset)


def capture_of(exchange: Exchange, target: str, url: str, redirects: tuple[Redirect, ...], options: Options) -> Capture:
    """The capture of an answer; the AcquireError that says why it is no page."""
    here = exchange.url
    if exchange.status == 304:
        raise Unchanged(f"{here}: has not changed since it was read")
    if exchange.status >= 300:
        raise Unreachable(f"{here}: HTTP {exchange.status}")
    media, charset = content_type(exchange.header("content-type"))
    if options.media and not options.media.match(media):
        raise NotAnArticle(f"{here}: {media}, not a page")
    source = Source(
        url=url,
        final_url=here,
        status=exchange.status,
        headers=tuple((name.lower(), value) for name, value in exchange.headers),
        charset=charset,
        fetched=exchange.at,
        media_type=HTML if media in _MARKUP else None,
        redirects=redirects,
        memento=exchange.memento,
        may_list=options.media is DOCUMENTS,
    )
    return make_capture(target, exchange.content(options.max_bytes), options, source)
