"""The pages of `serve` in Chromium: the way in, judging with a mouse and with keys, the picture, hostile pages."""

import os
import re
from pathlib import Path

import pytest

import provenance
from provenance.model import Block, DateInterval, Evidence, Node, Place, Relation, Rival, Status, Verdict
from tests.browsing import CHROMIUM, Window
from tests.served import filled
from tests.stores import NOW, hop, page
from tests.test_export_html import HIT, PAYLOADS

MISSING = "Chromium is not installed: the pages are not opened in a browser"


@pytest.fixture
def window(tmp_path):
    opened = []

    def open_(store: Path) -> Window:
        opened.append(Window(store, tmp_path))
        return opened[-1]

    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium must be installed where CI=true")
        pytest.skip(MISSING)
    yield open_
    for one in opened:
        one.close()


def said(store, link):
    with provenance.open(store) as one:
        return [word.verdict for word in one.judgements(link)]


def test_the_printed_address_lets_in_and_judging_works_with_button_and_key(window, tmp_path):
    store = filled(tmp_path / "store.db")
    page = window(store)
    page.go("/review")
    assert page.value("document.querySelector('form[method=post]')") is None
    page.go(page.address)
    assert page.value("location.search") == ""
    assert page.value("document.cookie") == ""
    page.go("/review")
    assert "20% sure" in page.value("document.querySelector('.question').innerText")
    page.value("document.querySelector('[name=note]').value = 'seen in the browser'")
    page.act("document.querySelector('button.v-reject').click()")
    assert said(store, "lthird") == [Verdict.REJECT]
    assert "60% sure" in page.value("document.querySelector('.question').innerText")
    page.act(page.press("n"))
    assert "90% sure" in page.value("document.querySelector('.question').innerText")
    page.act(page.press("c"))
    assert said(store, "lfirst") == [Verdict.CONFIRM]
    assert "That was the last one" in page.value("document.body.innerText")
    page.go("/judgements")
    assert "seen in the browser" in page.value("document.body.innerText")
    assert page.complaints() == []


def test_letters_that_are_typed_judge_nothing(window, tmp_path):
    page = window(filled(tmp_path / "store.db"))
    page.go(page.address)
    page.go("/review")
    key = "new KeyboardEvent('keydown', {key: 'r', bubbles: true})"
    page.value(f"document.querySelector('[name=note]').dispatchEvent({key})")
    page.value("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'r', ctrlKey: true, bubbles: true}))")
    assert page.value("new Promise(done => setTimeout(() => done(location.pathname), 200))") == "/review"
    assert said(tmp_path / "store.db", "lthird") == []


def test_a_page_of_another_origin_cannot_write_in_the_readers_name(window, tmp_path):
    store = filled(tmp_path / "store.db")
    page = window(store)
    page.go(page.address)
    other = page.site.replace("127.0.0.1", "localhost")
    page.go(f"{other}/")
    # The policy of our own pages would stop this form: it is sent from an empty page of another origin.
    page.go("about:blank")
    form = (
        "var f = document.createElement('form'); f.method = 'post';"
        f"f.action = '{page.site}/link/lfirst/judge'; f.innerHTML = '<input name=verdict value=confirm>';"
        "document.body.append(f); f.submit()"
    )
    page.act(form)
    assert page.value("document.querySelector('h1').innerText") in ("Forbidden", "Unauthorized")
    assert said(store, "lfirst") == []


def test_the_picture_is_drawn_its_boxes_lead_on_and_it_grows(window, tmp_path):
    page = window(filled(tmp_path / "store.db"))
    page.go("/article/nberg-2")
    assert page.value("document.querySelectorAll('.picture .box').length") == 4
    before = page.value("document.querySelector('.picture svg').getBoundingClientRect().width")
    page.value("document.querySelector('[aria-label=Larger]').click()")
    after = page.value("document.querySelector('.picture svg').getBoundingClientRect().width")
    assert round(after / before, 2) == 1.25
    names = page.value("[...document.querySelectorAll('.picture .box')].map(b => b.textContent)")
    place = next(number for number, name in enumerate(names) if "Le bac" in name)
    page.act(
        f"document.querySelectorAll('.picture .box')[{place}].dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"
    )
    assert page.value("location.pathname") == "/article/nisle-3"
    assert page.complaints() == []
    assert set(page.asked()) == {page.site + path for path in ("/article/nisle-3", "/static/app.css", "/static/app.js")}


