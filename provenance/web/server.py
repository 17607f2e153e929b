"""The server: one socket, one event loop, until it is told to stop."""

import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from provenance.web.app import application
from provenance.web.site import Site

_FIRST_LINE = 15.0  # seconds for the head of a first request
_AT_ONCE = 200  # connections
_LAST = 3  # seconds for what is under way when the server is told to stop


class Patient(H11Protocol):
    """HTTP/1.1 that lets go of whoever connects and does not ask."""

    def connection_made(self, transport: "object") -> None:
        """Wait for a request, but not for ever."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self.loop.call_later(_FIRST_LINE, self._leave)

    def _leave(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 picks a free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=128)


def run(site: Site, listener: socket.socket, ready: Callable[[], object] = lambda: None) -> None:
    """Serve until Ctrl-C, SIGTERM or `stop`; calls `ready` once requests are answered."""
    server = server_of(site, ready)
    # The library hands the signals on when it has finished; by then there is nothing left to end.
    before = {number: signal.signal(number, _nothing) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    return


class _Server(uvicorn.Server):
    ready: Callable[[], object]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready()


def server_of(site: Site, ready: Callable[[], object]) -> uvicorn.Server:
    """A server that is not running yet; `should_exit` stops it."""
    settings = uvicorn.Config(
        application(site),
        http=Patient,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,  # an address may carry the token
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_AT_ONCE,
        h11_max_incomplete_event_size=32 * 1024,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=_LAST,
    )
    server = _Server(settings)
    server.ready = ready
    return server
