"""Sitemaps: every form gives its pages; hostile and broken ones give what they hold, or one clear line."""

import gzip
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import dates
from provenance.acquire import Failure, read, sitemaps
from provenance.errors import AcquireError, NotAnArticle, TooLarge
from tests.small_web import page, small_web

NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
DAYS = st.datetimes(datetime(2001, 1, 1), datetime(2025, 1, 1)).map(
    lambda when: when.replace(tzinfo=UTC, microsecond=0)
)
PAGES = st.lists(
    st.tuples(st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9]{1,9}", fullmatch=True), DAYS), max_size=6
)


def urlset(pages, more=""):
    listed = "".join(
        f"<url><loc>{escape(url)}</loc><lastmod>{when.isoformat()}</lastmod>{more}</url>" for url, when in pages
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {NAMES} {NEWS}>{listed}</urlset>'.encode()


@given(PAGES, st.booleans())
def test_what_is_written_is_read_again(pages, packed):
    body = urlset(pages)
    found = sitemaps.parse(gzip.compress(body) if packed else body, "sitemap")
    assert [(one.url, one.modified.earliest) for one in found.pages] == pages
    assert all(one.modified.latest - one.modified.earliest == timedelta(seconds=1) for one in found.pages)
    assert (found.sitemaps, found.damage) == ((), None)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_sitemap_or_are_refused_in_one_line(noise):
    for body in (
        noise,
        b"<urlset>" + noise,
        b"<sitemapindex><sitemap><loc>" + noise,
        gzip.compress(b"<urlset>" + noise),
    ):
        try:
            sitemaps.parse(body, "noise")
        except AcquireError as error:
            assert str(error).startswith("noise") and "\n" not in str(error)


def test_a_news_sitemap_tells_title_language_outlet_and_day():
    news = (
        "<news:news><news:publication><news:name>Harbour News</news:name><news:language>en</news:language>"
        "</news:publication><news:publication_date>2024-03-01</news:publication_date>"
        "<news:title>The ferry &amp; the fog</news:title></news:news>"
        "<image:image><image:loc>https://harbour.example/fog.jpg</image:loc></image:image>"
    )
    (one,) = sitemaps.parse(urlset([("https://harbour.example/1", datetime(2024, 3, 4, tzinfo=UTC))], news), "s").pages
    assert (one.url, one.title, one.language, one.outlet) == (
        "https://harbour.example/1",
        "The ferry & the fog",
        "en",
        "Harbour News",
    )
    assert dates.as_iso(one.date) == "2024-03-01"


def test_an_index_lists_sitemaps():
    body = (
        f"<sitemapindex {NAMES}><sitemap><loc>/news.xml</loc><lastmod>2024</lastmod></sitemap></sitemapindex>".encode()
    )
    found = sitemaps.parse(body, "s", "https://harbour.example/sitemap.xml")
    assert [(one.url, dates.as_iso(one.modified)) for one in found.sitemaps] == [
        ("https://harbour.example/news.xml", "2024")
    ]


def test_a_text_sitemap():
    found = sitemaps.parse(b"\xef\xbb\xbfhttps://harbour.example/1\r\nhttps://harbour.example/2\r\n", "s")
    assert [one.url for one in found.pages] == ["https://harbour.example/1", "https://harbour.example/2"]


def test_the_sitemaps_of_a_robots_txt():
    body = b"User-agent: *\r\nDisallow: /x\r\nSITEMAP : https://harbour.example/s.xml # all\nSitemap: nowhere at all\n"
    assert sitemaps.of_robots(body) == ("https://harbour.example/s.xml",)


LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "subset",
    [LAUGHS, '<!ENTITY l11 SYSTEM "file:///etc/passwd">', '<!ENTITY % l11 SYSTEM "http://127.0.0.1:9/"> %l11;'],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", "<!DOCTYPE a>"])
def test_entities_are_neither_expanded_nor_fetched(subset, before, codec):
    text = f"{before}<!DOCTYPE urlset [{subset}]><urlset {NAMES}><url><loc>https://a.example/&l11;</loc></url></urlset>"
    sitemaps.parse(urlset([]), "s")
    tracemalloc.start()
    found = sitemaps.parse(text.encode(codec), "s")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000
    assert all("haha" not in one.url and "root:" not in one.url for one in found.pages)


def test_a_packed_bomb_is_refused():
    with pytest.raises(TooLarge, match="52,428,800"):
        sitemaps.parse(gzip.compress(b"<urlset>" + b" " * 60_000_000), "s")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>gone</body></html>",
        b"Not here.",
        gzip.compress(b"<urlset/>", mtime=0)[:-9],
        b"\x1f\x8bnonsense",
    ],
)
def test_what_is_no_sitemap(body):
    with pytest.raises(NotAnArticle, match=r"^s: "):
        sitemaps.parse(body, "s")


