"""Six shapes of pages and the places of their lines."""

import datetime
import hashlib

import pytest

from provenance.extract import extract
from provenance.model import Capture, Place

FERRY = (
    "The night ferry to the islands stopped running on Monday, and nobody on the quay could say why. "
    "The company spoke of a broken shaft, the crew of unpaid wages, and the mayor of a misunderstanding that "
    "would be cleared up before the weekend. By Tuesday evening forty passengers were sleeping in the school."
)
WINTER = (
    "In winter the islands depend on that one ship for bread, letters and the doctor. A smaller boat was "
    "hired from the mainland, but it could not carry lorries, and the shop ran out of flour on the second "
    "day. Fishermen took the schoolchildren across for nothing, as their fathers had done "
    "in the war, and took "
    "letters along."
)
PARAGRAPHS = f"<p>{FERRY}</p><p>{WINTER}</p>"
TITLE = "The ferry that did not come"
CREDIT = "Source: Harbour Post"

WORDPRESS = f"""<html lang=en><head><title>{TITLE} – Island Mirror</title>
<meta property="og:site_name" content="Island Mirror"></head><body class="single has-sidebar"><div id=page>
<header id=masthead><h1 class=site-title><a href="https://mirror.example/" rel=home>Island
Mirror</a></h1><nav><ul><li>
<a href="https://mirror.example/world/">World</a></li></ul></nav></header><main><article class="post hentry">
<header class=entry-header><h1 class=entry-title>{TITLE}</h1><div class=entry-meta>Posted on
<time class="entry-date published" datetime="2024-01-13T08:00:00Z">13 January 2024</time>
<span class=byline>by <a rel=author href="/author/ida">Ida Holm</a></span></div></header>
<div class=entry-content><p>Translated by Per Lind</p>{PARAGRAPHS}<figure><img
src="https://img.harbour.example/f.jpg">
<figcaption>Photo: Anna Berg</figcaption></figure><blockquote><p>We wait, said the
mayor.</p></blockquote><p>{FERRY}</p>
<p>{CREDIT}</p><p>The post <a href="https://harbour.example/ferry/">{TITLE}</a> appeared first on
<a href="https://harbour.example">Harbour Post</a>.</p><div class=sharedaddy>Share: <a
href="#">X</a></div></div></article>
<section id=comments><h2>Comments (1)</h2><ol><li class=comment><p>Where does this come
from?</p></li></ol></section></main>
<aside class=widget-area><h3>Related posts</h3><ul><li><a href="https://mirror.example/1/">The new
lighthouse</a></li></ul>
</aside><footer><p>© 2024 Island Mirror. All rights reserved.</p></footer></div></body></html>"""

BLOGGER = f"""<html><head><title>{TITLE}</title></head><body><div class=header><h1 class=title>
<a href="https://blog.example/">My blog</a></h1></div><div class=main><h2
class=date-header>13.01.2024</h2><div class=post>
<h3 class="post-title entry-title">{TITLE}</h3><div class="post-body
entry-content">{FERRY}<br><br>{WINTER}<br>{CREDIT}</div>
<div class=post-footer>Posted by Ida</div></div></div><div class=sidebar><h2>Archive</h2><p>Older
posts</p></div></body></html>"""

TABLES = f"""<html><head><title>{TITLE}</title></head><body bgcolor=white><table><tr><td colspan=2>
<a href="https://old.example/"><b>Old Page</b></a></td></tr><tr><td width=150><a
href="/a.html">Archive</a></td><td>
<font size=5>{TITLE}</font><br>Ida Holm,
13.01.2024<hr>{PARAGRAPHS}<p>{CREDIT}</p><hr></td></tr></table></body></html>"""

SOUP = f"""<html><head><meta property="og:title" content="{TITLE}"></head><body><div class=w1><div class=t0>
<a href="/">Front</a> <a href="/a">Sport</a></div><div class=w2><div><h1>{TITLE}</h1></div><div
class=i1><div>Ida Holm</div>
</div><div
class=z9><div>{FERRY}</div><div>{WINTER}</div><div>{CREDIT}</div></div></div></div></body></html>"""

DRUPAL = f"""<html><head><title>{TITLE} | Gazette</title></head><body><div class=region-header><ul
class=menu><li>
<a href="/">Gazette</a></li></ul></div><div class="node node--type-article"><h1
class=page-header><span>{TITLE}</span></h1>
<div class=submitted>Ida Holm, 13 January 2024</div><div class="field field--name-body"><div
class=field__item>{PARAGRAPHS}
</div></div><div class="field field--name-field-source"><div>Source</div><div>Harbour Post</div></div></div>
<div class=block-related><h2>Related</h2><p><a href="/2">The new lighthouse</a></p></div></body></html>"""

NEWS = f"""<html><head><title>{TITLE}</title><script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "{TITLE}"}}</script></head><body><header><a class=logo href="/">Herald</a><nav><a
href="/w">World</a></nav></header>
<form id=aspnet><div class=layout><article><h1>{TITLE}</h1><p class=meta>By Ida Holm</p><div
class=article__body>{PARAGRAPHS}
<p>(Harbour Post)</p></div><footer>{CREDIT}</footer></article><aside><p>{WINTER}</p></aside></div></form>
<div class="cookie-banner"><p>This site uses cookies to make you happy. You can
refuse.</p></div></body></html>"""

SHAPES = {
    "wordpress": WORDPRESS,
    "blogger": BLOGGER,
    "tables": TABLES,
    "soup": SOUP,
    "drupal": DRUPAL,
    "news": NEWS,
}
AWAY = {Place.ASIDE, Place.CHROME, Place.COMMENT}


