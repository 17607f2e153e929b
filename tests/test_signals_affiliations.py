"""Bylines that give a writer's outlet: another one's writer wrote for that one."""

import pytest

from tests.marked_pages import page, read

BYLINE = "<h1>The ferry stops</h1><p class=byline>{}</p>"


def _page(line: str, **changes: str) -> str:
    made = page(**changes)
    return made.replace("<h1>The ferry stops</h1>", BYLINE.format(line))


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("By Maya Ellison, The Washington Post", ("syndication", "washingtonpost.com")),
        ("Maya J. Ellison and Jo Kern | Los Angeles Times", ("syndication", "latimes.com")),
        ("by Maya Ellison, The Irish Times, Posted: July 18, 2020", ("republication", "irishtimes.com")),
    ],
)
def test_a_writer_of_another_outlet(line, claim):
    assert [(relation, domain) for _, relation, domain, _ in read(_page(line))] == [claim]


@pytest.mark.parametrize(
    "line",
    [
        "By Maya Ellison, The Mirror Gazette",
        "By Maya Ellison, politics editor",
        "By Maya Ellison, special to The Washington Post readers",
        "Share on Facebook, The Washington Post",
        "The Washington Post, politics",
    ],
)
def test_other_bylines_name_no_source(line):
    assert read(_page(line)) == []


def test_a_page_that_bears_the_name_of_another_outlet_took_its_text():
    """inquirer.com is known; the name it declares is another known outlet's."""
    html = _page("By Maya Ellison, The Washington Post", outlet="Washington Post", url=None)
    assert read(html) == []
    known = html.replace("<head>", "<head><link rel=canonical href='https://www.inquirer.com/news/ferry'>")
    assert [(relation, domain) for _, relation, domain, _ in read(known)] == [("syndication", "washingtonpost.com")]


def test_an_agency_beside_the_page_s_own_name_in_a_dateline():
    first = (
        "<p>MOSCOW (Mirror Gazette / Sputnik - 29th April, 2020) The ferry stops at noon, said the harbour master.</p>"
    )
    html = page().replace("<p>First.", f"{first}<p>First.")
    assert [(relation, domain) for _, relation, domain, _ in read(html)] == [("adaptation", "sputnikglobe.com")]


def test_a_dateline_may_name_two_places():
    for line in ("Ternhafen/Altstadt (dpa) - ", "TERNHAFEN/ALTSTADT, 3. Mai (dpa) - ", "Ternhafen / Altstadt (dpa) - "):
        html = page().replace("<p>First.", f"<p>{line}The ferry stops at noon, said the harbour master.</p><p>First.")
        assert [(relation, domain) for _, relation, domain, _ in read(html)] == [("syndication", "dpa.com")], line


def test_a_news_service_is_no_office_of_an_outlet_with_half_its_name():
    html = page(body="<p>Tribune News Service</p>")
    assert [(relation, domain) for _, relation, domain, _ in read(html)] == [("syndication", "tribunenewsservice.com")]
