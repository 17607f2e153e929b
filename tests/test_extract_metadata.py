"""What a page declares: facts, JSON-LD, its own address by vote, dates, authors, language."""

import datetime
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.extract import extract, jsonld
from provenance.model import Capture

TEXT = (
    "The night ferry to the islands stopped running on Monday, and nobody on the quay could say why. "
    "The company spoke of a broken shaft, the crew of unpaid wages, and the mayor of a misunderstanding. "
)
FRENCH = (
    "Le bac de nuit vers les îles ne circule plus depuis lundi, et personne sur le quai ne sait pourquoi. "
    "La compagnie parle d'un arbre cassé, l'équipage de salaires impayés et le maire d'un malentendu. "
)


def article(head="", body=None, **more):
    page = f"<html><head>{head}</head><body>{body or f'<p>{TEXT}{TEXT}</p>'}</body></html>"
    data = page.encode()
    now = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    return extract(Capture("page", data, hashlib.sha256(data).hexdigest(), "text/html", now, **more))


def facts(head, body=None, **more):
    return {(fact.key, fact.value) for fact in article(head, body, **more).facts}


def ld(value):
    return f"<script type='application/ld+json'>{value if isinstance(value, str) else json.dumps(value)}</script>"


def test_metas_links_and_the_title_are_facts():
    found = facts(
        "<title> The  ferry | Mirror</title><meta name=Author content='Ida Holm'><meta "
        "property='og:type' content=article>"
        "<meta name=generator content='Press 6'><link rel=canonical href='/ferry'><link "
        "rel=stylesheet href='/a.css'>"
        "<link rel=alternate hreflang='FR' href='https://mirror.example/fr/'><link rel=via "
        "href='https://harbour.example/1'>",
        url="https://mirror.example/x",
    )
    assert found == {
        ("title", "The ferry | Mirror"),
        ("meta.author", "Ida Holm"),
        ("meta.og:type", "article"),
        ("meta.generator", "Press 6"),
        ("generator", "Press 6"),
        ("link.canonical", "https://mirror.example/ferry"),
        ("link.alternate.hreflang.fr", "https://mirror.example/fr/"),
        ("link.via", "https://harbour.example/1"),
    }


def test_jsonld_is_flattened_by_path_with_graph_and_ids_resolved():
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": ["Thing", "https://schema.org/NewsArticle"], "author": [{"@id": "#ida"}, "Per"],
             "isBasedOn": {"@type": "WebPage", "url": "https://harbour.example/1"}},
            {"@type": "Person", "@id": "#ida", "name": "Ida &amp; Co"},
        ],
    }  # fmt: skip
    found = facts(ld(graph))
    assert ("jsonld.NewsArticle.isBasedOn.url", "https://harbour.example/1") in found
    assert ("jsonld.NewsArticle.author.name", "Ida & Co") in found
    assert ("jsonld.NewsArticle.author.@type", "Person") in found
    assert ("jsonld.NewsArticle.author", "Per") in found


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "Article", "name": "Ferry",}',
        '<!-- {"@type": "Article", "name": "Ferry"} -->',
        '/*<![CDATA[*/ {"@type": "Article", "name": "Ferry"} /*]]>*/',
        '//<![CDATA[\n{"@type": "Article", "name": "Ferry"}\n//]]>',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;name&quot;: &quot;Ferry&quot;}",
        '{"@type": "Article", "name": "Ferry"};',
        '{"@type": "Article", "description": "a\nb\tc", "name": "Ferry"}',
        '{"@type": "Article", "name": "Ferry"} {"@type": "Person"',
        '[{"@type": "Article", "name": "Ferry", "list": [1, 2, ], }, ]',
    ],
)
def test_broken_jsonld_is_mended(broken):
    assert ("jsonld.Article.name", "Ferry") in facts(ld(broken))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["@id", "@type", "@graph", "url"]), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_any_json_makes_bounded_facts(value):
    for fact in jsonld.facts(jsonld.parse(json.dumps(value))):
        assert fact.key.startswith("jsonld.")
        assert len(fact.value) <= jsonld.MAX_VALUE