def test_everything_is_there_without_a_script(window, tmp_path):
    page = window(filled(tmp_path / "store.db"))
    page.go(page.address)
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    for path, words in (("/article/nberg-2", "translation"), ("/review", "20% sure"), ("/outlets", "Quay")):
        page.go(path)
        assert words in page.value("document.body.innerText")
    page.go("/review")
    page.act("document.querySelector('button.v-confirm').click()")
    assert said(tmp_path / "store.db", "lthird") == [Verdict.CONFIRM]


@pytest.mark.parametrize("wide", [390, 1300])
def test_no_page_is_wider_than_its_window(window, tmp_path, wide):
    store = tmp_path / "store.db"
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
    with provenance.open(filled(store), write=True) as one:
        one.put_article(page("long-1", title=long, outlet=long, authors=(long,), url=f"https://long.example/{long}"))
        one.put_links([hop("long", "long-1", "berg-2", evidence=(Evidence("credit", 1.0, long, long, "tail", "x"),))])
    shown = window(store)
    shown.go(shown.address)
    shown.send("Emulation.setDeviceMetricsOverride", width=wide, height=800, deviceScaleFactor=1, mobile=True)
    for path in (
        "/",
        "/article/nlong-1",
        "/article/nberg-2",
        "/outlet/long.example",
        "/review",
        "/link/llong",
        "/judgements",
    ):
        shown.go(path)
        assert shown.value("document.documentElement.scrollWidth") <= wide, path


def test_hostile_pages_are_shown_and_never_run(window, tmp_path):
    store = tmp_path / "store.db"
    with provenance.open(store, write=True) as one:
        one.put_node(Node("nroot", Status.NAMED, outlet=PAYLOADS[0]))
        for number, bad in enumerate(PAYLOADS):
            one.put_article(
                page(f"x-{number}", title=bad, outlet=bad, language=bad, authors=(bad,), url=bad, domain=bad, text=bad,
                     published=DateInterval(NOW, NOW, bad), path=bad, blocks=(Block(bad, Place.TAIL),)),
            )  # fmt: skip
            evidence = (Evidence(bad, 1.0, bad, bad, bad, bad),)
            one.put_links([hop(f"{number}", f"x-{number}", "root", evidence=evidence, translator=bad,
                               relation=list(Relation)[number % 7], rivals=(Rival(bad, 0.1),))])  # fmt: skip
            one.judge(f"l{number}", Verdict.UNSURE, bad, bad)
    shown = window(store)
    shown.go(shown.address)
    paths = ["/", "/article/nroot", "/outlets", "/judgements", "/search?q=%3Cscript%3E", "/programs", "/link/l0", "/link/l5",
             "/article/nroot/export/html?look=true", "/article/nroot/export/report?look=true"]  # fmt: skip
    paths += [f"/article/nx-{number}" for number in range(0, len(PAYLOADS), 4)]
    for path in paths:
        shown.go(path)
        shown.value(
            "for (const one of document.querySelectorAll('button[type=button], .box, summary'))"
            " if (!one.matches('.picture .box')) one.click(); new Promise(done => setTimeout(done, 50))"
        )
        assert shown.value("window.__hit === undefined") is True, path
        assert shown.value("document.title") != "hit", path
        assert [url for url in shown.asked() if not url.startswith(shown.site + "/")] == [], path
        assert [one for one in shown.complaints() if not re.search("sandboxed", one)] == [], path


def test_the_browser_would_have_seen_it(window, tmp_path):
    shown = window(filled(tmp_path / "store.db"))
    shown.go("/")
    shown.value(f"var s = document.createElement('script'); s.textContent = {HIT!r}; document.body.append(s)")
    assert shown.value("window.__hit === undefined") is True
    shown.value("new Promise(done => setTimeout(done, 50))")
    assert any("Content Security Policy" in one for one in shown.complaints())
