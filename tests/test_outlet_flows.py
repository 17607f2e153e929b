"""Who takes from whom: sums by outlet, as table, JSON, CSV and graph."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import networkx as nx
import pytest

from provenance.flows import flows, outlet_graph
from provenance.formats.flows import languages, write_flows
from provenance.model import DateInterval, Derivation, Evidence, Graph, Node, Relation, Status, Verdict

START = datetime(2024, 3, 1, tzinfo=UTC)
QUOTED = (Evidence("stated", 2.0, "named at the foot", "Source : Quai"),)


def page(name, domain, outlet, language, hours=None):
    when = START + timedelta(hours=hours) if hours is not None else None
    date = DateInterval(when, when + timedelta(hours=1), "") if when else None
    return Node(name, Status.READ, domain=domain, outlet=outlet, language=language, published=date)


NODES = (
    page("q1", "quai.example", "Quai", "ru", 0), page("q2", "quai.example", "Quai", "ru", 10),
    page("q3", "quai.example", None, "ru"), page("q4", None, "QUAI", None),
    page("r1", "relais.example", "Relais", "fr", 2), page("r2", "relais.example", "Relais", "fr", 20),
    page("r3", "relais.example", "Relais", "fr", 30), page("r4", "relais.example", "Relais", "fr", 40),
    page("u", None, "  ", None),
)  # fmt: skip
LINKS = tuple(
    Derivation(f"{a}-{b}", a, b, relation, 0.8, evidence, judgement=judgement)
    for a, b, relation, evidence, judgement in (
        ("r1", "q1", Relation.TRANSLATION, QUOTED, None),
        ("r2", "q2", Relation.TRANSLATION, (), None),
        ("r3", "q3", Relation.EXCERPT, QUOTED, Verdict.CONFIRM),
        ("r4", "q4", Relation.TRANSLATION, QUOTED, None),
        ("r4", "q1", Relation.VIA, QUOTED, Verdict.REJECT),
        ("r4", "u", Relation.VIA, QUOTED, None),
        ("r2", "r1", Relation.REVISION, (), None),
    )
)


def test_hops_are_summed_by_outlet_and_what_is_no_flow_is_left_out():
    (flow,) = flows(Graph(NODES, LINKS))
    assert (flow.derived, flow.source, flow.hops) == ("Relais", "Quai", 4)
    assert flow.relations == (("translation", 3), ("excerpt", 1))
    assert (flow.lag, flow.dated) == (timedelta(hours=6), 2)
    assert flow.credited == 0.75
    assert languages(flow) == "ru→fr 3, ?→fr 1"


def test_two_outlets_of_one_name_stay_two():
    nodes = (page("a", "a.example", "Echo", "fr"), page("b", "b.example", "Echo", "fr"))
    found = flows(Graph(nodes, (Derivation("l", "a", "b", Relation.VIA, 0.5, ()),)))
    assert [(flow.derived, flow.source) for flow in found] == [("Echo", "Echo (b.example)")]
    assert len(outlet_graph(found).nodes) == 2


def test_the_table_has_no_formula():
    nodes = (page("a", "a.example", "=1+1", "fr"), page("b", "b.example", "Quai", "fr"))
    out = io.StringIO()
    write_flows(flows(Graph(nodes, (Derivation("l", "a", "b", Relation.VIA, 0.5, ()),))), out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert (row["derived"], row["hops"], row["median_lag_hours"]) == ("'=1+1", "1", "")


@pytest.fixture
def traced(run, examples):
    assert run("ingest", examples).status == 0
    assert run("trace", "https://carnet-de-quai.example/notes/cent-jours-sans-port/", "--offline").status == 0


def test_the_command_tells_the_same_as_text_json_csv_and_graph(run, traced, tmp_path):
    told = json.loads(run("outlets", "--format", "json").out)["flows"]
    pairs = {(flow["derived"], flow["source"]) for flow in told}
    assert ("Horizon Sud", "Вестник Гавани") in pairs
    assert len(pairs) == 3
    rows = list(csv.DictReader(io.StringIO(run("outlets", "--format", "csv").out)))
    assert {(row["derived"], row["source"]) for row in rows} == pairs
    text = run("outlets").out
    assert "\x1b" not in text
    assert len(text.splitlines()) == 1 + len(pairs) + 1
    assert text.splitlines()[-1] == "6 articles stand on 3 independent origins."
    assert "ru→fr 1" in text
    assert run("outlets", "--format", "graphml", "--output", tmp_path / "o.graphml").status == 0
    assert set(nx.read_graphml(tmp_path / "o.graphml").edges) == pairs


def test_an_empty_store_and_wrong_usage_are_told(run, examples):
    assert run("ingest", examples / "5-vestnik-gavani-bees.html").status == 0
    assert run("outlets").out == "No hop between two known outlets is in the store.\n"
    assert json.loads(run("outlets", "--format", "json").out)["flows"] == []
    assert run("outlets", "--format", "pdf").status == 2
    assert run("outlets", "--format", "csv", "--output", "x.csv").status == 2
