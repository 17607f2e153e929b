"""The plain formats: each file is read again by another program or parser and must say the same."""

import io
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.formats import FORMATS, chain_json
from provenance.formats.values import clean, flat_link, flat_node, moment, node_json, one_line, web_url
from provenance.model import (
    Chain,
    DateInterval,
    Derivation,
    Evidence,
    Graph,
    Node,
    Origin,
    OriginStatus,
    Relation,
    Rival,
    Status,
    Verdict,
)

HOSTILE = 'a"b\\N\\"<i>&lt;\n\x00\x0b\x85\ud800\uffff]]>\u202e#quot;`%%}{|;--> \U0001f600é\\'
DAY = DateInterval(datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 3, 2, tzinfo=UTC), "1er mars 2024")
NODES = (
    Node("o", Status.NAMED, domain="source.example", outlet="Source", language="ru"),
    Node(
        "r", Status.READ, "https://relais.example/1?a=1&b=2", "relais.example", "Relais", "Les ponts", "fr",
        DAY, ("Avic", "B. Roy"),
    ),
    Node("x", Status.UNREACHABLE, "https://autre.example/", title=HOSTILE, outlet=HOSTILE, detail=HOSTILE),
    Node("n", Status.NOT_LOOKED, url='javascript:alert("1")'),
    Node("u", Status.UNIDENTIFIED, outlet="  "),
)  # fmt: skip
EVIDENCE = (
    Evidence("stated", 2.34567, "named at the foot", "traduction Avic", "tail", "attribution"),
    Evidence("overlap", float("inf"), HOSTILE, HOSTILE),
)
LINKS = (
    Derivation(
        "r-o", "r", "o", Relation.TRANSLATION, 0.123456, EVIDENCE, "Avic", "Relais", (Rival("x", 0.05),),
        reviser="Hélène", licence="CC BY-SA 4.0",
    ),
    Derivation("x-r", "x", "r", Relation.EXCERPT, 1.0, EVIDENCE, judgement=Verdict.REJECT),
    Derivation("x-r-2", "x", "r", Relation.VIA, float("nan"), ()),
    Derivation("n-r", "n", "r", Relation.SYNDICATION, 0.5, (), HOSTILE, judgement=Verdict.CONFIRM),
)  # fmt: skip
GRAPH = Graph(NODES, LINKS)

ANY = st.text(st.characters(exclude_categories=()), max_size=30)  # also surrogates and controls
NODE = st.builds(
    Node, ANY, st.sampled_from(Status), st.none() | ANY, st.none() | ANY, st.none() | ANY, st.none() | ANY,
    st.none() | ANY, st.just(None) | st.builds(DateInterval, st.just(DAY.earliest), st.just(DAY.latest), ANY),
    st.lists(ANY, max_size=3).map(tuple), st.none() | ANY,
)  # fmt: skip


@st.composite
def graphs(draw):
    nodes = draw(st.lists(NODE, min_size=1, max_size=5, unique_by=lambda node: clean(node.id)))
    ids = st.sampled_from([node.id for node in nodes])
    evidence = st.lists(st.builds(Evidence, ANY, st.floats(), ANY, st.none() | ANY), max_size=2).map(tuple)
    link = st.builds(Derivation, ANY, ids, ids, st.sampled_from(Relation), st.floats(), evidence, ANY)
    return Graph(tuple(nodes), tuple(draw(st.lists(link, max_size=5, unique_by=lambda each: clean(each.id)))))


def flat_hop(link: Derivation, graph: Graph = GRAPH):
    """The attributes of a link as files have them, with the date of its copy."""
    dates = {node.id: moment(node.published.earliest) for node in graph.nodes if node.published}
    return flat_link(link, dates.get(link.derived))


def written(name: str, graph: Graph, focus: str | None = None) -> str:
    return packed(name, graph, focus).decode()  # no lone surrogate is left


def packed(name: str, graph: Graph, focus: str | None = None) -> bytes:
    out = io.BytesIO()
    next(each for each in FORMATS if each.name == name).to(graph, out, focus)
    return out.getvalue()


def test_every_format_has_a_name_a_suffix_and_a_docstring():
    assert len({each.name for each in FORMATS}) == len(FORMATS)
    assert all(each.suffix.startswith(".") and len(each.doc) > 20 for each in FORMATS)


ZIPPED = [each.name for each in FORMATS if each.suffix == ".zip"]


