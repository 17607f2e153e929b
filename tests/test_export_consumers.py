"""One graph through every format that carries attributes, read again by other programs: all must say the same."""

import csv
import io
import json
import re
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import igraph
import networkx as nx
import prov.model
import pytest
import rdflib
import stix2
from hypothesis import given, settings

from provenance.formats.values import LINK_KEYS, NODE_KEYS, clean, flat_node
from provenance.model import Graph, Node, Status
from tests.test_export_formats import GRAPH, flat_hop, graphs, packed, written

URN = "urn:article-provenance:"
TERM = rdflib.Namespace(f"{URN}term:")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
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
        name = row.pop("id", "")
        links[name] = (*ends, row | sure)
    return nodes, links


def of_neo4j(graph):
    """The tables as Neo4j's importer takes their headers: `name:TYPE`, an empty cell is no property."""
    kinds = {"double": float, "datetime": str, "string": str, "ID": str}
    with zipfile.ZipFile(io.BytesIO(packed("neo4j", graph))) as both:
        nodes, links = (table(both.read(name).decode(), kinds) for name in ("nodes.csv", "relationships.csv"))
    assert {row.pop(":LABEL") for row in nodes} <= {"Article"}
    named = {row.pop("id", ""): row for row in nodes}
    edges = {row.pop("id", ""): (row.pop(":START_ID", ""), row.pop(":END_ID", ""), row) for row in links}
    assert all(edge.pop(":TYPE") == edge["relation"].upper() for _, _, edge in edges.values())
    return named, edges


def table(text, kinds):
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    columns = [(cell, str) if cell.startswith(":") else cell.partition(":")[::2] for cell in header]
    columns = [(name, kinds.get(kind, str) if isinstance(kind, str) else kind) for name, kind in columns]
    return [{name: kind(cell) for (name, kind), cell in zip(columns, row, strict=True) if cell} for row in rows]


def of_stix(graph):
    bundle = stix2.parse(written("stix", graph))
    extension = next(each.id for each in bundle.objects if each.type == "extension-definition")
    nodes, links = {}, {}
    for each in bundle.objects:
        own = dict(each.extensions[extension]) if each.get("extensions") else {}
        own.pop("extension_type", None)
        if each.type in ("report", "grouping"):
            nodes[own.pop("node_id", "")] = own
        if each.type == "relationship":
            links[own.pop("link_id", "")] = own.pop("derived_id", ""), own.pop("source_id", ""), own
    return nodes, links


def of_igraph(graph):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.graphml"
        path.write_bytes(packed("graphml", graph))
        read = igraph.Graph.Read_GraphML(str(path))

    def filled(each):  # a text that is not given is read as an empty one, a number as NaN
        return {
            key: value for key, value in each.attributes().items() if value not in ("", None) and str(value) != "nan"
        }

    nodes = [filled(each) for each in read.vs]
    names = [each.pop("id", "") for each in nodes]
    links = {}
    for link, each in zip(graph.links, read.es, strict=True):  # igraph mixes up the ids of edges, not their order
        own = filled(each)
        own.pop("id", None)
        links[clean(link.id)] = names[each.source], names[each.target], own
    return dict(zip(names, nodes, strict=True)), links


def of_rdf(read, ids, graph, article, hop):
    own = f"{URN}term:"

    def values(subject):
        pairs = ((str(key).removeprefix(own), value) for key, value in read[subject] if str(key).startswith(own))
        kept = {key: value for key, value in pairs if key in {*NODE_KEYS, *LINK_KEYS}}
        return {key: value.toPython() if key == "confidence" else str(value) for key, value in kept.items()}

    nodes = {str(read.value(each, ids)): values(each) for each in read.subjects(rdflib.RDF.type, article)}
    links = {}
    for each in read.subjects(rdflib.RDF.type, hop):
        ends = read.value(each, TERM.derived), read.value(each, TERM.source) or read.value(each, PROV.entity)
        name = rdflib_id(each, [link.id for link in graph.links])
        links[name] = (*(str(read.value(end, ids)) for end in ends), values(each))
    return nodes, links


def of_cytoscape(graph):
    elements = json.loads(written("json", graph))["elements"]
    nodes = {each["data"].pop("id"): each["data"] for each in elements["nodes"]}
    edges = [each["data"] for each in elements["edges"]]
    return nodes, {each.pop("id"): (each.pop("source"), each.pop("target"), each) for each in edges}


def of_jsonld(graph):
    read = rdflib.Graph().parse(data=written("jsonld", graph), format="json-ld")
    return of_rdf(read, SCHEMA.identifier, graph, SCHEMA.NewsArticle, TERM.Link)


def of_turtle(graph):
    read = rdflib.Graph().parse(data=written("prov-ttl", graph), format="turtle")
    return of_rdf(read, TERM.id, graph, PROV.Entity, PROV.Derivation)


