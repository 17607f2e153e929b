"""A web of a few documents on loopback, with entity tags; what was asked for is written down."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from provenance.acquire import Options


class SmallWeb:
    """Documents by path; `asked` are the requests so far, as (path, If-None-Match), but for a robots.txt that is none."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.options = Options(private=frozenset({f"127.0.0.1:{port}"}), timeout=10, delay=0)
        self.documents: dict[str, tuple[int, str, bytes]] = {}
        self.asked: list[tuple[str, str | None]] = []

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200) -> str:
        data = body.replace("WEB", self.address).encode() if isinstance(body, str) else body
        self.documents[path] = (status, kind, data)
        return self.address + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def small_web(before: Callable[[], object] = lambda: None) -> Iterator[SmallWeb]:
    """Serve it; `before` is called before each answer but that for a robots.txt which is none."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("If-None-Match")
            if self.path in web.documents or self.path != "/robots.txt":
                web.asked.append((self.path, asked))
                before()
            status, kind, body = web.documents.get(self.path, (404, "text/plain", b"gone"))
            tag = f'"{hashlib.sha256(body).hexdigest()[:8]}"'
            if asked == tag:
                status, body = 304, b""
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", tag)
            if status in (301, 302):
                self.send_header("Location", body.decode())
            if status in (429, 503):
                self.send_header("Retry-After", body.decode())
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web = SmallWeb(server.server_port)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def page(title: str) -> str:
    text = f"{title}: the harbour master said this morning that the ferry would sail late, and that nobody knew why."
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )
