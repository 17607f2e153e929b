"""Chains as rows: a page stands once with what comes behind it, however many ways lead there."""

from itertools import pairwise

import pytest

from provenance.model import Node, Status
from tests.stores import hop


def _ladder(store, rungs):
    """Sources in pairs, each taken from both of the next pair: each pair is reached in twice as many ways."""
    pairs = [(f"a{rung}", f"b{rung}") for rung in range(rungs)]
    store.put_nodes(Node(f"n{name}", Status.NAMED) for pair in pairs for name in pair)
    store.put_links(hop(a + b, a, b) for near, far in pairwise(pairs) for a in near for b in far)


@pytest.mark.parametrize(("asked", "way"), [("na0", "--upstream"), ("na29", "--downstream")])
def test_a_page_that_many_ways_lead_to_is_followed_once(run, store, asked, way):
    _ladder(store, 30)
    lines = run("show", asked, way).out.splitlines()
    assert sum("(link l" in line for line in lines) == 2 + 28 * 4
    assert sum(line.endswith("stands above already") for line in lines) == 28 * 2
