"""The store: what is put is found again, and twice put is once kept."""

import random
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from provenance.errors import StoreError
from provenance.model import Capture, Node, Status, Verdict
from provenance.store import open_store
from tests.stores import CREDIT, NOW, count, hop, page, put_family

pytestmark = pytest.mark.both


# Twice put, once kept


def test_the_same_again_adds_nothing_and_a_change_replaces(store):
    pages = [(page(f"a{n}"), [CREDIT]) for n in range(250)]
    assert store.put_articles(iter(pages)) == 250
    assert store.put_articles(iter(pages)) == 0
    again = replace(pages[0][0], fetched=NOW + timedelta(days=1))
    assert not store.put_article(again, [CREDIT])
    assert store.article("na0").fetched == NOW
    assert store.put_article(again, [])
    assert store.signals("na0") == ()
    assert store.put_article(replace(again, title="Other"), [CREDIT])
    assert store.article("na0").title == "Other"
    assert count(store, "signals") == 250
    assert count(store, "texts") == 250


def test_the_same_text_is_kept_once(store):
    store.put_article(page("a", text="One text."))
    store.put_article(page("b", text="One text."))
    assert count(store, "texts") == 1
    assert [article.text for article in store.articles()] == ["One text."] * 2


def test_a_node_only_climbs(store):
    named = Node("na", Status.NAMED, outlet="Quai", title="Ferry")
    assert store.put_node(named)
    tried = Node("na", Status.UNREACHABLE, url="https://quai.example/1", detail="404")
    assert store.put_node(tried)
    assert store.node("na") == replace(tried, outlet="Quai", title="Ferry")
    assert not store.put_node(named)
    assert store.node("na").detail == "404"
    assert store.put_article(page("a"))
    read = store.node("na")
    assert (read.status, read.detail, read.outlet) == (Status.READ, None, "A")
    assert not store.put_node(tried)
    assert store.node("na") == read
    assert store.article("na") == page("a")


def test_links_need_both_ends_and_all_or_none_are_kept(store):
    store.put_nodes([Node("na", Status.NAMED), Node("nb", Status.NAMED)])
    with pytest.raises(StoreError, match=r"link l2: its end nc is not in the store"):
        store.put_links([hop("1", "a", "b"), hop("2", "a", "c")])
    assert count(store, "links") == 0
    assert store.put_links([hop("1", "a", "b")]) == 1
    assert store.put_links([hop("1", "a", "b", confidence=0.5), hop("3", "b", "a")]) == 1
    assert [link.confidence for link in store.links()] == [0.5, 0.75]
    assert store.drop_links(["l1", "lx"]) == 1


def test_captures_are_noted_once_a_time(store):
    capture = Capture("pages/a.html", b"<p>", "cd" * 32, "text/html", NOW, headers=(("Via", "x"),), declared={"a": "b"})
    assert store.put_capture(capture)
    assert not store.put_capture(capture)
    assert store.put_capture(replace(capture, fetched=NOW + timedelta(hours=1)))
    assert store.captures("cd" * 32)[0] == replace(capture, body=b"")
    assert len(store.captures("cd" * 32)) == 2


# Finding


def test_find_by_all_names(store, monkeypatch, tmp_path):
    store.put_articles([(page("abcd1"), ()), (page("abce2"), ()), (page("quai-3", path=str(tmp_path / "q.html")), ())])
    with store.reading() as connection:
        digest = connection.execute(text("SELECT text_sha256 FROM articles ORDER BY number")).scalar()
    monkeypatch.chdir(tmp_path)

    def ids(target):
        return [node.id for node in store.find(target)]

    assert ids("nabcd1") == ["nabcd1"]
    assert ids("nabcd") == ["nabcd1"]
    assert ids("nabc") == ["nabcd1", "nabce2"]
    assert ids("nab") == []
    assert ids("http://m.quai.example/quai-3?utm_source=x#top") == ["nquai-3"]
    assert ids("pages/abce2.html") == ["nabce2"]
    assert ids("q.html") == ids("./q.html") == ["nquai-3"]
    assert ids(digest.upper()) == ["nabcd1"]
    assert ids("ab" * 32) == ["nabcd1", "nabce2", "nquai-3"]
    assert ids("https://quai.example/elsewhere") == ids("%") == ids(" ") == []


