"""The shipped example: the last repost is traced to the Russian original through every hop."""

import json

ASKED = "https://carnet-de-quai.example/notes/cent-jours-sans-port/"
HOSTS = ["carnet-de-quai.example", "passerelle-info.example", "horizon-sud.example", "vestnik-gavani.example"]


def _traced(run, examples):
    assert run("ingest", examples).status == 0
    ran = run("trace", ASKED, "--offline", "--format", "json")
    assert ran.status == 0
    return json.loads(ran.out)


def test_every_hop_is_found(run, examples):
    chain = _traced(run, examples)
    nodes = {node["id"]: node for node in chain["nodes"]}
    hops = sorted(chain["links"], key=lambda link: link["hop"])
    assert [nodes[chain["article"]]["domain"], *(nodes[h["source"]]["domain"] for h in hops)] == HOSTS
    assert [h["relation"] for h in hops] == ["republication", "republication", "translation"]
    assert hops[2]["translator"] == "Clovis"
    assert chain["origin"]["status"] == "found"
    assert nodes[chain["origin"]["node"]]["url"] == "https://vestnik-gavani.example/2023/03/15/port-sto-dnej/"
    assert all(node["status"] == "read" for node in chain["nodes"])


def test_the_site_that_is_only_named_is_answered_by_comparing_texts(run, examples):
    chain = _traced(run, examples)
    last = max(chain["links"], key=lambda link: link["hop"])
    assert any(e["rule"] == "text-translation" and e["weight"] > 0 for e in last["evidence"])


def test_downstream_copies_are_shown(run, examples):
    _traced(run, examples)
    ran = run("show", "https://vestnik-gavani.example/2023/03/15/port-sto-dnej/", "--downstream", "--format", "json")
    shown = json.loads(ran.out)
    assert {node["domain"] for node in shown["nodes"]} == set(HOSTS)


def test_unrelated_articles_stay_alone(run, examples):
    _traced(run, examples)
    for url in ("https://vestnik-gavani.example/2023/03/12/ulji/", "https://horizon-sud.example/2023/02/tram-friture/"):
        chain = json.loads(run("trace", url, "--offline", "--format", "json").out)
        assert chain["links"] == []
        assert chain["origin"]["status"] == "original"


def test_ingesting_twice_adds_nothing(run, examples):
    run("ingest", examples)
    assert "0 new, 6 already there" in run("ingest", examples).err
