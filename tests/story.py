"""A story told by seven pages, to be looked at in a browser: dates that are missing, vague and impossible among them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.model import DateInterval, Evidence, Graph, Relation, Status, Verdict
from tests.chromium import Browser
from tests.test_export_html import article, hop, opened

MARCH = DateInterval(datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 4, 1, tzinfo=UTC), "March 2024")
QUOTES = (
    Evidence("stated", 2.5, "a line names it", "Traduction : Avic, relecture : Lise", "tail", "attribution"),
    Evidence("declared", 1.5, "the page declares it", "isBasedOn: https://origine.example/a", "metadata", "jsonld"),
    Evidence("text", 2.0, "88% of the short runs of words"),
)
STORY = Graph(
    (
        article("origine", 5, "ru"),
        article("relais", 6),
        replace(article("copie", 7), published=None),
        replace(article("autre", 8, "en"), published=MARCH),
        article("forge", 1, "en"),
        article("agence", 9, "de", Status.NAMED),
        article("fin", 9, "de"),
    ),
    (
        replace(
            hop("relais", "origine", Relation.TRANSLATION, translator="Avic", reviser="Lise", licence="CC BY 4.0"),
            evidence=QUOTES,
        ),
        hop("copie", "relais", Relation.REPUBLICATION, judgement=Verdict.CONFIRM),
        hop("autre", "relais", Relation.ADAPTATION),
        hop("forge", "relais", Relation.EXCERPT),
        hop("fin", "agence", Relation.SYNDICATION, licence="https://licence.example/by"),
    ),
)
# As long as it takes, but not for ever.
UNTIL = (
    "new Promise(done => { let left = 600; (function look() { const found = Boolean(%s);"
    "if (found || !left--) done(found); else setTimeout(look, 50); })(); })"
)


def text(page: Browser, selector: str) -> str:
    return page.value(f"document.querySelector({selector!r}).innerText")


def count(page: Browser, selector: str) -> int:
    return page.value(f"document.querySelectorAll({selector!r}).length")


def fill(page: Browser, **fields: str) -> None:
    for field, value in fields.items():
        page.value(
            f"var f = document.getElementById('{field}'); f.value = '{value}'; f.dispatchEvent(new Event('input'))"
        )
    page.settle()


def place(page: Browser, name: str) -> dict[str, float]:
    return page.value(f"boxes.get('{name}')")


@pytest.fixture
def story(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    browser.sized(1400, 900)
    yield opened(browser, tmp_path, STORY, "copie")
    assert browser.thrown() == browser.requests() == browser.complaints() == []
    browser.sized(1300, 900)