def test_what_a_cut_sitemap_holds_is_read():
    body = urlset([(f"https://a.example/{n}", datetime(2024, 1, 1, tzinfo=UTC)) for n in range(3)])
    found = sitemaps.parse(body[: body.index(b"/2<")], "s")
    assert [one.url for one in found.pages] == ["https://a.example/0", "https://a.example/1"]
    assert found.damage


@pytest.mark.parametrize(
    "inside", ["<news:news><news:title>x</news:title></news:news>", "<x>a & b</x>", "<x>&nbsp;</x>"]
)
def test_what_can_be_mended_is_no_damage(inside):
    body = f"<urlset>{f'<url><loc>https://a.example/1</loc>{inside}</url>' * 3}</urlset>"
    found = sitemaps.parse(body.encode(), "s")
    assert (len(found.pages), found.damage) == (3, None)


def test_a_sitemap_holds_no_more_than_the_protocol_allows():
    body = b"<urlset>" + b"<url><loc>https://a.example/1</loc></url>" * 60_000 + b"</urlset>"
    assert len(sitemaps.parse(body, "s").pages) == sitemaps.MAX_ENTRIES


# From the sitemap to the pages


def test_the_pages_of_a_site_are_read_from_its_robots_txt():
    with small_web() as web:
        web.put("/robots.txt", "User-agent: *\nSitemap: WEB/sitemap.xml\n", "text/plain")
        index = (
            f"<sitemapindex {NAMES}><sitemap><loc>WEB/one.xml</loc></sitemap><sitemap><loc>WEB/no.xml</loc></sitemap>"
        )
        web.put("/sitemap.xml", index + "</sitemapindex>", "application/xml")
        listed = f"<urlset {NAMES}><url><loc>WEB/1</loc></url><url><loc>WEB/2</loc></url><url><loc>WEB/1</loc></url></urlset>"
        web.put("/one.xml", listed, "application/xml")
        web.put("/1", page("One"))
        found = list(read(f"{web.address}/robots.txt", web.options))
    good = [one.url for one in found if not isinstance(one, Failure)]
    bad = [str(one.error) for one in found if isinstance(one, Failure)]
    assert good == [f"{web.address}/1"]
    assert bad == [
        f"{web.address}/one.xml:2: {web.address}/2: HTTP 404",
        f"{web.address}/no.xml: HTTP 404",
    ]
    assert web.paths().count("/1") == 1


def test_an_index_that_lists_itself_comes_to_an_end():
    with small_web() as web:
        index = f"<sitemapindex {NAMES}><sitemap><loc>WEB/sitemap.xml</loc></sitemap></sitemapindex>"
        url = web.put("/sitemap.xml", index, "application/xml")
        assert list(read(url, web.options)) == []
        assert len(web.asked) == 1


def test_indexes_that_list_ever_more_indexes_come_to_an_end(monkeypatch):
    monkeypatch.setattr("provenance.acquire.site.MAX_SITEMAPS", 10)
    with small_web() as web:
        for n in range(30):
            listed = "".join(f"<sitemap><loc>WEB/sitemap{2 * n + k}.xml</loc></sitemap>" for k in (1, 2))
            web.put(f"/sitemap{n}.xml", f"<sitemapindex>{listed}</sitemapindex>", "application/xml")
        found = list(read(f"{web.address}/sitemap0.xml", web.options))
        assert len(web.asked) == 11
    assert [str(one.error) for one in found] == [
        f"{web.address}/sitemap0.xml: lists more than 10 sitemaps; the rest was left"
    ]


