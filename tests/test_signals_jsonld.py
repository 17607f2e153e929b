"""What schema.org markup declares of the page's own work, and what of its markup is somebody else's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.model import Article, Block, Fact, Place
from provenance.signals import FINDERS, find
from tests.marked_pages import ld, news, page, read, signals

FROM = "https://harbour.example/2024/night-ferry"
GUARDIAN = "https://www.theguardian.com/world/2024/ferry"


def org(name, **more):
    return {"@type": "Organization", "name": name, **more}


@pytest.mark.parametrize(
    "properties",
    [
        {"isBasedOn": FROM},
        {"isBasedOn": [FROM]},
        {"isBasedOn": {"@type": "NewsArticle", "url": FROM, "name": "The night ferry"}},
        {"isBasedOn": {"@id": FROM}},
        {"isBasedOnUrl": FROM},
        {"exampleOfWork": {"@type": "NewsArticle", "url": FROM}},
    ],
)
def test_a_work_that_it_is_based_on_is_its_source(properties):
    assert read(page(ld(news(**properties)))) == [(1, "republication", "harbour.example", FROM)]


def test_the_work_of_a_graph_or_of_a_page_s_main_entity_is_read():
    graph = {"@graph": [{"@type": "WebSite", "name": "The Mirror Gazette"}, news(isBasedOn=FROM)]}
    main = {"@type": "WebPage", "mainEntity": news(isBasedOn=FROM)}
    assert read(page(ld(graph))) == read(page(ld(main))) == [(1, "republication", "harbour.example", FROM)]


def test_a_translation_names_its_work_language_and_translator():
    work = news(
        translationOfWork={"@type": "NewsArticle", "url": FROM, "inLanguage": "no"},
        translator={"@type": "Person", "name": "Ida Holm"},
    )
    (one,) = signals(page(ld(work)))
    assert (one.relation, one.translator, one.original_language) == ("translation", "Ida Holm", "no")
    assert read(page(ld(work))) == [(1, "translation", "harbour.example", FROM)]
    based = news(isBasedOn=FROM, translator="Ida Holm")
    assert read(page(ld(based))) == [(1, "translation", "harbour.example", FROM)]


def test_a_translator_alone_is_a_role_and_no_claim():
    html = page(ld(news(translator={"@type": "Person", "name": "Ida Holm"})))
    (one,) = signals(html)
    assert (one.relation, one.source, one.translator) == (None, None, "Ida Holm")
    assert read(html) == []


@pytest.mark.parametrize(
    ("properties", "claim"),
    [
        ({"provider": org("Reuters")}, ("syndication", "reuters.com")),
        ({"provider": [org("Reuters"), org("The Guardian")]}, None),
        ({"sourceOrganization": org("The Guardian")}, ("republication", "theguardian.com")),
        ({"sourceOrganization": {"@type": "Organization", "url": "https://www.theguardian.com/"}}, ("republication", "theguardian.com")),
        ({"articleSource": "The Guardian"}, ("republication", "theguardian.com")),
        ({"creditText": "The Guardian"}, ("republication", "theguardian.com")),
        ({"publisher": org("Associated Press")}, ("syndication", "apnews.com")),
        ({"publisher": org("The Guardian")}, ("republication", "theguardian.com")),
        ({"author": org("The Guardian")}, ("republication", "theguardian.com")),
        ({"provider": org("Harbour Weekly", url="https://harbourweekly.example/")}, ("republication", "harbourweekly.example")),
    ],
)  # fmt: skip
def test_an_outlet_that_gave_the_text_is_its_source(properties, claim):
    found = [(relation, domain) for _, relation, domain, _ in read(page(ld(news(**properties))))]
    assert found == ([claim] if claim else [("republication", "theguardian.com"), ("syndication", "reuters.com")])


@pytest.mark.parametrize(
    "value",
    [
        news(isBasedOn="https://mirror.example/2023/ferry"),
        news(isBasedOn="https://pubmed.ncbi.nlm.nih.gov/25998000/"),
        news(isBasedOn="https://doi.org/10.1000/182"),
        news(isBasedOn="https://arxiv.org/abs/2401.00001"),
        news(isBasedOn={"@type": "ScholarlyArticle", "url": FROM}),
        news(isBasedOn={"@type": "Book", "name": "The Ferry", "url": FROM}),
        news(isBasedOn={"@type": "Dataset", "url": FROM}),
        news(isBasedOn=[FROM, "https://tern.example/1", "https://quay.example/2"]),
        news(isBasedOn={"name": "A study of ferries. Holm et al. (2015)"}),
        news(isBasedOn={"url": "https://www.facebook.com/harbour"}),
        news(translationOfWork={"url": "https://mirror.example/no/ferge"}),
        news(mentions=news(isBasedOn=FROM)),
        news(comment={"@type": "Comment", "isBasedOn": FROM}),
        news(image={"@type": "ImageObject", "creditText": "Reuters", "publisher": org("Reuters")}),
        news(video={"@type": "VideoObject", "provider": org("Reuters")}),
        news(publisher=org("The Mirror Gazette")),
        news(publisher=org("Mirror Holdings Ltd", url="https://holdings.example/")),
        news(provider=org("Mirror Gazette Online")),
        news(provider=org("Living Media Ltd", url="https://holdings.example/")),
        news(sourceOrganization={"@type": "Organization", "url": "https://mirror.example/"}),
        news(creditText="Photo: Reuters"),
        news(author=org("Mirror Gazette Staff")),
        news(author={"@type": "Person", "name": "The Guardian"}),
        {"@type": "Recipe", "name": "The ferry stops", "isBasedOn": FROM},
        {"@type": "Product", "name": "Ferry", "isBasedOn": FROM},
        {"@type": "ClaimReview", "itemReviewed": {"isBasedOn": FROM}, "author": org("The Guardian")},
        {"@type": "BreadcrumbList", "publisher": org("Reuters")},
        {"@type": "WebPage", "mainEntity": {"@type": "Recipe", "isBasedOn": FROM}},
    ],
)
def test_what_looks_alike_is_no_source(value):
    assert read(page(ld(value))) == []
    assert signals(page(ld(value))) == ()


def test_of_several_articles_only_the_page_s_own_counts():
    other = news(headline="The lighthouse is for sale", isBasedOn=FROM)
    own = news(isBasedOn="https://tern.example/2024/ferry")
    for order in ((other, own), (own, other)):
        assert [domain for *_, domain, _ in read(page(ld(*order)))] == ["tern.example"]
    assert read(page(ld(other, news()))) == []
    elsewhere = news(headline="The lighthouse", url="https://mirror.example/2024/lighthouse", isBasedOn=FROM)
    assert read(page(ld(elsewhere))) == []


def test_an_agency_among_authors_is_read_once():
    found = signals(page(ld(news(author=org("Reuters")))))
    assert [one.finder for one in found] == ["wire"]


def test_a_portal_names_providers_that_no_table_knows():
    head = ld(news(provider=org("Harbour Weekly")))
    portal = page(head, url="https://www.msn.com/en-us/news/ferry/ar-1", outlet="MSN")
    assert [one.source.name for one in signals(portal) if one.source] == ["Harbour Weekly"]
    assert signals(page(head)) == ()


KEYS = st.sampled_from(
    [
        "jsonld.NewsArticle.isBasedOn",
        "jsonld.NewsArticle.isBasedOn.url",
        "jsonld.NewsArticle.@type",
        "jsonld.NewsArticle.provider",
        "jsonld.NewsArticle.translator.name",
        "jsonld.NewsArticle.author.name",
        "jsonld.NewsArticle.author.@type",
        "jsonld.WebPage.x",
        "jsonld.NewsArticle.mainEntityOfPage",
        "microdata.Article.isBasedOn",
        "microdata.Article.provider",
        "mf.u-repost-of",
        "link.via",
        "link.canonical",
        "meta.og:url",
        "meta.dc.source",
        "meta.original-source",
        "meta.publisher",
        "pixel",
        "tracked",
        "href.feed",
        "image",
        "jsonld",
        "mark.tumblr_blog",
        "mark.reblog-source",
        "meta.syndication_permalink",
        "meta.generator",
        "saved-from",
        "meta.citation_public_url",
    ]
) | st.text(max_size=30)
VALUES = st.sampled_from(
    [FROM, GUARDIAN, "Reuters", "//", "https://", "http://[::1", "https://./", "https://bit.ly/x", "\ud800", "https://x\x00.example/"]
) | st.text(max_size=60)  # fmt: skip


@settings(max_examples=300)
@given(
    st.lists(st.builds(Fact, KEYS, VALUES), max_size=12),
    st.text(max_size=80) | VALUES,
    st.none() | st.just("mirror.example") | st.text(max_size=12),
    st.none() | VALUES,
)
def test_no_finder_raises_whatever_a_page_declares(facts, text, domain, outlet):
    blocks = (Block(text, Place.TITLE), Block(text, Place.TAIL))
    one = Article("n1", None, domain, text, outlet, "en", None, (text,), blocks, tuple(facts), text, "0")
    for finder in FINDERS:
        for signal in finder(one):
            assert signal.quote or signal.source
    assert all(0 < signal.strength <= 1 for signal in find(one))
