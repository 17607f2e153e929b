"""Blocks, lines and links: what a reader sees, at exact offsets."""

import datetime
import hashlib
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.extract import extract
from provenance.model import Capture


def capture(body, media_type="text/html", **more):
    data = body.encode()
    now = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    return Capture("page", data, hashlib.sha256(data).hexdigest(), media_type, now, **more)


def blocks(body, **more):
    return extract(capture(body, **more)).blocks


def texts(body, **more):
    return [block.text for block in blocks(body, **more)]


def test_inline_elements_are_joined_and_white_space_collapsed():
    assert texts("<p>Long  <b>distance</b>\n\t<i>bus</i>es,&nbsp;again</p>") == ["Long distance buses, again"]


def test_one_break_is_a_line_and_two_part_a_block():
    assert texts("<div>Source: Harbour Post<br>Translated by Ida<br><br>Next</div>") == [
        "Source: Harbour Post\nTranslated by Ida",
        "Next",
    ]


def test_characters_that_nobody_sees_are_dropped_and_joiners_that_spell_are_kept():
    seen = texts("<p>har\u00adbour\u200b \u202epo\u200cst\u202c cafe\u0301</p><p>می\u200cخواهم</p>")
    assert seen == ["harbour post café", "می\u200cخواهم"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>ghost</script>",
        "<style>ghost{}</style>",
        "<noscript><img src=x>ghost</noscript>",
        "<template><p>ghost</p></template>",
        "<svg><text>ghost</text></svg>",
        "<p hidden>ghost</p>",
        "<p style='color:red; display : none'>ghost</p>",
        "<span class='screen-reader-text'>ghost</span>",
        "<!-- ghost -->",
        "<dialog>ghost</dialog>",
    ],
)
def test_what_is_hidden_is_left_out_and_the_text_behind_it_is_not(hidden):
    page = f"<p>{'Visible words stand here. ' * 12}</p>{hidden}after it"
    text = "\n".join(texts(page))
    assert "ghost" not in text
    assert "after it" in text


def test_a_page_hidden_as_a_whole_is_read_all_the_same():
    page = f"<body style='visibility:hidden'><p>{'The ferry left at dawn. ' * 20}</p></body>"
    assert "The ferry left" in extract(capture(page)).text


def test_label_and_value_elements_become_lines_in_order():
    page = (
        "<dl><dt>Translation</dt><dd>Ida Holm</dd><dt>Source</dt><dd>Harbour Post</dd></dl>"
        "<div><span class='author'>Per Lind</span><span class='date'>3 May 2024</span></div>"
    )
    assert "\n".join(texts(page)).split("\n") == [
        "Translation", "Ida Holm", "Source", "Harbour Post", "Per Lind", "3 May 2024",
    ]  # fmt: skip


def test_table_cells_are_blocks_and_pre_keeps_its_lines():
    assert texts("<table><tr><td>Quelle</td><td>Hafenpost</td></tr></table><pre>one\n two</pre>") == [
        "Quelle",
        "Hafenpost",
        "one\ntwo",
    ]


def test_a_link_around_an_image_is_a_point_in_the_text():
    (block,) = blocks("<p>Seen at <a href='https://harbour.example/7'><img src='a.png' alt='logo'></a></p>")
    (link,) = block.links
    assert (link.start, link.end, link.text, link.url) == (7, 7, "", "https://harbour.example/7")


def test_links_are_made_absolute_against_the_address_or_the_base_element_and_keep_their_rel():
    page = (
        "<p>From <a href='/a/b?utm_source=x#top' rel='Nofollow'>the Post</a> <a href='mailto:x@y.example'>mail</a></p>"
    )
    first, second = blocks(page, url="https://copy.example/2024/x")[0].links
    assert (first.url, first.rel) == ("https://copy.example/a/b", "nofollow")
    assert second.url == "mailto:x@y.example"
    (link, _) = blocks("<base href='https://base.example/dir/'>" + page.replace("/a/b", "b"))[0].links
    assert link.url == "https://base.example/dir/b"


def test_a_link_over_several_blocks_is_a_link_in_each():
    first, second = blocks("<a href='https://harbour.example/1'><h3>Ferry</h3><p>It left.</p></a>")
    assert [link.text for link in (*first.links, *second.links)] == ["Ferry", "It left."]


def test_plain_text_has_a_title_paragraphs_a_tail_and_links():
    body = (
        "The last ferry\n\n"
        + "The ferry left the harbour before the storm came in. " * 8
        + "\n\nSource: https://harbour.example/7?utm_medium=x.\nTranslated by Ida\n"
    )
    article = extract(capture(body, "text/plain"))
    assert article.title == "The last ferry"
    assert [block.place for block in article.blocks] == ["title", "inline", "tail", "tail"]
    (link,) = article.blocks[2].links
    assert (link.url, link.text) == ("https://harbour.example/7", "https://harbour.example/7?utm_medium=x")


PIECES = st.lists(
    st.one_of(
        st.text(max_size=12).map(html.escape),
        st.sampled_from(
            [
                "<br>",
                "<br><br>",
                "<b>",
                "</b>",
                "<p>",
                "</p>",
                "</a>",
                "<div>",
                "</div>",
                "<img src=x>",
                " ",
                "<li>",
                "<span class=date>",
                "</span>",
                "<pre>",
                "</pre>",
                "e\u0301",
                "\ufdd0",
                "\ufdd1\ufdd2",
                "<td>",
                "&nbsp;",
            ]
        ),
        st.sampled_from(["a", "b c", ""]).map(lambda text: f"<a href='https://x.example/1' rel=via>{text}"),
    ),
    max_size=30,
)


@given(PIECES)
def test_offsets_always_point_at_the_anchor_s_text(pieces):
    for block in blocks("<p>word</p>" + "".join(pieces)):
        assert block.text
        assert block.text == block.text.strip()
        assert "  " not in block.text
        for link in block.links:
            assert 0 <= link.start <= link.end <= len(block.text)
            assert block.text[link.start : link.end] == link.text
            assert link.text == link.text.strip()


@given(st.text(max_size=200))
def test_any_plain_text_with_a_letter_is_read_with_exact_links(text):
    for block in blocks("www.x.example/1 and " + text, media_type="text/plain"):
        for link in block.links:
            assert block.text[link.start : link.end] == link.text


@pytest.mark.parametrize("tag", ["article", "main", "section", "header", "div", "p", "figure", "my-element"])
@pytest.mark.parametrize("start", ["", "<html>", "<html><head>", "<html><head></head>"])
def test_a_page_without_a_body_tag_is_the_same_page(tag, start):
    head = f"<!doctype html>{start}<title>The lamp</title><meta name=author content=Ada>"
    body = f"<{tag}><h1>The lamp</h1></{tag}><p>The lamp on the pier is put out for the winter.</p><p>Source: Quay</p>"
    with_one = f"{head}{'' if '</head>' in start else '</head>'}<body>{body}"
    bare, whole = extract(capture(head + body)), extract(capture(with_one))
    assert "The lamp on the pier is put out for the winter." in bare.text
    assert (bare.text, bare.title, bare.authors) == (whole.text, whole.title, whole.authors)
