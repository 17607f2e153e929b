"""Requests through a proxy that the user names: it resolves the names, and nothing goes past it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import ClassVar

import pytest

from provenance.acquire import Options, read
from provenance.acquire.addresses import refuse_literal
from provenance.errors import AcquireError, Refused
from tests.hostile import SPELLINGS
from tests.sites import serving
from tests.small_web import page


class Forwarder(BaseHTTPRequestHandler):
    """A proxy of plain HTTP that answers in the sites' stead, and opens no tunnel."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Forwarder.asked.append(f"{self.path} {self.headers.get('Proxy-Authorization', '')}".strip())
        body = page("Through the proxy").encode()
        self.send_response(404 if self.path.endswith("/robots.txt") else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_CONNECT(self) -> None:
        Forwarder.asked.append(self.path)
        self.send_error(403)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def forwarder() -> Iterator[str]:
    Forwarder.asked = []
    with serving(Forwarder) as address:
        yield address


@contextmanager
def socks(asked: list[str]) -> Iterator[str]:
    """A SOCKS5 proxy (RFC 1928) of names that answers as each site itself."""

    def serve(client: socket.socket) -> None:
        with client, client.makefile("rb") as stream:
            stream.read(stream.read(2)[1])
            client.sendall(b"\x05\x00")
            version, command, _, kind = stream.read(4)
            name = stream.read(stream.read(1)[0]).decode() if kind == 3 else f"an address ({kind})"
            port = int.from_bytes(stream.read(2), "big")
            asked.append(f"{version} {command} {name}:{port}")
            client.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
            first = stream.readline().decode()
            while stream.readline().strip():
                pass
            body = page("Through socks").encode() if "robots" not in first else b""
            status = "404 Not Found" if "robots" in first else "200 OK"
            head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
            client.sendall(head.encode() + body)

    def accept() -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(client,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=accept, daemon=True).start()
        yield f"socks5://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture(autouse=True)
def no_names(monkeypatch):
    """Nobody here is asked for a name."""
    system = socket.getaddrinfo

    def lookup(host, *rest, **more):
        assert more.get("flags") == socket.AI_NUMERICHOST or host == "127.0.0.1", host
        return system(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


def test_a_page_is_read_through_the_proxy(forwarder):
    options = Options(proxy=forwarder.replace("//", "//reader:s%40fe@"), delay=0)
    (got,) = read("http://harbour.example/news/1", options)
    assert b"Through the proxy" in got.body
    assert Forwarder.asked == [
        "http://harbour.example/robots.txt Basic cmVhZGVyOnNAZmU=",
        "http://harbour.example/news/1 Basic cmVhZGVyOnNAZmU=",
    ]


def test_a_tunnel_that_is_refused_is_told(forwarder):
    with pytest.raises(AcquireError, match=r"^https://harbour.example/1: the proxy says 403"):
        list(read("https://harbour.example/1", Options(proxy=forwarder, delay=0, robots=False, retries=0)))
    assert Forwarder.asked == ["harbour.example:443"]


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_page_is_read_through_socks_which_resolves_its_name(scheme):
    asked: list[str] = []
    with socks(asked) as address:
        (got,) = read("http://hidden.onion.example/1", Options(proxy=address.replace("socks5", scheme), delay=0))
    assert b"Through socks" in got.body
    assert asked == ["5 1 hidden.onion.example:80"] * 2


@pytest.mark.parametrize("host", [one for one in SPELLINGS if "@" not in one and "%" not in one])
def test_what_is_written_as_an_address_inside_is_refused(forwarder, host):
    with pytest.raises(AcquireError):
        list(read(f"http://{host}/secret", Options(proxy=forwarder, delay=0)))
    assert Forwarder.asked == []


def test_an_address_of_the_internet_is_not_refused():
    refuse_literal("93.184.215.14")
    refuse_literal("harbour.example")
    with pytest.raises(Refused):
        refuse_literal("LOCALHOST.")


@pytest.mark.parametrize(
    "proxy", ["ftp://a.example", "socks5://", "a.example:8080", "http://a.example:99999", "http://["]
)
def test_a_proxy_that_is_none_is_a_wrong_use(run, proxy):
    ran = run("trace", "https://a.example/1", "--proxy", proxy)
    assert ran.status == 2
    assert "--proxy" in ran.err


def test_no_proxy_of_the_environment_is_used(run, forwarder, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, forwarder)
    assert run("inspect", "http://127.0.0.1/1").status == 3
    assert Forwarder.asked == []
    ran = run("inspect", "http://harbour.example/1", "--proxy", forwarder, "--delay", "0")
    assert ran.status == 0, ran.err
    assert Forwarder.asked[-1] == "http://harbour.example/1"
