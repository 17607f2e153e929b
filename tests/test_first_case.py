"""The case the project began with: a translation, reposted through feed importers that each left a stamp."""

import json

import pytest

BODY = """Le conseil du port a fait savoir mardi que la jetée nord resterait fermée jusqu’à l’automne, le temps de remplacer quatre cents mètres de parapet et de refaire l’éclairage du phare.
Les patrons pêcheurs, qui n’avaient pas été consultés, ont demandé une réunion avec la capitainerie. Ils rappellent que la saison de la sardine commence en juin et que le bassin sud ne peut accueillir que trente bateaux.
La mairie promet de présenter un calendrier avant la fin du mois, sans dire qui paiera le remorquage des bateaux les plus lourds vers le bassin sud pendant les travaux."""
TAIL = """source : https://mayak-severa.example
traduction Clovis pour Horizon Sud
Adblock test (Why?)
Source : Lire l'article complet par Horizon Sud
Source: Lire l'article complet de Horizon Sud"""

WORDPRESS = """<!doctype html><html lang="fr"><head><title>La jetée fermée – Le Quai</title>
<meta property="og:site_name" content="Le Quai"><link rel="canonical" href="https://le-quai.example/2024/jetee/"></head>
<body class="single"><header><a rel="home" href="https://le-quai.example/">Le Quai</a></header>
<main><article><h1 class="entry-title">La jetée fermée</h1><div class="entry-content">{body}
<div class="sharedaddy"><a href="https://www.facebook.com/sharer.php?u=https://le-quai.example/2024/jetee/">Facebook</a></div></div></article></main>
<footer>© Le Quai</footer></body></html>"""
TABLES = """<html><head><title>La jetée fermée</title></head><body><table><tr><td><a href="https://le-quai.example/"><b>Le Quai</b></a></td></tr>
<tr><td><font size=5>La jetée fermée</font><hr>{body}<hr></td></tr></table></body></html>"""


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


def _breaks(text: str) -> str:
    return "<br>".join(text.split("\n"))


PAGES = {
    "case.txt": f"{BODY}\n{TAIL}",
    "wordpress.html": WORDPRESS.format(body=_paragraphs(f"{BODY}\n{TAIL}")),
    "wordpress-breaks.html": WORDPRESS.format(body=_paragraphs(BODY) + f"<p>{_breaks(TAIL)}</p>"),
    "one-block.html": WORDPRESS.format(body=f"<div>{_breaks(f'{BODY}{chr(10)}{TAIL}')}</div>"),
    "tables.html": TABLES.format(body=_paragraphs(f"{BODY}\n{TAIL}")),
}


@pytest.fixture(params=sorted(PAGES))
def page(request, tmp_path):
    path = tmp_path / request.param
    path.write_text(PAGES[request.param], encoding="utf-8")
    return path


def test_inspect_answers_as_a_fact_checker_would(run, page):
    ran = run("inspect", page, "--format", "jsonl")
    assert ran.status == 0
    row = json.loads(ran.out)
    first, second = row["claims"]
    assert (first["hop"], first["relation"], first["source_name"]) == (1, "republication", "Horizon Sud")
    assert first["place"] == "tail"
    assert first["evidence"].startswith("Source: Lire l'article complet de Horizon Sud")
    assert (second["hop"], second["relation"], second["source_domain"]) == (2, "translation", "mayak-severa.example")
    assert (second["translator"], second["translated_for"]) == ("Clovis", "Horizon Sud")
    assert first["confidence"] > 0.9 and second["confidence"] > 0.8


def test_trace_records_the_chain_show_finds_it_and_a_second_trace_adds_nothing(run, page):
    ran = run("trace", page, "--offline", "--format", "json")
    assert ran.status == 0
    chain = json.loads(ran.out)
    nodes = {node["id"]: node for node in chain["nodes"]}
    hops = sorted(chain["links"], key=lambda link: link["hop"])
    assert [(link["hop"], link["relation"], nodes[link["source"]]["outlet"]) for link in hops] == [
        (1, "republication", "Horizon Sud"),
        (2, "translation", "mayak-severa.example"),
    ]
    assert hops[1]["translator"] == "Clovis"
    quotes = [e["quote"] for e in hops[0]["evidence"] if e["quote"]]
    assert "Source : Lire l'article complet par Horizon Sud" in quotes
    assert "Source: Lire l'article complet de Horizon Sud" in quotes
    assert any("unnamed importer may stand between" in note for note in chain["notes"])
    assert chain["origin"]["status"] == "named"
    assert nodes[chain["origin"]["node"]]["status"] == "named"
    assert json.loads(run("show", chain["article"], "--upstream", "--format", "json").out) == chain
    before = run("store", "info").out.splitlines()
    assert json.loads(run("trace", page, "--offline", "--format", "json").out) == chain
    counted = [line for line in before if not line.startswith("size")]
    assert [x for x in run("store", "info").out.splitlines() if not x.startswith("size")] == counted


def test_the_text_of_the_answer_quotes_every_line(run, page):
    out = run("trace", page, "--offline").out
    for line in TAIL.split("\n"):
        assert line.split("(")[0].strip()[:30] in " ".join(out.split())


def test_a_source_named_without_a_site_is_found_by_its_name(run, tmp_path):
    """The stamp says only 'Horizon Sud': the stored article of an outlet that calls itself so is its page."""
    head = '<html lang="fr"><head><meta property="og:site_name" content="{site}"><title>La jetée</title></head><body>'
    text = f"<article><h1>La jetée fermée</h1>{_paragraphs(BODY)}"
    rows = [
        {
            "url": "https://hs-info.example/jetee/",
            "html": head.format(site="Horizon Sud") + text + "</article></body></html>",
        },
        {
            "url": "https://le-quai.example/2024/jetee/",
            "html": head.format(site="Le Quai") + text + "<p>Repris de Horizon Sud</p></article></body></html>",
        },
    ]
    pages = tmp_path / "pages.jsonl"
    pages.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    run("ingest", pages)
    chain = json.loads(run("trace", "https://le-quai.example/2024/jetee/", "--offline", "--format", "json").out)
    assert chain["origin"]["status"] == "found"
    assert {node["url"] for node in chain["nodes"]} == {row["url"] for row in rows}
