"""What a reader does with the HTML page, in a real browser: searching, walking, pointing, opening, choosing colours."""

import pytest

from tests.chromium import browser
from tests.story import STORY, UNTIL, count, fill, story, text
from tests.test_export_html import opened

__all__ = ["browser", "story"]


def test_filters_narrow_each_other_and_are_told_to_screen_readers(story):
    assert story.value("document.getElementById('count').getAttribute('aria-live')") == "polite"
    fill(story, language="en")
    assert text(story, "#count") == "2 of 7 articles, 2 of 5 hops"
    fill(story, search="forge")
    assert text(story, "#count") == "1 of 7 articles, 1 of 5 hops"
    fill(story, search="", outlet="Autre")
    assert text(story, "#count") == "1 of 7 articles, 1 of 5 hops"
    fill(story, language="", outlet="", **{"from": "2024-03-06", "to": "2024-03-08"})
    # The day of the relay, and what may have been published on any day of March; what has no date cannot pass.
    assert story.value("[...shown.nodes].sort()") == ["autre", "relais"]
    story.value("document.querySelector('.chip.r-adaptation').click()")
    assert story.value("[...shown.nodes]") == ["relais"]
    assert story.value("document.querySelector('.chip.r-adaptation').getAttribute('aria-pressed')") == "false"
    story.value("document.getElementById('clear').click()")
    assert text(story, "#count") == "7 articles, 5 hops"
    assert story.value("document.getElementById('clear').hidden") is True


@pytest.mark.parametrize("words", ["lise", "RELECTURE lise", "cc by", "isbasedon", "relais"])
def test_search_finds_what_stands_in_quotes_and_roles(story, words):
    fill(story, search=words)
    assert "relais" in story.value("[...shown.nodes]")
    assert story.value("shown.nodes.size") < 7
    story.value("document.getElementById('search').focus()")
    story.key("Enter", 13, "\r")
    assert "Relais" in story.value("document.activeElement.getAttribute('aria-label')")


