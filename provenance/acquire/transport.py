"""The one seam to the network: an httpx transport that checks every address and keeps a total deadline.

httpx's own timeouts bound single reads, which a slow drip of bytes evades; here each operation gets
what remains of the whole. Host header and TLS name stay those of the address asked for.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import httpcore
import httpx

from provenance.acquire.addresses import refuse_literal, resolve


class Transport(httpx.BaseTransport):
    """A transport for one request: `seconds` is its total from now on.

    With a `proxy` (an address of http, https or socks5) the names of hosts are for it to resolve; no name server is
    asked here, and what is written as an address of this machine or its network is refused.
    """

    def __init__(
        self, seconds: float, context: ssl.SSLContext, *, allow_private: bool, proxy: str | None = None
    ) -> None:
        self._checked = bool(proxy) and not allow_private
        # The user named the proxy, which may well lie on his own machine.
        backend = _Backend(time.monotonic() + seconds, allow_private=allow_private or bool(proxy))
        self._pool = (
            _proxied(proxy, context, backend)
            if proxy
            else httpcore.ConnectionPool(ssl_context=context, network_backend=backend)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; errors are those of httpcore and of `provenance.errors`."""
        url = request.url
        if self._checked:
            refuse_literal(url.host)
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


def _proxied(proxy: str, context: ssl.SSLContext, backend: httpcore.NetworkBackend) -> httpcore.ConnectionPool:
    parts = urlsplit(proxy)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    known = (unquote(parts.username or ""), unquote(parts.password or "")) if parts.username else None
    if parts.scheme.startswith("socks5"):
        return httpcore.SOCKSProxy(bare, proxy_auth=known, ssl_context=context, network_backend=backend)
    return httpcore.HTTPProxy(bare, proxy_auth=known, ssl_context=context, network_backend=backend)


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Backend(httpcore.NetworkBackend):
    def __init__(self, deadline: float, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        for address in resolve(host, port, allow_private=self._allow_private):
            left = _left(self._deadline, httpcore.ConnectTimeout)
            try:
                return _Stream(self._inner.connect_tcp(address, port, timeout=left), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, _left(self._deadline, httpcore.ConnectTimeout)))


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


def _left(deadline: float, error: type[httpcore.TimeoutException]) -> float:
    """The seconds that remain, more than none; else the given timeout."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise error("out of time")
    return left
