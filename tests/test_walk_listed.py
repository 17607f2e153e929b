"""A source that is only named is looked for in what its site lists: feeds, sitemaps, indexes of sitemaps."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import provenance
from provenance.acquire import Options, listings
from provenance.acquire.listings import MOST_DOCUMENTS, promising
from provenance.acquire.polling import Polled, Stamp
from provenance.acquire.sitemaps import ListedPage
from provenance.formats import chain_json
from provenance.model import DateInterval
from tests.reach_web import DAY, Page
from tests.test_walk_reach import Live, hops, pair, unread
from tests.test_walk_reach import live as live  # noqa: PLC0414 - fixtures
from tests.test_walk_reach import walk as walk  # noqa: PLC0414

XML = "application/xml"


def named(port: str) -> str:
    """A credit that gives the site alone."""
    return f"<p>Source : http://source.example:{port}</p>"


def urlset(*pages: tuple[str, str]) -> tuple[str, str]:
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in pages)
    return XML, f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def index(*maps: tuple[str, str]) -> tuple[str, str]:
    rows = "".join(f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in maps)
    return XML, f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'


def others(port: str, count: int = 5) -> list[Page]:
    """Other pages of the source's site, of the same days."""
    pages = [Page(f"http://source.example:{port}/2023/03/autre-{n}", f"autre {n}", "", 1) for n in range(count)]
    for page in pages:
        Live.pages[page.url.partition(f":{port}")[2]] = ("text/html", page.html())
    return pages


@pytest.mark.parametrize("named_in", ["robots", "usual place"])
def test_its_sitemaps_lead_to_the_page(walk, live, named_in):
    copy, source = pair(live, "gres", named(live))
    root = f"http://source.example:{live}"
    Live.pages["/2023/03/gres"] = ("text/html", source.html())
    path = "/maps/all.xml" if named_in == "robots" else "/sitemap.xml"
    Live.robots = f"Sitemap: {root}{path}\n" if named_in == "robots" else ""
    Live.pages[path] = index(
        (f"{root}/maps/2019-05.xml", "2019-06-01"),
        (f"{root}/maps/2023-03.xml", "2023-04-01"),
        (f"{root}/maps/2023-01.xml", "2023-02-01"),
    )
    rows = [(page.url, "2023-03-02") for page in others(live)]
    Live.pages["/maps/2023-03.xml"] = urlset(*rows, (source.url, "2023-03-01"), (f"{root}/2023/01/x", "2023-01-01"))
    chain = walk(copy.url)
    assert hops(chain) == {(copy.url, source.url)}
    assert chain["links"][0]["confidence"] > 0.9
    assert not any(path.startswith(("/maps/2019", "/maps/2023-01", "/2023/01")) for path in Live.asked)


def test_the_feed_that_its_front_page_offers_leads_to_the_page_also_from_its_captures(walk, live, tmp_path):
    copy, source = pair(live, "tourbe", named(live))
    Live.pages["/2023/03/tourbe"] = ("text/html", source.html())
    Live.pages["/"] = ("text/html", '<link rel="alternate" type="application/rss+xml" href="/fil"><p>Bienvenue.</p>')
    items = "".join(
        f"<item><title>{page.story}</title><link>{page.url}</link><pubDate>Wed, 01 Mar 2023 08:00:00 GMT</pubDate></item>"
        for page in (*others(live), source)
    )
    Live.pages["/fil"] = ("application/rss+xml", f'<rss version="2.0"><channel>{items}</channel></rss>')
    chain = walk(copy.url)
    assert hops(chain) == {(copy.url, source.url)}
    with provenance.open(tmp_path / "again.db", write=True) as store:
        assert not any(one.error for one in provenance.ingest(str(tmp_path / "store.captures"), store))
        again = chain_json(provenance.trace(copy.url, store, Options(offline=True)))
        assert store.info()["read"] == 7  # of the front page and the feed, no article was made
    assert (again["nodes"], again["links"]) == (chain["nodes"], chain["links"])


def test_what_it_lists_but_does_not_match_is_told(walk, live):
    copy, _ = pair(live, "marne", named(live))
    Live.pages["/sitemap.xml"] = urlset(*((page.url, "2023-03-02") for page in others(live)))
    node = unread(walk(copy.url))
    assert node["status"] == "named"
    said = "5 pages from 2023-02-02 to 2023-03-06 of 5 in the feeds and sitemaps of source.example"
    assert said in node["detail"]


def test_a_site_without_lists_is_told(walk, live):
    copy, _ = pair(live, "lauze", named(live))
    node = unread(walk(copy.url))
    assert node["status"] == "named"
    assert "no feed or sitemap of source.example could be read (" in node["detail"]


def test_a_site_that_lists_without_end_is_left_after_a_few_documents(walk, live):
    copy, _ = pair(live, "schiste", named(live))
    root = f"http://source.example:{live}"
    Live.pages |= {f"/s{n}.xml": index((f"{root}/s{n + 1}.xml", "2023-04-01")) for n in range(40)}
    Live.robots = f"Sitemap: {root}/s0.xml\n"
    unread(walk(copy.url))
    assert sum(path.startswith("/s") for path in Live.asked) == MOST_DOCUMENTS - 1


