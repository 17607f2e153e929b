"""A page that says it is gone counts as gone, whatever its server says; one that writes about such pages does not."""

import pytest

from provenance.acquire import read
from provenance.acquire.gone import says_gone
from provenance.errors import Unreachable
from tests.pywb import Held, archive
from tests.reach_web import DAY, Page
from tests.small_web import page, small_web

GONE = [
    "404", "Page not found", "404 Not Found", "Error 404: page not found | The Quay", "Page introuvable - Le Quai",
    "Le Quai » Erreur 404", "Seite nicht gefunden – Hafenblatt", "Страница не найдена | Вестник", "页面不存在 - 海风网",
    "الصفحة غير موجودة | الميناء", "Oops! That page can&#8217;t be found.", "PÁGINA NO ENCONTRADA", "ページが見つかりません | 港報",
]  # fmt: skip
THERE = [
    "Why the page was not found | The Quay", "Page 404 of the harbour book", "Flight 404 lands late", "The Quay",
    "Der Schatz wurde nicht gefunden, sagt der Taucher", "Lost and found", "Ошибка лоцмана", "The error of 1904",
]  # fmt: skip


def html(title: str, head: str = "") -> bytes:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><p>Words, and more of them.</p></body></html>".encode()
    )


@pytest.mark.parametrize("title", GONE)
def test_titles_of_pages_that_are_gone(title):
    assert says_gone(html(title), "utf-8")


@pytest.mark.parametrize("title", THERE)
def test_titles_of_pages_that_are_there(title):
    assert says_gone(html(title), "utf-8") is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:type" content="article">',
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
    ],
)
def test_an_article_of_such_a_title_is_an_article(head):
    assert says_gone(html("Not found", head), None) is None


def test_a_page_that_is_gone_is_no_article():
    with small_web() as web:
        url = web.put("/2023/03/nacre", html("Page introuvable | Le Quai").decode())
        with pytest.raises(Unreachable, match="gone; a page called 'Page introuvable"):
            list(read(url, web.options))
        whole = web.put("/there", page("Pages that were not found"))
        assert [one.url for one in read(whole, web.options)] == [whole]


@pytest.mark.xdist_group("pywb")
def test_its_archived_text_is_read_instead(tmp_path):
    from dataclasses import replace

    with small_web() as web:
        url = web.put("/2023/03/nacre", html("Page introuvable | Le Quai").decode())
        with archive(tmp_path, [Held(url, DAY, Page(url, "nacre").html())]) as prefix:
            (got,) = read(url, replace(web.options, if_gone=(prefix,)))
    assert got.memento and b"Une histoire de nacre" in got.body
