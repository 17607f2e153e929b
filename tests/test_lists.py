"""Lists of addresses: text files and OPML; a bad line is named with its number and passed over."""

from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import urls
from provenance.acquire import Failure, lists, read
from tests.feed_files import SITE, TEXT, as_atom, as_rss
from tests.small_web import page, small_web

ADDRESSES = st.lists(st.from_regex(r"https?://[a-z]{1,8}\.example/[a-z0-9/._-]{1,20}", fullmatch=True), min_size=1)


@given(ADDRESSES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_is_written_is_read_again(addresses, end, codec):
    body = f"# a list{end}{end}{end.join(addresses)}{end}".encode(codec)
    assert lists.looks_like_list(body)
    assert [line for _, line in lists.lines_of(body)] == addresses


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https",
        "The ferry was late.\nSource: https://harbour.example/1\n",
        "https://harbour.example/1\n"
        + "The harbour master said that the ferry would sail late, and that nobody knew why. " * 2,
        "<a href='https://harbour.example/1'>\n",
    ],
)
def test_a_text_with_addresses_is_no_list(text):
    assert not lists.looks_like_list(text.encode())


def test_the_pages_of_a_list_are_read_and_its_bad_lines_named(tmp_path):
    path = tmp_path / "list.txt"
    with small_web() as web:
        one, two = web.put("/1", page("One")), web.put("/2", page("Two"))
        lines = ["# to read", one, "", "no address here", f"  {two}  ", one, f"{web.address}/gone", "ftp://x.example/1"]
        path.write_text("\ufeff" + "\r\n".join(lines), "utf-8")
        found = list(read(str(path), web.options))
    assert [got.line if isinstance(got, Failure) else got.url for got in found] == [one, 4, two, 7, 8]
    said = [str(got.error) for got in found if isinstance(got, Failure)]
    assert said == [
        f"{path}:4: no address: 'no address here'",
        f"{path}:7: {web.address}/gone: HTTP 404",
        f"{path}:8: no address: 'ftp://x.example/1'",
    ]


def test_a_list_that_is_ingested_offline_says_that_it_was_not_looked_at(run, tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("https://harbour.example/1\n", "utf-8")
    ran = run("ingest", path, "--offline")
    assert ran.status == 3
    assert f"{path}:1: https://harbour.example/1: not fetched, offline" in ran.err


def test_a_list_on_standard_input(monkeypatch, tmp_path):
    path = tmp_path / "list"
    with small_web() as web:
        path.write_text(web.put("/1", page("One")), "utf-8")
        with path.open("rb") as stream:
            monkeypatch.setattr("sys.stdin", type("Standard", (), {"buffer": stream}))
            assert [got.url for got in read("-", web.options)] == [f"{web.address}/1"]


def test_a_list_in_a_folder_of_pages_fetches_nothing(tmp_path):
    (tmp_path / "page.html").write_text(page("One"), "utf-8")
    with small_web() as web:
        (tmp_path / "list.txt").write_text(web.put("/1", page("One")), "utf-8")
        assert [got.path for got in read(str(tmp_path), web.options)] == [
            str(tmp_path / n) for n in ("list.txt", "page.html")
        ]
        assert web.asked == []


# OPML

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body><outline text="Group">
<outline type="rss" text="One" xmlUrl="WEB/one.rss"/><outline text="Again" xmlurl="WEB/one.rss"/>
<outline text="Site" htmlUrl="WEB/"/><outline text="Two" xmlUrl="WEB/two.atom"/></outline>
<outline text="Gone" xmlUrl="WEB/gone.rss"/></body></opml>"""


def test_the_entries_of_the_feeds_of_an_opml(tmp_path):
    path = tmp_path / "feeds.opml"
    with small_web() as web:
        web.put("/one.rss", as_rss([("One", f"{SITE}1", "a", TEXT)]), "application/rss+xml")
        web.put("/two.atom", as_atom([("Two", f"{SITE}2", "b", TEXT)]), "application/atom+xml")
        path.write_text(OPML.replace("WEB", web.address), "utf-8")
        found = list(read(str(path), web.options))
    assert [got.url for got in found if not isinstance(got, Failure)] == [f"{SITE}1", f"{SITE}2"]
    assert [str(got.error) for got in found if isinstance(got, Failure)] == [
        f"{path}: {web.address}/gone.rss: HTTP 404"
    ]


@given(ADDRESSES)
def test_the_feeds_of_an_opml_are_those_that_were_written(addresses):
    body = "".join(f"<outline xmlUrl={quoteattr(url)} text='x'/>" for url in addresses)
    found = lists.opml_feeds(
        f"<?xml version='1.0'?><opml><body><outline text='y'>{body}</outline></body></opml>".encode()
    )
    assert [feed.url for feed in found] == list(dict.fromkeys(filter(None, map(urls.clean, addresses))))


def test_hostile_and_broken_opml():
    bomb = '<!DOCTYPE opml [<!ENTITY a "https://a.example/"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    body = (
        f'{bomb}<opml><body><outline xmlUrl="&x;"/><outline xmlUrl="https://b.example/feed"/><outline xmlUrl="'.encode()
    )
    assert lists.is_opml(body)
    assert [feed.url for feed in lists.opml_feeds(body)] in ([], ["https://b.example/feed"])
    assert lists.opml_feeds(b"") == lists.opml_feeds(b"<opml") == ()
