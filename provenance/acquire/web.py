"""Pages of the live web: GET over http and https, every hop checked, everything bounded."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from provenance import urls
from provenance.acquire.inflate import Broken, TooMuch, collect, inflate
from provenance.acquire.pages import HTML, Failure, Options, Source, content_type, make_capture, too_large
from provenance.errors import NotAnArticle, Refused, Unreachable
from provenance.model import Capture

if TYPE_CHECKING:
    import httpx

_REDIRECTS = 10
_MOVED = frozenset({301, 302, 303, 307, 308})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:/", re.IGNORECASE)
_READABLE = re.compile(r"(?:text/|application/(?:xhtml\+xml|xml|octet-stream)\Z|\Z)")
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
        raise Refused(f"{target[:200]}: not an http or https address")
    if options.offline:
        raise Refused(f"{url}: not fetched, offline")
    yield _fetch(target, url, options)


def _fetch(target: str, url: str, options: Options) -> Capture:
    import httpx

    from provenance.acquire.transport import Transport

    transport = Transport(options.timeout, allow_private=options.allow_private)
    client = httpx.Client(transport=transport, trust_env=False, timeout=options.timeout)
    with _as_unreachable(url, options), client:
        return _follow(client, target, url, options)


def _follow(client: "httpx.Client", target: str, url: str, options: Options) -> Capture:
    """The page at the end of the redirects; no cookie is carried from one to the next."""
    here = url
    for _ in range(_REDIRECTS + 1):
        request = client.build_request("GET", here, headers=_headers(options))
        response = client.send(request, stream=True, follow_redirects=False)
        try:
            if response.status_code not in _MOVED:
                return _capture(response, target, url, here, options)
            here = _next(here, response.headers.get("location", ""))
        finally:
            response.close()
            client.cookies.clear()
    raise Unreachable(f"{url}: more than {_REDIRECTS} redirects")


def _next(here: str, location: str) -> str:
    if not location:
        raise Unreachable(f"{here}: a redirect to nowhere")
    try:
        there = urldefrag(urljoin(here, location)).url
    except ValueError:
        there = ""
    if not there.lower().startswith(("http://", "https://")) or urls.host(there) is None:
        raise Refused(f"{here}: redirects to {location[:100]!r}, no http or https address")
    return there


def _capture(response: "httpx.Response", target: str, url: str, here: str, options: Options) -> Capture:
    if response.status_code >= 400:
        raise Unreachable(f"{here}: HTTP {response.status_code}")
    media, charset = content_type(response.headers.get("content-type", ""))
    if not _READABLE.match(media):
        raise NotAnArticle(f"{here}: {media}, not a page")
    source = Source(
        url=url,
        final_url=here,
        status=response.status_code,
        headers=tuple((name.lower(), value) for name, value in response.headers.multi_items()),
        charset=charset,
        fetched=datetime.now(UTC),
        media_type=HTML if media in _MARKUP else None,
    )
    return make_capture(target, _body(response, here, options), options, source)


def _body(response: "httpx.Response", here: str, options: Options) -> bytes:
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > options.max_bytes:
        raise too_large(here, options)
    encodings = [name.strip().lower() for name in response.headers.get("content-encoding", "").split(",")]
    encodings = [name.removeprefix("x-") for name in encodings if name not in ("", "identity")]
    if len(encodings) > 1 or not set(encodings) <= {"gzip", "deflate"}:
        raise Refused(f"{here}: content encoding {', '.join(encodings)[:60]!r} was not asked for")
    try:
        raw = collect(response.iter_raw(), options.max_bytes)
        return inflate(raw, options.max_bytes, encodings[0]) if encodings else raw
    except TooMuch:
        raise too_large(here, options) from None
    except Broken as error:
        raise Unreachable(f"{here}: broken {encodings[0]} ({error})") from None


def _headers(options: Options) -> dict[str, str]:
    return {
        "User-Agent": options.user_agent,
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


@contextmanager
def _as_unreachable(url: str, options: Options) -> Iterator[None]:
    """What goes wrong on the network, as one line that says it."""
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
