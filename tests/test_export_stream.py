"""A store goes into a file as a stream, and the file is the same as that of the graph held whole."""

import re
from dataclasses import replace
from datetime import UTC
from xml.sax import saxutils

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.formats import FORMATS, Stream, export
from provenance.formats.markup import escape, quoteattr
from provenance.formats.moments import Moments
from provenance.formats.values import moment
from provenance.model import DateInterval, Graph, Node, Status
from provenance.store import open_store
from tests.test_export_formats import GRAPH, LINKS, packed

STREAMED = [each.name for each in FORMATS if each.stream or each.pack]


def passing(graph):
    return Stream(iter((*graph.nodes, *graph.links)))


def undated(file):
    """A file without the times at which it was written."""
    return re.sub(rb'"modified": "[^"]*"', b"", file)


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_a_stream_gives_the_same_file_as_the_whole_graph(name):
    stream = passing(GRAPH)
    assert undated(packed(name, stream)) == undated(packed(name, GRAPH))
    assert stream.counts == [len(GRAPH.nodes), len(GRAPH.links)]


@pytest.mark.parametrize("graph", [Graph((), ()), Graph(GRAPH.nodes, ())])
def test_a_stream_may_end_early(graph):
    stream = passing(graph)
    assert [*stream.links] == []
    assert stream.counts == [len(graph.nodes), 0]


@pytest.mark.parametrize("name", STREAMED)
def test_nodes_are_let_go_as_they_are_written(name):
    """No more than a few nodes are alive at a time while a thousand go by."""
    alive = peak = 0

    class Seen(str):
        __slots__ = ()

        def __del__(self):
            nonlocal alive
            alive -= 1

    def parts():
        nonlocal alive, peak
        for number in range(1000):
            alive += 1
            peak = max(peak, alive)
            yield Node(f"n{number}", Status.READ, title=Seen(f"title {number}"))

    packed(name, Stream(parts()))
    assert peak < 20


@given(st.lists(st.none() | st.datetimes(timezones=st.just(UTC)), max_size=20), st.booleans())
@settings(deadline=None)
def test_moments_are_had_back_to_the_microsecond(times, many):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("provenance.formats.moments._FEW", 0 if many else 50_000)
        _told_again(times)


def _told_again(times):
    dates = Moments()
    ends = [when and DateInterval(when, when, "") for when in times]
    for number, date in enumerate(ends):
        dates.note(Node(f"n{number}", Status.READ, published=date))
    assert [dates.of(f"n{number}") for number in range(len(times))] == [when and moment(when) for when in times]
    assert dates.of("another") is None


@given(st.text())
def test_markup_is_written_as_the_library_for_it_does(text):
    assert escape(text) == saxutils.escape(text)
    assert quoteattr(text) == saxutils.quoteattr(text)


def test_the_store_keeps_and_the_file_tells_who_revised_and_under_what_licence(tmp_path):
    graph = Graph(GRAPH.nodes[:2], (replace(LINKS[0], evidence=(), rivals=()),))
    with open_store(tmp_path / "s.db") as store:
        store.put_nodes(graph.nodes)
        store.put_links(graph.links)
        export(Stream(store.whole_graph()), "graphml", tmp_path / "whole.graphml")
        assert [each.reviser for each in store.links()] == ["Hélène"]
    text = (tmp_path / "whole.graphml").read_text(encoding="utf-8")
    assert '<data key="edge_reviser">Hélène</data><data key="edge_licence">CC BY-SA 4.0</data>' in text
    assert '<data key="edge_derived_published">2024-03-01T00:00:00Z</data>' in text


def test_a_store_made_before_gets_the_columns_of_revisers_and_licences(tmp_path):
    import sqlite3

    path = tmp_path / "old.db"
    with open_store(path) as store:
        store.put_nodes(GRAPH.nodes[:2])
    with sqlite3.connect(path) as raw:
        for column in ("reviser", "licence"):
            raw.execute(f"ALTER TABLE links DROP COLUMN {column}")
        raw.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")
    raw.close()
    with open_store(path) as store:
        store.put_links([replace(LINKS[0], evidence=(), rivals=())])
        assert [each.licence for each in store.links()] == ["CC BY-SA 4.0"]
        assert store.check() == []