@pytest.fixture
def nested():
    """A web with a sitemap in a sitemap in a sitemap, and its address; each lists a page or a sitemap beside it."""
    with small_web() as web:
        for level in range(4):
            web.put(f"/{level}", page(f"Number {level}"))
            web.put(f"/pages{level}.xml", f"<urlset><url><loc>WEB/{level}</loc></url></urlset>", "application/xml")
            listed = f"<sitemap><loc>WEB/index{level + 1}.xml</loc></sitemap>" if level < 3 else ""
            listed += f"<sitemap><loc>WEB/pages{level}.xml</loc></sitemap><sitemap><loc>WEB/index0.xml</loc></sitemap>"
            web.put(f"/index{level}.xml", f"<sitemapindex>{listed}</sitemapindex>", "application/xml")
        yield web


def left(address, levels):
    return f"{address}: holds more than {levels} of sitemaps within sitemaps; the deeper ones were left"


@pytest.mark.parametrize(("depth", "pages", "levels"), [(1, 1, "1 level"), (3, 3, "3 levels"), (4, 4, ""), (10, 4, "")])
def test_sitemaps_are_gone_through_level_by_level_as_deep_as_is_said(nested, depth, pages, levels):
    address = f"{nested.address}/index0.xml"
    found = list(read(address, replace(nested.options, depth=depth)))
    assert [one.url for one in found if not isinstance(one, Failure)] == [f"{nested.address}/{n}" for n in range(pages)]
    assert [str(one.error) for one in found if isinstance(one, Failure)] == ([left(address, levels)] if levels else [])


def test_the_sitemaps_of_a_robots_txt_are_its_first_level(nested):
    nested.put("/robots.txt", "User-agent: *\nSitemap: WEB/index0.xml\n", "text/plain")
    found = list(read(f"{nested.address}/robots.txt", replace(nested.options, depth=1)))
    assert [str(one.error) for one in found] == [left(f"{nested.address}/robots.txt", "1 level")]


def test_the_command_ingests_sitemaps_as_deep_as_it_is_told(run, nested):
    address = f"{nested.address}/index0.xml"
    reached = ("--allow-private", "--delay", "0")
    ran = run("ingest", address, "--depth", "2", *reached)
    assert (ran.status, ran.err.splitlines()) == (
        1,
        [f"provenance: {left(address, '2 levels')}", "2 new, 0 already there, 1 not read"],
    )
    ran = run("ingest", address, *reached)
    assert (ran.status, ran.err) == (0, "2 new, 2 already there, 0 not read\n")
    for wrong in ("0", "101", "deep"):
        assert run("ingest", address, "--depth", wrong).status == 2


@pytest.mark.parametrize("body", ["<urlset/>", "<sitemapindex></sitemapindex>", "<urlset><url><loc>"])
def test_a_sitemap_with_nothing_in_it(run, tmp_path, body):
    path = tmp_path / "sitemap.xml"
    path.write_text(body)
    ran = run("ingest", path)
    assert (ran.status, len(ran.err.splitlines())) == (3, 2)
    assert f"{path}: a sitemap without pages" in ran.err


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("application/rss+xml", "<rss><channel><item><title>Storm</title><link>WEB/1</link></item></channel></rss>"),
        ("application/xml", "<urlset><url><loc>WEB/1</loc></url></urlset>"),
        ("text/xml", '<opml><body><outline xmlUrl="WEB/feed.rss"/></body></opml>'),
        ("text/csv", "url,title\nWEB/1,Storm\n"),
        ("text/plain", "WEB/1\n"),
    ],
)
def test_what_lists_pages_is_known_by_its_content_at_any_address(kind, text):
    with small_web() as web:
        web.put("/1", page("Storm"))
        web.put("/feed.rss", "<rss><channel><item><title>Storm</title><link>WEB/1</link></item></channel></rss>")
        found = list(read(web.put("/news", text, kind), web.options))
        assert [got.url for got in found] == [f"{web.address}/1"]


def test_an_address_that_only_looks_like_a_feed_is_a_page():
    with small_web() as web:
        url = web.put("/feed/", page("All about feeds"))
        (capture,) = read(url, web.options)
    assert (capture.url, capture.media_type) == (url, "text/html")
