"""Credits by form: fields of lists and tables, codes at the end, desks beside agencies, reports told again."""

import pytest

from provenance import inspect

PROSE = {
    "ru": "Паром на остров встал до весны, потому что лёд у причала уже держит человека. Жители ходят пешком и не жалуются.",
    "nl": "De veerpont ligt stil tot het voorjaar, want het ijs bij de steiger draagt al een mens. Bewoners lopen nu.",
    "he": "המעבורת לאי עומדת עד האביב, משום שהקרח ליד המזח כבר נושא אדם. התושבים הולכים ברגל ואינם מתלוננים על כך כלל.",
    "cs": "Přívoz na ostrov stojí až do jara, protože led u mola už unese člověka. Obyvatelé chodí pěšky a nestěžují si.",
    "fr": "Le bac de l'île reste à quai jusqu'au printemps, car la glace du ponton porte déjà un homme. On traverse à pied.",
    "fi": "Lautta saareen on laiturissa kevääseen asti, koska jää kantaa jo miehen. Asukkaat kävelevät eivätkä valita lainkaan.",
    "bg": "Фериботът до острова е спрян до пролетта, защото ледът край кея вече държи човек. Хората минават пеша и не се оплакват.",
    "en": "The ferry to the island lies still until spring, because the ice at the pier carries a grown man. People walk.",
    "id": "Feri ke pulau berhenti sampai musim semi karena es di dermaga sudah kuat. Warga berjalan kaki tanpa mengeluh.",
    "vi": "Phà ra đảo nằm im đến mùa xuân vì lớp băng ở bến đã chịu được một người. Dân đảo đi bộ và không than phiền.",
    "sr": "Trajekt do ostrva stoji do proleća, jer led kod pristaništa već drži čoveka. Stanovnici idu peške i ne žale se.",
}


def _claims(tmp_path, code: str, body: str, byline: str = "", site: str = "Quay Notes"):
    prose = "".join(f"<p>{PROSE[code]} {n}</p>" for n in range(3))
    path = tmp_path / "page.html"
    path.write_text(
        f"<!doctype html><html lang={code}><head><meta charset=utf-8><meta property='og:site_name' content='{site}'>"
        f"<link rel=canonical href='https://quaynotes.example/2024/ferry'></head><body><main><article><h1>1024</h1>"
        f"<p class=byline>{byline}</p>{body.replace('PROSE', prose)}</article></main></body></html>",
        encoding="utf-8",
    )
    (found,) = inspect(str(path))
    return [(c.relation.value, c.source.name, c.source.url) for c in found.claims if c.confidence >= 0.5]


FAR = "https://severny-bereg.example/2024/parom"


@pytest.mark.parametrize(
    "field",
    [
        f"<dl><dt>Источник</dt><dd><a href='{FAR}'>Северный берег</a></dd></dl>",
        f"<table><tr><td>Источник</td><td><a href='{FAR}'>Северный берег</a></td></tr></table>",
        f"<table><tr><th>Источник</th><td><a href='{FAR}'>Северный берег</a></td></tr></table>",
    ],
)
def test_a_label_may_stand_in_a_field_of_its_own(tmp_path, field):
    assert _claims(tmp_path, "ru", f"{field}PROSE") == [("republication", "Северный берег", FAR)]


def test_a_report_told_again_is_an_adaptation(tmp_path):
    first = f"<p>Паром на остров встал до весны, <a href='{FAR}'>пишет</a> «Северный берег». {PROSE['ru']}</p>PROSE"
    assert _claims(tmp_path, "ru", first) == [("adaptation", "Северный берег", FAR)]


@pytest.mark.parametrize(
    "more",
    [
        "<p>Подробности: <a href='https://drugoy-kray.example/2023/led'>отчёт о льде</a>.</p>",  # a second report
        f"<p>{PROSE['ru'] * 60}</p>",  # a long text of its own
    ],
)
def test_a_text_that_cites_more_or_says_more_is_not_told_again(tmp_path, more):
    first = f"<p>Паром на остров встал до весны, <a href='{FAR}'>пишет</a> «Северный берег». {PROSE['ru']}</p>PROSE"
    assert _claims(tmp_path, "ru", first + more) == []


@pytest.mark.parametrize(
    ("code", "sign", "claim"),
    [
        ("cs", "Chodí pěšky a nestěžují si.(čtk, ber)", ("syndication", "ČTK")),
        ("sr", "Stanovnici idu peške. <span>S. M./Beta</span>", ("adaptation", "Beta")),
    ],
)
def test_codes_behind_the_last_sentence(tmp_path, code, sign, claim):
    assert [c[:2] for c in _claims(tmp_path, code, f"PROSE<p>{PROSE[code]} {sign}</p>")] == [claim]


