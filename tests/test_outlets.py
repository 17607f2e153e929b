"""Outlets and agencies: the tables are well formed, names and hosts are told apart and together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import provenance
from provenance import outlets
from provenance.outlets import Kind
from provenance.outlets.load import rows
from provenance.urls import registered_domain

NAMES = st.text(max_size=40)
HOSTS = st.from_regex(r"[a-z0-9-]{1,12}(\.[a-z]{2,6}){1,2}", fullmatch=True)


def test_the_tables_are_well_formed():
    assert {row.kind for row in rows()} == set(Kind)
    for row in rows():
        assert row.name == row.name.strip() != ""
        for domain in row.domains:
            assert domain == domain.lower()
            assert "/" not in domain


def test_domains_are_registered_domains_or_hosts_of_platforms():
    wrong = [d for row in rows() for d in row.domains if not registered_domain(d)]
    assert not wrong


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Von dpa-AFX und Agence France-Presse", ["dpa-AFX", "AFP"]),
        ("(ТАСС)", ["TASS"]),
        ("新华社北京电", ["Xinhua"]),
        ("JERUSALEM (AP) —", ["AP"]),
        ("The apple tree", []),
        ("a map of the port", []),
    ],
)
def test_agencies_are_found_in_a_line(line, wanted):
    assert [outlet.name for _, _, outlet in outlets.find_agencies(line)] == wanted


def test_found_agencies_stand_where_they_are_said_to():
    line = "By Anna Berg, Associated Press, and Reuters"
    assert [line[start:end] for start, end, _ in outlets.find_agencies(line)] == ["Associated Press", "Reuters"]


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Réseau International", "reseauinternational.net"),
        ("Süddeutsche", "sueddeutsche.de"),
        ("Frankfurter Allgemeine Zeitung", "faz.net"),
        ("Stuttgarter Zeitung", "stuttgarter-zeitung.de"),
        ("Вести", "vesti.example"),
        ("Handelsblatt Online", "handelsblatt.com"),
    ],
)
def test_a_name_is_told_in_a_host(name, host):
    assert outlets.name_matches_host(name, host)


@pytest.mark.parametrize(
    ("name", "host"),
    [("Le Monde diplomatique", "lemonde.fr"), ("Harbour Weekly", "harbour-daily.example"), ("", "x.example")],
)
def test_another_name_is_not_told_in_a_host(name, host):
    assert not outlets.name_matches_host(name, host)


def test_sources_are_one_by_name_domain_or_both():
    assert outlets.same_source("Associated Press", None, "AP", "apnews.com")
    assert outlets.same_source("Horizon Sud", None, None, "horizon-sud.example")
    assert outlets.same_source(None, "sputniknews.com", None, "sputniknews.fr")
    assert not outlets.same_source("Horizon Sud", "horizon-sud.example", "Le Quai", "le-quai.example")
    assert not outlets.same_source(None, None, None, None)


@pytest.mark.parametrize(
    ("name", "language", "domain"),
    [
        ("Index", "hu", "index.hu"),
        ("Index", "hr", "index.hr"),
        ("Público", "pt", "publico.pt"),
        ("Le Temps", "fr", "letemps.ch"),
        ("El Temps", "ca", "eltemps.cat"),
        ("Il Tempo", "it", "iltempo.it"),
        ("NTV", "tr", "ntv.com.tr"),
        ("La Presse", "fr", "lapresse.ca"),
        ("HuffPost", "de", "huffpost.com"),
        ("The Times", "de", "thetimes.co.uk"),
        ("LA Times", "en", "latimes.com"),
        ("L.A. Times", "fr", "latimes.com"),
        ("EL País", "es", "elpais.com"),
        ("LE Monde", "en", "lemonde.fr"),
        ("Die Zeit", "en", "zeit.de"),
    ],
)
def test_of_papers_of_one_name_a_page_means_that_of_its_language(name, language, domain):
    assert domain in outlets.meant(name, language).domains


def test_where_none_is_nearer_no_paper_is_meant():
    assert outlets.meant("Index", "en") is outlets.meant("Harbour Weekly", "en") is None
    assert outlets.by_name("Index") is not None
    assert outlets.meant("LA Post", "en") is None


def test_initials_are_no_article():
    assert not outlets.same_source("LA Times", None, "The Times", None)
    assert outlets.same_source("L.A. Times", None, "Los Angeles Times", "latimes.com")


@pytest.mark.parametrize(
    ("language", "line", "source"),
    [
        ("hu", "Forrás: Index", ("republication", "index.hu")),
        ("pt", "Fonte: Público", ("republication", "publico.pt")),
        ("en", "Source: Index", ("republication", None)),
        ("en", "Source: Tribune", ("republication", None)),
        ("en", "Source: ABC", ("republication", None)),
        ("es", "Fuente: ABC", ("republication", "abc.es")),
        ("en", "Source: La Tribune", ("translation", "latribune.fr")),
    ],
)
def test_a_source_s_name_is_read_in_the_language_of_its_page(tmp_path, language, line, source):
    page = tmp_path / "page.html"
    page.write_text(
        f'<html lang="{language}"><title>7</title><article><h1>7</h1><p>{"7 " * 60}</p><p>{line}</p></article></html>'
    )
    [inspection] = provenance.inspect(str(page))
    [claim] = inspection.claims
    assert (claim.relation, claim.source.domain) == source


def test_cases_of_a_name_are_one():
    assert outlets.inflected("Druhou stranu", "Druhá strana")
    assert outlets.inflected("Проталины", "Проталина")
    assert not outlets.inflected("Harbour Weekly", "Harbour Daily")


@given(NAMES, HOSTS, NAMES, HOSTS)
def test_sameness_is_symmetric_and_never_raises(name_a, host_a, name_b, host_b):
    one = outlets.same_source(name_a, host_a, name_b, host_b)
    assert one == outlets.same_source(name_b, host_b, name_a, host_a)
    assert outlets.same_source(name_a, host_a, name_a, host_a)
    outlets.find_agencies(name_a)
    outlets.language_of(host_a)
