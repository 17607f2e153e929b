"""Feeds: every dialect gives the same pages; hostile and broken ones give what they hold, or one clear line."""

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

import provenance
from provenance.acquire import Options, feeds
from provenance.acquire.pages import Failure
from provenance.errors import NotAnArticle
from provenance.extract import extract
from tests.feed_files import DIALECTS, SITE, TEXT, as_atom, as_json, as_rss, item, rss

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=40).filter(
    lambda text: text.strip() and " ".join(text.split()) == text and "://" not in text
)


def _is_twice_encoded(text):
    """feedparser takes UTF-8 that was encoded once more for what it was meant to be."""
    try:
        return text.encode("latin-1").decode() != text
    except UnicodeError:
        return False


WORDS = WORDS.filter(lambda text: not _is_twice_encoded(text))
NAMES = st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True)
ENTRIES = st.lists(
    st.tuples(
        WORDS,
        NAMES.map(lambda name: f"{SITE}{name}"),
        NAMES.map(lambda name: f"tag:mirror.example,2024:{name}"),
        WORDS.map(lambda text: f"<p>{text.replace('&', '&amp;')}</p>"),
    ),
    max_size=5,
)


def pages(body, name="feed.xml"):
    found = list(feeds.captures(feeds.parse(body, name), name, Options()))
    return [one for one in found if not isinstance(one, Failure)], [one for one in found if isinstance(one, Failure)]


@pytest.mark.parametrize("write", DIALECTS)
@given(entries=ENTRIES)
def test_what_is_written_is_read_again(write, entries):
    feed = feeds.parse(write(entries), "feed")
    assert (feed.title, feed.site, feed.damage) == ("Mirror Gazette", SITE, None)
    assert [(one.title, one.link, one.guid, one.html) for one in feed.entries] == entries
    assert all(one.is_full for one in feed.entries)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_are_refused_in_one_line(noise):
    for body in (noise, b"<rss>" + noise, b"<feed>" + noise, b'{"version":"https://jsonfeed.org/version/1"' + noise):
        try:
            list(feeds.captures(feeds.parse(body, "noise"), "noise", Options()))
        except NotAnArticle as error:
            assert str(error).startswith("noise") and "\n" not in str(error)


@pytest.mark.parametrize("write", DIALECTS)
@pytest.mark.parametrize("text", [TEXT + "<p>Source: <a href='https://harbour.example/ferry'>Harbour News</a></p>"])
def test_an_entry_is_a_page_whose_credit_line_is_read(run, tmp_path, write, text):
    path = tmp_path / "feed"
    path.write_bytes(write([("The ferry was late", f"{SITE}ferry", "tag:x.example,2024:1", text)]))
    ran = run("inspect", path, "--format", "jsonl")
    (page,) = map(json.loads, ran.out.splitlines())
    assert (ran.status, page["path"], page["url"]) == (0, f"{path}#tag:x.example,2024:1", f"{SITE}ferry")
    assert (page["article"]["title"], page["article"]["outlet"]) == ("The ferry was late", "Mirror Gazette")
    assert [claim["source_domain"] for claim in page["claims"]] == ["harbour.example"]


def test_dates_authors_language_and_the_kind_of_text():
    more = "<dc:creator>A. Sailor</dc:creator><pubDate>Tue, 10 Jan 2023 10:00:00 +0100</pubDate>"
    short = (
        "<item><title>Short</title><link>https://mirror.example/2</link><description>Two words.</description></item>"
    )
    (full, summary), failed = pages(rss(item(more=more), short, more="<language>en-gb</language>").encode())
    article = extract(full)
    assert not failed
    assert (article.authors, article.language) == (("A. Sailor",), "en")
    assert article.published.earliest.isoformat() == "2023-01-10T09:00:00+00:00"
    assert [_fact(extract(one), "meta.feed.text") for one in (full, summary)] == ["full", "summary"]
    assert extract(summary).text == "Two words."


def _fact(article, key):
    return next((fact.value for fact in article.facts if fact.key == key), None)


def test_xhtml_content_and_relative_links():
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://mirror.example/"><title>M</title><entry>'
        '<title type="html">The &lt;i&gt;ferry&lt;/i&gt;</title><link href="/ferry"/><id>1</id><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>It was <a href="why">late</a>.</p></div></content></entry></feed>'
    )
    (page,), _ = pages(body.encode())
    article = extract(page)
    assert (article.title, article.url) == ("The ferry", "https://mirror.example/ferry")
    assert [link.url for block in article.blocks for link in block.links] == ["https://mirror.example/why"]