@given(st.text(alphabet='{}[]",:/*<!-> \nae1', max_size=60))
def test_any_text_is_borne_as_jsonld(text):
    assert isinstance(jsonld.parse(text), list)


def test_a_jsonld_circle_and_a_deep_nest_end():
    circle = {"@graph": [{"@id": "a", "@type": "Article", "part": {"@id": "b"}}, {"@id": "b", "part": {"@id": "a"}}]}
    assert 0 < len(facts(ld(circle))) < 200
    assert not any(key.startswith("jsonld") for key, _ in facts(ld('{"a":' * 50_000)))


def test_microdata_microformats_saved_from_and_image_hosts():
    body = (
        "<!-- saved from url=(0032)https://mirror.example/ferry -->"
        "<div itemscope itemtype='https://schema.org/NewsArticle'><p>By <span itemprop=author "
        "itemscope><b itemprop=name>Ida"
        "</b></span></p><a class='u-repost-of' href='https://harbour.example/1'>there</a>"
        f"<div itemprop=articleBody><p>{TEXT}{TEXT}<img src='//img.harbour.example/a.jpg'></p></div></div>"
    )
    found = facts("", body)
    assert ("microdata.NewsArticle.author.name", "Ida") in found
    assert ("mf.u-repost-of", "https://harbour.example/1") in found
    assert ("saved-from", "https://mirror.example/ferry") in found
    assert ("image", "img.harbour.example") in found
    assert article("", body).url == "https://mirror.example/ferry"


def test_the_address_of_the_capture_outranks_all_and_an_archive_s_is_unwrapped():
    head = (
        "<link rel=canonical href='https://harbour.example/1'><meta property='og:url' "
        "content='https://harbour.example/1'>"
    )
    page = article(head, url="https://www.mirror.example/ferry?utm_source=x")
    assert (page.url, page.domain) == ("https://www.mirror.example/ferry", "mirror.example")
    body = f"<p>{TEXT}<a href='/web/20240113000000/https://harbour.example/1'>there</a></p>"
    page = article("", body, url="https://web.archive.org/web/20240113000000/https://mirror.example/ferry")
    assert page.url == "https://mirror.example/ferry"
    assert page.blocks[0].links[0].url == "https://harbour.example/1"


def test_a_canonical_link_to_another_site_is_outvoted_by_the_site_itself():
    head = "<link rel=canonical href='https://harbour.example/ferry'><title>The ferry</title>"
    links = "".join(
        f"<li><a href='https://mirror.example/{name}/'>{name}</a></li>" for name in ("world", "sport", "life")
    )
    body = (
        f"<header><a class=logo href='https://mirror.example/'>Mirror</a><nav><ul>{links}</ul>"
        f"</nav></header><main><h1>The ferry</h1><p>{TEXT}</p></main>"
    )
    page = article(head, body)
    assert (page.url, page.domain) == (None, "mirror.example")


@pytest.mark.parametrize(
    "shown",
    [
        "https://mirror-example.translate.goog/ferry?_x_tr_sl=de&_x_tr_tl=en",
        "https://mirror-example.cdn.ampproject.org/c/s/mirror.example/ferry",
    ],
)
def test_a_page_saved_from_a_translator_or_a_cache_has_the_address_that_it_has_when_read_there(shown):
    saved = article(f"<base href='https://mirror.example/ferry'><link rel=canonical href='{shown}'>")
    read = article(url=shown)
    assert (saved.id, saved.url, saved.domain) == (read.id, read.url, read.domain)
    assert saved.url == "https://mirror.example/ferry"


def test_a_canonical_link_counts_when_nothing_else_speaks():
    assert article("<link rel=canonical href='https://mirror.example/ferry'>").url == "https://mirror.example/ferry"


def test_share_buttons_give_the_address_away():
    body = (
        f"<p>{TEXT}</p><a href='https://www.facebook.com/sharer.php?u=https%3A%2F%2Fmirror.example%2Fferry'>Share</a>"
    )
    assert article("", body).url == "https://mirror.example/ferry"


