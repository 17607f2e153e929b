"""What a person looks for in a store: words, newest pages, outlets, links that wait for a judgement."""

from dataclasses import replace

import pytest

import provenance
from provenance.model import Node, Status, Verdict
from provenance.store import outlets, search
from tests.stores import hop, page


@pytest.fixture
def store(tmp_path):
    with provenance.open(tmp_path / "store.db", write=True) as one:
        yield one


def titles(found):
    return [node.title for node in found.nodes]


def test_words_stand_in_title_outlet_or_address_whatever_their_case(store):
    store.put_article(page("quay-1", title="The Ferry sailed late", outlet="Quay Post"))
    store.put_article(page("berg-2", title="Паром Ушёл поздно", outlet="Берег"))
    store.put_article(page("isle-3", title="A 50% discount on under_scores"))
    assert titles(search.words(store, "FERRY late", None, 9)) == ["The Ferry sailed late"]
    assert titles(search.words(store, "ферри", None, 9)) == []
    assert titles(search.words(store, "паром ушёл", None, 9)) == ["Паром Ушёл поздно"]
    assert titles(search.words(store, "берег", None, 9)) == ["Паром Ушёл поздно"]
    assert titles(search.words(store, "quay.example", None, 9)) == ["The Ferry sailed late"]
    assert titles(search.words(store, '"ferry sailed"', None, 9)) == ["The Ferry sailed late"]
    assert titles(search.words(store, '"sailed ferry"', None, 9)) == []
    assert titles(search.words(store, "0%", None, 9)) == ["A 50% discount on under_scores"]
    assert titles(search.words(store, "r_s", None, 9)) == ["A 50% discount on under_scores"]
    assert titles(search.words(store, ' " ', None, 9)) == []


def test_words_of_the_text_only_when_asked(store):
    store.put_article(page("quay-1", title="Short", text="Nobody knew of the Zephyr that day."))
    assert titles(search.words(store, "zephyr", None, 9)) == []
    assert titles(search.words(store, "zephyr short", None, 9, texts=True)) == ["Short"]


def test_pages_of_what_was_found_follow_each_other_without_gap_or_repeat(store):
    store.put_articles((page(f"quay-{number}"), ()) for number in range(23))
    seen, before = [], None
    while True:
        found = search.words(store, "ferry", before, 5)
        seen += titles(found)
        if found.before is None:
            break
        assert len(found.nodes) == 5
        before = found.before
    assert seen == [f"Ferry quay-{number}" for number in reversed(range(23))]
    assert seen == titles(search.newest(store, None, 50))


def test_a_search_that_runs_late_says_where_to_go_on(store):
    store.put_articles((page(f"quay-{number}"), ()) for number in range(3))
    late = search.words(store, "ferry", None, 5, seconds=-1)
    assert (late.nodes, late.before, late.late) == ((), 4, True)
    assert len(search.words(store, "ferry", late.before, 5).nodes) == 3


def test_the_queue_holds_what_nobody_judged_least_sure_first(store):
    store.put_nodes([Node(f"n{name}", Status.NAMED) for name in "abcd"])
    sure = {"ab": 0.9, "bc": 0.2, "cd": 0.5, "ac": 0.5}
    store.put_links([hop(pair, *pair, confidence=score) for pair, score in sure.items()])
    store.judge("lbc", Verdict.UNSURE, "ada")
    first = search.queue(store, None, 2)
    assert [link.id for link in first] == ["lac", "lcd"]
    assert [link.id for link in search.queue(store, (0.5, "lac"), 9)] == ["lcd", "lab"]
    assert search.counts(store) == search.Counts(read=0, named=4, links=4, unjudged=3)
    assert search.link(store, "lbc").judgement is Verdict.UNSURE
    assert search.link(store, "lb") is None


def test_the_history_keeps_the_words_that_later_ones_retired(store):
    store.put_nodes([Node(f"n{name}", Status.NAMED) for name in "ab"])
    store.put_links([hop("ab", *"ab")])
    store.judge("lab", Verdict.CONFIRM, "ada")
    store.judge("lab", Verdict.REJECT, "bo", "not at all")
    said = [(word.judgement.verdict, word.judgement.by, word.current) for word in search.judged(store, None, 9)]
    assert said == [(Verdict.REJECT, "bo", True), (Verdict.CONFIRM, "ada", False)]
    assert [word.number for word in search.judged(store, 2, 9)] == [1]
    assert len(search.judged(store, None, 9, Verdict.CONFIRM)) == 1


def test_an_outlet_is_its_domain_with_the_sources_that_only_bear_its_name(store):
    store.put_articles((page(name), ()) for name in ("quay-1", "quay-2", "berg-1"))
    store.put_node(Node("nnamed", Status.NAMED, outlet="The QUAY"))
    store.put_node(Node("nother", Status.NAMED, outlet="Nowhere Times"))
    store.put_links([hop("x", "berg-1", "quay-1"), hop("y", "berg-1", "named"), hop("z", "quay-2", "other")])
    listed = outlets.outlets(store, 0, 9)
    assert [(one.key, one.name, one.read) for one in listed][:2] == [
        ("quay.example", "Quay", 2),
        ("berg.example", "Berg", 1),
    ]
    assert [one.key for one in outlets.outlets(store, 1, 1)] == ["berg.example"]
    quay = outlets.outlet(store, "quay.example")
    assert (quay.name, quay.read, quay.known) == ("Quay", 2, 3)
    hops, more = outlets.outlet_links(store, "quay.example", 9)
    assert ({link.id for link in hops.links}, more) == ({"lx", "ly", "lz"}, False)
    assert [outlets.outlet_links(store, "quay.example", most)[1] for most in (1, 2)] == [True, False]  # 1 and 2 a way
    assert titles(outlets.outlet_pages(store, "quay.example", None, 1)) == ["Ferry quay-2"]
    nowhere = outlets.outlet(store, outlets.key_of(replace(Node("n", Status.NAMED), outlet="Nowhere Times")))
    assert (nowhere.name, nowhere.read, nowhere.known) == ("Nowhere Times", 0, 1)
    assert outlets.outlet(store, "nobody") is None
