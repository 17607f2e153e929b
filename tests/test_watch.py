"""watch: what is new in feeds and sitemaps, asked for with conditional requests, from where the last watch stopped."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

import provenance
from provenance.acquire.manners import Manners
from provenance.errors import StoreError
from provenance.watching import Rounds
from provenance.watching.progress import Progress
from tests.feed_files import SITE, TEXT, as_atom, as_json, as_rss, rss
from tests.small_web import page, small_web
from tests.web import BODY

ONCE = Rounds(once=True)
FEED = "application/rss+xml"
LINKED = "1 page looked at, 0 families, 0 links, 0 dropped\n"
ORIGINAL = f"{SITE}ferry"
PAGE = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
REPOST = (
    ("The ferry", ORIGINAL, "tag:1", PAGE),
    ("Late again", "https://weekly.example/late", "tag:2", f'{PAGE}<p>Source: <a href="{ORIGINAL}">Mirror</a></p>'),
)


@pytest.fixture
def web():
    with small_web() as web:
        yield web


@pytest.fixture
def look(tmp_path, web):
    """One round: what became new, what failed."""

    def round_(*sources, rounds=ONCE, link=None, options=None):
        with provenance.open(tmp_path / "store.db", write=True) as store:
            (one_round,) = provenance.watch(sources, store, options or web.options, rounds, link)
        done = one_round.done
        return [one.target for one in done if one.new], [str(one.error) for one in done if one.error]

    return round_


def entries(*names, text=TEXT):
    return [(f"Title {name}", f"{SITE}{name}", f"tag:mirror.example,2024:{name}", text) for name in names]


def sitemap(web, *names, day="2024-03-01"):
    return "".join(
        [
            "<urlset>",
            *(f"<url><loc>{web.address}/{name}</loc><lastmod>{day}</lastmod></url>" for name in names),
            "</urlset>",
        ]
    )


@pytest.mark.parametrize("write", [as_rss, as_atom, as_json])
def test_only_what_is_new_in_a_feed_is_read(web, look, write):
    url = web.put("/feed", write(entries("1", "2")), FEED)
    assert look(url, rounds=Rounds(once=True, most=1)) == ([f"{SITE}1", f"{SITE}2"], [])
    assert look(url) == ([], [])
    assert [tag is not None for _, tag in web.asked] == [False, True]
    web.put("/feed", write(entries("3", "2")), FEED)
    assert look(url) == ([f"{SITE}3"], [])


TEASER = "<description>The ferry sailed late this morning, and nobody knew why.</description>"


def teasing(web, *names):
    """A feed that only names its pages."""
    items = (f"<item><title>{name}</title><link>{web.address}/{name}</link>{TEASER}</item>" for name in names)
    return web.put("/feed", rss(*items, site=web.address), FEED)


def test_what_a_feed_only_names_is_read_from_the_web(web, look, tmp_path):
    for name in "ab":
        web.put(f"/{name}", page(name * 3))
    url = teasing(web, "a", "b")
    one = Rounds(once=True, most=1)
    assert [look(url, rounds=one) for _ in range(3)] == [
        ([f"{web.address}/a"], []),
        ([f"{web.address}/b"], []),
        ([], []),
    ]
    assert [path for path in web.paths() if path != "/feed"] == ["/a", "/b"]
    with provenance.open(tmp_path / "store.db", write=True) as store:
        assert all("harbour master" in article.text for article in store.articles())


@pytest.mark.parametrize("verb", ["ingest", "trace"])
def test_the_teaser_of_a_page_that_is_not_to_be_had_does_not_stand_for_it(web, run, verb):
    polite = ("--allow-private", "--delay", "0")
    url = teasing(web, "a")
    ran = run("watch", url, "--once", "--no-link", *polite)
    assert ran.status == 1 and "/a: HTTP 404" in ran.err and "1 new, 0 already there, 1 not read" in ran.err
    assert "an original" not in run("show", f"{web.address}/a").out
    assert "only what a feed says" in run("trace", f"{web.address}/a", "--offline").out
    traced = run("trace", f"{web.address}/a", *polite)
    assert f"it was asked for and could not be read ({web.address}/a: HTTP 404" in traced.out
    assert "trace it" not in traced.out
    web.put("/a", page("The ferry"))
    ran = run(verb, f"{web.address}/a", *polite)
    assert ran.status == 0 and web.paths()[-1] == "/a"
    assert "1 new" in ran.err if verb == "ingest" else "an original" in ran.out
    assert "0 new, 1 already there" in run("ingest", url, *polite).err
    assert web.paths().count("/a") == 3
    del web.documents["/a"]
    again = run("trace", f"{web.address}/a", "--refresh", *polite)
    assert again.status == 0 and "/a was asked for again and could not be read" in again.out


def test_nothing_is_asked_for_offline_or_for_a_feed_in_a_folder(web, run, tmp_path):
    teasing(web, "a")
    (tmp_path / "feeds").mkdir()
    path = tmp_path / "feeds" / "feed.rss"
    path.write_bytes(web.documents["/feed"][2])
    assert "1 new, 0 already there, 0 not read" in run("ingest", path, "--offline").err
    assert "0 new, 1 already there, 0 not read" in run("ingest", path.parent, "--allow-private").err
    assert web.asked == []


def test_an_entry_that_was_changed_is_new(web, look):
    url = web.put("/feed", as_rss(entries("1")), FEED)
    look(url)
    web.put("/feed", as_rss(entries("1", text="<p>No: the ferry was early, says the harbour master today.</p>")), FEED)
    assert look(url) == ([f"{SITE}1"], [])


def test_a_sitemap_is_read_the_newest_pages_first_and_the_rest_in_the_next_rounds(web, look):
    for name in "abc":
        web.put(f"/{name}", page(name * 3))
    old, new = sitemap(web, "a", "b"), sitemap(web, "c", day="2024-04-01")
    url = web.put("/sitemap.xml", old.replace("</urlset>", "") + new.replace("<urlset>", ""), "application/xml")
    two = Rounds(once=True, most=2)
    assert look(url, rounds=two) == ([f"{web.address}/c", f"{web.address}/a"], [])
    assert look(url, rounds=two) == ([f"{web.address}/b"], [])
    assert look(url, rounds=two) == ([], [])
    assert [path for path in web.paths() if path != "/sitemap.xml"] == ["/c", "/a", "/b"]


def test_a_page_that_changed_by_its_lastmod_is_read_again(web, look):
    web.put("/a", page("First"))
    url = web.put("/sitemap.xml", sitemap(web, "a"), "application/xml")
    look(url)
    web.put("/a", page("Second"))
    web.put("/sitemap.xml", sitemap(web, "a", day="2024-05-01"), "application/xml")
    assert look(url) == ([f"{web.address}/a"], [])


def test_a_page_that_fails_is_tried_three_times_and_then_left(web, look):
    url = web.put("/sitemap.xml", sitemap(web, "gone"), "application/xml")
    for _ in range(3):
        assert look(url) == ([], [f"{web.address}/gone: HTTP 404"])
    assert look(url) == ([], [])


def test_an_index_is_followed_also_when_it_has_not_changed(web, look):
    index = "<sitemapindex><sitemap><loc>WEB/one.xml</loc></sitemap></sitemapindex>"
    url = web.put("/sitemap.xml", index, "application/xml")
    web.put("/one.xml", sitemap(web, "a"), "application/xml")
    for name in "ab":
        web.put(f"/{name}", page(name * 3))
    assert look(url) == ([f"{web.address}/a"], [])
    web.put("/one.xml", sitemap(web, "a", "b"), "application/xml")
    assert look(url) == ([f"{web.address}/b"], [])
    assert web.asked[-3][1] is not None


def test_a_page_an_opml_and_a_list_lead_to_their_feeds(web, look, tmp_path):
    feed = web.put("/feed", as_rss(entries("1")), FEED)
    home = web.put(
        "/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>x</body></html>'
    )
    opml, listed = tmp_path / "feeds.opml", tmp_path / "feeds.txt"
    opml.write_text(f'<opml><body><outline xmlUrl="{feed}"/></body></opml>', "utf-8")
    listed.write_text(f"{feed}\n", "utf-8")
    assert look(home, str(opml), str(listed)) == ([f"{SITE}1"], [])
    assert look(str(opml), str(listed), home) == ([], [])


def test_sources_that_cannot_be_watched_are_named_and_the_others_go_on(web, look, tmp_path):
    good = web.put("/feed", as_rss(entries("1")), FEED)
    plain = web.put("/about", page("About"))
    new, failed = look(f"{web.address}/gone", plain, str(tmp_path / "missing"), "ftp://x.example/", good)
    assert new == [f"{SITE}1"]
    assert failed[:2] == [
        f"{web.address}/gone: HTTP 404",
        f"{plain}: no feed, sitemap or list, and no page that names one",
    ]
    assert failed[2:] == [f"{tmp_path / 'missing'}: no such file", "ftp://x.example/: not an http or https address"]


@pytest.mark.parametrize("written", ["600", "Thu, 01 Jan 2099 00:00:00 GMT"])
def test_a_server_that_asks_to_wait_is_not_asked_again_before(web, look, written):
    url = web.put("/feed", written, FEED, 429)
    new, (failed,) = look(url)
    assert new == [] and failed.startswith(f"{url}: HTTP 429, asks to wait ")
    assert look(url) == ([], [])
    assert len(web.asked) == 1


@pytest.mark.parametrize("written", ["", "soon", "-5", "Thu, 01 Jan 2001 00:00:00 GMT", "٣"])
def test_a_server_that_is_busy_and_says_no_more(web, look, written):
    url = web.put("/feed", written.encode("latin-1", "replace"), FEED, 503)
    waits = []
    unhurried = replace(web.options, manners=Manners(sleep=waits.append))
    assert look(url, options=unhurried) == look(url, options=unhurried) == ([], [f"{url}: HTTP 503"])
    assert waits == [web.options.backoff, web.options.backoff * 2] * 2
    assert len(web.asked) == 6


def test_letters_that_only_the_header_tells(web, look, tmp_path):
    title = "Паром опоздал"
    body = as_rss([(title, f"{SITE}1", "a", TEXT)]).decode().removeprefix('<?xml version="1.0" encoding="utf-8"?>')
    look(web.put("/feed", body.encode("koi8-r"), "application/rss+xml; charset=koi8-r"))
    with provenance.open(tmp_path / "store.db", write=True) as store:
        assert [article.title for article in store.articles()] == [title]


def test_redirects_are_followed_a_few_times(web, look):
    web.put("/feed", as_rss(entries("1")), FEED)
    moved = web.put("/old", "/feed", status=301)
    assert look(moved) == ([f"{SITE}1"], [])
    assert look(moved) == ([], [])
    loop = web.put("/loop", "/loop", status=302)
    assert look(loop) == ([], [f"{loop}: redirects in a circle"])
    away = web.put("/away", "file:///etc/passwd", status=302)
    assert "no http or https address" in look(away)[1][0]


def test_an_empty_feed_is_no_failure(web, look):
    assert look(web.put("/feed", as_rss([]), FEED)) == ([], [])


def test_the_ids_of_new_articles_are_handed_on_for_linking(web, look):
    url = web.put("/feed", as_rss(entries("1", "2")), FEED)
    calls = []
    look(url, link=calls.append)
    look(url, link=calls.append)
    assert [len(ids) for ids in calls] == [2]


BOUNDLESS = '{"sources": {"x": {"seen": [], "failed": {"a": Infinity}, "leads": [], "until": 0}}}'


@pytest.mark.parametrize("damaged", ['{"sources": {"x": 7}}', BOUNDLESS])
def test_damaged_progress_is_named_and_left_alone(web, look, tmp_path, damaged):
    path = tmp_path / "store.db.watch.json"
    path.write_text(damaged)
    with pytest.raises(StoreError, match=r"store\.db\.watch\.json: not the progress of a watch"):
        look(web.put("/feed", as_rss(entries("1")), FEED))
    assert path.read_text() == damaged


def test_what_a_killed_watch_left_half_written_is_cleared_away(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f".store.db.watch.json.{gone.pid}.0a1b2c.part"
    left.touch()
    Progress(tmp_path / "store.db.watch.json").save()
    assert [path.name for path in tmp_path.iterdir()] == ["store.db.watch.json"]


# The command


@pytest.mark.parametrize("kind", ["endless", "a pipe", "large"])
def test_progress_that_has_no_end_is_not_read(run, tmp_path, monkeypatch, kind):
    feed, path = tmp_path / "feed.xml", tmp_path / "store.db.watch.json"
    feed.write_bytes(as_rss(entries("a")))
    if kind == "endless":
        path.symlink_to("/dev/zero")
    elif kind == "a pipe":
        os.mkfifo(path)
    else:
        monkeypatch.setattr("provenance.watching.progress.LARGEST", 1000)
        path.write_text(json.dumps({"version": 1, "sources": {}}) + " " * 1000)
    said = "larger than 1,000 bytes" if kind == "large" else "not a regular file"
    ran = run("watch", "--once", feed)
    assert ran.status == 3
    assert ran.err.startswith(f"provenance: {path}: {said}") and ran.err.count("\n") == 1


def test_the_command_reads_a_feed_in_a_file(run, tmp_path, monkeypatch):
    path = tmp_path / "feed.xml"
    path.write_bytes(as_rss(entries("1")))
    ran = run("watch", path, "--once")
    assert (ran.status, ran.err) == (0, f"{LINKED}1 new, 0 already there, 0 not read\n")
    ran = run("watch", path, "--once")
    assert (ran.status, ran.err) == (0, "0 new, 0 already there, 0 not read\n")
    monkeypatch.chdir(tmp_path)
    path.touch()
    assert run("watch", path.name, "--once").err == "0 new, 0 already there, 0 not read\n"
    assert list(json.loads((tmp_path / "store.db.watch.json").read_text())["sources"]) == [str(path)]
    assert run("watch", tmp_path / "missing.xml", "--once").status == 3
    ran = run("watch", path, tmp_path / "missing.xml", "--once")
    assert (ran.status, ran.err.splitlines()[0]) == (1, f"provenance: {tmp_path / 'missing.xml'}: no such file")


@pytest.mark.parametrize("write", [as_rss, as_atom, as_json])
def test_what_was_polled_is_kept_and_read_again_from_its_captures(run, web, tmp_path, monkeypatch, write):
    kind = "application/feed+json" if write is as_json else "application/xml"
    web.put("/map.xml", sitemap(web, "p"), "application/xml")
    web.put("/p", page("One"))
    web.put("/feed", write(entries("1", "2")), kind)
    web.put("/robots.txt", "User-agent: *\nSitemap: WEB/map.xml\n", "text/plain")
    sources = (f"{web.address}/feed", f"{web.address}/robots.txt")
    ran = run("watch", *sources, "--once", "--allow-private", "--delay", "0", "--no-link")
    assert ran.err == "3 new, 0 already there, 0 not read\n"
    before = run("export", "--format", "jsonl").out
    monkeypatch.setenv("PROVENANCE_STORE", str(tmp_path / "second.db"))
    ran = run("ingest", tmp_path / "store.captures")
    assert (ran.status, ran.err) == (0, "3 new, 0 already there, 0 not read\n")
    assert run("export", "--format", "jsonl").out == before


def test_what_is_new_is_linked_round_by_round(run, tmp_path):
    path = tmp_path / "feed.xml"
    first, copy = REPOST
    for listed, linked in (
        ((first,), "1 page looked at, 0 families, 0 links"),
        (REPOST, "2 pages looked at, 1 family, 1 link"),
    ):
        path.write_bytes(as_rss(listed))
        ran = run("watch", path, "--once")
        assert ran.status == 0
        assert ran.err.splitlines() == [f"{linked}, 0 dropped", "1 new, 0 already there, 0 not read"]
    assert run("watch", path, "--once").err == "0 new, 0 already there, 0 not read\n"
    assert [link["derived_url"] for link in exported(run)] == [copy[1]]


def test_the_command_leaves_linking_to_another_when_told_to(run, tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(as_rss(REPOST))
    assert run("watch", path, "--once", "--no-link").err == "2 new, 0 already there, 0 not read\n"
    assert exported(run) == []
    assert run("link").err == "2 pages looked at, 1 family, 1 link, 0 dropped\n"


def exported(run):
    """The links of the store."""
    rows = map(json.loads, run("export", "--format", "jsonl").out.splitlines())
    return [row for row in rows if row["kind"] == "link"]


def test_a_sitemap_among_the_pages_of_another_is_no_page(web, look):
    web.put("/inner.xml", sitemap(web, *map(str, range(5))), "application/xml")
    for number in range(5):
        web.put(f"/{number}", page(f"Number {number}"))
    new, failed = look(web.put("/sitemap.xml", sitemap(web, "inner.xml"), "application/xml"))
    assert new == [] and len(failed) == 1 and "a sitemap, not a page" in failed[0]
    assert web.paths() == ["/sitemap.xml", "/inner.xml"]


def test_a_host_of_ones_own_network_is_read_when_it_is_named_and_no_other(run, web):
    with small_web() as other:
        secret = other.put("/secret", page("Secret"))
        web.put("/a", page("One"))
        listed = f"<urlset><url><loc>WEB/a</loc></url><url><loc>{secret}</loc></url></urlset>"
        ran = run("watch", web.put("/sitemap.xml", listed, "application/xml"), "--once", "--allow-private")
        assert other.asked == []
    assert ran.status == 1
    assert ran.err.splitlines() == [
        LINKED.rstrip(),
        f"provenance: {secret}: 127.0.0.1: a private or local address",
        "1 new, 0 already there, 1 not read",
    ]


def test_an_interrupted_watch_keeps_what_it_read_and_leaves_the_store_whole(run, tmp_path):
    path, store = tmp_path / "feed.xml", tmp_path / "store.db"
    path.write_bytes(as_rss(entries("1")))
    command = [sys.executable, "-m", "provenance", "--store", str(store), "watch", str(path), "--interval", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr.readline() == LINKED
    assert process.stderr.readline() == "1 new, 0 already there, 0 not read\n"
    path.write_bytes(as_rss(entries("1", "2")))
    deadline = time.monotonic() + 30
    while process.stderr.readline() != "1 new, 0 already there, 0 not read\n" and time.monotonic() < deadline:
        pass
    process.send_signal(signal.SIGINT)
    said = process.stderr.read()
    assert process.wait(timeout=30) == 130
    assert said.splitlines()[-1] == "provenance: interrupted; what was finished is kept"
    assert run("--store", store, "store", "check").status == 0
    kept = json.loads((tmp_path / "store.db.watch.json").read_text())
    assert len(kept["sources"][str(path)]["seen"]) == 2
