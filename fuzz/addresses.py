"""Addresses, headers, robots.txt: what stands around a page."""

import re
from urllib.parse import urlsplit

from fuzz.target import Target, parts, text_of
from provenance import urls

_FIRM = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"\\^`{|}]+\Z")

ADDRESSES = (
    b"https://www.quai.example/2023/03/18/port?utm_source=x&id=7#top",
    b"//m.quai.example:8080/a/../b/%7euser/index.php;jsessionid=1",
    b"https://web.archive.org/web/20240113101500id_/https://quai.example/a?b=c",
    b"https://quai-example.translate.goog/a?_x_tr_sl=fr&_x_tr_tl=en",
    b"https://www.google.com/url?q=https%3A%2F%2Fquai.example%2F&sa=D",
    b"https://cdn.ampproject.org/c/s/quai.example/amp/a.amp.html",
    "http://qué.example/наб?ж=1".encode(),
    b"http://user:pass@127.0.0.1:80@quai.example:99999/\\x",
    b"http://[::ffff:127.0.0.1]:8000/",
    b"javascript:alert(1)",
)
_TOKENS = (
    b"https://",
    b"http:",
    b"//",
    b"@",
    b"%2F",
    b"%00",
    b"[::1]",
    b"xn--",
    b"/web/2024/",
    b"?url=http",
    b"www.",
    b"m.",
    b".example",
    b"\xe2\x80\x8b",
    b"\xef\xbd\x85",
    b"/../",
    b"/amp/",
    b"#!",
    b"&amp;",
    b":443",
    b"\\",
    b".co.uk",
)


def address(data: bytes) -> None:
    """A key is its own key, a clean address its own clean one, and of the host that a fetcher would ask."""
    import httpx

    text, *rest = map(text_of, parts(data, 1))
    key = urls.canonical_key(text)
    assert urls.canonical_key(key) == key, (text, key)
    found = urls.clean(text, rest[0] if rest else None)
    if found is not None:
        assert _FIRM.match(found), found
        assert urls.clean(found) == found, found
        assert urls.canonical_key(urls.readable(found)) == urls.canonical_key(found), found
        host = urls.host(found)
        assert host, found
        assert urlsplit(found).hostname == host.strip("[]"), (found, host)
        assert httpx.URL(found).raw_host.decode("ascii").strip("[]") == host.strip("[]"), (found, host)
        domain = urls.registered_domain(found)
        assert domain is None or host == domain or host.endswith(f".{domain}"), (host, domain)
        assert urls.same_outlet(found, found)


def wrapped(data: bytes) -> None:
    """What an address wraps is text; every question about an address has an answer."""
    text = text_of(data)
    inner = urls.unwrap(text)
    assert inner == text or urls.host(inner), (text, inner)
    for ask in (urls.is_archive, urls.is_shortener, urls.is_share_or_social, urls.is_home):
        assert ask(text) in (True, False)
    assert urls.depth(text) >= 0
    assert isinstance(urls.readable(text), str)


def onward(data: bytes) -> None:
    """A redirect leads to http or https on a named host, or is refused."""
    from provenance.acquire.onward import onward as led
    from provenance.errors import Refused

    here, *location = map(text_of, parts(data, 1))
    try:
        there = led(urls.clean(here) or "https://quai.example/a", location[0] if location else "")
    except Refused as error:
        assert len(str(error).splitlines()) == 1, error
        return
    assert there.lower().startswith(("http://", "https://"))
    assert urls.host(there)
    _one_place(there)


def _one_place(url: str) -> None:
    """What the user allowed is told by the same host and port that will be asked."""
    import httpx

    from provenance.acquire.fetch import place_of
    from provenance.errors import Refused

    try:
        asked = httpx.URL(url)
        place = place_of(url)
    except (httpx.InvalidURL, UnicodeError, Refused):
        return  # as fetching it will say
    port = asked.port or {"http": 80, "https": 443}[asked.scheme]
    if place.isascii():
        assert place == f"{asked.raw_host.decode('ascii').lower().rstrip('.')}:{port}", (url, place, asked)


def refresh(data: bytes) -> None:
    """What a page's own refresh names is a web address, or is refused."""
    from provenance.acquire.onward import refresh_of
    from provenance.errors import Refused

    try:
        there = refresh_of(data, "https://quai.example/a", "utf-8")
    except Refused:
        return
    assert there is None or there.startswith(("http://", "https://")), there


def header(data: bytes) -> None:
    """Content-Type and Retry-After of any kind are borne."""
    from provenance.acquire.manners import seconds_of
    from provenance.acquire.pages import content_type

    text = text_of(data)
    media, charset = content_type(text)
    assert media == media.strip().lower()
    assert charset is None or charset
    wait = seconds_of(text)
    assert wait is None or 0 <= wait < float("inf")


def robots(data: bytes) -> None:
    """Rules of any kind give leave or not."""
    from protego import Protego

    from provenance.acquire.sitemaps import of_robots

    rules = Protego.parse(data.decode("utf-8", "replace"))
    for url in ("https://quai.example/", "https://quai.example/a/b?c=d%20"):
        assert rules.can_fetch(url, "provenance") in (True, False)
    pause = rules.crawl_delay("provenance")
    assert pause is None or isinstance(pause, float)
    assert all(url.startswith(("http://", "https://")) for url in of_robots(data))


_ROBOTS = b"User-agent: *\nDisallow: /a/*/b$\nAllow: /\nCrawl-delay: 1.5\nSitemap: https://quai.example/s.xml\n"
TARGETS = (
    Target("address", address, lambda: (*ADDRESSES, b"/a?b\xffhttps://quai.example/c/"), _TOKENS, 300),
    Target("wrapped-address", wrapped, lambda: ADDRESSES, _TOKENS, 400),
    Target("redirect", onward, lambda: [b"https://quai.example/a\xff" + one for one in ADDRESSES], _TOKENS, 400),
    Target(
        "refresh",
        refresh,
        lambda: [b'<meta http-equiv="refresh" content="0; url=' + one + b'">' for one in ADDRESSES],
        (b"<meta ", b"http-equiv", b"refresh", b"content=", b"url=", b"<base href="),
        1_000,
    ),
    Target(
        "header",
        header,
        lambda: [
            b'text/html; charset="UTF-8"',
            b"120",
            b"Fri, 31 Dec 1999 23:59:59 GMT",
            b"application/xml;a=b;charset=x",
        ],
        (b"charset=", b";", b"GMT", b"-0000", b"Feb"),
        200,
    ),
    Target(
        "robots",
        robots,
        lambda: [_ROBOTS],
        (b"Disallow:", b"User-agent:", b"*", b"$", b"Sitemap:", b"Crawl-delay:"),
        1_000,
    ),
)