def test_by_domain_streams_past_a_page_and_stops_at_the_limit(store):
    store.put_articles([(page(f"quai-{n}", language="fr" if n % 2 else "en"), ()) for n in range(450)])
    store.put_article(page("other"))
    assert len(list(store.by_domain("quai.example"))) == 450
    assert [a.language for a in store.by_domain("quai.example", "fr", limit=3)] == ["fr"] * 3
    assert list(store.by_domain("nobody.example")) == []
    seen = 0
    for article in store.articles():  # a stream ends although each of its articles begets another
        store.put_article(replace(article, id=article.id + "x"))
        seen += 1
    assert seen == 451


# The graph


@pytest.fixture
def family(store):
    put_family(store)
    return store


def names(graph):
    return "".join(node.id[1:] for node in graph.nodes), [link.id[1:] for link in graph.links]


def test_the_graph_is_walked_nearest_first_and_ends_in_cycles(family):
    assert names(family.graph("nd", downstream=False)) == ("dcba", ["dc", "cb", "ba", "ac"])
    assert names(family.graph("nd", downstream=False, depth=2)) == ("dcb", ["dc", "cb"])
    assert set(names(family.graph("nb", upstream=False))[1]) == {"cb", "eb", "dc", "ac", "ba"}
    assert names(family.graph("ne", depth=1)) == ("eb", ["eb"])
    assert len(family.graph("nd", limit=1).links) == 1
    assert names(family.graph("nf")) == ("f", [])
    assert names(family.graph("nowhere")) == ("", [])
    assert [link.id for link in family.links_to("nb")] == ["lcb", "leb"]
    assert [link.id for link in family.links_from("nb")] == ["lba"]


def test_the_whole_graph_names_both_ends_before_a_link(family):
    seen = set()
    stream = family.whole_graph()
    for number, part in enumerate(stream):
        if number == 2:
            family.put_node(Node("nlate", Status.NAMED))
            family.put_links([hop("late", "a", "late")])
        if isinstance(part, Node):
            seen.add(part.id)
        else:
            assert {part.derived, part.source} <= seen
            assert part.id != "llate"
    assert number == 10


def test_views_join_links_with_their_ends_and_leave_out_the_rejected(store):
    store.put_articles([(page("quai-1"), ()), (page("port-1"), ()), (page("port-2"), ())])
    store.put_links([hop("1", "quai-1", "port-1"), hop("2", "quai-1", "port-2")])
    store.judge("l2", Verdict.REJECT, "Ann")
    with store.reading() as connection:
        chains = connection.execute(
            text("SELECT link, source_outlet, derived_url, verdict FROM chains ORDER BY link")
        ).all()
        flows = connection.execute(text("SELECT derived, source, relation, n FROM outlet_flows")).all()
    assert [tuple(row) for row in chains] == [
        ("l1", "Port", "https://www.quai.example/quai-1/", None),
        ("l2", "Port", "https://www.quai.example/quai-1/", "reject"),
    ]
    assert [tuple(row) for row in flows] == [("Quai", "Port", "republication", 1)]


# Judgements


def test_a_judgement_stands_beside_the_score_and_outlives_its_link(family):
    first = family.judge("ldc", Verdict.CONFIRM, "Ann", "same typos")
    assert family.judge("ldc", Verdict.CONFIRM, "Ann", "same typos") == first
    last = family.judge("ld", Verdict.REJECT, "Ben")
    assert family.judgements("ldc") == [first, last]
    family.put_links([hop("dc", "d", "c", confidence=0.5, judgement=Verdict.UNSURE)])
    (link,) = family.links_from("nd")
    assert (link.judgement, link.confidence) == (Verdict.REJECT, 0.5)
    family.drop_links(["ldc"])
    family.put_links([hop("dc", "d", "c")])
    assert family.links_from("nd")[0].judgement is Verdict.REJECT
    assert family.judgements("leb") == []
    assert count(family, "judgements") == 2


@pytest.mark.parametrize(("link", "said"), [("lx", "not in the store"), ("", "not in the store"), ("l", "5 links")])
def test_only_one_known_link_can_be_judged(family, link, said):
    with pytest.raises(StoreError, match=said):
        family.judge(link, Verdict.CONFIRM, "Ann")


