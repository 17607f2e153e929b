"""Originals that are linked by their title: what the link and the words behind it name, and what they do not."""

import pytest

from provenance import inspect

PAGE = """<!doctype html><html lang="{code}"><head><title>Ferries</title><meta property="og:site_name" content="Tern Bay News">
<link rel="canonical" href="https://tern-bay.example/2020/ferries"></head><body><article><h1>Ferries</h1>
<p>{prose}</p><p>{prose}</p><p>{tail}</p></article></body></html>"""
PROSE = (
    "The ferry to the island runs again after a winter in the yard, and the crew has painted the deck in two colours."
)


def claims(tmp_path, code, tail):
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(code=code, prose=PROSE, tail=tail), encoding="utf-8")
    [found] = inspect(str(page))
    return [(c.relation.value, c.source.name, c.source.url, c.source.title) for c in found.claims]


LINK = '<a href="https://hafen.example/2020/kai">Der stille Kai</a>'


@pytest.mark.parametrize(
    "code, before",
    [
        ("en", "Original article: "), ("en", "Original text: "), ("en", "Original: "), ("en", "Here is the original: "),
        ("fr", "Article original : "), ("fr", "Lien vers l’original : "), ("de", "Zum Originalartikel: "),
        ("es", "Nota original: "), ("pt", "Matéria original: "), ("it", "Link all’originale: "), ("it", "Qui l’originale: "),
        ("nl", "Oorspronkelijk artikel: "), ("cs", "Původní článek: "), ("sk", "Pôvodný text: "), ("no", "Originalartikkel: "),
        ("da", "Oprindelig artikel: "), ("sv", "Ursprunglig artikel: "), ("ru", "Вот оригинал: "), ("zh", "原文："),
        ("ja", "元記事："), ("ko", "원문: "), ("ar", "المقال الأصلي: "),
    ],
)  # fmt: skip
@pytest.mark.parametrize("behind", [" (Hafenblatt)", ", Hafenblatt", " – Hafenblatt", " (Hafenblatt, 3.5.2020)"])
def test_the_link_is_the_title_and_the_outlet_stands_behind_it(tmp_path, code, before, behind):
    [(relation, *source)] = claims(tmp_path, code, f"{before}{LINK}{behind}")
    assert relation in ("republication", "translation")
    assert source == ["Hafenblatt", "https://hafen.example/2020/kai", "Der stille Kai"]


def test_without_an_outlet_the_title_and_the_address_are_left(tmp_path):
    [found] = claims(tmp_path, "en", f"Original article: {LINK}")
    assert found == ("republication", None, "https://hafen.example/2020/kai", "Der stille Kai")


@pytest.mark.parametrize("behind", [" (PDF)", " (in German)", " (German)", ", 3 May 2020", " (Tern Bay News)"])
def test_dates_languages_and_the_own_name_are_no_outlets(tmp_path, behind):
    assert [name for _, name, _, _ in claims(tmp_path, "en", f"Original article: {LINK}{behind}")] == [None]


@pytest.mark.parametrize(
    "tail",
    [
        'Original article: <a href="https://tern-bay.example/2019/winter">Winter in the yard</a> (Hafenblatt)',
        f"Read also: {LINK} (Hafenblatt)",
        f"The original was lost, as {LINK} (Hafenblatt) tells.",
        f"Original photo: {LINK} (Hafenblatt)",
        'Original article: <a href="https://hafen.example/">Der stille Kai</a>',
    ],
)
def test_other_links_are_no_originals(tmp_path, tail):
    assert claims(tmp_path, "en", tail) == []


@pytest.mark.parametrize(
    "code, before, behind",
    [
        ("zh", "原文：", " / 翻译：李海燕"),
        ("ja", "元記事：", "、翻訳：浜野花"),
        ("ko", "원문: ", " | 번역: 한누리"),
        ("en", "Original article: ", " | Translation: Maya Ellison"),
    ],
)
def test_another_label_behind_the_link_is_no_outlet(tmp_path, code, before, behind):
    [(_, name, url, _)] = claims(tmp_path, code, f"{before}{LINK}{behind}")
    assert (name or "").strip() in ("", "Der stille Kai", "hafen.example")
    assert url == "https://hafen.example/2020/kai"
