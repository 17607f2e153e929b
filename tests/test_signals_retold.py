"""Reports told again: two outlets in a sentence, the page's own among them, names that only a link tells, 'the paper'."""

import pytest

from provenance import inspect

PAGE = """<!doctype html><html lang={code}><head><meta charset=utf-8><meta property='og:site_name' content='Quay Notes'>
<link rel=canonical href='https://quaynotes.example/2024/ferry'></head><body><main><article><h1>1024</h1>
{body}</article></main></body></html>"""
FAR = "https://lowland.example/2024/ferry"
REST = {
    "ru": "<p>Жители ходят на остров пешком по льду и не жалуются, хотя дорога занимает полтора часа.</p>",
    "uk": "<p>Мешканці ходять на острів пішки по кризі й не скаржаться, хоча дорога триває півтори години.</p>",
    "ro": "<p>Locuitorii merg pe jos pe gheață până la insulă și nu se plâng, deși drumul durează un ceas și jumătate.</p>",
    "sr": "<p>Stanovnici idu peške preko leda i ne žale se, iako put do ostrva traje sat i po kada nema vetra.</p>",
    "tr": "<p>Ada sakinleri buzun üzerinden yürüyerek geçiyor ve yol bir buçuk saat sürse de kimse şikâyet etmiyor.</p>",
    "he": "<p>התושבים הולכים ברגל על הקרח אל האי ואינם מתלוננים, אף שהדרך נמשכת שעה וחצי ברוח חזקה.</p>",
    "en": "<p>People walk to the island across the ice and do not complain, though the way takes an hour and a half.</p>",
    "nl": "<p>Bewoners lopen over het ijs naar het eiland en klagen niet, al duurt de tocht anderhalf uur.</p>",
}


def _claims(tmp_path, code: str, first: str, then: str = ""):
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(code=code, body=f"<p>{first}</p>{REST[code]}{then}{REST[code]}"), encoding="utf-8")
    (found,) = inspect(str(path))
    return [(c.hop, c.relation.value, c.source.name) for c in found.claims if c.confidence >= 0.5]


@pytest.mark.parametrize(
    ("code", "first", "nearer", "further"),
    [
        (
            "ru",
            f"Паром встал, пишет «Горный край» со ссылкой на <a href='{FAR}'>«Низину»</a>.",
            "Горный край",
            "Низину",
        ),
        (
            "ro",
            f"Bacul stă, scrie <a href='{FAR}'>Gazeta Luncii</a>, citată de Vestea Nouă.",
            "Vestea Nouă",
            "Gazeta Luncii",
        ),
        ("sr", f"Trajekt stoji, piše <a href='{FAR}'>Nizina</a>, a prenosi Tanjug.", "Tanjug", "Nizina"),
    ],
)
def test_of_two_outlets_in_a_sentence_the_one_that_passed_the_report_on_is_nearer(
    tmp_path, code, first, nearer, further
):
    assert _claims(tmp_path, code, first) == [(1, "adaptation", nearer), (2, "adaptation", further)]


@pytest.mark.parametrize(
    ("code", "first", "source"),
    [
        ("ru", "Паром встал, сообщает Quay Notes со ссылкой на газету «Низина».", "Низина"),
        ("uk", f"Пором став, передає Quay Notes із посиланням на <a href='{FAR}'>Низину</a>.", "Низину"),
        ("en", "The ferry lies still, Quay Notes reports, citing the Lowland Herald.", "Lowland Herald"),
    ],
)
def test_the_page_s_own_name_beside_another_s_credits_the_other(tmp_path, code, first, source):
    assert _claims(tmp_path, code, first) == [(1, "adaptation", source)]


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("ru", "Паром встал, сообщает Quay Notes со ссылкой на МВД."),  # an authority
        ("ru", "Паром встал, сообщает Quay Notes со ссылкой на пресс-службу порта."),
        ("ru", "Паром встал, пишет «Низина»."),  # a mention
        ("en", f"The ferry lies still, Bob Miller reports, citing <a href='{FAR}'>Lowland Herald</a>."),
        ("en", "The ferry lies still, Quay Notes reports."),
    ],
)
def test_authorities_mentions_and_the_page_s_own_reports_credit_nobody(tmp_path, code, first):
    assert _claims(tmp_path, code, first) == []


@pytest.mark.parametrize(
    ("code", "first", "then", "source"),
    [
        ("ru", "Паром встал, пишет «Низина».", "<p>По данным издания, лёд держит до марта.</p>", "Низина"),
        (
            "nl",
            "De pont ligt stil, meldt het Noorder Dagblad.",
            "<p>Volgens de krant houdt het ijs.</p>",
            "Noorder Dagblad",
        ),
    ],
)
def test_an_outlet_that_the_text_goes_on_to_follow_needs_no_link(tmp_path, code, first, then, source):
    assert _claims(tmp_path, code, first, then) == [(1, "adaptation", source)]


def test_a_script_without_capitals_names_the_outlet_by_its_link(tmp_path):
    first = f"המעבורת לאי עומדת עד האביב, כך דווח הבוקר ב<a href='{FAR}'>שפלה היום</a>."
    assert _claims(tmp_path, "he", first) == [(1, "adaptation", "שפלה היום")]


def test_what_a_language_puts_behind_a_name_is_none_of_it(tmp_path):
    first = f"<a href='{FAR}'>Ova Postası</a>’nın haberine göre feribot ilkbahara kadar duruyor."
    assert _claims(tmp_path, "tr", first) == [(1, "adaptation", "Ova Postası")]
