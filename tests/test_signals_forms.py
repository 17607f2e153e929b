"""Credits by form: fields of lists and tables, codes at the end, desks beside agencies, reports told again."""

import pytest

from provenance import inspect

PROSE = {
    "ru": "Паром на остров встал до весны, потому что лёд у причала уже держит человека. Жители ходят пешком и не жалуются.",
    "nl": "De veerpont ligt stil tot het voorjaar, want het ijs bij de steiger draagt al een mens. Bewoners lopen nu.",
    "he": "המעבורת לאי עומדת עד האביב, משום שהקרח ליד המזח כבר נושא אדם. התושבים הולכים ברגל ואינם מתלוננים על כך כלל.",
    "cs": "Přívoz na ostrov stojí až do jara, protože led u mola už unese člověka. Obyvatelé chodí pěšky a nestěžují si.",
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
