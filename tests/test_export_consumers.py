"""One graph through every format that carries attributes, read again by other programs: all must say the same."""

import csv
import io
import zipfile
from urllib.parse import quote

import networkx as nx
import pytest
import rdflib
from hypothesis import given, settings

from provenance.formats.values import LINK_KEYS, NODE_KEYS, clean, flat_link, flat_node
from provenance.model import Graph, Node, Status
from tests.test_export_formats import GRAPH, graphs, packed, written

URN = "urn:article-provenance:"
SCHEMA = rdflib.Namespace("https://schema.org/")


def from_networkx(read):
    keys = {*NODE_KEYS, *LINK_KEYS}
    nodes = {name: {key: data[key] for key in data if key in keys} for name, data in read.nodes(data=True)}
    links = {
        data.get("id", key): (a, b, {name: data[name] for name in data if name in keys})
        for a, b, key, data in read.edges(keys=True, data=True)
    }
    return nodes, links


def of_graphml(graph):
    return from_networkx(nx.parse_graphml(written("graphml", graph), force_multigraph=True))


def of_gexf(graph):
    read = nx.read_gexf(io.BytesIO(packed("gexf", graph)), version="1.3")
    return from_networkx(read if read.is_multigraph() else nx.MultiDiGraph(read))


def of_csv(graph):
    tables = {}
    with zipfile.ZipFile(io.BytesIO(packed("csv", graph))) as both:
        for name in both.namelist():
            rows = csv.DictReader(io.StringIO(both.read(name).decode(), newline=""))
            tables[name] = [{key: value.removeprefix("'") for key, value in row.items() if value} for row in rows]
    nodes = {row.pop("id", ""): row for row in tables["nodes.csv"]}
    links = {}
    for row in tables["edges.csv"]:
        ends = row.pop("source", ""), row.pop("target", "")
        sure = {"confidence": float(row["confidence"])} if "confidence" in row else {}
        links[row.pop("id", "")] = (*ends, row | sure)
    return nodes, links


def of_jsonld(graph):
    read = rdflib.Graph().parse(data=written("jsonld", graph), format="json-ld")
    own = f"{URN}term:"

    def values(subject):
        pairs = ((str(key).removeprefix(own), value) for key, value in read[subject] if str(key).startswith(own))
        return {key: value.toPython() if key == "confidence" else str(value) for key, value in pairs}

    nodes = {
        str(read.value(each, SCHEMA.identifier)): values(each)
        for each in read.subjects(rdflib.RDF.type, SCHEMA.NewsArticle)
    }
    links = {}
    for each in read.subjects(rdflib.RDF.type, rdflib.URIRef(own + "Link")):
        row = values(each)
        ends = [rdflib.URIRef(row.pop(key)) for key in ("derived", "source")]
        name = rdflib_id(each, [link.id for link in graph.links])
        links[name] = (*(str(read.value(end, SCHEMA.identifier)) for end in ends), row)
    return nodes, links


def rdflib_id(subject, ids):
    return next(clean(each) for each in ids if str(subject) == f"{URN}link:{quote(clean(each), safe='')}")


READERS = {"graphml": of_graphml, "gexf": of_gexf, "csv": of_csv, "jsonld": of_jsonld}


def expected(graph):
    nodes = {clean(node.id): flat_node(node) for node in graph.nodes}
    links = {clean(each.id): (clean(each.derived), clean(each.source), flat_link(each)) for each in graph.links}
    return nodes, links


@pytest.mark.parametrize("name", READERS)
def test_every_consumer_reads_the_same_nodes_edges_attributes_and_dates(name):
    assert READERS[name](GRAPH) == expected(GRAPH)


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_any_graph_survives_gexf_and_csv(graph):
    assert of_csv(graph) == expected(graph)
    read = nx.read_gexf(io.BytesIO(packed("gexf", graph)), version="1.3")
    assert set(read.nodes) == set(expected(graph)[0])


def test_gexf_has_times_on_nodes_and_on_the_edges_of_dated_copies():
    root = nx.readwrite.gexf.ElementTree(file=io.BytesIO(packed("gexf", GRAPH))).getroot()
    space = "{http://gexf.net/1.3}"
    assert root.find(f"{space}graph").attrib["timeformat"] == "dateTime"
    for kind, ends in (("node", "id"), ("edge", "source")):
        times = {each.attrib[ends]: each.attrib.get("timestamp") for each in root.iter(space + kind)}
        assert times["r"] == "2024-03-01T00:00:00Z"
        assert times["x"] is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", " =1+1", "\t=1", "\n=1", "＝1", "'=1", "'", "it's"])
def test_no_cell_is_a_formula_and_every_cell_is_had_back(text):
    graph = Graph((Node("a", Status.READ, title=text, authors=(text,)),), ())
    with zipfile.ZipFile(io.BytesIO(packed("csv", graph))) as both:
        rows = list(csv.reader(io.StringIO(both.read("nodes.csv").decode(), newline="")))
    assert not [cell for cell in rows[1] if cell.lstrip()[:1] in tuple("=+-@＝＋－＠")]
    assert of_csv(graph) == expected(graph)


def test_jsonld_says_plainly_what_stands_and_leaves_out_what_was_rejected():
    read = rdflib.Graph().parse(data=written("jsonld", GRAPH, "r"), format="json-ld")
    article = {name: rdflib.URIRef(f"{URN}article:{name}") for name in "orxn"}
    assert set(read[article["r"] : SCHEMA.translationOfWork]) == {article["o"]}
    assert [str(read.value(each, SCHEMA.name)) for each in read[article["r"] : SCHEMA.translator]] == ["Avic"]
    assert set(read[article["n"] : SCHEMA.isBasedOn]) == {article["r"]}
    only = Graph(GRAPH.nodes, GRAPH.links[1:2])
    rejected = rdflib.Graph().parse(data=written("jsonld", only), format="json-ld")
    assert not list(rejected[article["x"] : SCHEMA.isBasedOn])
    assert set(read[: SCHEMA.mainEntity]) == {(rdflib.URIRef(f"{URN}graph"), article["r"])}


def test_one_graph_gives_one_zip_file():
    assert packed("csv", GRAPH) == packed("csv", GRAPH)
