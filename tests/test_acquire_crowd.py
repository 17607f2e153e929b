"""Pages of many hosts at once: in their order, a host never twice at a time, nothing lost when one fails."""

import threading
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
from provenance.acquire import Options, read
from provenance.acquire.crowd import in_order
from tests.small_web import page, small_web


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from([None, "a", "b", "c", "d"]), st.integers(0, 9))), st.integers(1, 5))
def test_results_come_in_order_and_no_host_is_asked_twice_at_a_time(jobs, at_once):
    asked, most, lock = Counter(), Counter(), threading.Lock()

    def work(job):
        with lock:
            asked[job[0]] += 1
            most[job[0]] = max(most[job[0]], asked[job[0]])
        with lock:
            asked[job[0]] -= 1
        return job

    assert list(in_order(jobs, work, lambda job: job[0], lambda _: 30_000_000, at_once)) == jobs
    assert not most or max(most.values()) == 1


def test_what_fails_is_raised_in_its_place():
    def work(number):
        return 12 // number

    got = in_order([3, 0, 4], work, lambda number: number, lambda _: 0, 2)
    assert next(got) == 4
    with pytest.raises(ZeroDivisionError):
        next(got)


def test_little_is_asked_ahead_of_who_reads():
    taken = []

    def jobs():
        for number in range(1000):
            taken.append(number)
            yield number

    got = in_order(jobs(), lambda number: number, lambda _: None, lambda _: 0, 4)
    assert [next(got) for _ in range(3)] == [0, 1, 2]
    assert len(taken) < 100
    got.close()


@pytest.fixture
def two():
    """Two hosts of which neither answers before the other was asked."""
    both = threading.Barrier(2, timeout=20)
    with small_web(before=both.wait) as one, small_web(before=both.wait) as other:
        yield one, other


def options(*webs, at_once=8):
    return Options(private=frozenset().union(*(web.options.private for web in webs)), delay=0, at_once=at_once)


@pytest.mark.parametrize("store", ["store.db", ":memory:"])
def test_the_hosts_of_a_list_are_asked_at_the_same_time(two, tmp_path, store):
    one, other = two
    urls = [web.put(f"/{n}", page(f"Number {n}")) for n in range(3) for web in two]
    (tmp_path / "list.txt").write_text("\n".join(urls), "utf-8")
    place = store if store == ":memory:" else tmp_path / store
    with provenance.open(place, write=True) as kept:
        done = list(provenance.ingest(str(tmp_path / "list.txt"), kept, options(one, other)))
        assert [(one.target, one.new, one.error) for one in done] == [(url, True, None) for url in urls]
        again = list(provenance.ingest(str(tmp_path / "list.txt"), kept, options(one, other)))
        assert [(one.node, one.new, one.error) for one in again] == [(one.node, False, None) for one in done]
    assert len(one.asked) == len(other.asked) == 3


def test_one_at_a_time_when_asked_so(tmp_path):
    with small_web() as one, small_web() as other:
        urls = [
            one.put("/1", page("One")),
            other.put("/2", page("Two")),
            other.address + "/no",
            one.put("/3", page("T")),
        ]
        (tmp_path / "list.txt").write_text("\n".join(urls), "utf-8")
        got = list(read(str(tmp_path / "list.txt"), options(one, other, at_once=1)))
    assert [getattr(one, "url", None) for one in got] == urls
    assert "HTTP 404" in str(got[2].error)
