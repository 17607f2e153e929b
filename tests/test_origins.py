"""How many independent origins stand behind a set of articles."""

import json
import time
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from provenance.infer import chain
from provenance.model import Derivation, Graph, Node, Relation, Rival, Status, Verdict
from provenance.origins import origins
from tests.web import MORE, Page, source, write

FIRST = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
COPIES = tuple(Page(name, tail=(source(FIRST),), published=f"2024-03-02T0{n}:00:00Z") for n, name in enumerate("bcd"))
OTHER = Page("omega", MORE, title="The bell of the first boat", published="2024-04-01T08:00:00Z")


def read(*names):
    return tuple(Node(name, Status.READ) for name in names)


def hop(derived, origin, confidence=0.9, relation=Relation.REPUBLICATION, judgement=None, rivals=()):
    return Derivation(
        f"{derived}-{origin}", derived, origin, relation, confidence, (), judgement=judgement, rivals=rivals
    )


def test_copies_of_copies_stand_on_one_origin():
    graph = Graph(read("a", "b", "c", "x"), (hop("b", "a"), hop("c", "b")))
    found = origins(["c", "b", "x", "b"], graph)
    assert (found.articles, found.least, found.most, found.ends) == (3, 2, 2, ("a", "x"))


def test_an_unlikely_hop_and_a_source_that_is_only_named_leave_it_open():
    agency = [Node(f"named-{n}", Status.NAMED, outlet="Depesche") for n in "ab"]
    graph = Graph((*read("a", "b", "c", "d"), *agency), (hop("a", "named-a"), hop("b", "named-b"), hop("d", "c", 0.3)))
    found = origins("abcd", graph)
    assert (found.least, found.most) == (2, 4)


def test_a_page_taken_from_one_of_several_is_no_origin():
    graph = Graph(read("a", "b", "c"), (hop("b", "a"), hop("c", "b", 0.4, rivals=(Rival("a", 0.35),))))
    assert origins("c", graph).ends == ("a",)


def test_a_lead_and_a_rejected_hop_are_no_origin_and_a_confirmed_one_is():
    links = (
        hop("b", "a", relation=Relation.VIA),
        hop("c", "a", judgement=Verdict.REJECT),
        hop("d", "a", 0.2, judgement=Verdict.CONFIRM),
    )
    assert origins("bcd", Graph(read(*"abcd"), links)).ends == ("b", "c", "a")


@given(st.permutations("abc"), st.sampled_from([None, Verdict.UNSURE]))
def test_of_equally_sure_sources_a_chain_and_a_count_choose_the_same(order, word):
    """Ids of links are hashes: their order is not that of the sources."""
    named = zip("xyz", order, strict=True)
    links = [replace(hop("copy", source, judgement=word), id=f"l{name}") for name, source in named]
    graph = Graph(read("copy", *"abc"), tuple(links))
    assert origins(["copy"], graph).ends == (chain("copy", graph).origin.node,) == (order[0],)


def test_the_origin_of_a_long_chain_is_found_in_one_pass():
    names = [f"p{number:05}" for number in range(2_000)]
    graph = Graph(read(*names), tuple(hop(copy, source) for copy, source in pairwise(names)))
    began = time.process_time()
    assert origins(names, graph).ends == (names[-1],)
    assert time.process_time() - began < 5


LETTERS = "abcdefgh"
HOPS = st.lists(
    st.builds(hop, st.sampled_from(LETTERS), st.sampled_from(LETTERS), st.floats(0, 1)),
    max_size=20,
)


@given(HOPS, st.sets(st.sampled_from(LETTERS)))
def test_the_counts_hold_each_other_also_where_hops_go_round(links, asked):
    found = origins(sorted(asked), Graph(read(*LETTERS), tuple(links)))
    assert bool(asked) <= found.least <= found.most <= len(asked) == found.articles
    assert origins(sorted(asked, reverse=True), Graph(read(*LETTERS), tuple(reversed(links)))).most == found.most


def test_show_counts_the_origins_behind_one_article_and_behind_several(run, tmp_path):
    web = (FIRST, *COPIES, OTHER)
    assert run("ingest", write(tmp_path / "web.jsonl", web), "--link").status == 0
    one = run("show", FIRST.url)
    assert "4 articles stand on 1 independent origin." in one.out.splitlines()
    several = run("show", COPIES[0].url, COPIES[1].url, OTHER.url)
    assert several.out.splitlines()[-1] == "3 articles stand on 2 independent origins."
    told = json.loads(run("show", COPIES[0].url, COPIES[1].url, OTHER.url, "--format", "json").out)
    assert len(told["chains"]) == 3
    assert {key: told["origins"][key] for key in ("articles", "least", "most")} == {
        "articles": 3,
        "least": 2,
        "most": 2,
    }
    assert told["origins"]["nodes"] == [chain["origin"]["node"] for chain in told["chains"][1:]]
    counted = json.loads(run("outlets", "--format", "json").out)["origins"]
    assert (counted["articles"], counted["least"], counted["most"]) == (5, 2, 2)
    assert run("show", FIRST.url, "https://nobody.example/none").status == 1
