"""One conditional GET of a feed or sitemap: what it holds, or that it has not changed (RFC 9110, 13.1)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from provenance import urls
from provenance.acquire.inflate import Broken, TooMuch, collect, inflate
from provenance.acquire.pages import Options, content_type
from provenance.charset import text_of
from provenance.errors import Refused, TooLarge, Unreachable

if TYPE_CHECKING:
    import httpx

MAX_BYTES = 52_428_800
_REDIRECTS = 5
_BUSY = frozenset({429, 503})
_DAY = 86_400
_TOLD = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b")
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}\sencoding\s*=", re.I)
_MOVED = frozenset({301, 302, 303, 307, 308})
_ACCEPT = (
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
)


class Busy(Unreachable):
    """A server that asks to come back after `seconds` (Retry-After)."""

    def __init__(self, message: str, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.seconds = seconds


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
    """Ask for a document unless it is as it was. Unreachable (also Busy), Refused and TooLarge as for pages.

    A text whose letters only the HTTP header tells is given in UTF-8.
    """
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
    said = response.headers
    if response.status_code in _BUSY and (seconds := _seconds(said.get("retry-after", ""))):
        message = f"{here}: HTTP {response.status_code}, asks to wait {seconds:,.0f} seconds"
        raise Busy(message, seconds)
    if response.status_code >= 300:
        raise Unreachable(f"{here}: HTTP {response.status_code}")
    body = _in_utf8(_body(response, here), content_type(said.get("content-type", ""))[1])
    return Polled(here, body, Stamp(said.get("etag"), said.get("last-modified")))


def _seconds(written: str) -> float:
    """Retry-After as seconds from now, a day at most (RFC 9110, 10.2.3); 0 when it says nothing."""
    if written.strip().isascii() and written.strip().isdigit():
        return float(min(int(written.strip()[:9]), _DAY))
    try:
        when = parsedate_to_datetime(written)
        return max(0.0, min((when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), _DAY))
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _in_utf8(body: bytes, charset: str | None) -> bytes:
    """A body as it is, unless nothing in it tells its letters and the header does (RFC 7303, 3)."""
    if charset in (None, "utf-8", "us-ascii") or body.startswith(_TOLD) or _ENCODING.match(body):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return text_of(body, charset).encode("utf-8", "replace")
    return body


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