def of_prov_json(graph):
    read = prov.model.ProvDocument.deserialize(content=written("prov-json", graph), format="json")
    bundle = next(iter(read.bundles))
    keys = {*NODE_KEYS, *LINK_KEYS}

    def values(record):
        pairs = ((key.localpart, value) for key, value in record.extra_attributes)
        own = {key: getattr(value, "value", value) for key, value in pairs if key in keys}
        return own | ({"label": str(record.label)} if "label" in own else {})

    def one(record, key):
        return next(str(value) for name, value in record.attributes if name.localpart == key)

    entities = [each for each in read.get_records(prov.model.ProvEntity) if each.identifier.localpart != "hypotheses"]
    names = {str(each.identifier): one(each, "id") for each in entities}
    nodes = {names[str(each.identifier)]: values(each) for each in entities}
    links = {}
    for each in bundle.get_records(prov.model.ProvDerivation):
        ends = names[one(each, "generatedEntity")], names[one(each, "usedEntity")]
        links[rdflib_id(each.identifier.uri, [link.id for link in graph.links])] = (*ends, values(each))
    return nodes, links


def rdflib_id(subject, ids):
    return next(clean(each) for each in ids if str(subject) == f"{URN}link:{quote(clean(each), safe='')}")


READERS = {
    "graphml": of_graphml,
    "graphml, igraph": of_igraph,
    "gexf": of_gexf,
    "csv": of_csv,
    "neo4j": of_neo4j,
    "stix": of_stix,
    "json": of_cytoscape,
    "jsonld": of_jsonld,
    "prov-ttl": of_turtle,
    "prov-json": of_prov_json,
}


def expected(graph):
    nodes = {clean(node.id): flat_node(node) for node in graph.nodes}
    links = {clean(each.id): (clean(each.derived), clean(each.source), flat_hop(each, graph)) for each in graph.links}
    return nodes, links


@pytest.mark.parametrize("name", READERS)
def test_every_consumer_reads_the_same_nodes_edges_attributes_and_dates(name):
    assert READERS[name](GRAPH) == expected(GRAPH)


def test_the_page_of_formats_says_what_is_read():
    from tests.formats_page import PAGE, page

    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m tests.formats_page"


# As the manual of neo4j-admin database import lists them.
NEO4J_TYPES = set(
    "int long float double boolean byte short char string point date localtime time localdatetime datetime"
    " duration".split()
)
NEO4J_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_neo4j_admin_would_take_the_tables(graph):
    with zipfile.ZipFile(io.BytesIO(packed("neo4j", graph))) as both:
        nodes, links = (
            list(csv.reader(io.StringIO(both.read(name).decode(), newline="")))
            for name in ("nodes.csv", "relationships.csv")
        )
    for header, special in ((nodes[0], ["ID", "LABEL"]), (links[0], ["START_ID", "END_ID", "TYPE"])):
        kinds = [cell.partition(":")[2] for cell in header]
        assert [kind for kind in kinds if kind in {"ID", "LABEL", "START_ID", "END_ID", "TYPE"}] == special
        assert {kind for kind in kinds if kind and kind not in special} <= NEO4J_TYPES
        properties = [name for cell in header if (name := cell.partition(":")[0])]
        assert len(set(properties)) == len(properties)
    assert all(len(row) == len(nodes[0]) for row in nodes) and all(len(row) == len(links[0]) for row in links)
    ids = [row[0] for row in nodes[1:]]
    assert len(set(ids)) == len(ids)
    start, end, kind = (links[0].index(name) for name in (":START_ID", ":END_ID", ":TYPE"))
    assert all({row[start], row[end]} <= set(ids) and re.fullmatch("[A-Z]+", row[kind]) for row in links[1:])
    moments = [at for at, cell in enumerate(nodes[0]) if cell.endswith(":datetime")]
    assert len(moments) == 2 and all(NEO4J_MOMENT.fullmatch(row[at]) for row in nodes[1:] for at in moments if row[at])


def test_neo4j_admin_keeps_blanks_and_sees_what_is_missing():
    graph = Graph((Node("a", Status.READ, title=' two "quays", ', outlet="Quai"),), ())
    with zipfile.ZipFile(io.BytesIO(packed("neo4j", graph))) as both:
        cells = both.read("nodes.csv").decode().split("\r\n")[1]
    assert (
        cells.startswith('"a","Article",')
        and '" two ""quays"", ",,' in cells
        and '""' not in cells.replace('""quays""', "")
    )


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


def test_prov_says_who_concluded_it_and_states_only_what_was_confirmed():
    read = prov.model.ProvDocument.deserialize(content=written("prov-json", GRAPH), format="json")
    assert [str(each.identifier) for each in read.bundles] == ["p:hypotheses"]
    said = next(iter(read.get_records(prov.model.ProvAttribution)))
    assert [str(value) for _, value in said.attributes] == ["p:hypotheses", "p:software"]
    assert [str(each.identifier) for each in read.get_records(prov.model.ProvDerivation)] == ["p:link:n-r"]
    kinds = {
        str(each.identifier): {str(kind) for kind in each.get_asserted_types()}
        for each in next(iter(read.bundles)).get_records()
    }
    assert kinds["p:link:x-r"] == {"prov:Quotation"}


