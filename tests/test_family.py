"""A family: all that goes back to one origin with a page, from the store into the files of it."""

import json
import random
from dataclasses import replace

import pytest

import provenance
from provenance.model import Node, Relation, Status, Verdict
from provenance.store import family, open_store, read
from tests.stores import hop, put_family
from tests.web import BODY, MORE, Page, source, write

pytestmark = pytest.mark.both

FIRST = Page("alpha", published="2024-03-01T08:00:00Z")
COPY = Page("bravo", BODY[3:], tail=(source(FIRST),), published="2024-03-01T19:00:00Z")
SIBLING = Page("carol", BODY[:5], tail=(source(FIRST),), published="2024-03-02T07:00:00Z")
STRANGER = Page("november", MORE)


def put(store, *pairs, **changes):
    """Links between nodes of one letter each: the copy, then its source."""
    store.put_nodes(Node(f"n{name}", Status.NAMED) for name in sorted(set("".join(pairs))))
    store.put_links([replace(hop(pair, *pair), **changes) for pair in pairs])


def names(graph):
    """Nodes and links, each as often as it is there."""
    return "".join(sorted(node.id[1:] for node in graph.nodes)), sorted(link.id[1:] for link in graph.links)


def test_siblings_cousins_and_aunts_are_of_the_family_and_strangers_are_not(store):
    kin = ["ba", "ca", "db", "eb", "fc", "gf"]  # a: the origin; d and e: siblings; f: a cousin
    put(store, *kin, "yx")
    for node in "abcdefg":
        assert names(store.family(f"n{node}")) == ("abcdefg", kin)
    assert names(store.family("nx")) == ("xy", ["yx"])
    assert names(store.graph("nd")) == ("abd", ["ba", "db"])


def test_those_of_a_circle_and_beside_it_come_once(store):
    put_family(store)
    for node in "abcde":
        assert names(store.family(f"n{node}")) == ("abcde", ["ac", "ba", "cb", "dc", "eb"])
    assert names(store.family("nf")) == ("f", [])
    assert names(store.family("nowhere")) == ("", [])


def test_a_page_of_two_origins_has_the_families_of_both_and_joins_no_others(store):
    put(store, "da", "db", "ea", "fb", "fc", "gc")
    assert names(store.family("nd")) == ("abdef", ["da", "db", "ea", "fb"])
    assert names(store.family("ne")) == ("ade", ["da", "ea"])


@pytest.mark.parametrize("seed", range(4))
def test_a_family_is_the_way_up_and_all_ways_down_from_it(store, seed):
    dice = random.Random(seed)
    pairs = {"".join(dice.sample("abcdefghijkl", 2)) for _ in range(14)}
    put(store, *pairs)
    for node in sorted(set("".join(pairs))):
        above = {node}
        while more := {source for copy, source in pairs if copy in above} - above:
            above |= more
        below = set(above)
        while more := {copy for copy, source in pairs if source in below} - below:
            below |= more
        links = sorted(pair for pair in pairs if pair[1] in below)
        assert names(store.family(f"n{node}", depth=12)) == ("".join(sorted(below)), links)


@pytest.mark.parametrize("no_text", [{"relation": Relation.VIA}, {"judgement": Verdict.REJECT}])
def test_where_no_text_was_taken_there_is_no_kin_beyond(store, no_text):
    """x credits a lead, or was wrongly taken for a copy; what that has to do with others is not its own family."""
    put(store, "ba", "ha", "gx", "cy", "yb")
    put(store, "xb", "yx", relation=no_text.get("relation", Relation.REPUBLICATION))
    if "judgement" in no_text:
        for link in ("lxb", "lyx"):
            store.judge(link, Verdict.REJECT, "Ann")
    assert names(store.family("nx")) == ("abcgxy", ["ba", "cy", "gx", "xb", "yx"])
    assert names(store.family("nh")) == ("abchxy", ["ba", "cy", "ha", "xb", "yb"])


def test_of_a_hub_so_many_links_are_read_and_kept_as_is_said_ones_own_first(store):
    copies = [f"n{number}" for number in range(300)]
    store.put_nodes([Node(node, Status.NAMED) for node in ("na", "nb", "nmine", *copies)])
    store.put_links([hop(node, node[1:], "b") for node in copies])
    store.put_links([hop(*names) for names in (("ba", "b", "a"), ("n5b", "mine", "5"))])
    rows = 0

    def counted(statement, values):
        nonlocal rows
        found = ask(statement, values)
        rows += len(found) if "links" in statement else 0
        return found

    with store.reading() as connection:
        ask = read.asking(connection)
        found = family.family(counted, "n5", 10, 20)
    assert len(found.links) == len({link.id for link in found.links}) == 20
    assert {"ln5", "lba", "ln5b"} < {link.id for link in found.links}
    assert len(found.nodes) == len({node.id for node in found.nodes}) == 21
    assert rows < 100
    assert len(store.family("n5").links) == 302
    assert names(store.family("n5", depth=1)) == names(store.graph("nb", upstream=False, depth=2))


# The files


@pytest.fixture
def told(run, tmp_path):
    """A store of an origin, two copies and a stranger, linked."""
    web = write(tmp_path / "web.jsonl", (FIRST, COPY, SIBLING, STRANGER))
    assert run("ingest", web, "--link").status == 0
    return run


def test_a_sibling_is_in_the_export(told):
    rows = [json.loads(line) for line in told("export", COPY.url, "--format", "jsonl").out.splitlines()]
    assert {row["url"] for row in rows if row["kind"] == "article"} == {FIRST.url, COPY.url, SIBLING.url}
    ways = {(row["derived_url"], row["source_url"]) for row in rows if row["kind"] == "link"}
    assert ways == {(COPY.url, FIRST.url), (SIBLING.url, FIRST.url)}
    assert SIBLING.url not in told("show", COPY.url).out


def test_the_record_of_a_family_tells_hop_and_origin_of_the_page_that_was_asked_for(told):
    page = told("export", COPY.url, "--format", "report").out
    assert all(url in page for url in (FIRST.url, COPY.url, SIBLING.url)) and STRANGER.url not in page
    assert page.count("<h3>Hop ") == 1 and page.count("←") == 2


def test_an_exported_family_is_the_same_when_it_is_read_back(told, location, tmp_path):
    networkx = pytest.importorskip("networkx")
    path = tmp_path / "family.graphml"
    assert told("export", COPY.url, "--output", path).err == f"{path}: 3 nodes, 2 links\n"
    again = networkx.read_graphml(path, force_multigraph=True)
    with open_store(location, read_only=True) as store:
        kept = store.family(store.find(COPY.url)[0].id)
    assert set(again) == {node.id for node in kept.nodes}
    assert set(again.edges(keys=True)) == {(link.derived, link.source, link.id) for link in kept.links}
    with provenance.open(location) as store:
        made = store.to_networkx(COPY.url)
    assert set(made.edges(keys=True)) == set(again.edges(keys=True))
    assert made.graph["focus"] == node_of(again, COPY.url)


def node_of(graph, url):
    """The node of an address."""
    return next(node for node, known in graph.nodes(data=True) if known["url"] == url)
