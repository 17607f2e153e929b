"""Broken, huge and hostile pages end with an article or with one clear error."""

import datetime
import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import NotAnArticle
from provenance.extract import dom, extract, tree
from provenance.model import Article, Capture


def capture(body, media_type="text/html"):
    data = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    now = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    return Capture("page", data, hashlib.sha256(data).hexdigest(), media_type, now, path="pages/x.html")


@pytest.mark.parametrize("media_type", ["text/html", "text/plain"])
@pytest.mark.parametrize("body", ["", " \n", "<html></html>", "<!--" * 1000, "<p> 12 . </p>", "<script>var a</script>"])
def test_without_a_word_there_is_no_article(body, media_type):
    if media_type == "text/plain" and any(char.isalpha() for char in body):
        assert isinstance(extract(capture(body, media_type)), Article)
        return
    with pytest.raises(NotAnArticle, match=r"^pages/x\.html: no text$"):
        extract(capture(body, media_type))


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<span class=a>"])
def test_text_below_a_hundred_thousand_open_elements_is_kept(opening):
    page = f"<p>The first words.</p>{opening * 100_000}<p>The ferry left.</p><p>Source: Harbour Post</p>"
    text = "\n".join(block.text for block in extract(capture(page)).blocks)
    assert "The first words." in text
    assert "The ferry left." in text
    assert "Source: Harbour Post" in text


def test_a_flattened_page_keeps_its_blocks_apart():
    nest = "<div>" * 3_000
    page = f"{nest}<div>One line</div><div>Other line</div>{'</div>' * 3_000}<p>Last</p>"
    root = tree.parse(page)
    assert root is not None
    assert [block.text for block in dom.read(page, root).blocks] == ["One line", "Other line", "Last"]


def test_five_megabytes_in_one_line():
    article = extract(capture("<p>" + "word " * 1_000_000 + "<br>Source: Harbour Post"))
    assert article.blocks[-1].text == "Source: Harbour Post"


def test_numbers_of_blocks_links_and_facts_are_bounded():
    many = "".join(f"<p><a href='https://x{n % 50}.example/{n}'>word {n}</a></p>" for n in range(20_000))
    article = extract(capture("<meta name=a content=b>" * 5_000 + many))
    assert len(article.blocks) == 20_000
    assert len(article.facts) < 1_000


@pytest.mark.parametrize("mark", ["itemprop=a", "class=p-author"])
def test_of_marks_that_say_nothing_some_thousands_are_looked_at(mark):
    page = f"<p>The ferry</p>{f'<b {mark}></b>' * 5_000}<b itemprop=last class=h-cite>there</b>"
    told = {fact.key for fact in extract(capture(page)).facts}
    assert ("microdata.Thing.last" in told, "mf.h-cite" in told) == ("class" in mark, "itemprop" in mark)


def test_marks_of_one_element_come_in_its_own_order():
    names = "u-repost-of u-syndication h-cite p-author u-like-of u-in-reply-to".split()
    page = f"<p>The ferry <a class='{' '.join(names)} {names[0]}' href='https://x.example/1'>there</a></p>"
    told = [fact.key for fact in extract(capture(page)).facts if fact.key.startswith("mf.")]
    assert told == [f"mf.{name}" for name in names]


@pytest.mark.parametrize(
    "page",
    [
        "<p>The ferry",
        "<p>The ferry</b></i></div></p></html></html>trailing",
        "The ferry &nbsp &#xD800; &#0; &bogus;",
        "<html><body><table><p>The ferry</table></td></tr>",
        "<p class='>lost</p><p title='>The ferry left\" >",
        "<a href='http://[::1'>The ferry</a><a href='//'>x</a><base href='http://['>",
        "<html><frameset><frame src=x></frameset><body>The ferry",
        "\ufeff<?xml version='1.0' encoding='utf-16'?><html><body>The ferry</body></html>",
        "<p>The ferry\x00\x01\x1b</p>\ud800",
        "<link rel=canonical href='http://['><meta property='og:url' content='http://[x'><p>The ferry</p>",
        "<time datetime='99999-99-99'>x</time><p>The ferry</p>",
    ],
)
def test_broken_pages_are_read(page):
    assert any("ferry" in block.text or "left" in block.text for block in extract(capture(page)).blocks)


@pytest.mark.parametrize(
    "href", [f"https://twitter.com/intent/tweet?{'a=1&' * 30}url=http://horn.example/", "whatsapp://[http"]
)
def test_a_share_button_that_passes_on_too_much_or_is_malformed_is_passed_over(href):
    article = extract(capture(f"<title>The ferry</title><p>The ferry left.</p><a href='{href}'>Share</a>"))
    assert article.title == "The ferry"


@given(st.binary(max_size=300))
def test_any_bytes_end_in_an_article_or_not_an_article(data):
    for media_type in ("text/html", "text/plain"):
        try:
            assert extract(capture(data, media_type)).blocks
        except NotAnArticle as error:
            assert "\n" not in str(error)


MARKUP = st.lists(
    st.sampled_from(
        [
            "<article>",
            "</article>",
            "<nav>",
            "<h1>",
            "</h1>",
            "<footer>",
            "<figure>",
            "<blockquote>",
            "<p>",
            "</p>",
            "<br>",
            "<div class=entry-content>",
            "<div class=comments>",
            "<aside>",
            "</aside>",
            "</div>",
            "<a href=/x>",
            "</a>",
            "<img src=/i>",
            "Title words",
            "A sentence that is long enough to be taken for a paragraph of a text, and ends so. " * 2,
            "Source: Harbour Post",
            "<meta property=og:title content='Title words'>",
            "<time datetime=2024>",
            "<title>Title words",
        ]
    ),
    max_size=25,
)


@given(MARKUP)
def test_every_mixture_of_markup_is_placed_without_losing_words(pieces):
    page = "<p>Some words</p>" + "".join(pieces)
    article = extract(capture(page))
    root = tree.parse(page)
    assert root is not None
    raw = [line for block in dom.read(page, root).blocks for line in block.text.split("\n")]
    assert [line for block in article.blocks for line in block.text.split("\n")] == raw


def test_importing_the_package_loads_nothing_heavy():
    code = (
        "import sys, provenance.extract; "
        "print(sorted({'lxml', 'bs4', 'numpy', 'py3langid', 'dateparser'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