def zip_texts(name: str, graph: Graph) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(packed(name, graph))) as both:
        assert both.testzip() is None
        return [both.read(each).decode().replace("\r\n", "\n") for each in both.namelist()]


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_every_format_takes_an_empty_and_a_hostile_graph(name):
    for graph in (Graph((), ()), GRAPH):
        text = " ".join(zip_texts(name, graph)) if name in ZIPPED else written(name, graph)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x85\uffff]", text)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x00\x1f\x7f\x9f\ud800\udfff\ufffe\uffff", ""),
        ("\t é 😀 \u2028", "\t é 😀 \u2028"),
    ],
)
def test_cleaning_drops_just_what_xml_forbids_and_controls(given, expected):
    assert clean(given) == expected


def test_one_line_is_cut_to_its_limit():
    assert one_line(" a \n b ", 10) == "a b"
    assert one_line("abcdefgh", 5) == "abcd…"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x?y=1&z#f", True), ("HTTP://a.example", True), ("javascript:alert(1)", False),
        (" https://a.example", False), ('https://a.example/"x', False), ("https://a.example/\n", False),
        ("ftp://a.example", False), ("https://", False), ("", False), (None, False),
    ],
)  # fmt: skip
def test_only_plain_web_addresses_become_links(url, safe):
    assert (web_url(url) is not None) == safe


def test_moments_are_told_in_utc():
    assert moment(datetime(2024, 3, 1, 1, tzinfo=timezone(timedelta(hours=2)))) == "2024-02-29T23:00:00Z"
    assert moment(datetime(2024, 3, 1, 1)) == "2024-03-01T01:00:00Z"
    assert moment(datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))).startswith("9999-")


def reread(graph: Graph, focus: str | None = None) -> nx.MultiDiGraph:
    return nx.parse_graphml(written("graphml", graph, focus), force_multigraph=True)


def test_graphml_is_read_again_equal():
    read = reread(GRAPH, "r")
    assert read.graph["focus"] == "r"
    assert dict(read.nodes(data=True)) == {node.id: flat_node(node) for node in NODES}
    edges = {key: (derived, source, data) for derived, source, key, data in read.edges(keys=True, data=True)}
    assert {key: edge[:2] for key, edge in edges.items()} == {hop.id: (hop.derived, hop.source) for hop in LINKS}
    assert {key: edge[2] for key, edge in edges.items()} == {link.id: flat_hop(link) for link in LINKS}
    assert read.nodes["r"]["published_earliest"] == "2024-03-01T00:00:00Z"
    assert read.nodes["r"]["authors"] == "Avic; B. Roy"
    assert edges["r-o"][2]["confidence"] == 0.1235
    assert edges["r-o"][2]["rules"] == "stated; overlap"


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_any_graph_survives_graphml_and_both_json_formats(graph):
    read = reread(graph)
    assert {clean(node.id): flat_node(node) for node in graph.nodes} == dict(read.nodes(data=True))
    assert read.number_of_edges() == len(graph.links)
    elements = json.loads(written("json", graph))["elements"]
    assert [each["data"]["id"] for each in elements["nodes"]] == [clean(node.id) for node in graph.nodes]
    assert len(written("jsonl", graph).split("\n")) == len(graph.nodes) + len(graph.links) + 1


def test_cytoscape_elements_run_from_copy_to_source():
    whole = json.loads(written("json", GRAPH, "r"))
    assert whole["data"] == {"name": "provenance", "focus": "r"}
    edge = whole["elements"]["edges"][0]["data"]
    assert (edge["id"], edge["source"], edge["target"]) == ("r-o", "r", "o")
    assert edge["relation"] == "translation"
    assert whole["elements"]["nodes"][1]["data"]["url"] == NODES[1].url


def test_jsonl_has_the_promised_keys():
    lines = [json.loads(line) for line in written("jsonl", GRAPH).splitlines()]
    articles, links = lines[: len(NODES)], lines[len(NODES) :]
    assert {tuple(each) for each in articles} == {
        ("kind", "id", "url", "title", "outlet", "domain", "language", "published", "authors", "status")
    }
    assert articles[1]["published"] == {
        "earliest": "2024-03-01T00:00:00Z",
        "latest": "2024-03-02T00:00:00Z",
        "text": "1er mars 2024",
    }
    assert links[0] == {
        "kind": "link", "id": "r-o", "derived": "r", "source": "o", "derived_url": NODES[1].url,
        "source_url": None, "source_name": "Source", "relation": "translation", "confidence": 0.1235,
        "translator": "Avic",
        "judgement": None, "evidence": [
            {"rule": "stated", "weight": 2.3457, "detail": "named at the foot", "quote": "traduction Avic",
             "place": "tail", "finder": "attribution"},
            {"rule": "overlap", "weight": None, "detail": clean(HOSTILE), "quote": clean(HOSTILE), 
             "place": None, "finder": None},
        ],
        "translated_for": "Relais", "reviser": "Hélène", "licence": "CC BY-SA 4.0",
    }  # fmt: skip
    assert links[2]["confidence"] is None


