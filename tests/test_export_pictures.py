"""Formats of XML by their schema, and the picture: drawn as other programs see it."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from provenance.formats.layers import places
from provenance.model import Derivation, Graph, Node, Relation, Status, Verdict
from tests.test_export_formats import GRAPH, HOSTILE, graphs, packed, written
from tests.test_export_html import PAYLOADS, article, hop

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf-1.3.rng")))
SVG = "{http://www.w3.org/2000/svg}"
CHAIN = Graph(
    (article("copy", 3), article("origin", 1, "ru"), article("relay", 2)),
    (hop("copy", "relay", Relation.REPUBLICATION), hop("relay", "origin", Relation.TRANSLATION, translator="Avic")),
)


def valid(text: bytes) -> bool:
    return SCHEMA.validate(etree.fromstring(text))


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_gexf_holds_to_its_schema(graph):
    assert valid(packed("gexf", GRAPH, "r")), SCHEMA.error_log
    assert valid(packed("gexf", Graph((), ())))
    assert valid(packed("gexf", graph)), SCHEMA.error_log


@pytest.mark.parametrize(
    ("found", "put"),
    [
        (b' source="r"', b""),
        (b'timestamp="2024-03-01T00:00:00Z"', b'timestamp="1er mars"'),
        (b"<nodes>", b"<node>"),
        (b'type="double"', b'type="number"'),
        (b'<attvalue for="node_label"', b"<attvalue"),
    ],
)
def test_the_schema_refuses_what_is_wrong(found, put):
    good = packed("gexf", GRAPH)
    assert found in good
    broken = good.replace(found, put, 1).replace(b"</nodes>", b"</node>" if found == b"<nodes>" else b"</nodes>", 1)
    assert not valid(broken)


def drawn(graph, focus=None):
    return etree.fromstring(packed("svg", graph, focus))


def test_the_picture_has_a_box_for_each_page_and_a_named_line_for_each_hop():
    root = drawn(CHAIN, "copy")
    texts = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    assert {"Copy", "Origin", "Relay", "republication 80%", "translation 80%"} <= set(texts)
    boxes = {
        each.findtext(f"{SVG}title").split("\n")[1]: float(each.find(f"{SVG}rect").attrib["x"])
        for each in root.iter(f"{SVG}g")
        if each.find(f"{SVG}rect") is not None
    }
    places_of = [boxes[f"https://{name}.example/a?b=1&c=2"] for name in ("origin", "relay", "copy")]
    assert places_of == sorted(places_of)
    lines = [each for each in root.iter(f"{SVG}path") if "marker-end" in each.attrib]
    kinds = {(each.get("stroke-dasharray"), each.get("marker-end")) for each in lines}
    assert len(kinds) == 2  # told apart without colour


def test_each_relation_has_a_line_and_head_of_its_own():
    nodes = tuple(Node(str(n), Status.READ) for n in range(8))
    links = tuple(Derivation(f"l{n}", str(n), "7", kind, 0.5, ()) for n, kind in enumerate(Relation))
    lines = [each for each in drawn(Graph(nodes, links)).iter(f"{SVG}path") if "marker-end" in each.attrib]
    assert len({(each.get("stroke-dasharray"), each.get("marker-end")) for each in lines}) == len(Relation)


def test_the_picture_tells_itself_in_words():
    root = drawn(CHAIN, "copy")
    assert root.attrib["role"] == "img"
    ids = root.attrib["aria-labelledby"].split()
    title, desc = (next(each for each in root if each.get("id") == name).text for name in ids)
    assert title == "Where it came from: Copy · Les ponts, selon copy"
    assert "Relay · Les ponts, selon relay is taken from Origin" in desc
    assert "translation 80% by Avic." in desc


@pytest.mark.parametrize("payload", (*PAYLOADS, HOSTILE))
def test_no_text_becomes_a_part_of_the_picture(payload):
    plain, hostile = (
        Graph(
            (
                Node("a", Status.READ, text, text, text, text, text, None, (text,), text),
                Node("b", Status.NAMED, outlet=text),
            ),
            (hop("a", "b", Relation.VIA, translator=text),),
        )
        for text in ("word", payload)
    )
    shapes = [[(each.tag, *sorted(each.attrib)) for each in drawn(graph, "a").iter()] for graph in (plain, hostile)]
    assert shapes[0] == shapes[1]
    names = {name for shape in shapes[1] for name in shape[1:]}
    assert not [name for name in names if name.startswith("on") or name.endswith(("href", "src", "style"))]
    text = written("svg", hostile)
    assert set(re.findall(r"url\(([^)]*)\)", text.split("<rect", 1)[1].split("<title>")[0])) <= {"#open"}


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_boxes_never_lie_on_each_other(graph):
    found = places(graph)
    assert set(found) == {node.id for node in graph.nodes}
    assert len(set(found.values())) == len(found)
    assert drawn(graph).tag == f"{SVG}svg"


def test_copies_stand_right_of_all_their_sources_and_rings_are_borne():
    chain = [Node(f"n{number}", Status.READ) for number in range(3 * sys.getrecursionlimit())]
    links = [Derivation(f"l{n}", f"n{n}", f"n{n + 1}", Relation.VIA, 1.0, ()) for n in range(len(chain) - 1)]
    found = places(Graph(tuple(chain), tuple(links)))
    assert found["n0"][0] == len(chain) - 1
    assert found[chain[-1].id][0] == 0
    ring = Derivation("back", chain[-1].id, "n0", Relation.VIA, 1.0, ())
    assert len({column for column, _ in places(Graph(tuple(chain), (*links, ring))).values()}) == len(chain)
    rejected = Derivation("no", "n0", "n1", Relation.VIA, 1.0, (), judgement=Verdict.REJECT)
    assert {place[0] for place in places(Graph(tuple(chain[:2]), (rejected,))).values()} == {0}