# The indexes


def lacking(store, *asked, **bounds):
    return [article.id for article in store.index.unindexed(*asked, **bounds)]


def test_sharing_ranks_by_common_hashes_and_passes_over_what_all_have(store):
    store.put_articles([(page(name), ()) for name in "abcd"])
    everywhere, low, high = 7, -(2**63), 2**63 - 1
    held = {"a": [low, high, 1], "b": [low, high], "c": [high], "d": []}
    store.index.put([(f"n{name}", [*hashes, everywhere], {}) for name, hashes in held.items()], 1)
    assert store.index.sharing([low, high, everywhere], common=3) == [("na", 2, 2), ("nb", 2, 2), ("nc", 1, 3)]
    assert store.index.sharing([low, high, everywhere], exclude="na", limit=1) == [("nb", 3, 2)]
    assert store.index.sharing([1, everywhere], exclude="nb", limit=2) == [("na", 2, 1), ("nc", 1, 4)]
    assert store.index.sharing([]) == []
    assert len(store.index.sharing(range(100_000))) == 4
    store.index.put([("nb", [1], {})], 1)
    assert store.index.sharing([low]) == [("na", 1, 1)]
    store.put_article(page("a", text="Another text altogether."))
    assert store.index.sharing([low]) == []
    for wrong in (("nx", [1], {}), ("na", [2**63], {})):
        with pytest.raises(StoreError):
            store.index.put([wrong], 1)


def test_of_a_site_the_pages_tell_and_not_the_sources_that_are_only_named(store):
    store.put_node(Node("nnamed", Status.NAMED, domain="quay.example"))
    store.put_articles([(page(name), ()) for name in ("quay-1", "quay-2", "quay-3", "berg-1")])
    store.index.put(
        [(f"n{name}", held, {}) for name, held in (("quay-1", [7, 8]), ("quay-2", [9]), ("berg-1", [7]))], 1
    )
    assert store.index.of_site([7, 9], "quay.example", 9) == {"nquay-1": {7}, "nquay-2": {9}, "nquay-3": set()}
    assert store.index.of_site([7, 9], "quay.example", 1) == {"nquay-1": {7}}


def test_sharing_anchors_sums_weights_within_each_view(store):
    store.put_articles([(page(name), ()) for name in "abc"])
    store.index.put([("na", [], {"num": {1: 1.0, 2: 0.5}, "lat": {1: 1.0}})], 1)
    store.index.put([("nb", [], {"num": {2: 0.5}, "lat": {2: 4.0}})], 1)
    assert store.index.sharing_anchors({"num": {1: 1.0, 2: 2.0}, "lat": {9: 1.0}}) == [("na", 2.0), ("nb", 1.0)]
    assert store.index.sharing_anchors({"num": {1: 1.0, 2: 2.0}}, exclude="nb", common=1) == [("na", 1.0)]


def test_what_few_hold_is_looked_up_when_there_is_too_much(store, monkeypatch):
    store.put_articles([(page(name), ()) for name in "abc"])
    store.index.put([("na", [1, 2], {}), ("nb", [1, 2], {}), ("nc", [1], {})], 1)
    assert store.index.sharing([1, 2]) == [("na", 2, 2), ("nb", 2, 2), ("nc", 1, 3)]
    monkeypatch.setattr("provenance.store.sharing.MOST_READ", 4)
    assert store.index.sharing([1, 2]) == [("na", 1, 2), ("nb", 1, 2)]


@pytest.mark.parametrize("seed", range(4))
def test_counting_in_steps_changes_nothing_of_what_is_found(store, monkeypatch, seed):
    pick = random.Random(seed)
    store.put_articles([(page(f"a{n}"), ()) for n in range(40)])
    held = {number: pick.sample(range(40), pick.choice([1, 2, 3, 5, 9, 30])) for number in range(60)}
    store.index.put([(f"na{n}", [one for one, those in held.items() if n in those], {}) for n in range(40)], 1)
    monkeypatch.setattr("provenance.store.sharing._COUNTED", 1)
    for common, room in ((1, 500), (8, 500), (40, 100), (40, 500), (40, 5)):
        monkeypatch.setattr("provenance.store.sharing.MOST_READ", room)
        read, fewest = Counter(), {}
        for those in sorted(held.values(), key=len):
            if len(those) > common or (read and sum(read.values()) + len(those) > room):
                break
            read.update(those)
            fewest = dict.fromkeys(those, len(those)) | fewest
        wanted = {(f"na{n}", count, fewest[n]) for n, count in read.items()}
        assert set(store.index.sharing(range(60), common=common)) == wanted