def test_nothing_known_is_none_and_the_id_depends_on_the_text_only():
    one, two = article(path="a.html"), article("<!-- other bytes -->", path="b.html")
    assert (one.url, one.domain, one.outlet) == (None, None, None)
    assert one.id == two.id
    assert one.sha256 != two.sha256
    assert one.id != article("", f"<p>{FRENCH}</p>").id


def test_the_id_of_a_page_with_an_address_is_that_of_its_twins():
    first = article(url="https://www.mirror.example/ferry/?utm_source=a")
    assert first.id == article("<title>x</title>", url="http://m.mirror.example/ferry").id


@pytest.mark.parametrize(
    ("head", "body", "outlet"),
    [
        ("<meta property='og:site_name' content='Island Mirror'>", None, "Island Mirror"),
        (ld({"@type": "NewsArticle", "publisher": {"name": "Island Mirror"}}), None, "Island Mirror"),
        ("<title>The ferry - Mirror</title>", None, "Mirror"),
        ("<title>The ferry | Island Mirror</title>",
         f"<header><p><a href='/'>Island Mirror</a></p></header><main><h1>The ferry</h1><p>{TEXT}"
         "</p></main>", "Island Mirror"),
        ("<title>The ferry | no more bread</title>", None, None),
    ],
)  # fmt: skip
def test_the_outlet_s_name(head, body, outlet):
    assert article(head, body, url="https://mirror.example/ferry").outlet == outlet


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>The ferry – Mirror</title>", None, "The ferry"),
        ("<title>The ferry – a story – Mirror</title>", None, "The ferry – a story"),
        ("<title>Mirror | The ferry</title>", None, "The ferry"),
        (
            "<meta property='og:title' content='The ferry'>",
            f"<h1>Mirror of the isles</h1><p>{TEXT}</p>",
            "The ferry",
        ),
        ("<title>The ferry – Mirror</title>", f"<h1>The <br>ferry</h1><p>{TEXT}</p>", "The ferry"),
    ],
)
def test_the_title(head, body, title):
    assert article(head, body, url="https://mirror.example/x").title == title


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        (
            ld(
                {
                    "@type": "NewsArticle",
                    "datePublished": "2024-01-13T08:00:00Z",
                    "dateModified": "2025-01-01",
                }
            ),
            None,
            "2024-01-13",
        ),
        (
            "<meta property='article:modified_time' content='2025-01-01'><meta "
            "property='article:published_time' content='2024-01-13T08:00Z'>",
            None,
            "2024-01-13",
        ),
        (
            "",
            "<h1>The ferry</h1><time class=updated datetime='2025-01-01'>x</time><time "
            f"datetime='2024-01-13'>y</time><p>{TEXT}</p>",
            "2024-01-13",
        ),
        (
            "<title>The ferry</title>",
            f"<h1>The ferry</h1><div class=meta>13 January 2024</div><p>{TEXT}</p>",
            "2024-01-13",
        ),
        ("", f"<p>{TEXT}</p><div class=comments><time datetime='2020-01-01'>old</time></div>", "2023-05-06"),
    ],
)
def test_the_date_of_publication_is_not_that_of_a_change_or_a_comment(head, body, day):
    published = article(head, body, url="https://mirror.example/2023/05/06/ferry").published
    assert published is not None
    assert published.earliest.date().isoformat() == day


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        (
            ld({"@type": "NewsArticle", "author": [{"name": "Ida Holm"}, {"name": "Agency"}]}),
            None,
            ("Ida Holm", "Agency"),
        ),
        (
            "<meta name=author content='https://mirror.example/ida'><meta "
            "property='article:author' content='Ida Holm'>",
            None,
            ("Ida Holm",),
        ),
        (
            "",
            f"<h1>The ferry</h1><p>By <a rel=author href='/ida'>Ida Holm</a></p><p>{TEXT}</p>",
            ("Ida Holm",),
        ),
        (
            "<title>The ferry</title>",
            f"<h1>The ferry</h1><p class=byline>By Ida Holm</p><p>{TEXT}</p>",
            ("Ida Holm",),
        ),
        (ld({"@type": "ImageObject", "author": "Photographer"}), None, ()),
    ],
)
def test_the_authors(head, body, names):
    assert article(head, body).authors == names


