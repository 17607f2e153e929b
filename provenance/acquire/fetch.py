"""One polite GET: the host's turn awaited, what may pass tried again, everything bounded.

Redirects are not followed here; whoever asks decides whether the next address may be asked.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.acquire.exchange import ENCODINGS, Allowance, Exchange, encodings_of
from provenance.acquire.manners import seconds_of
from provenance.errors import Busy, Passing, Refused, TooLarge, Unreachable

if TYPE_CHECKING:
    import ssl

    import httpx

    from provenance.acquire.pages import Options

LOG = logging.getLogger("provenance")
_BUSY = frozenset({429, 502, 503, 504})
# What an error says for programmers: its number, the type of its bytes.
_NUMBER = re.compile(r"\[Errno -?\d+\] ")
_BYTES = re.compile(r"bytearray\(b(.*)\)")
_ASIDE = 1_000_000  # bytes of a redirect's or an error's own page
_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"


def fetch(
    url: str,
    options: "Options",
    allowance: Allowance,
    *,
    limit: int | None = None,
    media: re.Pattern[str] | None = None,
    headers: Mapping[str, str] | None = None,
    delay: float | None = None,
    private: bool | None = None,
    seen: Callable[[Exchange], Exchange] | None = None,
) -> Exchange:
    """GET an address, at most `options.retries` times more when that may help, and give it to `options.keep`.

    `limit` bounds the body, as sent (else `options.max_bytes`); the body of another media type than `media` is left
    unread. `private` overrides whether the host may be of this machine's network; `seen` tells what an answer is to
    be kept as. Unreachable when there is no complete answer, Refused when asking or reading it is not allowed,
    TooLarge; an error status is an answer.
    """
    where = place_of(url)
    private = where in options.private if private is None else private
    wanted = _Wanted(options.max_bytes if limit is None else limit, media, headers or {})
    delay = options.delay if delay is None else delay
    LOG.info("asking %s", url, extra={"asking": url})
    waited = 0.0
    for attempt in range(options.retries + 1):
        last, asked = attempt == options.retries, None
        try:
            with options.manners.turn(where, delay), allowance.spending() as seconds:
                exchange = _once(url, options, seconds, private, wanted)
        except Passing:
            if last or allowance.left <= 0:
                raise
        else:
            exchange = seen(exchange) if seen else exchange
            if options.keep:
                options.keep(exchange)
            asked = _asked_to_wait(exchange, where, options, waited)
            if last or exchange.status not in _BUSY:
                break
        wait = min(max(asked or 0.0, options.backoff * 2**attempt), options.patience - waited)
        waited += wait
        options.manners.sleep(wait)
    return exchange


def _asked_to_wait(exchange: Exchange, where: str, options: "Options", waited: float) -> float | None:
    """The seconds that a busy host asks for; Busy when that is longer than we are ready to wait."""
    if exchange.status not in _BUSY:
        return None
    asked = seconds_of(exchange.header("retry-after"))
    if asked is not None and waited + asked > options.patience:
        options.manners.hold(where, asked)
        raise Busy(f"{exchange.url}: HTTP {exchange.status}, asks to wait {asked:,.0f} seconds", asked)
    return asked


def place_of(url: str) -> str:
    """The host and port that an address leads to, as `name:port`."""
    try:
        parts = urlsplit(url)
        port = parts.port or (80 if parts.scheme.lower() == "http" else 443)
    except ValueError:
        raise Refused(f"{url}: malformed address") from None
    return f"{(parts.hostname or '').rstrip('.')}:{port}"


class _Wanted:
    """What is wanted of an answer: how much, of which media type; and the headers to ask with."""

    def __init__(self, limit: int, media: re.Pattern[str] | None, headers: Mapping[str, str]) -> None:
        self.limit, self.media, self.headers = limit, media, headers

    def of(self, response: "httpx.Response") -> tuple[int, bool]:
        """How many bytes of the body to read, and whether more of them are an error."""
        if response.status_code >= 300:
            return min(self.limit, _ASIDE), False
        media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if self.media and not self.media.match(media):
            return 0, False
        return self.limit, True


def _once(url: str, options: "Options", seconds: float, private: bool, wanted: _Wanted) -> Exchange:
    import httpx

    from provenance.acquire.transport import Transport

    with (
        _explained(url, options),
        httpx.Client(
            transport=Transport(seconds, _tls(), allow_private=private, proxy=options.proxy),
            trust_env=False,
            timeout=max(seconds, 0.001),
        ) as client,
    ):
        request = client.build_request("GET", url, headers={**_headers(options), **wanted.headers})
        at = datetime.now(UTC).replace(microsecond=0)  # as a WARC dates it
        response = client.send(request, stream=True, follow_redirects=False)
        try:
            body, cut = _body(response, url, wanted)
        finally:
            response.close()
    return Exchange(
        url=url,
        status=response.status_code,
        reason=response.reason_phrase,
        headers=_latin(response.headers),
        body=body,
        at=at,
        version=response.http_version if response.http_version.startswith("HTTP/1") else "HTTP/1.1",
        asked=_latin(request.headers),
        cut=cut,
    )


def _latin(headers: "httpx.Headers") -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)


def _body(response: "httpx.Response", url: str, wanted: _Wanted) -> tuple[bytes, bool]:
    """The body as sent, and whether it was left before its end."""
    most, strict = wanted.of(response)
    length = response.headers.get("content-length", "")
    if strict and length.isascii() and length.isdigit() and int(length[:20]) > most:
        raise TooLarge(f"{url}: larger than the limit of {most:,} bytes")
    encodings = encodings_of(response.headers.get("content-encoding", ""))
    if strict and (len(encodings) > 1 or not set(encodings) <= ENCODINGS):
        raise Refused(f"{url}: content encoding {', '.join(encodings)[:60]!r} was not asked for")
    if most == 0:
        return b"", True
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > most:
            if strict:
                raise TooLarge(f"{url}: larger than the limit of {most:,} bytes")
            return bytes(body[:most]), True
    return bytes(body), False


def _headers(options: "Options") -> dict[str, str]:
    return {
        "User-Agent": options.user_agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


@cache
def _tls() -> "ssl.SSLContext":
    import httpx

    return httpx.create_ssl_context(trust_env=False)


def _reason(error: Exception) -> str:
    said = _BYTES.sub(r"\1", _NUMBER.sub("", " ".join(str(error).split())))
    return said[:160] or type(error).__name__


@contextmanager
def _explained(url: str, options: "Options") -> Iterator[None]:
    """What goes wrong on the network, as one line that says it."""
    import httpcore
    import httpx

    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException):
        raise Unreachable(f"{url}: no complete answer within {options.timeout:g} seconds") from None
    except (httpx.InvalidURL, httpcore.UnsupportedProtocol, UnicodeError, ValueError):
        raise Refused(f"{url}: malformed address") from None
    except (Refused, Unreachable) as error:  # of the host: say which page it was for
        raise type(error)(f"{url}: {error}") from None
    except (httpcore.NetworkError, OSError) as error:
        raise Passing(f"{url}: {_reason(error)}") from None
    except httpcore.ProxyError as error:
        raise Unreachable(f"{url}: the proxy says {_reason(error)}") from None
    except (httpcore.ProtocolError, httpx.HTTPError) as error:
        raise Unreachable(f"{url}: {_reason(error)}") from None