@pytest.mark.parametrize("name", ["links", "content", "authors", "media_credit", "summary_detail", "source", "id"])
@pytest.mark.parametrize("form", ["<{0} a='b'/>", "<{0} a='b'><{0} href='x'>t</{0}></{0}>", "<{0}>t</{0}>"])
def test_elements_that_are_called_as_what_feedparser_holds_are_passed_over(name, form):
    strange = form.format(name)
    for feed in (rss(item("One"), more=strange), rss(item("One", more=strange))):
        assert [entry.title for entry in feeds.parse(feed.encode(), "x").entries] == ["One"]


def test_what_a_json_feed_says_beside_the_text():
    said = {
        "version": "https://jsonfeed.org/version/1",
        "title": "M",
        "author": {"name": "A. Sailor"},
        "items": [
            {"id": 7, "content_text": "First line.\nSecond <line>.", "external_url": "https://harbour.example/x"},
            "nonsense",
            {"id": "https://mirror.example/8", "summary": "Short.", "attachments": [{"mime_type": "audio/mpeg"}]},
        ],
    }
    feed = feeds.parse(json.dumps(said).encode(), "feed")
    assert [(one.link, one.guid, one.is_full, one.media) for one in feed.entries] == [
        ("https://harbour.example/x", "7", True, ""),
        ("https://mirror.example/8", "https://mirror.example/8", False, "audio/mpeg"),
    ]
    assert feed.entries[0].authors == ("A. Sailor",)
    (first, _), _ = pages(json.dumps(said).encode())
    assert [block.text for block in extract(first).blocks] == ["First line.", "Second <line>."]


def test_a_json_feed_whose_version_stands_last(run, tmp_path):
    path = tmp_path / "feed.json"
    said = json.loads(as_json([(f"Number {n}", f"{SITE}{n}", f"g{n}", TEXT * 20) for n in range(60)]))
    path.write_text(json.dumps(said, sort_keys=True), "utf-8")
    assert path.stat().st_size > 100_000
    assert "60 new" in run("ingest", path).err


