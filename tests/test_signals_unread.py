"""Pages in languages that no grammar file tells of: agencies by form still count, words that nobody knows do not."""

import pytest

from provenance import inspect

# Two sentences of our own in each: the quay was closed, the boats went north.
PROSE = {
    "so": "Dekedda hore waa la xiray jiilaalkii hore, kalluumaysatadiina doonyahooda waxay geeyeen waqooyiga.",
    "th": "ท่าเรือเก่าปิดไปเมื่อปีก่อน คนหาปลาจึงพาเรือของตนขึ้นไปทางเหนือ และตลาดเช้าก็เงียบลงกว่าเดิมมาก",
    "mn": "Хуучин зогсоол өнгөрсөн өвөл хаагдаж, загасчид завиа хойд зүг рүү аваачсан гэж оршин суугчид ярив.",
    "sw": "Gati la zamani lilifungwa mwaka jana, na wavuvi wakapeleka mashua zao upande wa kaskazini mwa mji.",
    "hy": "Հին նավամատույցը փակվեց անցյալ ձմռանը, և ձկնորսներն իրենց նավակները տարան դեպի հյուսիս։",
    "sl": "Stari pristan so pozimi zaprli, ribiči pa so svoje čolne odpeljali proti severu, pravijo prebivalci mesta.",
    "bn": "পুরোনো ঘাটটি গত শীতে বন্ধ হয়ে যায়, আর জেলেরা তাদের নৌকা উত্তরের দিকে নিয়ে যায় বলে জানা গেছে।",
}
PAGE = """<!doctype html><html lang={code}><head><meta charset=utf-8><meta property='og:site_name' content='Quay Notes'>
<link rel=canonical href='https://quaynotes.example/2024/ferry'></head><body><main><article><h1>{title}</h1>
{body}</article></main></body></html>"""


def _claims(tmp_path, code: str, above: str, below: str = ""):
    prose = f"<p>{PROSE[code]} {PROSE[code]}</p>"
    path = tmp_path / "page.html"
    body = f"{above}{prose * 3}{below}"
    path.write_text(PAGE.format(code=code, title=PROSE[code][:30], body=body), encoding="utf-8")
    (found,) = inspect(str(path))
    return [(c.relation.value, c.source.name) for c in found.claims if c.confidence >= 0.5]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("so", "Sawir: Reuters"),
        ("th", "ภาพจาก: AFP"),
        ("mn", "Гэрэл зураг: AFP"),
        ("sw", "Picha: AFP"),
        ("hy", "Լուսանկարը: Reuters"),
        ("hy", "Քարտեզը՝ Reuters"),
        ("bn", "ছবি: AFP"),
        ("sw", "Mchoro: Reuters"),
        ("so", "Khariidad: AFP"),
        ("th", "ที่มาภาพ: AFP"),
        ("sw", "Chanzo cha picha: AFP"),
        ("bn", "ছবি সূত্র: AFP"),
        ("sl", "Tel: STA"),
    ],
)
def test_an_agency_behind_a_label_that_no_file_knows_may_have_made_the_picture(tmp_path, code, line):
    assert _claims(tmp_path, code, f"<p>{line}</p>") == []
    assert _claims(tmp_path, code, "", f"<p>{line}</p>") == []


@pytest.mark.parametrize(("code", "above"), [("sw", "<p>(Reuters)</p>"), ("so", "<p class=byline>AFP</p>")])
def test_an_agency_that_signs_without_a_label_is_credited(tmp_path, code, above):
    assert len(_claims(tmp_path, code, above)) == 1


def test_a_dateline_is_read_in_any_language(tmp_path):
    line = f"<p>УЛААНБААТАР, 6 сарын 12 (МОНЦАМЭ). {PROSE['mn']}</p>"
    assert _claims(tmp_path, "mn", line) == [("syndication", "МОНЦАМЭ")]


@pytest.mark.parametrize("line", ["Source: AFP", "Источник: AFP"])
def test_a_source_s_label_of_another_language_counts(tmp_path, line):
    assert _claims(tmp_path, "sw", "", f"<p>{line}</p>") == [("syndication", "AFP")]


@pytest.mark.parametrize(
    ("code", "line", "name"),
    [
        ("th", "ที่มา: AFP", "AFP"),
        ("bn", "সূত্র: বাসস", "বাসস"),
        ("hy", "Աղբյուրը՝ AFP", "AFP"),
        ("hy", "Աղբյուր: AFP", "AFP"),
        ("mn", "Эх сурвалж: МОНЦАМЭ", "МОНЦАМЭ"),
        ("sw", "Chanzo: AFP", "AFP"),
        ("sl", "Vir: STA", "STA"),
    ],
)
def test_the_word_for_a_source_before_an_agency_counts_in_its_own_language(tmp_path, code, line, name):
    assert _claims(tmp_path, code, "", f"<p>{line}</p>") == [("syndication", name)]
