"""The HTML page: what is in the file, and what a real browser makes of it."""

import base64
import hashlib
import io
import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings

from provenance.formats import FORMATS, export
from provenance.formats.values import clean, cleaned
from provenance.model import (
    DateInterval,
    Derivation,
    Evidence,
    Graph,
    Node,
    Relation,
    Rival,
    Status,
    Verdict,
)
from tests.chromium import Browser, browser
from tests.test_export_formats import graphs

__all__ = ["browser"]

HIT = "window.__hit=1;document.title='hit'"
PAYLOADS = (
    f"<script>{HIT}</script>", f"</script><script>{HIT}</script>", f"<img src=x onerror=\"{HIT}\">",
    "<img src=http://evil.example/a.png>", f"<svg onload=\"{HIT}\">", f"<svg><script>{HIT}</script></svg>",
    f"\"><script>{HIT}</script>", f"' onmouseover='{HIT}' x='", f"\" autofocus onfocus=\"{HIT}\" x=\"",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>", "<iframe src=http://evil.example/b></iframe>",
    f"javascript:{HIT}", f"JaVaScRiPt:{HIT}", f"java\tscript:{HIT}", f"\x01javascript:{HIT}",
    f"data:text/html,<script>{HIT}</script>", f"vbscript:{HIT}", "file:///etc/passwd",
    "<link rel=stylesheet href=http://evil.example/c.css>", "<style>@import 'http://evil.example/d.css';</style>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/e'>", "<base href=http://evil.example/>",
    f"<!--<script>{HIT}", f"--><script>{HIT}</script>", f"\u2028{HIT}\u2029", f"${{{HIT}}}", f"{{{{{HIT}}}}}",
    f"'];{HIT};//", f"\\u003cscript\\u003e{HIT}", f"<details open ontoggle=\"{HIT}\">",
    "</title></style></textarea><object data=http://evil.example/f>",
    f"<math><mtext></p><img src onerror={HIT}>", f"<svg><a xlink:href='javascript:{HIT}'><rect/></a></svg>",
    f"<math href='javascript:{HIT}'>x</math>", f"\u202e>tpircs/<{HIT}>tpircs<\u202c\u2066", f"a\x00b<script>{HIT}</script>",
    "W" * 3000, "\u0f3c" + "\u0300" * 400, f"=HYPERLINK(\"javascript:{HIT}\")", f"{{{{constructor.constructor('{HIT}')()}}}}",
    f"<%= {HIT} %>", "__proto__", "constructor", f"]]><script>{HIT}</script>", "\ud83dx", f"url(javascript:{HIT})",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='" + HIT + "'/>", f"  \n\r\t javascript:{HIT}",
)  # fmt: skip


def date(day: int) -> DateInterval:
    return DateInterval(datetime(2024, 3, day, tzinfo=UTC), datetime(2024, 3, day + 1, tzinfo=UTC), f"2024-03-{day:02}")


def article(name: str, day: int, language: str = "fr", status: Status = Status.READ) -> Node:
    return Node(
        id=name,
        status=status,
        url=f"https://{name}.example/a?b=1&c=2",
        domain=f"{name}.example",
        outlet=name.capitalize(),
        title=f"Les ponts, selon {name}",
        language=language,
        published=date(day),
    )


def hop(derived: str, source: str, relation: Relation, **more: object) -> Derivation:
    evidence = (Evidence("stated", 2.5, "a line names it", f"Source : {source}", "tail", "attribution"),)
    return Derivation(f"{derived}-{source}", derived, source, relation, 0.8, evidence, **more)  # type: ignore[arg-type]


CHAIN = Graph(
    (
        article("origine", 1, "ru", Status.UNIDENTIFIED),
        article("relais", 2),
        article("copie", 3),
        article("autre", 4, "en"),
    ),
    (
        hop("relais", "origine", Relation.TRANSLATION, translator="Avic"),
        hop("copie", "relais", Relation.REPUBLICATION, rivals=(Rival("autre", 0.1),)),
        hop("autre", "relais", Relation.EXCERPT, judgement=Verdict.REJECT),
    ),
)


def hostile() -> Graph:
    nodes, links = [Node("root", Status.READ, outlet="Root", title="Root")], []
    for index, bad in enumerate(PAYLOADS):
        name = f"{bad}{index}"
        nodes.append(
            Node(
                name,
                Status.READ,
                bad,
                bad,
                bad,
                bad,
                bad,
                DateInterval(*[date(1).earliest] * 2, bad),
                (bad,),
                bad,
            )
        )
        evidence = (Evidence(bad, 1.0, bad, bad, bad, bad),)
        links.append(
            Derivation(
                f"l{name}",
                name,
                "root",
                list(Relation)[index % 7],
                0.5,
                evidence,
                bad,
                bad,
                (Rival(bad, 0.1),),
            )
        )
        if index:
            links.append(Derivation(f"m{name}", name, nodes[index].id, Relation.VIA, 0.4, evidence))
    return Graph(tuple(nodes), tuple(links))