def test_ingest_stores_the_entries_once(run, tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(as_rss([("One", f"{SITE}1", "a", TEXT), ("Two", f"{SITE}2", "b", TEXT)]))
    assert "2 new" in run("ingest", path).err
    assert "0 new, 2 already there" in run("ingest", path).err
    assert "“Two”" in run("show", f"{path}#b").out


def test_a_summary_does_not_take_the_place_of_the_page(run, tmp_path):
    page, feed = tmp_path / "page.jsonl", tmp_path / "feed.xml"
    page.write_text(json.dumps({"url": f"{SITE}1", "html": f"<h1>One</h1>{TEXT}"}), "utf-8")
    feed.write_text(
        rss(f"<item><title>One</title><link>{SITE}1</link><description>Short.</description></item>"), "utf-8"
    )
    assert "1 new" in run("ingest", feed).err
    assert "1 new" in run("ingest", page).err
    assert "0 new, 1 already there" in run("ingest", feed).err
    with provenance.open(tmp_path / "store.db", write=True) as store:
        (article,) = store.articles()
    assert "harbour master" in article.text


@pytest.mark.parametrize(
    ("link", "guid"),
    [
        ("http://feedproxy.google.com/~r/mirror/~3/abc/", f"{SITE}ferry"),
        ("https://www.google.com/url?rct=j&url=https%3A%2F%2Fmirror.example%2Fferry&ct=ga", "tag:google.com,2013:x"),
        ("/ferry", ""),
        ("", f"{SITE}ferry"),
    ],
)
def test_the_address_of_an_entry(link, guid):
    (page,), _ = pages(rss(item(link=link, guid=guid)).encode())
    assert page.url == f"{SITE}ferry"


OLD_TYPE = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">'


@pytest.mark.parametrize("doctype", ["", OLD_TYPE])
def test_an_entity_of_html_is_no_damage(doctype):
    body = rss(item(title="MARK")).replace("MARK", "Le bac&nbsp;arriv&eacute;").replace("<rss", f"{doctype}<rss")
    found, failed = pages(body.encode())
    assert [extract(page).title for page in found] == ["Le bac arrivé"] and not failed


@pytest.mark.parametrize(
    "broken",
    [
        lambda body: "\n \n" + body,
        lambda body: body.replace("was late", "& was late"),
        lambda body: body.replace("<item>", "<item><x:y>1</x:y>"),
        lambda body: body.replace("was late", "was\x0b late"),
        lambda body: body.replace("<link>", "<LINK>").replace("</link>", "</LINK>"),
    ],
)
def test_what_can_be_mended_is_no_damage(broken):
    found, failed = pages(broken(rss(item(), item("Another"))).encode())
    assert [extract(page).title.split()[-1] for page in found] == ["late", "Another"] and not failed


@pytest.mark.parametrize(
    "body",
    [
        f'<rss version="0.91"><channel><title>M</title><link>{SITE}</link><item><title>T</title><link>{SITE}1</link>'
        "<description>Words about it.</description></item></channel></rss>",
        f'<rss version="0.92"><channel><title>M</title><link>{SITE}</link><item><link>{SITE}1</link>'
        "<title>T</title><description>Words about it.</description></item></channel></rss>",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        f"<channel><title>M</title><link>{SITE}</link></channel><item><title>T</title><link>{SITE}1</link>"
        "<description>Words about it.</description></item></rdf:RDF>",
        f'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>M</title><link rel="alternate" href="{SITE}"/>'
        f'<entry><title>T</title><link rel="alternate" href="{SITE}1"/><id>x</id><content type="text/html" '
        'mode="escaped">&lt;p&gt;Words about it.&lt;/p&gt;</content></entry></feed>',
    ],
)
def test_the_oldest_dialects(body):
    (page,), failed = pages(body.encode())
    article = extract(page)
    assert (article.title, article.url, article.outlet, article.text) == ("T", f"{SITE}1", "M", "Words about it.")
    assert not failed


@pytest.mark.parametrize("write", DIALECTS)
def test_a_feed_cut_anywhere_is_read_as_far_as_it_goes(write):
    body = write([("One", f"{SITE}1", "a", TEXT), ("Two", f"{SITE}2", "b", TEXT)])
    for end in range(len(body) // 3, len(body) - 1, 7):
        try:
            found, failed = pages(body[:end])
        except NotAnArticle as error:
            assert "\n" not in str(error)
        else:
            assert failed or len(found) == 2


def test_feeds_in_a_folder_and_on_standard_input(run, tmp_path, monkeypatch):
    (tmp_path / "news.rss").write_bytes(as_atom([("One", f"{SITE}1", "a", TEXT)]))
    ran = run("inspect", tmp_path, "--format", "jsonl")
    assert [json.loads(line)["url"] for line in ran.out.splitlines()] == [f"{SITE}1"]
    with (tmp_path / "news.rss").open("rb") as stream:
        monkeypatch.setattr("sys.stdin", type("Standard", (), {"buffer": stream}))
        ran = run("inspect", "-", "--format", "jsonl")
    assert [json.loads(line)["url"] for line in ran.out.splitlines()] == [f"{SITE}1"]


# Hostile and broken ones

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY l0 "ha">' + LAUGHS,
        '<!ENTITY l11 SYSTEM "file:///etc/passwd">',
        '<!ENTITY l11 SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY % l11 SYSTEM "file:///etc/passwd"> %l11;',
    ],
)
@pytest.mark.parametrize("before", ["", "<!DOCTYPE a>\n"])
def test_entities_are_neither_expanded_nor_fetched(subset, before):
    types = f"{before}<!DOCTYPE rss [{subset}]><rss"
    body = rss(item(title="MARK")).replace("<rss", types).replace("MARK", "a&l11;b")
    pages(rss(item()).encode())  # what is loaded once does not count
    tracemalloc.start()
    found, _ = pages(body.encode())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000
    assert all(b"haha" not in page.body and b"root:" not in page.body for page in found)


def test_a_feed_of_very_many_entries_is_read_to_its_end():
    body = as_rss([(f"Number {n}", f"{SITE}{n}", f"g{n}", "<p>x</p>") for n in range(20_000)])
    assert feeds.parse(body, "feed").entries[-1].title == "Number 19999"