def test_one_weight_of_many_articles_and_the_views_of_all(store):
    store.put_articles([(page(name), ()) for name in "abc"])
    store.index.put([("na", [], {"fr num": {1: 1.0}, "fr length": {0: 9.0}})], 1)
    store.index.put([("nb", [], {"ru num": {1: 2.0}, "ru length": {0: 4.0}})], 1)
    assert store.index.views() == ["fr length", "fr num", "ru length", "ru num"]
    assert store.index.weights(["na", "nb", "nobody"], "fr length", 0) == {"na": 9.0}
    assert store.index.weights([], "fr length", 0) == {}


def test_what_is_indexed_is_known_by_its_way_and_forgotten_when_the_text_changes(store):
    for name in "ab":
        store.put_article(page(name))
    store.put_nodes([Node("nc", Status.NAMED)])
    assert lacking(store, 1) == ["na", "nb"]
    assert store.index.put([("na", [1, 2], {"num": {7: 2.0}}), ("nb", [2], {})], 1) == 2
    assert (lacking(store, 1), lacking(store, 2)) == ([], ["na", "nb"])
    assert store.index.sharing([1, 2]) == [("na", 2, 1), ("nb", 1, 2)]
    assert store.index.spread([1, 2, 3], most=5) == {1: 1, 2: 2}
    assert store.index.spread([2], most=1) == {2: 1}
    store.put_article(page("a", text="another text"))
    assert lacking(store, 1) == ["na"]
    assert store.index.sharing([1]) == []
    with pytest.raises(StoreError, match="not in the store"):
        store.index.put([("nowhere", [1], {})], 1)


def test_what_lacks_in_the_indexes_is_found_wherever_it_stands(store):
    store.put_articles([(page(name), ()) for name in "abcde"])
    store.put_nodes([Node("nx", Status.NAMED)])
    store.index.put([(f"n{name}", [1], {}) for name in "acd"] + [("nx", [1], {})], 3)
    assert lacking(store, 3) == ["nb", "ne"]
    assert lacking(store, 3, limit=1) == ["nb"]
    assert lacking(store, 4, limit=4) == ["na", "nb", "nc", "nd"]
    assert store.index.put([("nb", [2], {})], 3) == 1  # by a program that has not heard of the fourth way
    assert lacking(store, 4) == ["na", "nb", "nc", "nd", "ne"]
    assert store.index.put([("nb", [1], {})], 4) == 1
    assert lacking(store, 4) == ["na", "nc", "nd", "ne"]
    assert lacking(store, 3) == ["nb", "ne"]
    store.index.put([("nb", [1], {}), ("ne", [1], {})], 3)
    assert lacking(store, 3) == []


def test_a_family_may_have_more_links_than_a_statement_takes_values(tmp_path):
    def limit(connection, _):
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 1_500)  # 32,766 as SQLite comes; some allow more

    event.listen(Engine, "connect", limit)
    try:
        with open_store(tmp_path / "s.db") as store:
            nodes = [Node(f"n{number}", Status.NAMED) for number in range(1_601)]
            links = [hop(str(number), str(number), "1600") for number in range(1_600)]
            times = store.index.times()
            with pytest.raises(StoreError, match="its end nelse is not in the store"):
                store.put_family(nodes, [*links, hop("else", "0", "else")], [], times=times)
            assert store.info()["links"] == store.info()["nodes"] == 0
            assert store.put_family(nodes, links, [], times=times)
            assert store.info()["links"] == 1_600
            assert store.put_family([], [], [link.id for link in links], times=times)
            assert store.info()["links"] == 0
    finally:
        event.remove(Engine, "connect", limit)