BROKEN = [
    b"<rss", b"<rss/>", b"<rss><channel><item>", b"<feed>", b"<urlset", b"<urlset><url><loc>http://[", b"\x00", b" ",
    b"\xff\xfe<rss", b'{"version": "https://jsonfeed.org/version/1"', b"\x1f\x8b\x08", b"<!-- -->", b"<!doctype html>",
    b"<link rel=alternate type=application/rss+xml href='http://['>",
    b"<sitemapindex><sitemap><loc>http://[</loc></sitemap></sitemapindex>",
]  # fmt: skip


@given(st.sampled_from(BROKEN) | st.binary(max_size=60), st.sampled_from(BROKEN) | st.binary(max_size=60))
def test_no_list_of_a_site_stops_the_search(front, listed):
    """Whatever a site sends as its front page, feed or sitemap, what cannot be read is told and passed over."""
    page = b"<link rel=alternate type=application/rss+xml href=/feed>"

    def answer(url, *_, **__):
        return Polled(url, page if url == "https://a.example/" and front == b" " else front or listed, Stamp())

    def both(url, *_, **__):
        return Polled(url, page if url.endswith("example/") else listed, Stamp())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listings.robots, "sitemaps", lambda *_: ("http://[", "https://a.example/map.xml"))
        for poll in (answer, both):
            patch.setattr(listings, "poll", poll)
            found = listings.listing("https://a.example/", DAY, DAY, Options())
            assert found.documents <= MOST_DOCUMENTS
            assert all("\n" not in said for said in found.failures)


def test_a_broken_feed_does_not_hide_the_sitemap(walk, live):
    copy, source = pair(live, "silex", named(live))
    Live.pages["/2023/03/silex"] = ("text/html", source.html())
    Live.pages["/"] = ("text/html", '<link rel="alternate" type="application/rss+xml" href="/fil"><p>Bienvenue.</p>')
    Live.pages["/fil"] = ("application/rss+xml", "<rss")
    Live.pages["/sitemap.xml"] = urlset((source.url, "2023-03-01"))
    assert hops(walk(copy.url)) == {(copy.url, source.url)}


@pytest.mark.parametrize("kind", ["text/plain", "application/rss+xml", "application/xml", "text/csv"])
def test_a_credit_that_leads_to_a_list_does_not_lead_to_all_that_it_names(walk, live, kind):
    copy, _ = pair(live, "ocre")
    urls = [page.url for page in others(live)]
    Live.pages["/2023/03/ocre"] = {
        "text/plain": (kind, "\n".join(urls)),
        "text/csv": (kind, "\n".join(["url,title", *(f"{url},x" for url in urls)])),
        "application/xml": urlset(*((url, "2023-03-02") for url in urls)),
        "application/rss+xml": (
            kind,
            "<rss><channel>" + "".join(f"<item><link>{u}</link></item>" for u in urls) + "</channel></rss>",
        ),
    }[kind]
    walk(copy.url)
    assert "/2023/03/ocre" in Live.asked
    assert not any("autre" in path for path in Live.asked)


def test_lists_are_not_asked_for_offline_or_without_a_budget(walk, live):
    copy, _ = pair(live, "gypse", named(live))
    walk(copy.url, limits=0)
    assert "/sitemap.xml" not in Live.asked
    walk(copy.url, offline=True)
    assert "/sitemap.xml" not in Live.asked


months = st.tuples(st.integers(2000, 2030), st.integers(1, 12))


@given(st.lists(st.tuples(months, st.booleans()), max_size=8), months)
def test_only_sitemaps_of_the_time_or_of_none_are_looked_into(maps, when):
    year, month = when
    start, end = datetime(year, month, 1, tzinfo=UTC), datetime(year, month, 28, tzinfo=UTC)
    listed = [
        ListedPage(f"https://a.example/map-{y}-{m:02}.xml" if told else "https://a.example/map.xml", None)
        for (y, m), told in maps
    ]
    kept = promising(listed, start, end)
    assert set(kept) == {one for one, ((y, m), told) in zip(listed, maps, strict=True) if not told or (y, m) == when}
    assert [one.url == "https://a.example/map.xml" for one in kept] == sorted(
        one.url == "https://a.example/map.xml" for one in kept
    )


def test_a_sitemap_that_did_not_change_since_is_left_and_the_soonest_changed_is_first():
    def changed(name: str, year: int, month: int) -> ListedPage:
        moment = datetime(year, month, 1, tzinfo=UTC)
        return ListedPage(f"https://a.example/{name}.xml", DateInterval(moment, moment, ""))

    maps = [changed("late", 2026, 1), changed("before", 2022, 1), changed("soon", 2023, 5)]
    assert [one.url for one in promising(maps, DAY, DAY)] == [
        "https://a.example/soon.xml",
        "https://a.example/late.xml",
    ]