def test_chain_json_has_the_promised_shape():
    chain = Chain("r", Origin("o", OriginStatus.NAMED, 0.93456), GRAPH, {"r-o": 1}, ("an importer\x00",))
    told = json.loads(json.dumps(chain_json(chain), allow_nan=False))
    assert list(told) == ["article", "origin", "nodes", "links", "notes"]
    assert told["origin"] == {"node": "o", "status": "named", "confidence": 0.9346}
    assert told["nodes"] == [node_json(node) for node in NODES]
    assert list(told["nodes"][0]) == [
        "id", "url", "domain", "outlet", "title", "language", "published", "authors", "status", "detail",
    ]  # fmt: skip
    assert list(told["links"][0]) == [
        "id", "derived", "source", "relation", "hop", "confidence", "translator", "judgement", "evidence",
        "rivals", "translated_for", "reviser", "licence",
    ]  # fmt: skip
    added = [told["links"][0][key] for key in ("translated_for", "reviser", "licence")]
    assert added == ["Relais", "Hélène", "CC BY-SA 4.0"]
    assert [link["hop"] for link in told["links"]] == [1, None, None, None]
    assert told["links"][0]["rivals"] == [{"source": "x", "confidence": 0.05}]
    assert told["links"][1]["judgement"] == "reject"
    assert told["notes"] == ["an importer"]


def test_mermaid_takes_nothing_of_a_text_as_syntax():
    text = written("mermaid", GRAPH, "r")
    assert text.startswith("flowchart RL\n")
    strings = re.findall(r'"([^"\n]*)"', text)
    assert not [each for each in strings if re.search(r"[<>`\\{}|]|%%", each) and not each.startswith("http")]
    assert 'n1 -.->|"translation 0.12"| n0' in text
    assert ":::focus" in text.splitlines()[3 - 1]
    assert "javascript" not in re.sub(r'\["[^"]*"\]|\("[^"]*"\)', "", text)
    assert re.fullmatch(r"(?:[^\"\n]*(?:\"[^\"\n]*\")?[^\"\n]*\n)+", text)


def test_dot_takes_nothing_of_a_text_as_syntax():
    text = written("dot", GRAPH, "r")
    assert '"r" -> "o" [' in text
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "S", text)
    assert set(bare) <= set("digraphprovenence{}[]=;->S \n_RLr. 0123456789abcdefghijklmnopqrstuvwxyzFU")
    assert "javascript" not in re.sub(r"label=S", "", bare)


def graphviz(kind: str, graph: Graph) -> bytes:
    dot = shutil.which("dot")
    if dot is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Graphviz must be installed where CI=true")
        pytest.skip("Graphviz is not installed: the DOT file is not drawn")
    drawn = subprocess.run([dot, f"-T{kind}"], input=written("dot", graph).encode(), capture_output=True, check=True)
    assert drawn.stderr == b""
    return drawn.stdout


def test_graphviz_reads_every_node_and_every_hop_with_its_relation_and_confidence():
    read = json.loads(graphviz("json", GRAPH))
    names = [each["name"] for each in read["objects"]]
    assert sorted(names) == sorted(node.id for node in NODES)
    hops = [
        (names[each["tail"]], names[each["head"]], each["relation"], each.get("confidence")) for each in read["edges"]
    ]
    told = [(each.derived, each.source, flat_link(each)) for each in LINKS]
    sure = [(flat["relation"], str(flat["confidence"]) if "confidence" in flat else None) for _, _, flat in told]
    assert sorted(map(str, hops)) == sorted(str((a, b, *more)) for (a, b, _), more in zip(told, sure, strict=True))


def test_graphviz_draws_it_from_the_origin_at_the_left_to_its_copies():
    drawn = graphviz("svg", GRAPH)
    root = ET.fromstring(drawn)
    shown = " ".join("".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text"))
    assert " ".join(one_line(HOSTILE, 60).split()[:1]) in " ".join(shown.split())
    links = [value for each in root.iter() for key, value in each.attrib.items() if key.endswith("href")]
    assert set(links) == {"https://relais.example/1?a=1&b=2", "https://autre.example/"}
    plain = graphviz("plain", GRAPH).decode()
    places = dict(re.findall(r"^node (\w) (\S+)", plain, re.MULTILINE))
    assert float(places["o"]) < float(places["r"]) < float(places["x"])


@given(st.lists(ANY, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_text_stays_inside_its_quotes_in_dot(texts):
    nodes = tuple(Node(text, Status.READ, title=text, outlet=text, detail=text) for text in texts)
    text = written("dot", Graph(nodes, ()))
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "S", text, flags=re.DOTALL)
    assert bare.count("S [label=S shape=box") == len(nodes)
    assert '"' not in bare
