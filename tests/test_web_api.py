"""The JSON API of `serve`: its answers against its own document, against the command line, and against schemathesis."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests.served import TOKEN, filled, served

ARTICLE, LINK = "nberg-2", "lfirst"
# Without parameters nothing that is asked is wrong.
ANYTHING_GOES = {"GET /api/health", "GET /api/exports"}


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    with served(filled(tmp_path_factory.mktemp("api") / "store.db")) as one:
        yield one


def asked(web, path, status=200):
    answer = web.get(path)
    assert answer.status == status, answer.text
    return json.loads(answer.body)


def test_articles_by_words_by_address_and_page_by_page(web):
    assert [one["id"] for one in asked(web, "/api/articles")["articles"]] == ["nisle-3", "nberg-2", "nquay-1"]
    found = asked(web, "/api/articles?q=ferry")
    assert ([one["id"] for one in found["articles"]], found["next"], found["complete"]) == (["nquay-1"], None, True)
    assert asked(web, "/api/articles?q=https://www.berg.example/berg-2/")["articles"][0]["title"] == "Паром ушёл"
    first = asked(web, "/api/articles?limit=2")
    rest = asked(web, f"/api/articles?limit=2&before={first['next']}")
    assert [one["id"] for one in rest["articles"]] == ["nquay-1"]
    assert rest["next"] is None


def test_an_article_has_its_text_and_what_it_says(web):
    article = asked(web, f"/api/articles/{ARTICLE}")
    assert article["text"] == "The ferry of berg-2 sailed late."
    assert article["published"] == {
        "earliest": "2026-01-12T08:30:00Z",
        "latest": "2026-01-13T08:30:00Z",
        "text": "12 January",
    }
    assert [one["quote"] for one in article["signals"]] == ["Source : Le Quai"]
    assert asked(web, "/api/articles/nnamed")["text"] is None


def test_a_chain_is_what_show_prints(web, run, monkeypatch):
    monkeypatch.setenv("PROVENANCE_STORE", str(web.site.reader.location.path))
    assert asked(web, f"/api/articles/{ARTICLE}/chain") == json.loads(run("show", ARTICLE, "--format", "json").out)


def test_the_queue_has_the_nodes_at_its_ends_and_comes_in_pages(web):
    first = asked(web, "/api/links?limit=1")
    assert [link["id"] for link in first["links"]] == ["lthird"]
    assert {node["id"] for node in first["nodes"]} == {"nquay-1", "nnamed"}
    second = asked(web, "/api/links?limit=5&after=" + first["next"].replace(" ", "%20"))
    assert [link["id"] for link in second["links"]] == ["lsecond", "lfirst"]
    assert second["next"] is None
    assert asked(web, f"/api/links/{LINK}")["relation"] == "translation"


def test_outlets_and_their_flows(web):
    listed = asked(web, "/api/outlets")
    assert {one["key"] for one in listed["outlets"]} == {"quay.example", "berg.example", "isle.example", "wire.example"}
    quay = asked(web, "/api/outlets/quay.example")
    assert [flow["derived"] for flow in quay["gives"]] == ["Berg"]
    assert [flow["source"] for flow in quay["takes"]] == ["Harbour Wire"]
    assert asked(web, "/api/outlets?limit=3")["next"] == 3


def test_exports(web):
    forms = {form["name"]: form["whole"] for form in asked(web, "/api/exports")}
    assert forms["graphml"] is True
    assert forms["html"] is False
    assert web.get("/api/exports/graphml").text.count("<node ") == 4
    assert web.get(f"/api/exports/dot?article={ARTICLE}").text.startswith("digraph")
    assert web.get("/api/exports/html").status == 422
    assert web.get("/api/exports/nothing").status == 404
    assert web.get("/api/exports/dot?article=nobody").status == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [("articles/none", 404), ("articles/none/chain", 404), ("links/none", 404), ("outlets/none", 404), ("nothing", 404),
     ("links?after=x", 422), ("articles?limit=0", 422), ("judgements?verdict=maybe", 422)],
)  # fmt: skip
def test_what_is_wrong_is_told_as_problem_details(web, path, status):
    answer = web.get(f"/api/{path}")
    assert answer.headers["content-type"] == "application/problem+json"
    told = json.loads(answer.body)
    assert (answer.status, told["status"], told["type"]) == (status, status, "about:blank")
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["detail"]


def test_the_history_tells_which_word_counts(web):
    for verdict in ("confirm", "unsure"):
        body = json.dumps({"link": "lsecond", "verdict": verdict, "note": f"it is {verdict}"}).encode()
        answer = web.ask("POST", "/api/judgements", body, {**web.bearer, "Content-Type": "application/json"})
        assert answer.status == 201
        assert json.loads(answer.body)["by"] == "ada"
    told = asked(web, "/api/judgements?link=lsecond")["judgements"]
    assert [(one["verdict"], one["current"]) for one in told] == [("unsure", True), ("confirm", False)]
    assert asked(web, "/api/judgements?verdict=confirm")["judgements"][0]["note"] == "it is confirm"
    first = asked(web, "/api/judgements?link=lsecond&limit=1")
    assert asked(web, f"/api/judgements?link=lsecond&before={first['next']}")["judgements"] == told[1:]


def test_the_document_says_of_each_route_what_it_is_and_how_it_fails(web):
    document = asked(web, "/openapi.json")
    routes = [route for methods in document["paths"].values() for route in methods.values()]
    assert len(routes) == 12
    for route in routes:
        assert route["summary"]
        assert route["description"]
        for status, answer in route["responses"].items():
            assert answer["description"]
            if not status.startswith("2"):
                assert set(answer["content"]) == {"application/problem+json"}
    assert set(document["paths"]) == {path for path in document["paths"] if path.startswith("/api/")}
    assert document["components"]["securitySchemes"] == {"token": {"type": "http", "scheme": "bearer"}}
    programs = web.get("/programs").text
    assert all(path in programs for path in document["paths"])


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_asked_the_answer_is_one_of_the_document(web, mode):
    schema = schemathesis.openapi.from_url(f"{web.address}/openapi.json")
    # An address may be too long for any of its values to be looked at.
    schema.config.checks.negative_data_rejection.expected_statuses.append("414")
    routes = [found.ok() for found in schema.get_all_operations()]
    assert len(routes) == 12
    for route in routes:
        if mode is GenerationMode.NEGATIVE and route.label in ANYTHING_GOES:
            continue

        @settings(max_examples=15, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=route.as_strategy(generation_mode=mode))
        def answered(case):
            case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30)

        answered()
