"""What the HTML page shows, in a real browser: time, lanes, evidence, a crowd, paper."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from provenance.formats import Context, Kept, Record, export
from provenance.model import Capture, Judgement, Relation, Verdict
from tests.chromium import browser
from tests.story import STORY, count, fill, place, story, text
from tests.test_export_html import names, opened
from tests.webs import web

__all__ = ["browser", "story"]


def test_time_runs_along_and_languages_have_lanes_of_their_own(story):
    slots = story.value("plan.slots.map(slot => slotWords(slot).join(' '))")
    assert slots == ["1 Mar 2024", "5 Mar 2024", "6 Mar 2024", "9 Mar 2024"]
    assert story.value("gapWords(plan.slots[0], plan.slots[1])") == "+ 3 days"
    assert place(story, "forge")["x"] < place(story, "origine")["x"] < place(story, "relais")["x"]
    # Without a date, or with one that may be many: as soon after its source as that permits.
    assert place(story, "relais")["x"] < place(story, "copie")["x"] < place(story, "agence")["x"]
    assert place(story, "relais")["x"] < place(story, "autre")["x"] < place(story, "agence")["x"]
    lanes = story.value("plan.lanes.map(lane => [laneName(lane.key), lane.from, lane.to])")
    assert [name for name, *_ in lanes] == ["English · en", "Russian · ru", "French · fr", "German · de"]
    for node, lane in (("forge", 0), ("autre", 0), ("origine", 1), ("copie", 2), ("relais", 2), ("fin", 3)):
        assert lanes[lane][1] < place(story, node)["y"] < lanes[lane][2]
    story.value("var l = document.getElementById('lanes'); l.value = 'outlet'; l.dispatchEvent(new Event('change'))")
    assert story.value("plan.lanes.map(lane => laneName(lane.key))")[:2] == ["Forge", "Origine"]


def test_dates_that_are_missing_vague_or_impossible_are_shown_as_such(story):
    story.value("show({left: 0, right: plan.along, top: 0, bottom: plan.across}, 1, false)")
    story.value("move(d3.zoomIdentity.translate(60, 40).scale(.6), false)")
    story.settle()
    dates = dict(
        story.value(
            "[...document.querySelectorAll('.card')].map(c => [c.querySelector('.outlet').innerText, c.querySelector('.date').innerText])"
        )
    )
    assert dates["Copie"] == "date not known"
    assert dates["Autre"] == "≈ Mar 2024"
    assert dates["Relais"] == "6 Mar 2024"
    assert text(story, ".card.early .outlet") == "Forge"
    assert "1 copy is dated before what it was taken from: Forge." in text(story, "#alarm")
    assert "⚠" in text(story, "#hop-table tbody tr:nth-child(4) .when")
    story.value("document.querySelector('#alarm button').click()")
    assert "one of the two dates cannot be right" in text(story, "#detail")


def test_a_quoted_line_stands_in_its_part_of_the_page(story):
    story.value("choose({node: nodes.get('relais')}, null, true)")
    parts = story.value(
        "[...document.querySelectorAll('#detail .part-of')].map(p => [p.className, [...p.querySelectorAll('q')].map(q => q.innerText)])"
    )
    assert parts == [
        ["part-of holds p-metadata", ["isBasedOn: https://origine.example/a"]],
        ["part-of empty p-title", []],
        ["part-of empty p-byline", []],
        ["part-of empty p-inline", []],
        ["part-of holds p-tail", ["Traduction : Avic, relecture : Lise"]],
    ]
    detail = text(story, "#detail")
    for words in (
        "Translator\nAvic",
        "Reviser\nLise",
        "Licence\nCC BY 4.0",
        "translated from Origine",
        "80 % confidence",
    ):
        assert words in detail
    assert "88% of the short runs of words" in text(story, "#detail .proofs")
    links = story.value("[...document.querySelectorAll('a[target]')].map(a => [a.rel, a.target])")
    assert set(map(tuple, links)) == {("noopener noreferrer nofollow", "_blank")}
    story.value("choose({node: nodes.get('fin')}, null, true)")
    assert story.value("document.querySelector('#detail a[href*=licence]').href") == "https://licence.example/by"
    story.value("choose({node: nodes.get('copie')}, null, true)")
    assert "confirmed by a person" in text(story, "#detail")


def test_the_way_from_the_chosen_page_to_its_origin_is_lit(story):
    story.value("choose({node: nodes.get('autre')}, null, false)")
    assert story.value("[...lit.nodes].sort()") == ["autre", "origine", "relais"]
    assert story.value("links.map(stateOf)") == ["lit", "faded", "lit", "faded", "faded"]
    story.settle()
    assert not {"Fin", "Forge"} & set(names(story, ":not(.dim)"))
    assert "Way to the origin: Relais ← Origine" in text(story, ".ladder")
    story.key("Escape", 27)
    assert story.value("links.map(stateOf)") == ["lit", "lit", "", "", ""]


def test_the_more_certain_a_hop_the_wider_and_stronger_its_line(story):
    looks = [
        story.value(
            f"(() => {{ const l = lineLook({{...links[0], confidence: {sure}}}, ''); return [l.width, l.alpha]; }})()"
        )
        for sure in (0.1, 0.5, 0.9)
    ]
    assert looks == sorted(looks)
    assert len({width for width, _ in looks}) == len({alpha for _, alpha in looks}) == 3
    shapes = story.value("Object.values(data.looks).map(look => look.dashes + look.head)")
    assert len(set(shapes)) == len(Relation)


def test_in_a_narrow_window_time_runs_downwards(browser, tmp_path):
    browser.sized(420, 800)
    page = opened(browser, tmp_path, STORY, "copie")
    assert place(page, "origine")["y"] < place(page, "relais")["y"] < place(page, "copie")["y"]
    assert place(page, "forge")["x"] < place(page, "origine")["x"] < place(page, "fin")["x"]
    assert "Origine" in names(page)
    assert page.value("document.getElementById('filters').open") is False
    assert page.value("document.documentElement.scrollWidth <= innerWidth") is True
    page.value("choose({node: nodes.get('relais')}, null, false)")
    assert page.value("getComputedStyle(document.getElementById('panel')).position") == "fixed"
    browser.sized(1300, 900)


def test_paper_gets_the_whole_picture_and_all_evidence(browser, tmp_path):
    browser.sized(1100, 1400, True, "print")
    page = opened(browser, tmp_path, STORY, "copie")
    page.value("window.dispatchEvent(new Event('beforeprint'))")
    assert count(page, "#printed .leaf") == 7
    assert count(page, "#printed .ink") == 5
    assert count(page, "#printed .span") == 1
    drawn = page.value("document.querySelector('#printed svg').textContent")
    assert "Origine" in drawn
    assert "Translation 80 %" in drawn
    assert page.value("getComputedStyle(document.getElementById('view')).display") == "none"
    assert page.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.value("[...document.querySelectorAll('#hop-table details')].every(d => d.open)") is True
    assert "relecture : Lise" in text(page, "#hop-table")
    page.value("window.dispatchEvent(new Event('afterprint'))")
    assert count(page, "#printed *") == 0
    pdf = base64.b64decode(page.send("Page.printToPDF")["data"])
    assert pdf.startswith(b"%PDF")
    browser.sized(1300, 900)


@pytest.mark.parametrize("number", [1, 5, 50, 400])
@pytest.mark.parametrize("width", [1400, 420])
def test_nothing_lies_on_anything_else_whatever_the_web(browser, tmp_path, number, width):
    browser.sized(width, 900)
    for seed in (1, 2, 3):
        graph, focus = web(number, seed)
        page = opened(browser, tmp_path, graph, focus if number > 1 else None)
        assert page.thrown() == page.complaints() == []
        # Along a row cards follow each other, and rows are level: so it is enough to compare within a row.
        clashes = page.value(
            "(() => { const at = new Map(); let bad = 0; for (const [, b] of plan.boxes) { const key = b.c; "
            "for (const a of at.get(key) || []) if (Math.abs(a - b.a) < plan.size.long + 8) bad += 1;"
            "at.set(key, [...(at.get(key) || []), b.a]); }"
            "const levels = [...at.keys()].sort((a, b) => a - b);"
            "for (let i = 1; i < levels.length; i += 1) if (levels[i] - levels[i - 1] < plan.size.broad + 8) bad += 1; return bad; })()"
        )
        assert clashes == 0
        assert page.value("boxes.size") == number
        late = page.value(
            "links.filter(l => l.judgement !== 'reject' && !impossible.has(l.id) && plan.boxes.get(l.derived).a <= plan.boxes.get(l.source).a).length"
        )
        assert late == 0
    browser.sized(1300, 900)


def test_two_thousand_pages_are_marks_from_afar_and_cards_from_near(browser, tmp_path):
    browser.sized(1400, 900)
    graph, focus = web(2000)
    page = opened(browser, tmp_path, graph, focus)
    assert page.value("boxes.size") == 2000
    assert page.value("lines.length") == len(graph.links)
    assert count(page, ".card") == 0
    ink = (
        "(() => { const c = document.getElementById('canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "const seen = new Set(); for (let i = 0; i < d.length; i += 4 * 97) seen.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2]); return seen.size; })()"
    )
    assert page.value(ink) > 20
    page.value(f"goTo('{focus}', true)")
    assert 0 < count(page, ".card") < 120
    assert page.value("document.activeElement.classList.contains('focus')") is True
    fill(page, language="el")
    assert "of 2,000 articles" in text(page, "#count")
    page.value("for (let i = 0; i < 30; i += 1) d3.select(byId('view')).call(zoom.translateBy, -80, i % 2 ? 30 : -30)")
    page.settle()
    assert count(page, ".card") < 120
    assert page.thrown() == page.requests() == page.complaints() == []
    browser.sized(1300, 900)


def test_the_policy_stops_what_would_get_through(browser, tmp_path):
    page = opened(browser, tmp_path, STORY, "copie")
    page.value(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.__hit=1\"><img src=https://evil.example/i.png>"
        '<a id=bad href="javascript:window.__hit=1">x</a>\');'
        "const s = document.createElement('script'); s.textContent = 'window.__hit=1'; document.body.append(s);"
        "document.getElementById('bad').click();"
        "fetch('https://evil.example/f').catch(() => 0); new Promise(done => setTimeout(done, 200))"
    )
    assert page.value("window.__hit === undefined") is True
    assert len(page.complaints()) >= 4
    sent = [e for e in page.events if e.get("method") == "Network.responseReceived"]
    assert not [e for e in sent if "evil.example" in e["params"]["response"]["url"]]


def test_the_command_tells_what_stands_around_a_line_and_who_judged(run, examples, tmp_path, browser):
    assert run("ingest", examples).status == 0
    assert run("link").status == 0
    start = "https://carnet-de-quai.example/notes/cent-jours-sans-port/"
    told = json.loads(run("trace", start, "--offline", "--format", "json").out)
    assert (
        run("judge", told["links"][0]["id"], "confirm", "--by", "R. Quill", "--note", "<b>asked</b> them").status == 0
    )
    target = tmp_path / "page.html"
    assert run("export", start, "--format", "html", "--output", target).status == 0
    browser.open(target)
    copy, relay, first = (each["derived"] for each in told["links"])
    around = dict(
        browser.value(
            "links.flatMap(l => l.evidence.filter(e => e.quote).map(e => [e.rule + ' ' + l.derived, e.around && [e.around.node, e.around.before, e.around.after]]))"
        )
    )
    own = around[f"credited-in-a-sentence {relay}"]
    assert own[0] == relay
    assert own[1].strip() and own[2].strip()
    page_of_relay = next(path for path in sorted(examples.iterdir()) if "passerelle" in path.name).read_text("utf-8")
    assert own[2].strip()[:12] in page_of_relay
    # Of a line that a copy repeats, the copy's page is the one that is shown.
    assert around[f"said-downstream {first}"][0] in (copy, relay)
    assert around[f"translator-named {first}"][0] == first
    assert "vestnik-gavani.example" in around[f"translator-named {first}"][1]
    browser.value(f"choose({{node: nodes.get('{copy}')}}, null, true)")
    detail = text(browser, "#detail")
    assert "✓ confirm · by R. Quill · " in detail
    assert "<b>asked</b> them" in detail
    assert "Repris de Passerelle Info" in text(browser, "#detail .in-place q")
    browser.value(f"choose({{node: nodes.get('{first}')}}, null, true)")
    assert count(browser, "#detail figure") == 2
    assert "Clovis" in text(browser, "#detail .facts + .ladder, #detail .hop-detail .facts")
    assert browser.thrown() == browser.requests() == browser.complaints() == []


def test_captures_and_what_stands_around_a_line_are_shown_as_text(browser, tmp_path):
    bad = "<img src=x onerror=window.__hit=1>"
    when = datetime(2024, 3, 9, 12, 30, tzinfo=UTC)
    capture = Capture(
        "t", b"", "0" * 64, "text/html", when, memento="http://archive.example/web/2024/https://relais.example/"
    )
    record = Record(
        kept={"relais": Kept("0" * 64, None, (replace(capture, memento=None), capture))},
        contexts={("relais-origine", 0): Context("relais", f"before {bad}\n", f"\nafter {bad}")},
        judgements={"copie-relais": (Judgement("copie-relais", Verdict.CONFIRM, bad, when, bad),)},
    )
    export(STORY, "html", tmp_path / "page.html", "copie", record)
    browser.open(tmp_path / "page.html")
    browser.value("choose({node: nodes.get('relais')}, null, true)")
    told = browser.value("[...document.querySelectorAll('#detail .in-place')].map(p => p.innerText)")
    assert f"before {bad}\n" in told[1]
    assert f"after {bad}" in told[1]
    assert "Captured\n9 Mar 2024, 12:30 UTC\nCaptured\n9 Mar 2024, 12:30 UTC, in an archive" in text(
        browser, "#detail .facts"
    )
    assert browser.value("document.querySelector('#detail a[href*=archive]').rel") == "noopener noreferrer nofollow"
    browser.value("choose({node: nodes.get('copie')}, null, true)")
    assert f"✓ confirm · by {bad} · 9 Mar 2024, 12:30 UTC · {bad}" in text(browser, "#detail")
    assert browser.value("window.__hit === undefined") is True
    assert browser.thrown() == browser.requests() == browser.complaints() == []


def test_the_command_writes_it_with_roles_and_dates(run, examples, tmp_path, browser):
    assert run("ingest", examples).status == 0
    assert run("link").status == 0
    target = tmp_path / "page.html"
    assert run("export", "--format", "html", "--output", target).status == 0
    browser.open(target)
    assert browser.value("boxes.size") == 6
    assert "Clovis" in text(browser, "#hop-table")
    assert browser.thrown() == browser.requests() == browser.complaints() == []