def test_the_keyboard_alone_is_enough(story):
    story.key("/", 191, "/")
    assert story.value("document.activeElement.id") == "search"
    assert story.value("document.activeElement.value") == ""
    for _ in range(40):
        story.key("Tab", 9)
        if story.value("document.activeElement.id") == "view":
            break
    assert story.value("document.activeElement.id") == "view"
    focused = "document.activeElement.querySelector('.outlet').innerText"
    story.key("ArrowRight", 39)
    assert story.value(focused) == "Origine"
    story.key("ArrowRight", 39)
    assert story.value(focused) == "Relais"
    story.key("ArrowRight", 39)
    assert story.value(focused) == "Copie"
    story.key("ArrowLeft", 37)
    story.key("ArrowUp", 38)
    assert story.value(focused) != "Relais"
    ring = story.value("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    story.key("ArrowDown", 40)
    opened_one = story.value(focused)
    story.key("Enter", 13, "\r")
    assert story.value("document.getElementById('panel').hidden") is False
    assert story.value("document.getElementById('panel').contains(document.activeElement)") is True
    assert "Evidence shown: " in story.value("document.getElementById('said').textContent")
    story.key("Escape", 27)
    assert story.value("document.getElementById('panel').hidden") is True
    assert story.value(focused) == opened_one
    before = story.value("frame.k")
    story.key("+", 187, "+")
    assert story.value("frame.k") > before
    story.key("0", 48, "0")
    whole = story.value("frame.k")
    story.key("-", 189, "-")
    assert story.value("frame.k") < whole


def test_cards_and_tables_speak_for_themselves(story):
    spoken = story.value("Object.fromEntries([...nodes.values()].map(node => [node.id, spoken(node)]))")
    assert spoken["origine"].startswith(
        "origin, Origine, Les ponts, selon origine, Russian, 5 Mar 2024, its page was read"
    )
    assert spoken["copie"].startswith("asked about, Copie")
    assert "dated before its source" in spoken["forge"]
    assert spoken["relais"].endswith("1 source, 3 copies")
    assert story.value("document.querySelector('#hop-table th[scope=row]').innerText").startswith("Relais")
    assert count(story, "#article-table tbody tr") == 7
    story.value("document.querySelector('#article-table tbody tr:nth-child(4) button').click()")
    assert "Les ponts, selon autre" in text(story, "#detail")
    # Without eyes on the canvas nothing is lost: it is hidden from assistive technology, cards and tables are not.
    assert story.value("[...document.querySelectorAll('canvas')].every(c => c.ariaHidden === 'true')") is True


def test_a_click_on_a_line_or_a_small_mark_opens_it_and_pointing_tells_its_figure(story):
    story.value("move(d3.zoomIdentity.translate(120, 120).scale(.2), false)")
    story.settle()
    assert count(story, ".card") == 0
    spot = "(() => { const v = document.getElementById('view').getBoundingClientRect(); const b = boxes.get('relais');"
    x, y = story.value(
        f"{spot} return [v.x + frame.x + (b.x + 20) * frame.k, v.y + frame.y + (b.y + 20) * frame.k]; }})()"
    )
    story.mouse("mouseMoved", x, y)
    story.settle()
    assert "Relais" in text(story, "#tip")
    story.click(x, y)
    assert text(story, "#detail h3") == "Les ponts, selon relais"
    story.key("Escape", 27)
    story.value("move(d3.zoomIdentity.translate(200, 100).scale(.6), false)")
    story.settle()
    middle = "lines.find(l => l.link.derived === 'relais'); const n = document.createElementNS(SVG, 'path');"
    x, y = story.value(
        f"(() => {{ const l = {middle} n.setAttribute('d', l.d); const p = n.getPointAtLength(n.getTotalLength() * .15);"
        "const v = document.getElementById('view').getBoundingClientRect(); return [v.x + frame.x + p.x * frame.k, v.y + frame.y + p.y * frame.k]; })()"
    )
    story.mouse("mouseMoved", x, y)
    story.settle()
    assert text(story, "#tip") == "Relais translated from Origine: 80 %"
    story.click(x, y)
    assert text(story, "#detail .kicker") == "HOP: TRANSLATION"


def test_a_wheel_scrolls_the_page_until_the_reader_is_in_the_picture(story):
    before = story.value("frame.k")
    story.mouse("mouseWheel", 900, 600, deltaX=0, deltaY=120)
    assert story.value(UNTIL % "scrollY > 0") is True
    assert story.value("frame.k") == before
    story.value("scrollTo(0, 0)")
    story.value("document.getElementById('view').focus()")
    story.mouse("mouseWheel", 900, 600, deltaX=0, deltaY=-120)
    assert story.value(UNTIL % f"frame.k > {before}") is True
    assert story.value("scrollY") == 0


def test_dragging_moves_the_picture_and_chooses_nothing(story):
    x = story.value("frame.x")
    story.mouse("mousePressed", 900, 640, button="left", clickCount=1)
    for step in range(1, 6):
        story.mouse("mouseMoved", 900 + 20 * step, 640, button="left", buttons=1)
    story.mouse("mouseReleased", 1000, 640, button="left", clickCount=1)
    assert story.value(UNTIL % f"frame.x > {x} + 90") is True
    assert story.value("document.getElementById('panel').hidden") is True


def test_light_and_dark_follow_the_system_and_the_switch(browser, tmp_path):
    ground = "getComputedStyle(document.body).backgroundColor"
    for dark in (False, True):
        browser.sized(1300, 900, dark)
        page = opened(browser, tmp_path, STORY, "copie")
        seen = [page.value(ground)]
        canvas = [page.value("tone.surface")]
        for _ in range(2):
            page.value("document.getElementById('theme').click()")
            seen.append(page.value(ground))
            canvas.append(page.value("tone.surface"))
        assert text(page, "#theme") == "Theme: dark"
        assert seen[2] != seen[1]
        assert seen[0] == seen[2 if dark else 1]
        assert canvas[0] == canvas[2 if dark else 1] != canvas[1 if dark else 2]
    browser.sized(1300, 900)


def test_who_wants_no_motion_gets_none(browser, tmp_path):
    browser.sized(1300, 900, calm=True)
    page = opened(browser, tmp_path, STORY, "copie")
    before = page.value("frame.k")
    still = page.value("(document.getElementById('in').click(), frame.k)")
    assert still > before
    page.value("new Promise(done => setTimeout(done, 60))")
    assert page.value("frame.k") == still
    assert page.value("getComputedStyle(document.querySelector('.card') || document.body).transitionDuration") == "0s"
    browser.sized(1300, 900, calm=False)
    page = opened(browser, tmp_path, STORY, "copie")
    before = page.value("frame.k")
    at_once = page.value("(document.getElementById('in').click(), frame.k)")
    assert at_once == before  # on its way
    assert page.value(UNTIL % f"frame.k > {before}") is True
    browser.sized(1300, 900)
