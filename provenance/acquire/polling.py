"""One conditional GET of a feed or sitemap: what it holds, or that it has not changed (RFC 9110, 13.1)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from provenance import urls
from provenance.acquire.inflate import Broken, TooMuch, collect, inflate
from provenance.acquire.pages import Options
from provenance.errors import Refused, TooLarge, Unreachable

if TYPE_CHECKING:
    import httpx

MAX_BYTES = 52_428_800
_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
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


def poll(url: str, options: Options, stamp: Stamp | None = None) -> Polled:
    """Ask for a document unless it is as it was. Unreachable, Refused and TooLarge as for pages."""
    import httpx

    from provenance.acquire.transport import Transport

    here = urls.clean(url)
    if here is None:
        raise Refused(f"{url[:200]}: not an http or https address")
    if options.offline:
        raise Refused(f"{here}: not fetched, offline")
    transport = Transport(options.timeout, allow_private=options.allow_private)
    client = httpx.Client(transport=transport, trust_env=False, timeout=options.timeout)
    with _as_unreachable(here, options), client:
        return _follow(client, here, options, stamp or Stamp())


def _follow(client: "httpx.Client", url: str, options: Options, stamp: Stamp) -> Polled:
    here = url
    for _ in range(_REDIRECTS + 1):
        request = client.build_request("GET", here, headers=_headers(options, stamp))
        response = client.send(request, stream=True, follow_redirects=False)
        try:
            if response.status_code not in _MOVED:
                return _polled(response, here, stamp)
            here = _next(here, response.headers.get("location", ""))
        finally:
            response.close()
            client.cookies.clear()
    raise Unreachable(f"{url}: more than {_REDIRECTS} redirects")


def _next(here: str, location: str) -> str:
    there = urldefrag(urljoin(here, location)).url if location else ""
    if not re.match(r"https?://", there, re.I) or urls.host(there) is None:
        raise Refused(f"{here}: redirects to {location[:100]!r}, no http or https address")
    return there


def _headers(options: Options, stamp: Stamp) -> dict[str, str]:
    asked = {"If-None-Match": stamp.etag, "If-Modified-Since": stamp.modified}
    return {
        "User-Agent": options.user_agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **{name: value for name, value in asked.items() if value},
    }


def _polled(response: "httpx.Response", here: str, stamp: Stamp) -> Polled:
    if response.status_code == 304:
        return Polled(here, None, stamp)
    if response.status_code >= 300:
        raise Unreachable(f"{here}: HTTP {response.status_code}")
    said = response.headers
    return Polled(here, _body(response, here), Stamp(said.get("etag"), said.get("last-modified")))


def _body(response: "httpx.Response", here: str) -> bytes:
    encoding = response.headers.get("content-encoding", "").strip().lower().removeprefix("x-")
    if encoding not in ("", "identity", "gzip", "deflate"):
        raise Refused(f"{here}: content encoding {encoding[:60]!r} was not asked for")
    try:
        raw = collect(response.iter_raw(), MAX_BYTES)
        return inflate(raw, MAX_BYTES, encoding) if encoding in ("gzip", "deflate") else raw
    except TooMuch:
        raise TooLarge(f"{here}: larger than the limit of {MAX_BYTES:,} bytes") from None
    except Broken as error:
        raise Unreachable(f"{here}: broken {encoding} ({error})") from None


@contextmanager
def _as_unreachable(url: str, options: Options) -> Iterator[None]:
    import httpcore
    import httpx

    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException):
        raise Unreachable(f"{url}: no complete answer within {options.timeout:g} seconds") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
        reason = " ".join(str(error).split())[:160] or type(error).__name__
        raise Unreachable(f"{url}: {reason}") from None
    except (httpx.InvalidURL, httpcore.UnsupportedProtocol, UnicodeError, ValueError):
        raise Refused(f"{url}: malformed address") from None
