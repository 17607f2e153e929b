"""The report: all that is known of a chain on one page, which runs nothing and which another can check."""

import base64
import hashlib
import io
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from provenance.formats import FORMATS, Kept, Record
from provenance.model import (
    Capture,
    Derivation,
    Evidence,
    Graph,
    Judgement,
    Node,
    Origin,
    OriginStatus,
    Redirect,
    Relation,
    Rival,
    Status,
    Verdict,
)
from tests.test_export_formats import GRAPH, HOSTILE
from tests.test_export_html import PAYLOADS, Parts, article, hop

WHEN = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
MEMENTO = "https://archive.example/web/20240506070809/https://relay.example/a"


def written(graph, record=None, focus=None):
    out = io.BytesIO()
    next(each for each in FORMATS if each.name == "report").to(graph, out, focus, record)
    return out.getvalue().decode()


def proofs(text="word"):
    """A chain of two hops with all that may be known of it, every text of it `text` where a page gives it."""
    graph = Graph(
        (
            article("copy", 3),
            Node("relay", Status.READ, "https://relay.example/a", text, text, text, text, None, (text,), text),
            Node("origin", Status.UNREACHABLE, text, outlet=text, detail=f"tried: {text}"),
        ),
        (
            hop("copy", "relay", Relation.REPUBLICATION, judgement=Verdict.CONFIRM),
            Derivation(
                "two", "relay", "origin", Relation.TRANSLATION, 0.93, (Evidence(text, 1.5, text, text, text, text),),
                text, text, (Rival(text, 0.1),), reviser=text, licence=text,
            ),
        ),
    )  # fmt: skip
    capture = Capture(
        text, b"", "ab" * 32, text, WHEN, text, text, 200, redirects=(Redirect(text, 301),), memento=MEMENTO
    )
    record = Record(
        kept={"relay": Kept("ab" * 32, text, (capture,)), "copy": Kept("cd" * 32)},
        judgements={graph.links[0].id: (Judgement(graph.links[0].id, Verdict.CONFIRM, text, WHEN, text),)},
        hops={graph.links[0].id: 1, "two": 2},
        origin=Origin("origin", OriginStatus.NAMED, 0.75),
        notes=(text,),
        made=WHEN,
        program="article-provenance 9",
    )
    return graph, record


def test_the_report_tells_the_chain_and_every_proof_of_it():
    page = BeautifulSoup(written(*proofs("Lina Vogt"), "copy"), "html.parser")
    text = " ".join(page.get_text(" ").split())
    assert page.title.text == page.h1.text == "Where it came from: Copy · Les ponts, selon copy"
    headings = [" ".join(each.get_text(" ").split()) for each in page.find_all("h3")]
    assert headings[:2] == [
        "Hop 1: Copy · Les ponts, selon copy ← Lina Vogt · Lina Vogt",
        "Hop 2: Lina Vogt · Lina Vogt ← Lina Vogt",
    ]
    assert [each.text for each in page.find_all("blockquote")] == ["Source : relay", "Lina Vogt"]
    for told in (
        "named, its page was not read (75% sure)",
        "Recorded 2024-05-06 07:08:09 UTC by article-provenance 9",
        "ab" * 32,
        "cd" * 32,
        MEMENTO,
        "What was tried tried: Lina Vogt",
        "confirm Lina Vogt 2024-05-06 07:08:09 UTC Lina Vogt",
        "Revised by Lina Vogt",
        "Licence Lina Vogt",
        "until before 2024-03-04 00:00:00 UTC , written 2024-03-03",
        "301 Lina Vogt",
        "Other sources considered Lina Vogt (10% sure)",
    ):
        assert told in text
    assert len(page.find_all("svg", recursive=True)) == 1 + 3  # the picture and its boxes


def test_the_report_runs_and_loads_nothing():
    parts = Parts(written(*proofs(), "copy"))
    policy = next(a["content"] for a, _ in parts.of("meta") if a.get("http-equiv"))
    style = base64.b64encode(hashlib.sha256(parts.of("style")[0][1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
    assert not [a for tag, a, _ in parts.found if tag in ("script", "link", "img", "iframe", "object") or a.get("src")]
    assert {a["href"] for a, _ in parts.of("a")} == {
        "https://copy.example/a?b=1&c=2",
        "https://relay.example/a",
        MEMENTO,
    }


@pytest.mark.parametrize("payload", (*PAYLOADS, HOSTILE))
def test_no_text_becomes_a_part_of_the_page(payload):
    plain, hostile = (
        [(tag, sorted(attributes)) for tag, attributes, _ in Parts(written(*proofs(text))).found]
        for text in ("word", payload)
    )
    assert plain == hostile


def test_without_a_record_the_report_tells_what_the_graph_does():
    for graph in (GRAPH, Graph((), ())):
        page = BeautifulSoup(written(graph), "html.parser")
        assert page.h1.text == "Where they came from"
        assert "SHA-256" not in [each.text for each in page.find_all("dt")]


def test_a_report_of_a_stored_page_holds_the_digest_of_its_file_and_the_judgement(run, tmp_path):
    source = tmp_path / "copie.html"
    source.write_text(
        '<html lang="fr"><head><title>Le bac</title><link rel="canonical" href="https://copie.example/bac"></head><body>'
        "<article><h1>Le bac du matin</h1><p>Le bac du matin part sans nous, et la rive reste vide jusqu’au soir.</p>"
        "<p>Source : https://origine.example/le-bac-du-matin</p></article></body></html>",
        encoding="utf-8",
    )
    assert run("trace", "--offline", source).status == 0
    link = next(
        line.split('"id": "')[1].split('"')[0]
        for line in run("export", "--format", "jsonl").out.splitlines()
        if '"link"' in line
    )
    assert run("judge", link, "unsure", "--by", "Lina", "--note", "to be asked").status == 0
    assert run("export", source, "--format", "report", "--output", tmp_path / "r.html").status == 0
    text = " ".join(BeautifulSoup((tmp_path / "r.html").read_bytes(), "html.parser").get_text(" ").split())
    assert hashlib.sha256(source.read_bytes()).hexdigest() in text
    assert "unsure Lina" in text
    assert "to be asked" in text
    assert "Source : https://origine.example/le-bac-du-matin" in text
    assert "offline: its address was not asked for" in text
