"""What the head of a page declares: canonical and og:url as two facts, syndication-source, Dublin Core, publishers."""

import pytest

from tests.marked_pages import page, read, signals

FROM = "https://harbour.example/2024/night-ferry"


def link(rel, href):
    return f"<link rel='{rel}' href='{href}'>"


def meta(name, content):
    return f"<meta name='{name}' content='{content}'>"


def og(url):
    return f"<meta property='og:url' content='{url}'>"


@pytest.mark.parametrize(
    "head",
    [
        link("canonical", FROM),
        link("canonical", "https://web.archive.org/web/20240301000000/" + FROM),
        link("canonical", "https://harbour-example.cdn.ampproject.org/c/s/harbour.example/2024/night-ferry"),
        meta("syndication-source", FROM),
        meta("original-source", FROM),
        link("original-source", FROM),
        meta("dc.source", FROM),
        meta("DCTERMS.source", FROM),
        meta("DC.relation.isVersionOf", FROM),
        meta("DC.Relation.isFormatOf", FROM),
        meta("source", FROM),
    ],
)
def test_an_address_of_another_outlet_is_its_source(head):
    assert read(page(head)) == [(1, "republication", "harbour.example", FROM)]


@pytest.mark.parametrize(
    ("head", "claim"),
    [
        (meta("source", "Reuters"), ("syndication", "reuters.com")),
        (meta("dc.source", "«Le Monde»"), ("translation", "lemonde.fr")),
        (meta("publisher", "The Guardian"), ("republication", "theguardian.com")),
        (meta("article:publisher", "https://www.theguardian.com/uk"), ("republication", "theguardian.com")),
        (
            meta("citation_public_url", "https://www.theguardian.com/world/2024/ferry"),
            ("republication", "theguardian.com"),
        ),
    ],
)
def test_a_name_that_the_tables_know_is_a_source(head, claim):
    assert [(relation, domain) for _, relation, domain, _ in read(page(head))] == [claim]


@pytest.mark.parametrize(
    "head",
    [
        og(FROM),
        og(FROM) + link("canonical", "https://mirror.example/2024/ferry"),
        link("canonical", "https://www.mirror.example/2024/ferry?utm_source=rss"),
        link("canonical", "https://m.mirror.example/2024/ferry"),
        link("canonical", "https://amp.mirror.example/2024/ferry/amp"),
        link("canonical", "https://mirror-example.cdn.ampproject.org/c/s/mirror.example/2024/ferry"),
        link("canonical", "https://mirror.test/2024/ferry"),
        link("canonical", "https://mirrorgazette.example/2024/ferry"),
        link("canonical", "https://harbour.example/"),
        link("canonical", "https://www.facebook.com/mirrorgazette"),
        link("canonical", "https://bit.ly/3ferry"),
        link("canonical", "/2024/ferry"),
        meta("syndication-source", "https://mirror.example/2024/ferry-again"),
        meta("original-source", "https://mirror.example/2024/ferry"),
        meta("original-source", FROM) + meta("original-source", "https://tern.example/2024/1"),
        meta("original-source", FROM) + meta("original-source", "https://mirror.example/2024/ferry"),
        meta("dc.source", "The Mirror Gazette 2024"),
        meta("dc.source", "ISBN 978-3-16-148410-0"),
        meta("dc.source", "https://doi.org/10.1000/182"),
        meta("dc.source", "Harbour board archive, box 7"),
        meta("source", "Mirror"),
        meta("source", "https://harbour.example/"),
        meta("publisher", "Mirror Holdings Ltd"),
        meta("article:publisher", "https://www.facebook.com/theguardian"),
        meta("article:publisher", "https://harbour.example/"),
        meta("citation_journal_title", "The Guardian"),
        meta("citation_public_url", "https://www.nature.com/articles/s1"),
        meta("citation_public_url", FROM),
    ],
)
def test_what_looks_alike_is_no_source(head):
    assert read(page(head)) == []
    assert [one for one in signals(page(head)) if not one.stamp] == []


def test_a_canonical_address_counts_for_nothing_where_the_page_is_unknown():
    assert read(page(link("canonical", FROM), url=None, outlet="")) == []


def test_canonical_and_og_url_are_two_facts_and_their_agreement_is_told():
    def canonical(head):
        (one,) = signals(page(link("canonical", FROM) + head))
        return one.strength, one.quote

    alone, by_hand = canonical(""), canonical(og("https://mirror.example/2024/ferry"))
    copied, other = canonical(og(FROM)), canonical(og("https://tern.example/1"))
    assert alone[1] == f"canonical: {FROM}"
    assert by_hand[1].endswith("(og:url: the page's own)")
    assert copied[1].endswith("(og:url: the same site)")
    assert other[1].endswith("(og:url: tern.example)")
    assert by_hand[0] > copied[0] > alone[0] == other[0]


def test_the_canonical_address_is_nearer_than_a_declared_agency():
    head = link("canonical", FROM) + meta("source", "Reuters")
    assert [(hop, domain) for hop, _, domain, _ in read(page(head))] == [(1, "harbour.example"), (2, "reuters.com")]


def test_words_and_head_that_name_one_source_are_one_claim():
    body = f"<p>This article was originally published by <a href='{FROM}'>Harbour Weekly</a>.</p>"
    assert read(page(link("canonical", FROM), body)) == [(1, "republication", "harbour.example", FROM)]