def test_the_language_is_the_declared_one_unless_the_text_gainsays_it():
    def language(declared, text):
        head = f"<meta http-equiv=content-language content='{declared}'>" if declared else ""
        return article(head, f"<p>{text}</p>").language

    assert language("fr-FR", FRENCH * 2) == "fr"
    assert language("en", FRENCH * 3) == "fr"
    assert language(None, FRENCH * 2) == "fr"
    assert language("nb_NO", "Fergen kom ikke.") == "no"
    assert language("pt", "Sem mais.") == "pt"


def test_what_the_container_declares_outranks_the_page():
    page = article(
        "<title>Other</title><meta name=author content=Other><meta "
        "property='article:published_time' content='2020-01-01'>",
        declared={
            "title": "The ferry",
            "outlet": "Mirror",
            "author": "Ida",
            "language": "sv-SE",
            "published": "2024-01-13",
        },
    )
    assert (page.title, page.outlet, page.authors, page.language) == ("The ferry", "Mirror", ("Ida",), "sv")
    assert page.published is not None
    assert page.published.earliest.year == 2024


def test_text_that_stands_in_jsonld_only_is_read():
    page = article(
        ld({"@type": "NewsArticle", "articleBody": f"{TEXT}\n\n{TEXT}\nSource: Harbour Post"}),
        "<div id=root>Menu</div>",
    )
    assert "broken shaft" in page.text
    assert [block.text for block in page.blocks if block.place == "tail"] == ["Source: Harbour Post"]


def test_counting_pixels_feed_links_and_importers_marks_are_facts():
    body = (
        f"<p>{TEXT}{TEXT}</p><img src='//counter.harbour.example/content/1/count.gif'>"
        "<noscript><img src='https://harbour.example/p.png' width=1 height=1></noscript>"
        "<iframe src='https://harbour.example/frame' style='width:1px;height:1px'></iframe>"
        "<script src='https://pixel.harbour.example/a.js'></script><script src='https://harbour.example/menu.js'></script>"
        "<script>P.beacon.trackPageView({ url: 'https://harbour.example/1', urlref: location.href })</script>"
        "<img src='https://harbour.example/ferry.jpg' width=600><img src='data:image/gif;base64,R0' width=1>"
        "<a href='https://harbour.example/2?utm_source=rss&utm_medium=rss'>a</a>"
        "<a href='https://harbour.example/3?utm_source=newsletter'>b</a>"
        "<p class='reblog-source other'><a href='https://harbour.example/4'>View original</a></p>"
        "<a class=tumblr_blog href='https://harbour.example/5'>c</a><p class=reblog-source>nowhere</p>"
    )
    found = [fact for fact in sorted(facts("", body)) if fact[0].startswith(("pixel", "tracked", "href.", "mark."))]
    assert found == [
        ("href.feed", "https://harbour.example/2?utm_source=rss&utm_medium=rss"),
        ("mark.reblog-source", "https://harbour.example/4"),
        ("mark.tumblr_blog", "https://harbour.example/5"),
        ("pixel", "https://counter.harbour.example/content/1/count.gif"),
        ("pixel", "https://harbour.example/frame"),
        ("pixel", "https://harbour.example/p.png"),
        ("pixel", "https://pixel.harbour.example/a.js"),
        ("tracked", "https://harbour.example/1"),
    ]


def test_of_many_pixels_some_are_kept():
    body = "".join(f"<img width=1 src='https://harbour.example/{n}'>" for n in range(500)) + f"<p>{TEXT}{TEXT}</p>"
    assert sum(key == "pixel" for key, _ in facts("", body)) == 40