def page(graph: Graph, focus: str | None = None) -> str:
    out = io.StringIO()
    next(each for each in FORMATS if each.name == "html").tell(graph, out, focus, None)
    return out.getvalue()


class Parts(HTMLParser):
    """The elements that matter for safety: scripts, styles, and the attributes of all."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs), ""))

    def handle_data(self, data):
        if self.found:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)

    def handle_endtag(self, tag):
        self.found.append(("/" + tag, {}, ""))

    def of(self, tag):
        return [(attributes, text) for name, attributes, text in self.found if name == tag]


@pytest.mark.parametrize("graph", [Graph((), ()), CHAIN, hostile()], ids=["empty", "chain", "hostile"])
def test_only_the_shipped_scripts_and_styles_are_allowed_and_they_match_their_hashes(graph):
    parts = Parts(page(graph))
    policy = next(a["content"] for a, _ in parts.of("meta") if a.get("http-equiv"))
    scripts = [text for attributes, text in parts.of("script") if "type" not in attributes]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    style = base64.b64encode(hashlib.sha256(parts.of("style")[0][1].encode()).digest()).decode()
    assert len(scripts) == 2
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digests[0]}' 'sha256-{digests[1]}'; style-src"
        f" 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not [tag for tag, a, _ in parts.found if a.get("src") or (a.get("href") or "#")[0] not in "#d"]


def test_the_data_are_whole_and_cannot_end_their_element():
    [data] = [text for a, text in Parts(page(hostile(), "root")).of("script") if a.get("type")]
    assert not set("<>&\u2028\u2029") & set(data)
    read = json.loads(data)
    assert read["focus"] == "root"
    assert [node["title"] for node in read["nodes"]] == [
        "Root",
        *map(clean, PAYLOADS),
    ]
    assert len(read["links"]) == 2 * len(PAYLOADS) - 1


def test_the_page_stays_small():
    assert len(page(Graph((), ())).encode()) < 700_000


def opened(browser: Browser, folder: Path, graph: Graph, focus: str | None) -> Browser:
    export(graph, "html", folder / "page.html", focus)
    browser.open(folder / "page.html")
    return browser


def names(browser: Browser, extra: str = "") -> list[str]:
    """Outlets on the cards in sight."""
    return browser.value(f"[...document.querySelectorAll('.card{extra} .outlet')].map(c => c.innerText)")


def test_the_chain_is_drawn_from_left_to_right_with_its_words(browser, tmp_path):
    page = opened(browser, tmp_path, CHAIN, "copie")
    where = dict(
        page.value(
            "[...document.querySelectorAll('.card')].map(c => [c.querySelector('.outlet').innerText, c.getBoundingClientRect().x])"
        )
    )
    assert sorted(where) == ["Autre", "Copie", "Origine", "Relais"]
    assert where["Origine"] < where["Relais"] < where["Copie"] < where["Autre"]
    assert page.value("document.querySelector('.card.focus .flag').innerText") == "ASKED ABOUT"
    assert page.value("document.querySelector('.card.origin .outlet').innerText") == "Origine"
    assert "goes back to Origine" in page.value("document.getElementById('lead').innerText")
    assert page.value(
        "[...document.querySelectorAll('#trail .text span bdi, #trail .text > span:nth-child(2)')].length"
    )
    assert page.value("document.querySelectorAll('#hop-table tbody tr').length") == 3
    assert page.value("[...document.querySelectorAll('.hop')].map(h => h.innerText.replace(/\\s+/g, ' ')).sort()") == [
        "Excerpt ✕ 80 %", "Republication 80 %", "Translation 80 %",
    ]  # fmt: skip
    assert page.thrown() == page.requests() == page.complaints() == []


def test_choosing_a_card_or_a_hop_shows_its_evidence_and_escape_closes_it(browser, tmp_path):
    page = opened(browser, tmp_path, CHAIN, "copie")
    assert page.value("document.getElementById('panel').hidden") is True
    page.value("document.querySelector('.card.focus').click()")
    detail = page.value("document.getElementById('detail').innerText")
    for part in ("Source : relais", "stated", "+2.50", "tail", "attribution", "Autre", "10 %", "80 %"):
        assert part in detail
    page.value("document.querySelector('.hop.r-translation').click()")
    detail = page.value("document.getElementById('detail').innerText")
    assert "Avic" in detail
    assert page.value("document.activeElement.tagName") == "H3"
    page.key("Escape", 27)
    assert page.value("document.getElementById('panel').hidden") is True
    assert page.value("document.activeElement.className").startswith("hop r-translation")


def test_search_and_filters_dim_the_picture_and_shorten_the_tables(browser, tmp_path):
    page = opened(browser, tmp_path, CHAIN, None)
    page.value("var s = document.getElementById('search'); s.value = 'AUTRE'; s.dispatchEvent(new Event('input'))")
    page.settle()
    assert names(page, ":not(.dim)") == ["Autre"]
    assert page.value("document.getElementById('count').innerText") == "1 of 4 articles, 1 of 3 hops"
    page.value("s.value = ''; s.dispatchEvent(new Event('input'))")
    page.value("document.querySelector('.chip.r-excerpt').click()")
    page.settle()
    assert page.value("document.querySelectorAll('#hop-table tbody tr').length") == 2
    assert "Autre" not in names(page, ":not(.dim)")
    page.value("var l = document.getElementById('language'); l.value = 'ru'; l.dispatchEvent(new Event('input'))")
    page.settle()
    assert names(page, ":not(.dim)") == ["Origine"]


def test_arrow_keys_walk_to_the_source(browser, tmp_path):
    page = opened(browser, tmp_path, CHAIN, "copie")
    page.value("document.querySelector('.card.focus').focus()")
    page.key("ArrowLeft", 37)
    page.key("ArrowLeft", 37)
    assert "Origine" in page.value("document.activeElement.innerText")


def test_hostile_text_is_shown_and_never_run(browser, tmp_path):
    page = opened(browser, tmp_path, hostile(), "root")
    title = page.value("document.title")
    shown = page.value(
        "[...nodes.values()].map(node => { goTo(node.id, true); choose({node}, null, true);"
        "tip({node}, 5, 5); return [document.querySelector('#detail h3').textContent, cards.get(node.id).querySelector('.title').textContent]; })"
    )
    told = [clean(bad) for bad in PAYLOADS]
    assert shown == [["Root", "Root"], *([bad, bad] for bad in told)]
    quotes = page.value(
        "links.map(link => { choose({link}, null, true); tip({link}, 5, 5); return document.querySelector('#detail q').textContent; })"
    )
    assert set(quotes) == set(told)
    page.value(
        "for (const by of ['outlet', 'none', 'language']) { layLanes(by); redraw(); show(wholeBox(), 1, false); paint(); }"
        "for (const node of nodes.values()) { document.getElementById('search').value = node.title; readFields(); paint(); }"
        "for (const id of ['outlet', 'language']) for (const option of document.getElementById(id).options) "
        "{ document.getElementById(id).value = option.value; readFields(); }"
        "clearFilters(); for (const b of document.querySelectorAll('#trail button, #alarm button')) b.click();"
        "for (const card of cards.values()) { card.focus(); card.dispatchEvent(new PointerEvent('pointermove', {bubbles: true})); }"
        "window.dispatchEvent(new Event('beforeprint'));"
        "new Promise(done => setTimeout(done, 300))"
    )
    assert page.value("document.querySelectorAll('#hop-table .part-of q').length") == 2 * len(PAYLOADS) - 1
    assert page.value("window.__hit === undefined") is True
    assert page.value("document.title") == title
    assert PAYLOADS[0] in page.value("document.body.innerText")
    assert (
        page.value(
            "document.querySelectorAll('iframe, object, embed, img, base, style, body link, math, body meta').length"
        )
        == 1
    )
    attributes = page.value("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name))")
    assert not [name for name in set(attributes) if name.startswith("on") or name in ("src", "srcdoc", "xlink:href")]
    hrefs = page.value("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert {href[:8] for href in hrefs} <= {"#hops", "https://", "http://e"}
    assert page.value("document.documentElement.scrollWidth <= innerWidth") is True
    assert page.requests() == page.thrown() == page.complaints() == []
    assert page.dialogs() == 0


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_whatever_the_graph_its_data_are_read_again_whole(graph):
    [data] = [text for a, text in Parts(page(graph)).of("script") if a.get("type")]
    read = json.loads(data)
    assert [node["id"] for node in read["nodes"]] == [clean(node.id) for node in graph.nodes]
    assert [[link["id"], link["reviser"], link["licence"]] for link in read["links"]] == [
        [clean(link.id), cleaned(link.reviser), cleaned(link.licence)] for link in graph.links
    ]


def test_the_browser_would_have_seen_it(browser, tmp_path):
    (tmp_path / "page.html").write_text(f"<p>{PAYLOADS[3]}<script>{HIT}</script>")
    browser.open(tmp_path / "page.html")
    assert browser.value("window.__hit") == 1
    assert browser.requests() == ["http://evil.example/a.png"]


def test_many_articles_loops_and_no_articles_are_drawn_without_error(browser, tmp_path):
    nodes = [article(f"n{i}", 1 + i % 28) for i in range(300)]
    links = [hop(f"n{i}", f"n{(i * 7919) % max(1, i // 3)}", Relation.REPUBLICATION) for i in range(1, 300)]
    links += [hop("n0", "n299", Relation.VIA), hop("n5", "n5", Relation.REVISION)]
    page = opened(browser, tmp_path, Graph(tuple(nodes), tuple(links)), "n299")
    assert page.thrown() == page.complaints() == []
    assert page.value("boxes.size") == 300
    assert page.value("document.querySelectorAll('#article-table tbody tr').length") == 100
    page.value("document.getElementById('article-more').click()")
    assert page.value("document.querySelectorAll('#article-table tbody tr').length") == 300
    page = opened(browser, tmp_path, Graph((), ()), None)
    assert page.thrown() == page.complaints() == []
    assert page.value("document.getElementById('count').innerText") == "0 articles, 0 hops"
