"""Answers that no honest server gives, as the bytes that go over the wire; and the server that gives them.

`{canary}` in an answer is the port of a second server on loopback that nobody may ever reach.
"""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

PAGE = "<!doctype html><title>Крепость</title><p>Крепость у моря снова открыта для посетителей.</p>"
Answer = Callable[[socket.socket, "Hostile"], None]
ANSWERS: dict[str, Answer] = {}
SPELLINGS = (
    "127.0.0.1", "localhost", "LOCALHOST.", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001",
    "0.0.0.0", "0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]", "127.0.0.1.", "1２7.0.0.1", "①②⑦.0.0.1", "good.example@127.0.0.1", "good.example%40127.0.0.1",
    "169.254.169.254", "10.0.0.1", "[fe80::1]", "[fc00::1]",
)  # fmt: skip


class Hostile:
    """The server: its own port, the canary's, and how many connections came to each."""

    def __init__(self, port: int, canary: int) -> None:
        self.port, self.canary = port, canary
        self.reached: list[str] = []
        self.closing = threading.Event()

    def pause(self, seconds: float) -> bool:
        """Wait; False when the server closes."""
        return not self.closing.wait(seconds)


def _plain(name: str, head: str, body: bytes = b"") -> None:
    def answer(sock: socket.socket, server: Hostile) -> None:
        there = head.replace("{canary}", str(server.canary)).replace("{port}", str(server.port))
        sock.sendall(there.replace("\n", "\r\n").encode("utf-8") + b"\r\n\r\n")
        sock.sendall(body.replace(b"{canary}", str(server.canary).encode()))

    ANSWERS[name] = answer


def _html(name: str, body: bytes, kind: str = "text/html; charset=utf-8", more: str = "") -> None:
    length = "" if b"{canary}" in body else f"\nContent-Length: {len(body)}"
    _plain(name, f"HTTP/1.1 200 OK\nContent-Type: {kind}{length}{more}", body)


def _packed(name: str, encoding: str, body: bytes) -> None:
    _html(name, body, more=f"\nContent-Encoding: {encoding}")


def _moved(name: str, there: str) -> None:
    _plain(name, f"HTTP/1.1 302 Found\nLocation: {there}\nContent-Length: 0")


def _zeros(count: int, window: int = 31) -> bytes:
    machine = zlib.compressobj(9, zlib.DEFLATED, window)
    piece = bytes(1_000_000)
    return b"".join(machine.compress(piece) for _ in range(count)) + machine.flush()