@pytest.mark.parametrize(
    ("code", "byline", "claim"),
    [
        ("nl", "Redactie/ANP • wo 4 okt 2023, 16:21", ("adaptation", "ANP")),
        ("nl", "Quay Notes met AFP en Reuters · vandaag", ("adaptation", "AFP")),
        ("he", "מערכת Quay Notes ורויטרס | 14.01.23, 07:50", ("adaptation", "רויטרס")),
    ],
)
def test_the_desk_beside_an_agency_has_worked_on_its_text(tmp_path, code, byline, claim):
    assert claim in [c[:2] for c in _claims(tmp_path, code, "PROSE", byline)]


HERE = "https://sheds.example/2020/jar"


@pytest.mark.parametrize(
    ("code", "tail"),
    [
        ("en", f"<p>[<a href='{HERE}'>Source</a>]</p>"),
        ("en", f"<p><a href='{HERE}'>Original article</a></p>"),
        ("en", f"<p>{PROSE['en']} (<a href='{HERE}'>Source</a>)</p>"),
        ("ru", f"<p><a href='{HERE}'>Источник</a></p>"),
    ],
)
def test_a_link_that_is_nothing_but_a_label_leads_to_the_source(tmp_path, code, tail):
    assert [(said, url) for said, _, url in _claims(tmp_path, code, f"PROSE{tail}")] == [("republication", HERE)]


@pytest.mark.parametrize(
    "body",
    [
        f"<p><a href='{HERE}'>Source</a> of the river was found here.</p>PROSE",
        f"PROSE<p>The <a href='{HERE}'>original</a> was lost.</p>PROSE",
        "PROSE<p>[<a href='https://quaynotes.example/about'>Source</a>]</p>",
        "PROSE<p>[<a href='https://sheds.example/'>Source</a>]</p>",
    ],
)
def test_other_links_on_such_words_lead_nowhere(tmp_path, body):
    assert _claims(tmp_path, "en", body) == []


def test_the_box_of_a_book_under_review_names_no_source(tmp_path):
    box = (
        "<div><b>Title:</b> The Long Bore<br><b>Original:</b> El túnel largo (Harrow Press, 2015)<br>"
        "<b>Translated from the Spanish by:</b> Anna Berg<br>{}</div>"
    )
    assert _claims(tmp_path, "en", "PROSE" + box.format("<b>Publisher:</b> Cormorant, 2019")) == []


def test_one_line_with_a_source_and_the_translation_that_it_took_over(tmp_path):
    line = "<p>Sumber: Kanal Pantai, diterjemahkan oleh Anna Berg dari Mudflat Review</p>"
    said = [("republication", "Kanal Pantai", None), ("translation", "Mudflat Review", None)]
    assert _claims(tmp_path, "id", f"PROSE{line}") == said


@pytest.mark.parametrize("words", ["Quelle – ", "Source: read the article by X, translated from Y via AFP ("])
def test_a_page_of_five_million_letters_in_one_line_is_read_to_its_end(tmp_path, words):
    body = f"<p>{words * (5_000_000 // len(words))}</p><p>Republished from <a href='{HERE}'>Sheds Weekly</a>.</p>"
    assert ("republication", "Sheds Weekly", HERE) in _claims(tmp_path, "en", body)


def test_a_page_of_many_credits_is_bounded(tmp_path):
    body = "".join(f"<p>Source: <a href='https://s{n}.example/a'>Paper {n} Weekly</a></p>" for n in range(5_000))
    assert 0 < len(_claims(tmp_path, "en", f"PROSE{body}")) <= 400


def test_a_source_and_the_translation_that_it_published_are_two_steps(tmp_path):
    line = "<p>Sumber: <a href='https://kanal-pesisir.example/baca/feri'>Kanal Pesisir</a>, diterjemahkan oleh Ratih Andini"
    assert _claims(tmp_path, "id", f"PROSE{line} dari Mudflat Journal</p>") == [
        ("republication", "Kanal Pesisir", "https://kanal-pesisir.example/baca/feri"),
        ("translation", "Mudflat Journal", None),
    ]


