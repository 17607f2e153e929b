import gzip
import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

import pytest

from provenance.acquire import Options, read
from provenance.acquire.addresses import is_public, resolve
from provenance.errors import AcquireError, NotAnArticle, Refused, TooLarge, Unreachable
from provenance.model import Capture
from tests.sites import serving

PAGE = "<!doctype html><title>Été</title><p>Un très vieux château près de la rivière.</p>"


def captures(target: str | Path, options: Options | None = None) -> list[Capture]:
    got = list(read(str(target), options or Options()))
    assert all(isinstance(one, Capture) for one in got), got
    return [one for one in got if isinstance(one, Capture)]


def one(target: str | Path, options: Options | None = None) -> Capture:
    (capture,) = captures(target, options)
    return capture


class Site(BaseHTTPRequestHandler):
    """A small site: one path, one behaviour."""

    seen: ClassVar[list[dict[str, str]]] = []
    hosts: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Site.seen.append({name.lower(): value for name, value in self.headers.items()})
        getattr(self, "on_" + self.path.strip("/").split("?")[0].split("/")[0], self.on_page)()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def on_page(self) -> None:
        self.answer(PAGE.encode())

    def on_packed(self) -> None:
        self.answer(gzip.compress(PAGE.encode()), content_encoding="gzip")

    def on_bomb(self) -> None:
        self.answer(gzip.compress(b"\0" * 30_000_000), content_encoding="gzip")

    def on_twice(self) -> None:
        self.answer(gzip.compress(gzip.compress(PAGE.encode())), content_encoding="gzip, gzip")

    def on_torn(self) -> None:
        self.answer(gzip.compress(PAGE.encode())[:-10], content_encoding="gzip")

    def on_cut(self) -> None:
        self.answer(PAGE.encode(), content_length="9999")

    def on_long(self) -> None:
        self.answer(b"", content_length="99999999")

    def on_endless(self) -> None:
        self.answer(b"word " * 5000)

    def on_gone(self) -> None:
        self.answer(b"gone", 404)

    def on_image(self) -> None:
        self.answer(b"\x89PNG", content_type="image/png")

    def on_empty(self) -> None:
        self.answer(b"")

    def on_moved(self) -> None:
        self.answer(b"", 302, location="/page?from=moved", set_cookie="a=b")

    def on_loop(self) -> None:
        self.answer(b"", 301, location="/loop")

    def on_file(self) -> None:
        self.answer(b"", 301, location="file:///etc/passwd")

    def on_nowhere(self) -> None:
        self.answer(b"", 301)

    def on_drip(self) -> None:
        self.send_response(200)
        self.flush_headers()
        for _ in range(60):
            self.wfile.write(b"X-A: b\r\n")
            time.sleep(0.05)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(Site) as address:
        yield address


def local(site: str, **changes: Any) -> Options:
    """What reads the site of these tests, without a pause."""
    given = {"timeout": 5.0, "max_bytes": 20_000, "delay": 0.0, "backoff": 0.0, **changes}
    return Options(private=frozenset({site.removeprefix("http://")}), **given)


def test_a_page_of_the_web(site: str) -> None:
    capture = one(f"{site}/page?utm_source=x", local(site))
    assert capture.body == PAGE.encode()
    assert (capture.url, capture.final_url, capture.status) == (f"{site}/page", f"{site}/page", 200)
    assert (capture.media_type, capture.charset) == ("text/html", "utf-8")
    assert ("content-type", "text/html; charset=utf-8") in capture.headers
    assert Site.seen[-1]["user-agent"] == Options().user_agent
    assert Site.seen[-1]["accept-encoding"] == "gzip"


def test_packed_pages_are_unpacked(site: str) -> None:
    assert one(f"{site}/packed", local(site)).body == PAGE.encode()