def _streamed(name: str, head: bytes, piece: bytes, pause: float = 0.0) -> None:
    def answer(sock: socket.socket, server: Hostile) -> None:
        sock.sendall(head)
        while server.pause(pause):
            sock.sendall(piece)

    ANSWERS[name] = answer


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_BIG = _zeros(400)
_packed("gzip-bomb", "gzip", _BIG)
_packed("gzip-bomb-of-a-bomb", "gzip, gzip", gzip.compress(_BIG))
_packed("deflate-bomb", "deflate", _zeros(100, 15))
_packed("raw-deflate-bomb", "deflate", _zeros(100, -15))
_packed("many-members", "gzip", gzip.compress(b"<p>word</p>") * 20_000)
_packed("brotli", "br", b"\x0b\x02\x80<p>word</p>\x03")
_packed("truncated-gzip", "gzip", gzip.compress(PAGE.encode())[:-9])
_packed("gzip-that-is-none", "gzip", PAGE.encode())
_packed("gzip-with-a-tail", "gzip", gzip.compress(PAGE.encode()) + b"\0" * 5_000)
_streamed("endless-body", _OK + b"\r\n", b"<p>and on</p>" * 500)
_streamed("endless-chunks", _OK + b"Transfer-Encoding: chunked\r\n\r\n", b"5\r\n<p>a \r\n" * 500)
_streamed("endless-headers", _OK, b"X-More: and on\r\n" * 100)
_streamed("endless-continue", b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
_streamed("dripping-headers", _OK, b"X: y\r\n", 0.1)
_streamed("dripping-body", _OK + b"\r\n", b"a", 0.1)
_streamed("dripping-chunks", _OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", 0.1)
_streamed("silence", b"", b"", 0.2)
_plain("one-huge-header", "HTTP/1.1 200 OK\nX: " + "y" * 2_000_000, PAGE.encode())
_plain("closed-at-once", "")
_plain("no-http", "SSH-2.0-OpenSSH_9.2p1\n")
_plain("nonsense-status", "HTTP/1.1 OK 200", PAGE.encode())
_plain("status-999", "HTTP/1.1 999 No\nContent-Length: 0")
_plain("switching-protocols", "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade")
_plain("not-modified-unasked", "HTTP/1.1 304 Not Modified")
_plain("nothing-in-it", "HTTP/1.1 204 No Content")
_plain("length-too-long", "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 999999", PAGE.encode())
_plain("length-too-short", "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 20", PAGE.encode())
_plain("length-negative", "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: -5", PAGE.encode())
_plain("length-immense", "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: " + "9" * 400, PAGE.encode())
_plain("two-lengths", "HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 90", PAGE.encode())
_plain("chunk-immense", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked", b"ffffffffffffffff\r\n" + PAGE.encode())
_plain("chunk-nonsense", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked", b"zz\r\n" + PAGE.encode())
_plain("retry-never", "HTTP/1.1 503 Busy\nRetry-After: 99999999999999\nContent-Length: 0")
_plain("retry-nonsense", "HTTP/1.1 429 Busy\nRetry-After: Thu, 99 Foo 2026\nContent-Length: 0")
_html("nested-tags", b"<div>" * 100_000 + PAGE.encode())
_html("nested-tables", b"<table><tr><td>" * 30_000 + PAGE.encode())
_html("nested-inline", b"<b><i><font>" * 40_000 + PAGE.encode())
_html("open-comment", b"<!--" + b"<p>word " * 400_000)
_html("many-attributes", b"<p " + b" ".join(b"a%d=1" % n for n in range(30_000)) + b">word</p>")
_html("long-title", b"<title>" + b"word " * 400_000 + b"</title><p>text</p>")
_html("many-links", b"".join(b'<a href="/%d">%d</a>' % (n, n) for n in range(100_000)))
_html("many-sources", b"".join(b"<p>Source : Le Quai %d</p>" % n for n in range(1_000)))
_html("entities", b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)) + b"]><html><p>&m;</p></html>",
    "application/xhtml+xml")  # fmt: skip
_html("outer-entity", b"<!DOCTYPE html [<!ENTITY e SYSTEM 'http://127.0.0.1:{canary}/e'>]><html><p>&e;</p></html>",
    "application/xhtml+xml")  # fmt: skip
_html("subresources", b"<link rel=stylesheet href=//127.0.0.1:{canary}/a><script src=//127.0.0.1:{canary}/b></script>"
    b"<iframe src=//127.0.0.1:{canary}/c></iframe><img src=//127.0.0.1:{canary}/d><p>text</p>")  # fmt: skip
_html("lying-charset", PAGE.encode("koi8-r"), "text/html; charset=utf-16")
_html("unknown-charset", PAGE.encode("koi8-r"), "text/html; charset=x-none-such")
_html("utf-7", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "text/html; charset=utf-7")
_html("bytes-that-are-none", bytes(range(256)) * 4_000)
_html("an-image", b"\x89PNG\r\n\x1a\n" + bytes(9_000))
_html("cookies", PAGE.encode(), more="".join(f"\nSet-Cookie: c{n}=1" for n in range(90)))
_html("refresh-inside", b'<meta http-equiv=refresh content="0;url=http://127.0.0.1:{canary}/"><p>text</p>')
_html("refresh-script", b'<meta http-equiv=refresh content="0;url=javascript:alert(1)"><p>text</p>')
_moved("redirect-circle", "/redirect-circle")
_moved("redirect-file", "file:///etc/passwd")
_moved("redirect-gopher", "gopher://127.0.0.1:{canary}/_x")
_moved("redirect-nowhere", "")
_moved("redirect-long", "/" + "a" * 300_000)
_moved("redirect-split", "http://127.0.0.1:{canary}/%0d%0aHost:%20x")
_moved("redirect-port", "http://127.0.0.1:{port}0/")
for _number, _spelling in enumerate(SPELLINGS):
    _moved(f"redirect-inside-{_number}", f"http://{_spelling}:{{canary}}/secret")


def _endless_redirects(sock: socket.socket, server: Hostile) -> None:
    server.reached.append("redirect")
    there = f"/redirect-endless/{len(server.reached)}"
    sock.sendall(f"HTTP/1.1 302 Found\r\nLocation: {there}\r\nContent-Length: 0\r\n\r\n".encode())


ANSWERS["redirect-endless"] = _endless_redirects
ROBOTS = {
    "endless": lambda: b"User-agent: *\nDisallow: /x\n" * 40_000,
    "wildcards": lambda: b"User-agent: *\n" + b"".join(b"Disallow: /*%d*x*%d\n" % (n, n) for n in range(20_000)),
    "backtracking": lambda: b"User-agent: *\nDisallow: /" + b"*a" * 40 + b"*b\n",
}


@contextmanager
def hostile(robots: bytes | None = None) -> Iterator[Hostile]:
    """Serve every answer under its name, and a canary beside it."""
    with _listening() as main, _listening() as canary:
        server = Hostile(main.getsockname()[1], canary.getsockname()[1])
        threading.Thread(target=_loop, args=(main, server, robots), daemon=True).start()
        threading.Thread(target=_trap, args=(canary, server), daemon=True).start()
        try:
            yield server
        finally:
            server.closing.set()


def _listening() -> socket.socket:
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    sock.listen(64)
    sock.settimeout(0.1)
    return sock


def _accepted(sock: socket.socket, server: Hostile) -> Iterator[socket.socket]:
    while not server.closing.is_set():
        with suppress(TimeoutError, OSError):
            yield sock.accept()[0]


def _trap(sock: socket.socket, server: Hostile) -> None:
    for connection in _accepted(sock, server):
        server.reached.append("canary")
        connection.close()


def _loop(sock: socket.socket, server: Hostile, robots: bytes | None) -> None:
    for connection in _accepted(sock, server):
        threading.Thread(target=_serve, args=(connection, server, robots), daemon=True).start()


def _serve(sock: socket.socket, server: Hostile, robots: bytes | None) -> None:
    with suppress(OSError), sock:
        sock.settimeout(5)
        asked = b""
        while b"\r\n\r\n" not in asked and len(asked) < 1_000_000:
            piece = sock.recv(65_536)
            if not piece:
                return
            asked += piece
        name = asked.split(b" ")[1].decode().strip("/").split("/")[0]
        if name == "robots.txt" and robots is not None:
            sock.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + robots)
        elif name in ANSWERS:
            ANSWERS[name](sock, server)
        else:
            sock.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
        time.sleep(0)
