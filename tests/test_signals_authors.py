"""Who wrote what was taken, on a line of its own: read beside a source, and never a credit by itself."""

import pytest

from provenance import inspect

IN = {
    "en": "The harbour was quiet on Monday morning, and the ferry lay at the quay with its lamps still burning all night.",
    "fr": "Le port était calme lundi matin, et le bac restait à quai avec ses lampes encore allumées depuis la veille.",
    "ru": "В понедельник утром гавань была тиха, и паром стоял у причала с зажжёнными фонарями, и никто не спешил к нему.",
    "tr": "Liman pazartesi sabahı sessizdi, vapur lambaları hâlâ yanar halde iskelede duruyordu ve kimse binmiyordu.",
    "fa": "بندر صبح دوشنبه آرام بود و کشتی هنوز با چراغ‌های روشن کنار اسکله ایستاده بود و کسی سوار نمی‌شد تا ظهر.",
    "zh": "周一早上港口很安静，渡轮停在码头边，灯还亮着，没有人上船，也没有人说话，只有海鸥在旧仓库上面来回地飞。",
}
PAGE = """<!doctype html><html lang={code}><head><meta charset=utf-8><meta property='og:site_name' content='Quay Notes'>
<link rel=canonical href='https://quaynotes.example/2024/ferry'></head><body><main><article><h1>{title}</h1>
<p>{prose}</p><p>{prose}</p><p>{prose}</p>{below}</article></main></body></html>"""


def _claims(tmp_path, code: str, below: str):
    path = tmp_path / "page.html"
    page = PAGE.format(code=code, title=IN[code][:24], prose=f"{IN[code]} {IN[code]}", below=below)
    path.write_text(page, encoding="utf-8")
    (found,) = inspect(str(path))
    return [(c.source.name, c.source.author, c.translator) for c in found.claims if c.confidence >= 0.5]


@pytest.mark.parametrize(
    ("code", "author", "translator", "source", "names"),
    [
        ("en", "Author: Mark Ellis", "Translation: Ann Berg", "Source: Elm News", ("Elm News", "Mark Ellis", "Ann Berg")),
        ("fr", "Auteur : Mark Ellis", "Traduction : Ann Berg", "Source : Elm News", ("Elm News", "Mark Ellis", "Ann Berg")),
        ("ru", "Автор: Марк Эллис", "Перевод: Анна Берг", "Источник: Эхо гавани", ("Эхо гавани", "Марк Эллис", "Анна Берг")),
        ("tr", "Yazan: Mark Ellis", "Çeviren: Ann Berg", "Kaynak: Liman Postası", ("Liman Postası", "Mark Ellis", "Ann Berg")),
        ("fa", "نویسنده: مارک الیس", "مترجم: سارا حدادی", "منبع: Elm News", ("Elm News", "مارک الیس", "سارا حدادی")),
        ("zh", "作者 | 马克·埃利斯", "翻译 | 林海", "来源 | 港湾周报", ("港湾周报", "马克·埃利斯", "林海")),
    ],
)  # fmt: skip
def test_author_translator_and_source_each_on_a_line(tmp_path, code, author, translator, source, names):
    lines = (author, translator, source)
    assert _claims(tmp_path, code, f"<p>{'<br>'.join(lines)}</p>") == [names]
    assert _claims(tmp_path, code, "".join(f"<p>{line}</p>" for line in lines)) == [names]


@pytest.mark.parametrize(
    ("code", "line"), [("en", "By Mark Ellis"), ("fr", "Par Mark Ellis"), ("en", "Author: Mark Ellis")]
)
def test_a_line_that_says_by_whom_belongs_to_the_source_beside_it(tmp_path, code, line):
    label = "Source : Elm News" if code == "fr" else "Source: Elm News"
    assert _claims(tmp_path, code, f"<p>{line}</p><p>{label}</p>") == [("Elm News", "Mark Ellis", None)]


@pytest.mark.parametrize("line", ["By Mark Ellis", "Author: Mark Ellis", "By Mark Ellis</p><p>Photo: Ann Berg"])
def test_an_author_alone_is_no_credit(tmp_path, line):
    assert _claims(tmp_path, "en", f"<p>{line}</p>") == []


@pytest.mark.parametrize("line", ["Author: Quay Notes", "Author: Reuters", "By Elm Gazette"])
def test_an_outlet_is_no_author(tmp_path, line):
    assert [author for _, author, _ in _claims(tmp_path, "en", f"<p>{line}</p><p>Source: Elm News</p>")][:1] == [None]


def test_an_agency_s_text_is_not_said_to_be_by_the_page_s_own_writer(tmp_path):
    assert _claims(tmp_path, "en", "<p>Author: Mark Ellis</p><p>Source: Reuters</p>") == [("Reuters", None, None)]
