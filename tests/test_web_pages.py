"""The pages of `serve`, through HTTP: what they show, where they lead, that they come in parts."""

import re
import sqlite3
import threading
from html.parser import HTMLParser

import pytest

import provenance
from provenance.formats import FORMATS
from provenance.model import Block, DateInterval, Evidence, Node, Place, Rival, Status
from tests.served import filled, served
from tests.stores import NOW, hop, page
from tests.test_export_html import PAYLOADS


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    with served(filled(tmp_path_factory.mktemp("web") / "store.db")) as one:
        yield one


class Seen(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def hrefs(self):
        return [attributes["href"] for tag, attributes in self.elements if tag == "a"]

    def text(self):
        return " ".join(" ".join(self.words).split())


def seen(web, path, status=200):
    answer = web.get(path)
    assert answer.status == status, answer.text
    return Seen(answer.text)


def test_the_start_counts_and_lists_the_newest(web):
    start = seen(web, "/")
    text = start.text()
    for words in (
        "pages read 3",
        "sources only named 1",
        "links 3",
        "links to review 3",
        "Le bac est parti",
        "Паром ушёл",
    ):
        assert words in text
    assert next(href for href in start.hrefs() if href.startswith("/article/")) == "/article/nisle-3"


def test_an_address_an_id_and_words_find_the_article(web):
    for asked in ("https://www.berg.example/berg-2/", "berg.example/berg-2", "nberg-2"):
        answer = web.get(f"/search?q={asked}")
        assert (answer.status, answer.headers["location"]) == (303, "/article/nberg-2")
    assert "/article/nberg-2" in seen(web, "/search?q=%D0%BF%D0%B0%D1%80%D0%BE%D0%BC").hrefs()
    nothing = seen(web, "/search?q=berg-2+late")
    assert "Nothing in titles" in nothing.text()
    assert "/search?q=berg-2+late&texts=true" in nothing.hrefs()
    assert "/article/nberg-2" in seen(web, "/search?q=berg-2+late&texts=true").hrefs()


def test_an_article_shows_its_sources_copies_marks_dates_and_files(web):
    shown = seen(web, "/article/nberg-2")
    text = shown.text()
    for words in ("hop 1 translation by Avic", "90% sure", "Harbour Wire", "hop 2", "Le bac est parti", "60% sure",
                  "from 2026-01-12 08:30:00 UTC until before 2026-01-13 08:30:00 UTC, written “12 January”"):  # fmt: skip
        assert words in text, words
    marks = [attributes for tag, attributes in shown.elements if tag == "mark" and attributes.get("title")]
    assert [(mark["class"], mark["title"]) for mark in marks] == [
        ("used", "republication of Le Quai, found by attribution")
    ]
    assert "<mark title" in web.get("/article/nberg-2").text
    assert sum(tag == "svg" for tag, _ in shown.elements) >= 1
    forms = {href.rpartition("/")[2] for href in shown.hrefs() if "/export/" in href and "?" not in href}
    assert forms == {form.name for form in FORMATS}
    assert "/compare?a=nquay-1&b=nberg-2" in shown.hrefs()
    assert "Origin: Harbour Wire (wire.example), named but not read" in text


def test_a_source_that_is_only_named_has_a_page_too(web):
    text = seen(web, "/article/nnamed").text()
    assert "not read: not asked" in text
    assert "The ferry sailed" in text


def test_files_of_a_family(web):
    answer = web.get("/article/nberg-2/export/jsonl")
    assert answer.status == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="nberg-2-jsonl.jsonl"'
    assert answer.text.count('"kind": "link"') == 3
    looked = web.get("/article/nberg-2/export/html?look=true")
    policy = looked.headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "script-src 'sha256-" in policy
    assert web.get("/article/nberg-2/export/nothing").status == 404


def test_two_articles_side_by_side_with_a_way_back(web):
    shown = seen(web, "/compare?a=nquay-1&b=nberg-2")
    assert "What changed" in shown.text()
    assert {"/article/nquay-1", "/article/nberg-2", "/compare?a=nberg-2&b=nquay-1"} <= set(shown.hrefs())
    assert seen(web, "/compare?a=nquay-1&b=nnamed", 404)
    assert web.get("/compare?a=nquay-1").status == 422
    assert web.get("/compare?a=/etc/passwd&b=nquay-1").status == 404


def test_outlets_and_what_one_takes_from_whom(web):
    assert "/outlet/quay.example" in seen(web, "/outlets").hrefs()
    quay = seen(web, "/outlet/quay.example")
    assert {"/outlet/wire.example", "/outlet/berg.example", "/article/nquay-1"} <= set(quay.hrefs())
    assert "en→ru 1" in quay.text()
    assert seen(web, "/outlet/nobody.example", 404)


def test_the_queue_begins_with_the_least_sure_and_goes_on(web):
    first = seen(web, "/review")
    assert "20% sure" in first.text()
    following = next(href for href in first.hrefs() if href.startswith("/review?after=") and "third" in href)
    second = seen(web, following)
    assert "60% sure" in second.text()
    assert "Source : Le Quai" in second.text()
    last = seen(web, "/review?after=0.9+lfirst")
    assert "That was the last one" in last.text()
    assert seen(web, "/review?after=nonsense", 422)


def test_a_missing_page_is_told_without_a_trace(web):
    for path in (
        "/nothing",
        "/article/none",
        "/link/none",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/article/%00",
    ):
        answer = web.get(path)
        assert answer.status == 404
        assert "Traceback" not in answer.text
        assert "/tmp" not in answer.text


def test_lists_come_in_pages(tmp_path):
    with provenance.open(tmp_path / "store.db", write=True) as store:
        store.put_articles((page(f"quay-{number}", title=f"Ferry {number:03}"), ()) for number in range(60))
        store.put_node(Node("nroot", Status.NAMED, outlet="Root"))
        store.put_links(hop(str(number), f"quay-{number}", "root") for number in range(60))
        blocks = tuple(Block(f"Line {number}.", Place.INLINE) for number in range(450))
        store.put_article(page("long-1", blocks=blocks))
    with served(tmp_path / "store.db") as web:
        for path in ("/", "/search?q=ferry", "/outlet/quay.example"):
            names, at, pages = [], path, 0
            while at:
                shown = web.get(at)
                names += re.findall(r">(Ferry \d{3})<", shown.text)
                at = next(iter(re.findall(r'<a href="([^"]+)" rel="next"', shown.text)), "").replace("&amp;", "&")
                pages += 1
            assert names == [f"Ferry {number:03}" for number in reversed(range(60))], path
            assert pages == 3
        first, second = web.get("/article/nroot").text, web.get("/article/nroot?copies=2").text
        copies = [re.findall(r">(Ferry \d{3})</a>\s*<p class=\"facts\"", part) for part in (first, second)]
        assert [len(part) for part in copies] == [50, 10]
        assert len({*copies[0], *copies[1]}) == 60
        assert "Line 0." in web.get("/article/nlong-1").text
        last = web.get("/article/nlong-1?part=3").text
        assert "Line 449." in last
        assert "Line 399." not in last
        assert web.get("/article/nlong-1?part=0").status == 422


def test_a_huge_text_comes_in_parts_none_of_which_is_huge(tmp_path):
    with provenance.open(tmp_path / "store.db", write=True) as store:
        huge = (
            Block("A" * 3_000_000, Place.INLINE),
            Block("b" * 150_000, Place.INLINE),
            Block("c" * 150_000, Place.TAIL),
        )
        store.put_article(page("huge-1", blocks=huge))
    with served(tmp_path / "store.db") as web:
        shown = [web.get(f"/article/nhuge-1?part={part}") for part in (1, 2, 3, 4)]
        assert [answer.status for answer in shown] == [200] * 4
        assert max(len(answer.body) for answer in shown) < 300_000
        assert "c" * 150_000 in shown[2].text
        assert "b" * 150_000 in shown[1].text


def test_nothing_that_a_store_holds_is_markup_or_a_way_out(tmp_path):
    with provenance.open(tmp_path / "store.db", write=True) as store:
        store.put_node(Node("nroot", Status.NAMED, outlet=PAYLOADS[0]))
        for number, bad in enumerate(PAYLOADS):
            store.put_article(
                page(f"x-{number}", title=bad, outlet=bad, language=bad, authors=(bad,), url=bad, domain=bad, text=bad,
                     published=DateInterval(NOW, NOW, bad), path=bad,
                     blocks=(Block(bad, Place.TAIL),)),
            )  # fmt: skip
            evidence = (Evidence(bad, 1.0, bad, bad, bad, bad),)
            store.put_links(
                [hop(f"{number}", f"x-{number}", "root", evidence=evidence, translator=bad, rivals=(Rival(bad, 0.1),))]
            )
    allowed = {"href": re.compile(r"/|#|https?://|data:,"), "src": re.compile(r"/static/")}
    with served(tmp_path / "store.db") as web:
        paths = [
            "/",
            "/outlets",
            "/review",
            "/article/nroot",
            "/judgements",
            "/search?q=script",
            "/link/l0",
            "/search?q=%3Cscript%3E",
        ]
        paths += [f"/article/nx-{number}" for number in range(len(PAYLOADS))]
        paths += [href for href in seen(web, "/outlets").hrefs() if href.startswith("/outlet/")]
        for path in paths:
            for tag, attributes in seen(web, path).elements:
                assert tag not in ("iframe", "object", "embed", "base", "img", "math"), (path, tag)
                assert tag != "script" or attributes == {"src": "/static/app.js", "defer": None}
                assert not [name for name in attributes if name.startswith("on") or name == "style"], (path, attributes)
                for name in ("href", "src", "action"):
                    value = attributes.get(name)
                    assert value is None or allowed.get(name, allowed["href"]).match(value), (path, value)
                if tag == "a" and (attributes.get("href") or "").startswith("http"):
                    assert {"noopener", "noreferrer"} <= set(attributes["rel"].split())


def test_a_store_that_is_locked_is_told_as_such(tmp_path):
    path = filled(tmp_path / "store.db")
    with served(path) as web:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        assert web.get("/article/nberg-2").status == 200
        key = web.site.access.form_key
        late = web.form("/link/lfirst/judge", {"key": key, "verdict": "confirm"})
        assert (late.status, late.headers["retry-after"]) == (503, "5")
        assert "another program is writing" in late.text
        assert str(tmp_path) not in late.text
        holder.execute("ROLLBACK")
        assert web.form("/link/lfirst/judge", {"key": key, "verdict": "confirm"}).status == 303


def test_a_damaged_store_is_told_in_a_sentence_without_its_place(tmp_path):
    path = filled(tmp_path / "store.db")
    with served(path) as web:
        breaker = sqlite3.connect(path, isolation_level=None)
        breaker.execute("UPDATE articles SET authors = '{' WHERE id = 'nberg-2'")
        broken = web.get("/article/nberg-2")
        assert broken.status == 503
        assert "authors" in broken.text
        breaker.execute("DROP TABLE judgements")
        for answer in (web.get("/review"), web.get("/api/links")):
            assert answer.status == 503
            assert str(tmp_path) not in answer.text
            assert "Traceback" not in answer.text


def test_many_read_while_one_writes(tmp_path):
    path = filled(tmp_path / "store.db")
    with served(path) as web:
        statuses = []

        def read():
            statuses.extend(
                web.get(where).status for where in ("/", "/article/nberg-2", "/review", "/api/articles") * 4
            )

        readers = [threading.Thread(target=read) for _ in range(8)]
        for one in readers:
            one.start()
        with provenance.open(path, write=True) as store:
            for number in range(200):
                store.put_article(page(f"new-{number}"))
        for one in readers:
            one.join()
        assert statuses == [200] * 128
        assert "new-199" in web.get("/").text
