"""`compare` as people and programs meet it: two pages in, what changed out, in text, JSON and as a page."""

import json
import re
import sys
from html import escape
from http.server import BaseHTTPRequestHandler
from io import BytesIO, TextIOWrapper

import pytest
from rich.cells import cell_len

import provenance
from provenance.comparing import Unit
from provenance.errors import AcquireError
from tests.sites import serving
from tests.terminal import in_terminal
from tests.test_export_html import PAYLOADS, Parts, browser  # noqa: F401 - a fixture

KEYS = {
    "a", "b", "unit", "related", "match", "counts", "fields", "links", "images", "numbers", "names", "rows", "notes",
}  # fmt: skip
ROW = {"change", "moved", "score", "sure", "a", "b", "edits", "numbers"}
FIRST = (
    "The harbour of Tarnholm closes for ninety days, its master Ylva Brandt told the council on Monday.",
    "The company Nordkran repairs the quay; it asks for 4.2 million crowns, twice what was planned in 2019.",
    "Fishermen must land their catch in Skarvik, forty kilometres to the north, where the ice house is full.",
    "The council votes on the plan after Easter, and nobody expects that it will be turned down again.",
)
SECOND = (
    FIRST[3],
    FIRST[0],
    FIRST[1].replace("4.2 million", "2.4 million").replace("repairs", "will soon repair"),
    "A spokesman of the ferry line said that nobody had asked him.",
    "Source: <a href='https://horn.example/2024/harbour'>Horn</a>",
)
JAPANESE = (
    "ターンホルム港は九十日間閉鎖されると、港長が月曜日に議会で述べた。",
    "岸壁の修理費は420万クローネで、2019年の計画の二倍である。",
)
JAPANESE_COPY = ("ターンホルム港は六十日間閉鎖されると、港長が月曜日に議会で述べた。", JAPANESE[1])
HEBREW = ("נמל טרנהולם ייסגר לתשעים יום, אמרה ביום שני מנהלת הנמל אילווה ברנדט.",)
HEBREW_COPY = ("נמל טרנהולם ייסגר לשישים יום, אמרה ביום שני מנהלת הנמל אילווה ברנדט.",)


def html(texts, title, address, language="en", more=""):
    inner = "".join(f"<p>{text}</p>" for text in texts)
    return (
        f"<!doctype html><html lang={language}><meta charset=utf-8><title>{title}</title>"
        f"<link rel=canonical href='{address}'>{more}<body><article><h1>{title}</h1>{inner}</article>"
    )


@pytest.fixture
def two(tmp_path):
    a, b = tmp_path / "a.html", tmp_path / "b.html"
    date = "<meta property='article:published_time' content='2024-03-0{}'>"
    a.write_text(html(FIRST, "Harbour closes", "https://horn.example/2024/harbour", more=date.format(1)), "utf-8")
    b.write_text(html(SECOND, "Harbour to close", "https://elm.example/news/7", more=date.format(4)), "utf-8")
    return a, b


def write(tmp_path, name, texts, language):
    path = tmp_path / f"{name}.html"
    path.write_text(html(texts, name, f"https://{name}.example/1", language), "utf-8")
    return path


def as_json(ran):
    assert ran.status == 0, ran.err
    return json.loads(ran.out)


def test_the_json_tells_all_and_its_edits_make_b_of_a(run, two):
    found = as_json(run("compare", *two, "--format", "json"))
    assert set(found) == KEYS
    assert all(set(row) == ROW for row in found["rows"])
    assert found["counts"] == {"kept": 2, "altered": 1, "cut": 1, "added": 2, "moved": 1}
    for row in found["rows"]:
        for side, change in (("a", "cut"), ("b", "added")):
            text = "\n".join(piece["text"] for piece in row[side])
            if row["a"] and row["b"]:
                assert "".join(e["text"] for e in row["edits"] if e["change"] in ("kept", change)) == text
    assert found["numbers"] == {"cut": ["4.2"], "added": ["2.4"]}
    assert found["names"]["cut"] == ["Skarvik"]
    assert found["links"] == {"kept": [], "cut": [], "added": ["https://horn.example/2024/harbour"]}
    assert found["fields"]["date"]["detail"] == "3 days later"
    assert (found["a"]["outlet"] or found["a"]["domain"]) and found["a"]["url"] == "https://horn.example/2024/harbour"


def test_the_text_shows_each_change_and_is_plain_in_a_pipe(run, two):
    out = run("compare", *two).out
    assert "\x1b" not in out
    for part in (
        "~ title   Harbour [-closes-]{+to close+}",
        "- numbers in A only: 4.2",
        "= 4 → 1 kept, moved",
        "The company Nordkran [-repairs-]{+will soon repair+} the quay; it asks for [-4.2-]{+2.4+} million",
        "- 3 cut",
        "+ 4 added",
        "Paragraphs: 2 kept, 1 altered, 1 cut, 2 added, 1 of them moved",
    ):
        assert part in out
    assert FIRST[0] not in out and FIRST[0] in run("compare", *two, "--all").out


