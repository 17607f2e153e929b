"""The store gives back every noun exactly as it was put."""

from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.errors import StoreError
from provenance.model import (
    Article,
    Block,
    DateInterval,
    Derivation,
    Evidence,
    Fact,
    Link,
    Locator,
    Node,
    Place,
    Relation,
    Rival,
    Signal,
    Status,
)
from provenance.store import open_store
from provenance.store.schema import Base
from tests.stores import CREDIT, count, hop, page

pytestmark = pytest.mark.both


# What is put comes back

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
MAYBE = st.none() | TEXT
TIME = st.datetimes(timezones=st.just(UTC))
SHARE = st.floats(0, 1)
OFFSET = st.integers(-1, 2**40)
PLACE = st.sampled_from(Place)
LINK = st.builds(Link, OFFSET, OFFSET, TEXT, TEXT, TEXT)
BLOCK = st.builds(Block, TEXT, PLACE, TEXT, st.lists(LINK, max_size=2).map(tuple))
FACT = st.builds(Fact, TEXT, TEXT)
DATES = st.none() | st.builds(DateInterval, TIME, TIME, TEXT)
LOCATOR = st.none() | st.builds(Locator, *[MAYBE] * 7)
ARTICLE = st.builds(
    Article,
    TEXT,
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
    DATES,
    st.lists(TEXT, max_size=3).map(tuple),
    st.lists(BLOCK, max_size=3).map(tuple),
    st.lists(FACT, max_size=3).map(tuple),
    TEXT,
    TEXT,
    MAYBE,
    st.none() | TIME,
)
SIGNAL = st.builds(
    Signal,
    TEXT,
    TEXT,
    st.none() | st.sampled_from(Relation),
    PLACE,
    TEXT,
    OFFSET,
    OFFSET,
    OFFSET,
    LOCATOR,
    LOCATOR,
    MAYBE,
    MAYBE,
    MAYBE,
    SHARE,
    st.booleans(),
    st.none() | st.sampled_from(Relation),
)
EVIDENCE = st.builds(Evidence, TEXT, st.floats(allow_nan=False, allow_infinity=False), TEXT, MAYBE, MAYBE, MAYBE)
DERIVATION = st.builds(
    Derivation,
    TEXT,
    st.just("na"),
    st.just("nb"),
    st.sampled_from(Relation),
    SHARE,
    st.lists(EVIDENCE, max_size=2).map(tuple),
    MAYBE,
    MAYBE,
    st.lists(st.builds(Rival, TEXT, SHARE), max_size=2).map(tuple),
)
NODE = st.builds(
    Node,
    TEXT,
    st.sampled_from(Status),
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
    DATES,
    st.lists(TEXT, max_size=2).map(tuple),
    MAYBE,
)


def empty(store):
    with store.writing() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "meta":
                connection.execute(table.delete())


FUZZ = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@given(ARTICLE, st.lists(SIGNAL, max_size=3))
@FUZZ
def test_articles_and_signals_come_back_exactly(store, article, signals):
    empty(store)
    assert store.put_article(article, signals)
    assert store.article(article.id) == article
    assert store.signals(article.id) == tuple(signals)
    assert not store.put_article(article, signals)
    assert store.check() == []


@given(st.lists(DERIVATION, max_size=4, unique_by=lambda link: link.id), NODE)
@FUZZ
def test_links_and_nodes_come_back_exactly(store, links, node):
    empty(store)
    store.put_nodes([Node("na", Status.NAMED), Node("nb", Status.NAMED)])
    assert store.put_links(links) == len(links)
    assert store.put_links(links) == 0
    assert list(store.links()) == links
    if node.id not in ("na", "nb"):
        assert store.put_node(node)
        assert store.node(node.id) == node
    assert not store.put_node(node) or node.id in ("na", "nb")


@given(st.text(max_size=40))
@FUZZ
def test_find_takes_any_text(store, target):
    store.put_article(page("a"))
    assert all(isinstance(node, Node) for node in store.find(target))


def test_a_store_in_memory_holds_what_is_put():
    with open_store(":memory:") as store:
        assert store.put_article(page("a"), [CREDIT])
        assert (store.article("na"), store.signals("na"), store.check()) == (page("a"), (CREDIT,), [])


def test_characters_no_database_keeps_leave_offsets_right(store):
    dirty = page("a", text="a\0b\ud800c", title="t\0", blocks=(Block("x\0y \\u0000", Place.TAIL),), authors=("\udfff",))
    assert store.put_article(dirty, [replace(CREDIT, source=Locator("n\0"))])
    kept = store.article("na")
    assert (kept.text, kept.title, kept.authors) == ("a\ufffdb\ufffdc", "t\ufffd", ("\ufffd",))
    assert kept.blocks[0].text == "x\ufffdy \\u0000"
    assert store.signals("na")[0].source == Locator("n\ufffd")
    assert store.check() == []


def test_numbers_no_column_keeps_are_refused(store):
    store.put_nodes([Node("na", Status.NAMED), Node("nb", Status.NAMED)])
    endless = (Evidence("rule", float("inf"), ""),)
    for link in (hop("1", "a", "b", confidence=float("nan")), hop("1", "a", "b", evidence=endless)):
        with pytest.raises(StoreError, match="not a finite number"):
            store.put_links([link])
    with pytest.raises(StoreError):
        store.put_article(page("c"), [replace(CREDIT, block=2**70)])
    assert store.node("nc") is None
    assert count(store, "links") == 0
