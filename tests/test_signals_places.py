"""Credit in odd places: in a box beside the text, on a link behind a bare label, an address beside the translator, in
brackets at the end; and sites that name themselves only by the link to their front page."""

import pytest

from provenance import inspect

PROSE = "<p>The harbour was quiet on Monday morning, and the ferry lay at the quay with its lamps still burning.</p>"
IN = {
    "sv": "<p>Hamnen låg stilla på måndagsmorgonen, och färjan stod kvar vid kajen med lamporna tända hela natten.</p>",
    "de": "<p>Der Hafen lag am Montagmorgen still, und die Fähre stand noch mit brennenden Lampen an der Mole.</p>",
    "fa": "<p>بندر صبح دوشنبه آرام بود و کشتی هنوز با چراغ‌های روشن کنار اسکله ایستاده بود و کسی سوار نمی‌شد.</p>",
    "he": "<p>הנמל היה שקט ביום שני בבוקר, והמעבורת עמדה עדיין ליד הרציף כשאורותיה דולקים ואיש לא עלה עליה.</p>",
    "hr": "<p>Luka je u ponedjeljak ujutro bila mirna, a trajekt je još stajao uz rivu s upaljenim svjetlima.</p>",
    "cs": "<p>Přístav byl v pondělí ráno tichý a trajekt stál u mola s rozsvícenými světly celou dlouhou noc.</p>",
}
PAGE = """<!doctype html><html lang={code}><head><meta charset=utf-8>{head}
<link rel=canonical href='https://quaynotes.example/2024/ferry'></head><body>{top}<main><article><h1>The ferry stops</h1>
{byline}{body}</article></main>{foot}</body></html>"""
SITE = "<meta property='og:site_name' content='Quay Notes'>"
FAR = "https://elmnews.example/2024/ferry"


def _claims(
    tmp_path, body: str, *, code: str = "en", head: str = SITE, top: str = "", byline: str = "", foot: str = ""
):
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(code=code, head=head, top=top, byline=byline, body=body, foot=foot), encoding="utf-8")
    (found,) = inspect(str(path))
    return [
        (c.relation.value, c.source.name or c.source.domain, c.translator) for c in found.claims if c.confidence >= 0.5
    ]


def test_a_box_that_says_in_a_sentence_where_the_text_was_printed_is_believed(tmp_path):
    box = f"<aside class=factbox><p>This article was first published by <a href='{FAR}'>Elm News</a>.</p></aside>"
    assert _claims(tmp_path, box + PROSE * 3) == [("republication", "Elm News", None)]
    assert _claims(tmp_path, PROSE * 3 + box) == [("republication", "Elm News", None)]


def test_a_label_in_a_box_is_that_of_something_else(tmp_path):
    box = "<aside class=factbox><p>Source: Elm News</p></aside>"
    assert _claims(tmp_path, box + PROSE * 3) == []


@pytest.mark.parametrize(("code", "label"), [("sv", "Källa"), ("de", "Quelle"), ("fa", "منبع"), ("he", "מקור")])
def test_a_source_label_without_a_colon_belongs_to_the_link_behind_it(tmp_path, code, label):
    body = IN[code] * 3 + f"<div><span>{label}</span> <a href='{FAR}'>Elm News</a></div>"
    assert ("Elm News", None) in [claim[1:] for claim in _claims(tmp_path, body, code=code)]


def test_words_before_a_link_that_are_no_label_credit_nobody(tmp_path):
    assert _claims(tmp_path, PROSE * 3 + f"<div><span>Weather</span> <a href='{FAR}'>Elm News</a></div>") == []


def test_an_address_alone_beside_the_translator_is_the_original(tmp_path):
    body = PROSE * 3 + f"<p>{FAR}</p><p>Translated by Anna Berg</p>"
    assert _claims(tmp_path, body) == [("translation", "elmnews.example", "Anna Berg")]
    assert _claims(tmp_path, PROSE * 3 + f"<p>{FAR}</p><p>Photo: Anna Berg</p>") == []