def test_what_a_cut_feed_holds_is_read_and_the_damage_told(run, tmp_path):
    path = tmp_path / "cut.xml"
    body = as_rss([("One", f"{SITE}1", "a", TEXT), ("Two", f"{SITE}2", "b", TEXT)])
    path.write_bytes(body[: body.index(b"Two") + 1])
    ran = run("ingest", path)
    assert ran.status == 1
    assert "cut.xml: a damaged feed" in ran.err
    assert "2 new" in ran.err or "1 new" in ran.err


def test_zero_bytes_are_dropped(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item("One"), item("T\0wo")).encode())
    found = list(provenance.acquire.read(str(path)))
    assert [extract(page).title for page in found] == ["One", "Two"]


def test_a_date_that_was_never_set_is_none():
    (never, day), _ = pages(
        rss(
            item("One", more="<pubDate>Tue, 01 May 0001 00:00:00 +0000</pubDate>"),
            item("Two", more="<pubDate>Tue, 01 May 01 00:00:00 +0100</pubDate>"),
        ).encode()
    )
    assert extract(never).published is None
    assert extract(day).published.earliest.year == 2001


def test_a_wrong_encoding_is_read_all_the_same():
    body = rss(item(title="Fähre")).encode("cp1252")
    found, _ = pages(body)
    assert [extract(page).title for page in found] == ["Fähre"]


def test_a_page_that_calls_itself_a_feed_is_read_as_a_page(run, tmp_path):
    path = tmp_path / "feed.rss"
    path.write_text(f"<!DOCTYPE html><html><head><title>Not here</title></head><body>{TEXT}</body></html>", "utf-8")
    ran = run("inspect", path, "--format", "jsonl")
    assert [json.loads(line)["path"] for line in ran.out.splitlines()] == [str(path)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<rss version='2.0'><channel><title>x</title></channel></rss>", "without entries"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "without items"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "no JSON"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000, "no JSON"),
    ],
    ids=lambda one: one[:40] if isinstance(one, str) else "body",
)
def test_a_feed_with_nothing_in_it(run, tmp_path, body, said):
    path = tmp_path / "feed.xml"
    path.write_bytes(body)
    ran = run("inspect", path)
    assert ran.status == 3
    assert said in ran.err and "feed.xml" in ran.err and len(ran.err.splitlines()) == 1


def test_comments_without_end_do_not_keep_the_reader():
    assert not feeds.is_feed(b"<!---->" * 9_000 + b"<!x")
    assert feeds.is_feed(b"<?xml version='1.0'?>\n<!-- a --><!DOCTYPE rss [<!ENTITY a 'b>'>]>\n<rss>")


# Which feeds a page leads to

PAGE = b"""<html><head><base href="/x/"><link rel="alternate" type="application/rss+xml" href="/feed/comments/">
<link rel="alternate" type="application/atom+xml" title="A" href="/atom.xml"><link rel="alternate" hreflang="fr" href="/fr">
</head><body><a href="https://mirror.example/sport/rss.xml">RSS</a><a href="/about/feed-prices">feed prices</a>
<a href="https://www.facebook.com/sharer/sharer.php?u=https://mirror.example/feed/">rss</a></body></html>"""


def test_the_feeds_of_a_page():
    wanted = ("https://mirror.example/atom.xml", "https://mirror.example/sport/rss.xml")
    found = feeds.feeds_of(PAGE, "https://mirror.example/ferry")
    assert found == (*wanted, "https://mirror.example/feed/comments/")
    assert feeds.feeds_of(b"") == feeds.feeds_of(b"\x00\xff<") == ()


def test_the_feeds_of_an_article(tmp_path):
    from provenance.acquire import read

    path = tmp_path / "page.html"
    path.write_bytes(PAGE.replace(b"<base", b'<meta property="og:url" content="https://mirror.example/ferry"><base'))
    (capture,) = read(str(path))
    found = feeds.feeds_of(extract(capture))
    assert "https://mirror.example/atom.xml" in found and found[-1].endswith("comments/")


@pytest.mark.parametrize(
    "url", ["https://a.example/feed/", "https://a.example/x/rss.xml", "https://a.example/?feed=rss2"]
)
def test_addresses_that_look_like_a_feed(url):
    assert feeds.looks_like_feed(url)


@pytest.mark.parametrize(
    "url", ["https://a.example/feeding-time", "https://a.example/rss-explained.html", "x", "http://["]
)
def test_addresses_that_do_not(url):
    assert not feeds.looks_like_feed(url)