@pytest.mark.parametrize(
    "lines, found",
    [
        (
            f"Marta Lind. <a href='{FAR}'>Den sista fyren</a>. Severny Bereg, 12.04.2022<br>Перевела Ольга Самсонова",
            True,
        ),
        ("Marta Lind. Den sista fyren. Fyren Press, 2019<br>Перевела Ольга Самсонова", False),  # a book under review
        (f"Marta Lind. <a href='{FAR}'>Den sista fyren</a>. Severny Bereg, 12.04.2022", False),
    ],
)
def test_a_bibliographic_line_beside_the_translator_names_the_source(tmp_path, lines, found):
    claims = _claims(tmp_path, "ru", f"<p>{lines}</p>PROSE")
    assert claims == ([("translation", "Severny Bereg", FAR)] if found else [])


def test_a_label_that_begins_a_paragraph_of_prose_is_no_credit(tmp_path):
    """The Hebrew word for 'source' is also that for 'beak', and no letter of a script without case tells a name."""
    beak = "<p>מקור: ארוך, דק ומעוקל מעט. הציפור תוקעת אותו בדשא כמו מחט ושולפת ממנו תולעים שאיש לא ידע עליהן.</p>"
    assert _claims(tmp_path, "he", f"{beak}PROSE") == []
    assert _claims(tmp_path, "he", "PROSE<p>מקור: רציף שקט</p>") == [("republication", "רציף שקט", None)]


@pytest.mark.parametrize(
    ("code", "byline", "site"),
    [
        ("fr", "Par Anna Berg et AFP", "Quay Notes"),
        ("en", "By Anna Berg and Associated Press", "Quay Notes"),
        ("fr", "Le C. B. (avec AFP)", "Le Courrier du Bac"),
        ("fi", "JäSa–STT", "Järven Sanomat"),
        ("sr", "Piše: M.K./Beta", "Quay Notes"),
    ],
)
def test_a_writer_beside_an_agency_worked_on_its_text_and_is_no_source(tmp_path, code, byline, site):
    found = _claims(tmp_path, code, "PROSE", byline, site)
    assert [(relation, name) for relation, name, _ in found] in (
        [("adaptation", n)] for n in ("AFP", "Associated Press", "STT", "Beta")
    )


def test_an_agency_behind_a_slash_ends_a_text(tmp_path):
    assert _claims(tmp_path, "bg", "PROSE<p>Хората чакат до пролетта, казва кметът на острова. /БТА</p>")[0][:2] == (
        "syndication",
        "БТА",
    )


def test_original_translator_and_the_place_of_the_translation_are_three_lines(tmp_path):
    tail = "<p>Arbeid og Tid, 03.02.2022.</p><p>S norveškog prevela Mirjana Kos</p>"
    tail += "<p><a href='https://drugaobala.example/2022/trajekt'>Druga obala</a>, 10.02.2022.</p>"
    assert _claims(tmp_path, "sr", f"PROSE{tail}") == [
        ("republication", "Druga obala", "https://drugaobala.example/2022/trajekt"),
        ("translation", "Arbeid og Tid", None),
    ]


def test_an_outlet_and_a_date_count_below_the_text_and_not_in_a_list_of_references(tmp_path):
    line = "Harbour Gazette, 7 November 2022"
    assert _claims(tmp_path, "en", f"PROSE<p>{line}</p>") == [("republication", "Harbour Gazette", None)]
    listed = f"PROSE<p><strong>Sources</strong><br>Quay archive, folder 312.<br>{line}</p>"
    assert _claims(tmp_path, "en", listed) == []
    works = f"PROSE<p><b>Works cited</b></p><ol><li>M. Carter, Ice. Source: <a href='{FAR}'>Ice Review</a></li></ol>"
    assert _claims(tmp_path, "en", works) == []


def test_a_question_credits_nobody(tmp_path):
    assert _claims(tmp_path, "en", "PROSE<p>Was it first published in the Harbour Gazette?</p>") == []


@pytest.mark.parametrize(
    "line",
    [
        "First published in “Harbour Gazette”, no. 3/2021, and printed here with the author's consent.",
        "First published in Harbour Gazette no. 3/2021.",
        "First published in Harbour Gazette (05/2021).",
    ],
)
def test_a_name_ends_before_the_number_of_an_issue(tmp_path, line):
    assert _claims(tmp_path, "en", f"PROSE<p>{line}</p>") == [("republication", "Harbour Gazette", None)]


PICTURE = "<img src=/f.jpg alt=ferry>"


