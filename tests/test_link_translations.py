"""The verb `link` across languages: translations, siblings, credits of a site, and reports that only tell the same."""

import itertools
import tomllib
from pathlib import Path

import pytest

from provenance.model import Relation
from tests.test_link import FIRST, edges, linked
from tests.test_match_translation import DE, EN, ES, FR, JA, RU
from tests.web import Page, told

pytestmark = pytest.mark.both


def test_translations_hang_together_across_scripts(store, take):
    take(
        told(RU, "vestnik", "ru", "2021-03-12T09:00:00Z"),
        told(
            FR,
            "quai",
            "fr",
            "2021-03-13T09:00:00Z",
            ('Source : <a href="https://www.vestnik.example/">Vestnik Post</a>',),
        ),
        told(
            EN,
            "harbour",
            "en",
            "2021-03-14T09:00:00Z",
            ('Translated from <a href="https://www.quai.example/news/quai-story">Quai Post</a>',),
        ),
        told(JA, "minato", "ja", "2021-03-15T09:00:00Z"),
    )
    linked(store)
    found = edges(store)
    assert found["quai", "vestnik"] is Relation.TRANSLATION
    assert found["harbour", "quai"] is Relation.TRANSLATION
    japanese = store.links_from(store.find("https://www.minato.example/news/minato-story")[0].id)
    assert all(x.relation is Relation.TRANSLATION for x in japanese)
    assert sum(x.confidence for x in japanese) + sum(r.confidence for x in japanese for r in x.rivals) > 0.7


def test_two_translations_of_one_original_are_siblings(store, take):
    line = 'Traducido de <a href="https://www.harbour.example/news/harbour-story">Harbour Post</a>'
    take(
        told(EN, "harbour", "en", "2021-03-12T09:00:00Z"),
        told(ES, "puerto", "es", "2021-03-13T09:00:00Z", (line,)),
        told(
            DE,
            "hafen",
            "de",
            "2021-03-13T11:00:00Z",
            ('Quelle: <a href="https://www.harbour.example/">Harbour Post</a>',),
        ),
    )
    linked(store)
    assert set(edges(store)) == {("puerto", "harbour"), ("hafen", "harbour")}


@pytest.mark.parametrize(
    ("published", "found"), [("2024-03-02", FIRST.url), ("2024-04-02", "https://www.alpha.example/")]
)
def test_a_few_sentences_that_credit_a_site_are_of_its_page_of_these_days_that_is_like_them(
    store, take, published, found
):
    short = (
        "Nach achtzig Jahren schließt in Skarvik die alte Halle der Fischer, gab Ingrid Solheim bekannt.",
        "Auch Nils Aasen, dessen Stand schon der Großvater hatte, hörte davon erst am Abend.",
    )
    line = 'Quelle: <a href="https://www.alpha.example/">Alpha Post</a>'
    take(FIRST, Page("hafen", short, (line,), "Das Ende einer Halle", published, "de"))
    linked(store)
    (hop,) = store.links_from(store.find("https://www.hafen.example/news/hafen-story")[0].id)
    assert store.node(hop.source).url == found


def reports():
    with (Path(__file__).parent / "reports.toml").open("rb") as file:
        return tomllib.load(file)["event"]


PAIRS = [(event["name"], pair) for event in reports() for pair in itertools.combinations(("en", "fr", "de", "ru"), 2)]


def test_there_are_enough_pairs_of_reports():
    assert len(PAIRS) >= 20
    assert len({pair for _, pair in PAIRS}) == 6


def test_reports_of_one_event_by_different_outlets_are_not_linked(store, take):
    pages = [
        told(f"{event['name']}\n{event[language]}", f"{event['name']}-{language}", language, "2025-05-05T08:00:00Z")
        for event in reports()
        for language in ("en", "fr", "de", "ru")
    ]
    take(*pages)
    linked(store)
    assert list(store.links()) == []