def test_a_link_in_brackets_behind_the_last_sentence_is_the_source_when_it_leads_to_the_site_of_that_name(tmp_path):
    last = "The ferry was taken to the yard, where its mate waits."
    assert _claims(tmp_path, PROSE * 3 + f"<p>{last} (<a href='{FAR}'>Elm News</a>)</p>") == [
        ("republication", "Elm News", None)
    ]
    assert _claims(tmp_path, PROSE * 3 + f"<p>{last} (<a href='{FAR}'>more pictures</a>)</p>") == []
    assert (
        _claims(
            tmp_path,
            PROSE * 3 + f"<p>Read also: how the mate waits at the yard for it (<a href='{FAR}'>Elm News</a>)</p>",
        )
        == []
    )


def test_a_site_that_names_itself_by_the_link_to_its_front_page_is_not_its_own_source(tmp_path):
    top, foot = (
        "<p><a href='/'>Tern Bay Post</a> · <a href='/news/'>News</a></p>",
        "<p>© Tern Bay Post. All rights reserved.</p>",
    )
    body = PROSE * 3 + "<p>Source: Tern Bay Post</p>"
    assert _claims(tmp_path, body, head="", top=top, foot=foot) == []
    assert [claim[1] for claim in _claims(tmp_path, body, head="")] == ["Tern Bay Post"]


@pytest.mark.parametrize(
    ("code", "byline", "relation"),
    [
        ("hr", "M. Kolarić/Hina", "adaptation"),
        ("hr", "Hina", "syndication"),
        ("he", "אורית שלו, רויטרס", "adaptation"),
        ("sv", "TT · Publicerad 4 januari 2024 06.55", "syndication"),
    ],
)
def test_a_byline_tells_whether_the_pages_own_people_worked_on_agency_copy(tmp_path, code, byline, relation):
    byline = f"<div class=byline>{byline}</div>"
    assert [claim[0] for claim in _claims(tmp_path, IN[code] * 3, code=code, byline=byline)] == [relation]


def test_the_last_word_of_the_pages_own_name_is_not_another_outlet(tmp_path):
    head = "<meta property='og:site_name' content='Forum Landbau'>"
    body = IN["de"] * 3 + "<p>Dieser Artikel erschien zuerst in der Forum Landbau 2/2021.</p>"
    assert _claims(tmp_path, body, code="de", head=head) == []


def test_a_source_named_in_a_discussion_is_the_commenters(tmp_path):
    talk = f"<div class=diskuse><h3>Diskuse</h3><div><b>karel</b><p>Pozor. Zdroj: {FAR}</p></div></div>"
    assert _claims(tmp_path, IN["cs"] * 3 + talk, code="cs") == []


def test_of_very_many_boxes_the_first_and_the_last_are_read(tmp_path):
    said = f"<aside class=factbox><p>This article was first published by <a href='{FAR}'>Elm News</a>.</p></aside>"
    other = "<aside class=related><p>The ferry was late again on Tuesday</p></aside>"
    assert _claims(tmp_path, PROSE + other * 3_000 + said + PROSE) == [("republication", "Elm News", None)]
    assert _claims(tmp_path, PROSE + other * 3_000 + said + other * 3_000 + PROSE) == []


def test_a_link_called_home_is_not_the_name_of_the_homestead_post(tmp_path):
    top, foot = "<p><a href='/'>Home</a> · <a href='/news/'>News</a></p>", "<p>© Homestead Post</p>"
    body = PROSE * 3 + "<p>Source: Home Journal</p>"
    assert [claim[1] for claim in _claims(tmp_path, body, head="", top=top, foot=foot)] == ["Home Journal"]


def test_an_agency_in_brackets_behind_a_copyright_sign_signs_the_text(tmp_path):
    byline = "<div class=byline>(©NTB)</div>"
    assert [claim[0] for claim in _claims(tmp_path, IN["sv"] * 3, code="no", byline=byline)] == ["syndication"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Quelle: Hafenpost Nr. 12 aus dem Vorjahr", ["Hafenpost"]),
        ("Ein Artikel, erschienen in Harbour Weekly 2020 zeigte aber etwas anderes.", []),
    ],
)
def test_what_stands_behind_the_number_of_an_issue_is_no_name(tmp_path, line, named):
    assert [claim[1] for claim in _claims(tmp_path, IN["de"] * 3 + f"<p>{line}</p>", code="de")] == named