@pytest.mark.parametrize("columns", [40, 80, 140])
@pytest.mark.parametrize("texts", [("en", FIRST, SECOND), ("ja", JAPANESE, JAPANESE_COPY), ("he", HEBREW, HEBREW_COPY)])
def test_a_terminal_of_any_width_is_kept_to(tmp_path, columns, texts):
    a, b = (write(tmp_path, name, some, texts[0]) for name, some in zip(("horn", "elm"), texts[1:], strict=True))
    asked = ["compare", str(a), str(b)]
    shown = in_terminal(asked, columns=columns)
    assert "\x1b[" in shown
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "\x1b" not in bare
    assert all(cell_len(line) <= columns for line in bare.splitlines() if "://" not in line)
    assert "[-" not in bare and "…" not in bare
    marked = in_terminal([*asked, "--all"], columns=columns, NO_COLOR="1")
    assert "\x1b[" not in marked
    if columns < 100:  # in two columns the lines of both texts alternate, and need no marks
        of_a = re.sub(r"\{\+.*?\+\}|\[-|-\]", "", "".join(marked.split()))
        assert all("".join(text.split()) in of_a for text in texts[1])


def test_characters_are_compared_where_nothing_parts_words(run, tmp_path):
    a, b = (write(tmp_path, name, some, "ja") for name, some in (("horn", JAPANESE), ("elm", JAPANESE_COPY)))
    assert "ターンホルム港は[-九-]{+六+}十日間閉鎖" in run("compare", a, b).out
    assert as_json(run("compare", a, b, "--format", "json"))["names"] is None


def test_a_translation_is_compared_sentence_by_sentence(run, examples):
    found = as_json(
        run("compare", examples / "1-vestnik-gavani.html", examples / "2-horizon-sud.html", "--format", "json")
    )
    assert found["unit"] == "sentence" and found["related"]
    inner = [row for row in found["rows"] if (row["a"] or row["b"])[0]["place"] != "byline"]
    assert {row["change"] for row in inner if row["a"]} == {"kept"}
    assert [row["b"][0]["text"] for row in inner if not row["a"]] == [
        "Source : https://vestnik-gavani.example",
        "Traduction Clovis pour Horizon Sud",
    ]
    assert found["numbers"] == {"cut": [], "added": []}
    assert found["fields"]["title"]["change"] is None


def test_targets_are_looked_for_in_the_store_by_address_and_id(run, two):
    assert run("ingest", *two).status == 0
    by_address = as_json(
        run("compare", "https://horn.example/2024/harbour", "https://elm.example/news/7", "-f", "json")
    )
    ids = by_address["a"]["id"], by_address["b"]["id"]
    by_id = as_json(run("compare", *ids, "--offline", "-f", "json"))
    assert by_id == by_address
    assert by_id["rows"] == as_json(run("compare", *two, "-f", "json"))["rows"]


def test_nothing_is_recorded_and_no_store_is_made(run, two, tmp_path):
    assert run("compare", *two).status == 0
    assert not (tmp_path / "store.db").exists()
    assert run("compare", "nix", two[1]).status == 3
    assert not (tmp_path / "store.db").exists()


def test_addresses_are_read_from_the_web(run, two):
    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            body = two[0].read_bytes() if self.path == "/page" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with serving(Site) as site:
        ran = run("compare", f"{site}/page", two[1], "--allow-private", "--delay", 0, "-f", "json")
        assert as_json(ran)["counts"]["altered"] == 1
        gone = run("compare", f"{site}/gone", two[1], "--allow-private", "--delay", 0)
        assert gone.status == 3 and "404" in gone.err
        assert run("compare", f"{site}/page", two[1]).status == 3


def test_standard_input_is_one_of_the_two(run, two, monkeypatch):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(two[0].read_bytes()), "utf-8"))
    assert as_json(run("compare", "-", two[1], "-f", "json"))["counts"]["moved"] == 1
    twice = run("compare", "-", "-")
    assert twice.status == 2 and "once only" in twice.err