def test_redirects_are_followed_without_cookies(site: str) -> None:
    capture = one(f"{site}/moved", local(site))
    assert (capture.url, capture.final_url) == (f"{site}/moved", f"{site}/page?from=moved")
    assert "cookie" not in Site.seen[-1]


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("gone", Unreachable, "HTTP 404"),
        ("image", NotAnArticle, "image/png, not a page"),
        ("empty", NotAnArticle, "empty page"),
        ("bomb", TooLarge, "larger than the limit"),
        ("long", TooLarge, "larger than the limit"),
        ("endless", TooLarge, "larger than the limit"),
        ("twice", Refused, "content encoding"),
        ("torn", Unreachable, "broken gzip"),
        ("cut", Unreachable, "without sending complete"),
        ("loop", Unreachable, "redirects in a circle"),
        ("nowhere", Unreachable, "redirect to nowhere"),
        ("file", Refused, "redirects to 'file:"),
    ],
)
def test_what_the_web_answers_else(site: str, path: str, error: type[AcquireError], said: str) -> None:
    with pytest.raises(error, match=said) as caught:
        list(read(f"{site}/{path}", local(site)))
    assert site in str(caught.value) and "\n" not in str(caught.value)


def test_a_slow_drip_ends_with_the_deadline(site: str) -> None:
    with pytest.raises(Unreachable, match=r"within 0\.4 seconds"):
        list(read(f"{site}/drip", local(site, timeout=0.4)))


def test_nobody_listens() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable, match="refused"):
            address = f"http://127.0.0.1:{held.getsockname()[1]}"
            list(read(f"{address}/", local(address)))


def test_the_address_that_was_checked_is_connected_to(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.rpartition(":")[2])
    asked: list[object] = []

    def answer(host: str, *rest: object, **more: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    with monkeypatch.context() as patch:
        patch.setattr("provenance.acquire.addresses.socket.getaddrinfo", _only_names(answer))
        capture = one(f"http://rebind.example:{port}/page", local(f"http://rebind.example:{port}"))
    assert capture.final_url == f"http://rebind.example:{port}/page"
    assert asked == ["rebind.example"] * 2  # for robots.txt, then for the page
    assert Site.seen[-1]["host"] == f"rebind.example:{port}"


def _only_names(answer: Callable[..., list[object]]) -> Callable[..., list[object]]:
    """A resolver for names alone: a connection to an address asks the system as before."""
    system = socket.getaddrinfo

    def lookup(host: str, *rest: object, **more: object) -> list[object]:
        return answer(host) if host.endswith(".example") else system(host, *rest, **more)  # type: ignore[arg-type]

    return lookup


def test_a_name_that_leads_inside_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr("provenance.acquire.addresses.socket.getaddrinfo", _only_names(lambda host: inside))
    with pytest.raises(Refused, match="private or local"):
        list(read("http://mixed.example/"))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "2130706433",
        "0x7f.1",
        "127.1",
        "[::ffff:127.0.0.1]",
        "169.254.169.254",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "100.64.0.1",
        "0.0.0.0",
        "[::]",
        "[fe80::1]",
        "[fc00::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "224.0.0.1",
    ],
)
def test_this_machine_and_its_network_are_refused(host: str) -> None:
    with pytest.raises(Refused, match="private or local"):
        list(read(f"http://{host}/page"))


def test_public_addresses() -> None:
    assert all(is_public(ip) for ip in ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:8.8.8.8"))
    assert not any(is_public(ip) for ip in ("fec0::1", "ff02::1", "240.0.0.1", "64:ff9b:1::1", "::7f00:1", "nothing"))
    assert resolve("127.0.0.1", 80, allow_private=True) == ("127.0.0.1",)


@pytest.mark.parametrize(
    "target",
    ["ftp://x.example/", "file:///etc/passwd", "http://", "http://exa mple.com/", "http://0177.0.0.1/"],
)
def test_other_addresses_are_refused(target: str) -> None:
    with pytest.raises(Refused):
        list(read(target))


def test_offline_fetches_nothing() -> None:
    with pytest.raises(Refused, match="offline"):
        list(read("https://x.example/", Options(offline=True)))
    with pytest.raises(Refused, match="offline"):
        list(read("topwar.ru/1.html", Options(offline=True)))