@pytest.mark.parametrize(
    ("code", "caption"),
    [
        ("nl", f"<div>{PICTURE}<small>De veerpont in 2019. © ANP / Vincent Kool</small></div>"),
        ("bg", f"<div>{PICTURE}<em>Илюстрация, снимка: БТА</em></div>"),
        ("cs", "<p>Ilustrační foto, fot. ČTK/Adam W.</p>"),
        ("en", "<p>Illustration: Ola Berge / Reuters</p>"),
    ],
)
def test_a_picture_beside_the_head_is_not_the_text_s(tmp_path, code, caption):
    assert _claims(tmp_path, code, f"{caption}PROSE") == []


def test_a_first_name_in_capitals_is_no_agency(tmp_path):
    found = _claims(tmp_path, "en", "PROSE", "By PETRA LANDIS Associated Press")
    assert found == [("syndication", "Associated Press", None)]


def test_a_byline_may_run_on_into_its_dates(tmp_path):
    head = "<div>Par Quay Notes avec AFP Publié le 16 avril 2024 à 08h12, mis à jour à 09h40</div>"
    assert _claims(tmp_path, "fr", f"{head}PROSE") == [("adaptation", "AFP", None)]


def test_a_label_in_bold_stands_beside_its_value_without_a_colon(tmp_path):
    field = f"<div><strong>Источник</strong><span><a href='{FAR}'>Северный берег</a></span></div>"
    assert _claims(tmp_path, "ru", f"PROSE{field}") == [("republication", "Северный берег", FAR)]


def test_a_notice_of_how_to_credit_the_page_s_own_text_credits_nobody(tmp_path):
    notice = "<p>Begin your copy with “Originally published by Quay Notes” with a link to the article.</p>"
    assert _claims(tmp_path, "en", f"PROSE{notice}") == []


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("fr", "Traduit par les lecteurs du site Quay Notes"),
        ("cs", "Přeložila redakce"),
        ("fi", "Suomentanut toimitus"),
    ],
)
def test_what_the_editors_translated_is_a_translation(tmp_path, code, line):
    label = {"fr": "Source", "cs": "Zdroj", "fi": "Lähde"}[code]
    tail = f"<p>{label}: <a href='https://lowland.example/2024/ferry'>Lowland Herald</a></p><p>{line}</p>"
    assert _claims(tmp_path, code, f"PROSE{tail}") == [
        ("translation", "Lowland Herald", "https://lowland.example/2024/ferry")
    ]


def test_days_and_titles_may_stand_between_publication_and_outlet(tmp_path):
    said = "This article was published on 3 May 2020 under the headline “The quiet quay” in Lowland Herald."
    assert _claims(tmp_path, "en", f"PROSE<p>{said}</p>") == [("republication", "Lowland Herald", None)]


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("Quay Notes-edition, 3 May 2020", []),
        ("Quay Notes members' paper", []),
        ("Quay Notes of Lowland", [("republication", "Quay Notes of Lowland", None)]),  # another outlet
    ],
)
def test_an_edition_of_the_page_s_own_is_its_own(tmp_path, named, found):
    assert _claims(tmp_path, "en", f"PROSE<p>Source: {named}</p>") == found


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("fr", "Traduit par Odile Marin pour Lowland Herald"),
        ("ru", "Перевела Ольга Марина специально для Lowland Herald"),
        ("bg", "Превод за Lowland Herald: Олга Марина"),
    ],
)
def test_a_page_that_only_says_for_whom_others_translated_took_that_translation(tmp_path, code, line):
    assert _claims(tmp_path, code, f"PROSE<p>{line}</p>") == [("republication", "Lowland Herald", None)]


@pytest.mark.parametrize("whom", ["Quay Notes", "quaynotes.example", "notre site"])
def test_a_translation_made_for_the_page_itself_names_no_source(tmp_path, whom):
    assert _claims(tmp_path, "fr", f"PROSE<p>Traduit par Odile Marin pour {whom}</p>") == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"(Theo <a href='{FAR}'>Marta Quay</a>)", [("republication", "Marta Quay", FAR)]),
        (f"Theo <a href='{FAR}'>Marta Quay</a>", [("republication", "Marta Quay", FAR)]),
        ("(Theo <a href='https://quaynotes.example/tag/marta'>Marta Quay</a>)", []),
        ("(Theo Marta Quay)", []),  # a person may have said so
    ],
)
def test_according_to_a_link_elsewhere_and_nothing_else_is_a_credit(tmp_path, line, found):
    assert _claims(tmp_path, "vi", f"PROSE<p>{line}</p>") == found