def test_what_cannot_be_read_is_named_each_in_one_line(run, two, tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    ran = run("compare", tmp_path / "empty.html", tmp_path / "none.html")
    assert (ran.status, ran.out) == (3, "")
    lines = ran.err.splitlines()
    assert len(lines) == 2 and "empty.html" in lines[0] and "none.html" in lines[1]
    offline = run("compare", "https://horn.example/1", two[1], "--offline")
    assert offline.status == 3 and "not in the store" in offline.err
    assert run("compare", two[0]).status == 2
    assert run("compare", *two, "--output", tmp_path / "x.txt").status == 2


def test_of_several_pages_the_first_is_taken_and_that_is_said(run, two, tmp_path):
    lines = tmp_path / "pages.jsonl"
    rows = [{"url": f"https://horn.example/{n}", "text": "\n".join(FIRST), "title": f"T{n}"} for n in (1, 2)]
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    ran = run("compare", lines, two[1], "-f", "json")
    assert as_json(ran)["a"]["title"] == "T1" and "the first is compared" in ran.err


def test_from_python(two):
    found = provenance.compare(str(two[0]), str(two[1]))
    assert found.unit is Unit.PARAGRAPH and found.moved == 1
    assert provenance.compare(found.a, found.b) == found
    with pytest.raises(AcquireError, match="nowhere"):
        provenance.compare(found.a, "nowhere")


def hostile(tmp_path, name, extra):
    texts = [f"{escape(bad)} {word}" for bad in PAYLOADS for word in (f"stands {extra} in the text of the harbour",)]
    path = tmp_path / f"{name}.html"
    title = escape(PAYLOADS[0] + extra)
    more = "".join(f'<meta name="author" content="{escape(bad)}{extra}">' for bad in PAYLOADS[:5])
    links = "".join(
        f'<p>A <a href="{escape(bad)}">link {extra}</a> to a page that nobody should open.</p>' for bad in PAYLOADS
    )
    path.write_bytes((html(texts, title, f"https://{name}.example/1", more=more) + links).encode("utf-8", "replace"))
    return path


def test_the_page_allows_no_script_and_holds_nothing_that_a_page_smuggles_in(run, tmp_path):
    a, b = hostile(tmp_path, "horn", "once"), hostile(tmp_path, "elm", "twice")
    target = tmp_path / "out.html"
    assert run("compare", a, b, "-f", "html", "-o", target).status == 0
    parts = Parts(target.read_text("utf-8"))
    tags = {tag for tag, _, _ in parts.found}
    assert not tags & {"script", "iframe", "object", "img", "svg", "base", "form", "math", "details"}
    policy = next(a["content"] for a, _ in parts.of("meta") if a.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert all((a.get("href") or "#").startswith(("#", "http://", "https://", "data:,")) for _, a, _ in parts.found)
    assert not [a for _, a, _ in parts.found if any(key.startswith("on") for key in a) or "style" in a]
    assert "\x1b" not in run("compare", a, b).out


def test_a_browser_shows_the_page_and_runs_nothing(browser, run, tmp_path):  # noqa: F811
    a, b = hostile(tmp_path, "horn", "once"), hostile(tmp_path, "elm", "twice")
    run("compare", a, b, "-f", "html", "-o", tmp_path / "out.html")
    browser.open(tmp_path / "out.html")
    assert browser.value("window.__hit === undefined") is True
    assert browser.requests() == [] and browser.thrown() == []
    assert PAYLOADS[0] in browser.value("document.body.innerText")


def test_the_page_is_read_and_walked_with_the_keyboard(browser, run, two, tmp_path):  # noqa: F811
    run("compare", *two, "-f", "html", "-o", tmp_path / "out.html")
    browser.open(tmp_path / "out.html")
    assert browser.value("document.querySelectorAll('tbody tr').length") == 6
    texts = "[...document.querySelectorAll('tr.altered .words del, tr.altered .words ins')].map(e => e.localName + ' ' + e.innerText)"
    assert browser.value(texts) == ["del repairs", "del 4.2", "ins will soon repair", "ins 2.4"]
    browser.value("document.querySelector('.next').click()")
    assert browser.value("location.hash") == "#r1"
    steps = "[...document.querySelectorAll('tr')].filter(r => r.querySelector('.steps a')).length"
    assert browser.value(steps) == 5
    kept = "getComputedStyle(document.querySelector('tr.kept:not(.moved)')).display"
    assert browser.value(kept) == "table-row"
    browser.value("document.getElementById('only').click()")
    assert browser.value(kept) == "none"
    assert browser.value("[...document.querySelectorAll('td .words')].every(e => e.lang === 'en' && e.dir === 'auto')")


def test_a_page_that_cannot_be_written_leaves_nothing(run, two, tmp_path):
    ran = run("compare", *two, "-f", "html", "-o", tmp_path / "no" / "out.html")
    assert ran.status == 3 and "cannot write" in ran.err
    assert run("compare", *two, "-f", "html").out.startswith("<!doctype html>")


def test_two_texts_without_any_difference_make_a_page_too(run, two):
    a, _ = two
    done = run("compare", a, a, "--format", "html")
    assert done.status == 0
    assert "First change" not in done.out