def article(body, **more):
    data = body.encode()
    now = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    return extract(Capture("page", data, hashlib.sha256(data).hexdigest(), "text/html", now, **more))


def places(page, text):
    found = [block.place for block in page.blocks if text in block.text]
    assert found, text
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_title_and_paragraphs_are_found_in_every_shape(shape):
    page = article(SHAPES[shape])
    assert page.title == TITLE
    assert Place.TITLE in places(page, TITLE)
    assert places(page, FERRY[:60])[0] is Place.INLINE
    assert places(page, WINTER[:60])[0] is Place.INLINE
    assert FERRY in page.text
    assert WINTER in page.text


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - {"drupal"}))
def test_the_credit_below_the_text_is_its_tail_and_a_block_of_its_own(shape):
    page = article(SHAPES[shape])
    assert [block.place for block in page.blocks if block.text == CREDIT] == [Place.TAIL]
    assert CREDIT not in page.text


def test_a_source_field_beside_the_body_is_tail():
    page = article(DRUPAL)
    assert [b.text for b in page.blocks if b.place is Place.TAIL][:2] == ["Source", "Harbour Post"]


def test_the_places_of_a_whole_page():
    page = article(WORDPRESS)
    assert places(page, "Ida Holm") == [Place.BYLINE]
    assert places(page, "Translated by Per Lind")[0] in {Place.HEAD, Place.BYLINE}
    assert places(page, "Anna Berg") == [Place.CAPTION]
    assert places(page, "We wait") == [Place.QUOTE]
    assert places(page, "appeared first on") == [Place.TAIL]
    assert places(page, "Where does this come from") == [Place.COMMENT]
    assert places(page, "The new lighthouse") == [Place.ASIDE]
    assert places(page, "All rights reserved") == [Place.CHROME]
    assert places(page, "World") == [Place.CHROME]
    assert set(places(page, "Island Mirror")) == {Place.CHROME}


def test_the_date_and_author_lines_of_other_shapes():
    assert places(article(TABLES), "Ida Holm") == [Place.BYLINE]
    assert places(article(SOUP), "Ida Holm") == [Place.BYLINE]
    assert places(article(DRUPAL), "Ida Holm") == [Place.BYLINE]
    assert places(article(NEWS), "cookies") == [Place.CHROME]
    assert places(article(NEWS), "Ida Holm") == [Place.BYLINE]


def test_boilerplate_stays_out_of_the_running_text():
    text = article(WORDPRESS).text
    for line in (
        "Where does this come from",
        "The new lighthouse",
        "All rights reserved",
        "Share",
        "Anna Berg",
    ):
        assert line not in text


def test_an_article_of_two_short_paragraphs():
    page = article(
        f"<html><head><title>{TITLE} | Gazette</title></head><body><nav><a href='/a'>Home page "
        "and news</a></nav>"
        f"<h1>{TITLE}</h1><p>The ferry did not come on Monday.</p><p>Nobody on the quay knew why.</p>"
        "<footer>© Gazette, a paper of the islands, since 1921. Printed on the quay every day."
        "</footer></body></html>"
    )
    assert Place.INLINE in places(page, "The ferry did not come on")
    assert places(page, "Nobody on the quay")[0] in {Place.INLINE, Place.TAIL}
    assert places(page, "since 1921") == [Place.CHROME]


def test_an_article_that_is_one_long_quotation_is_no_quote():
    page = article(f"<h1>{TITLE}</h1><blockquote>{PARAGRAPHS}</blockquote><p>{CREDIT}</p>")
    assert places(page, FERRY[:50]) == [Place.INLINE]


def test_a_hint_that_would_swallow_the_article_is_void():
    page = article(f"<div class='sidebar-layout related'><h1>{TITLE}</h1>{PARAGRAPHS}<p>{CREDIT}</p></div>")
    assert places(page, FERRY[:50]) == [Place.INLINE]
    assert places(page, CREDIT) == [Place.TAIL]


def test_long_comments_do_not_become_the_article():
    comments = "".join(f"<li class=comment><p>{number} {WINTER} {FERRY}</p></li>" for number in range(8))
    page = article(
        f"<article><h1>{TITLE}</h1><div class=text><p>{FERRY}</p><p>{CREDIT}</p></div></article>"
        f"<ol id=comments>{comments}</ol>"
    )
    assert Place.COMMENT in places(page, WINTER[:40])
    assert WINTER not in page.text
    assert places(page, CREDIT) == [Place.TAIL]


def test_importer_stamps_that_are_links_from_end_to_end_are_kept_in_the_tail():
    stamps = "".join(
        f"<p><a href='https://harbour.example/{n}'>Source : read it all at Harbour Post {n}</a></p>" for n in (1, 2, 3)
    )
    page = article(f"<article><h1>{TITLE}</h1><div class=entry-content>{PARAGRAPHS}{stamps}</div></article>")
    assert [b.place for b in page.blocks if "read it all" in b.text] == [Place.TAIL] * 3


@pytest.mark.parametrize("shape", SHAPES)
def test_no_visible_words_are_lost(shape):
    page = article(SHAPES[shape])
    text = " ".join(block.text for block in page.blocks)
    for words in (TITLE, FERRY, WINTER, "Harbour Post", "Ida"):
        assert words in text
    assert all(block.place in Place for block in page.blocks)


def test_six_lines_at_most_are_tail():
    lines = "".join(f"<p>Line {number}</p>" for number in range(12))
    page = article(f"<article><h1>{TITLE}</h1><div class=entry-content>{PARAGRAPHS}{lines}</div></article>")
    assert [b.text for b in page.blocks if b.place is Place.TAIL] == [f"Line {number}" for number in range(6, 12)]