def test_turtle_states_hops_plainly_and_qualified_but_not_what_was_rejected():
    read = rdflib.Graph().parse(data=written("prov-ttl", GRAPH), format="turtle")
    article = {name: rdflib.URIRef(f"{URN}article:{name}") for name in "orxn"}
    assert set(read[article["r"] : PROV.wasDerivedFrom]) == {article["o"]}
    assert set(read[article["r"] : PROV.qualifiedDerivation]) == {rdflib.URIRef(f"{URN}link:r-o")}
    assert not set(read[article["x"] : PROV.wasQuotedFrom])
    assert set(read[: PROV.wasAttributedTo]) == {(rdflib.URIRef(f"{URN}hypotheses"), rdflib.URIRef(f"{URN}software"))}
    accepted = Graph(GRAPH.nodes, tuple(replace(link, judgement=None) for link in GRAPH.links))
    read = rdflib.Graph().parse(data=written("prov-ttl", accepted), format="turtle")
    assert set(read[article["x"] : PROV.wasQuotedFrom]) == {article["r"]}


@given(graphs())
@settings(max_examples=30, deadline=None)
def test_any_graph_can_be_read_as_prov(graph):
    read = rdflib.Graph().parse(data=written("prov-ttl", graph), format="turtle")
    assert len(set(read.subjects(rdflib.RDF.type, PROV.Entity))) == len(graph.nodes)
    told = prov.model.ProvDocument.deserialize(content=written("prov-json", graph), format="json")
    assert len(next(iter(told.bundles)).get_records()) == len(graph.links)


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_any_graph_survives_neo4j_and_stix(graph):
    assert of_neo4j(graph) == expected(graph)
    assert of_stix(graph) == expected(graph)


def stix_objects(graph):
    return stix2.parse(written("stix", graph, "r")).objects


def test_stix_says_hops_between_addresses_and_outlets_with_confidence_and_time():
    objects = {each.id: each for each in stix_objects(GRAPH)}
    hops = {each.labels[0]: each for each in objects.values() if each.type == "relationship"}
    assert (hops["excerpt"].relationship_type, hops["excerpt"].confidence, hops["excerpt"].revoked) == (
        "derived-from",
        100,
        True,
    )
    ends = [objects[hops["excerpt"][end]].value for end in ("source_ref", "target_ref")]
    assert ends == ["https://autre.example/", "https://relais.example/1?a=1&b=2"]
    translation = hops["translation"]
    assert (translation.relationship_type, translation.confidence) == ("related-to", 12)
    assert objects[translation.target_ref].name == "Source"
    assert str(translation.start_time).startswith("2024-03-01")
    assert "traduction Avic" in translation.description
    assert "confidence" not in hops["via"]
    outlets = {each.name for each in objects.values() if each.get("identity_class") == "organization"}
    assert {"Source", "Relais"} <= outlets
    [report] = [each for each in objects.values() if each.type == "report"]
    assert (report.name, str(report.published)[:10], report.lang) == ("Relais · Les ponts", "2024-03-01", "fr")
    assert {objects[each].type for each in report.object_refs} == {"url", "identity"}


def test_stix_ids_are_the_same_in_every_file_and_each_is_told_before_it_is_referred_to():
    first, again = stix_objects(GRAPH), stix_objects(Graph(GRAPH.nodes, GRAPH.links[:1]))
    assert {each.id for each in again} <= {each.id for each in first}
    known = set()
    for each in first:
        assert each.id not in known
        known.add(each.id)
        refs = [each.get(key) for key in ("created_by_ref", "source_ref", "target_ref")]
        assert {*filter(None, refs), *each.get("object_refs", ())} <= known


def test_no_word_in_stix_is_its_own_without_the_extension_that_defines_it():
    defined = next(each for each in stix_objects(GRAPH) if each.type == "extension-definition")
    for each in json.loads(written("stix", GRAPH))["objects"]:
        assert "custom" not in json.dumps(list(each))
        for key, own in each.get("extensions", {}).items():
            assert key == defined.id
            assert all(name in defined.schema for name in own if name != "extension_type")


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_the_ids_of_addresses_in_stix_are_those_of_its_package(graph):
    for each in json.loads(written("stix", graph))["objects"]:
        if each["type"] == "url":
            assert each["id"] == stix2.v21.URL(value=each["value"]).id


@pytest.mark.parametrize("url", ["https://ünï.example/ä?b=ß#é", "http://a.example/'x'", "https://人民.example/\x7e"])
def test_the_id_of_an_address_in_other_letters_too(url):
    graph = Graph((Node("a", Status.NAMED, url), Node("b", Status.NAMED, url)), ())
    ids = [each["id"] for each in json.loads(written("stix", graph))["objects"] if each["type"] == "url"]
    assert ids == [stix2.v21.URL(value=url).id]
