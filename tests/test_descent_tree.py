"""The best tree and its probabilities, against every tree there is."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.descent import arborescence, marginals

WEIGHT = st.one_of(st.floats(-6, 6), st.integers(-3, 3).map(float), st.just(-math.inf))


@st.composite
def graphs(draw):
    """Up to five nodes; every one may hang on the root, so that there is a tree."""
    size = draw(st.integers(1, 5))
    rows = [[draw(WEIGHT) for _ in range(size)] for _ in range(size)]
    return [[draw(st.floats(-6, 6)), *row[1:]] for row in rows]


def sparse(scores):
    """The edges of a matrix, as the program has them."""
    return [{p: score for p, score in enumerate(row) if score > -math.inf} for row in scores]


def trees(scores):
    """Every spanning tree with its weight: the parents of nodes 1, 2 ..."""
    size = len(scores)
    for parents in itertools.product(range(size), repeat=size - 1):
        whole = (-1, *parents)
        if all(reaches(whole, node) for node in range(1, size)):
            weight = sum(scores[c][whole[c]] for c in range(1, size))
            if weight > -math.inf:
                yield list(whole), weight


def reaches(parents, node):
    for _ in parents:
        if node == 0:
            return True
        node = parents[node]
    return node == 0


@given(graphs())
def test_no_tree_weighs_more(scores):
    best = max(weight for _, weight in trees(scores))
    found = arborescence(sparse(scores))
    assert found in [parents for parents, _ in trees(scores)]
    assert sum(scores[c][found[c]] for c in range(1, len(scores))) == pytest.approx(best)


@given(graphs())
def test_an_edge_is_as_likely_as_the_trees_that_hold_it(scores):
    every = [(parents, math.exp(weight)) for parents, weight in trees(scores)]
    total = sum(weight for _, weight in every)
    shares = marginals(sparse(scores))
    for child, parent in itertools.product(range(1, len(scores)), range(len(scores))):
        wanted = sum(weight for parents, weight in every if parents[child] == parent) / total
        assert shares[child].get(parent, 0.0) == pytest.approx(wanted, abs=1e-6)
    assert not any(shares[0].values())


def test_nested_cycles_are_opened_again():
    none = -math.inf
    scores = [
        [none] * 5,
        [0.0, none, 9.0, none, 2.0],
        [0.0, 9.0, none, none, none],
        [0.0, 8.0, none, none, 9.0],
        [0.0, none, none, 9.0, none],
    ]
    found = arborescence(sparse(scores))
    assert sum(scores[c][found[c]] for c in range(1, 5)) == max(weight for _, weight in trees(scores))


def test_a_long_chain_of_pairs_needs_no_depth_of_calls():
    size = 1201
    scores = [[-math.inf] * size for _ in range(size)]
    for child in range(1, size):
        scores[child][0] = 0.0
        for near in (child - 1, child + 1):
            if 0 < near < size:
                scores[child][near] = 5.0
    found = arborescence(sparse(scores))
    assert found.count(0) == 1


def test_a_node_that_nothing_leads_to_is_refused():
    with pytest.raises(ValueError, match="no edge"):
        arborescence(sparse([[0.0, 0.0], [-math.inf, -math.inf]]))
    with pytest.raises(ValueError, match="no edge"):
        arborescence(sparse([[0.0] * 3, [-math.inf, 0, 1.0], [-math.inf, 1.0, 0]]))


def test_weights_far_apart_stay_probabilities():
    shares = marginals(sparse([[0.0] * 3, [-900.0, -math.inf, 300.0], [-800.0, 500.0, -math.inf]]))
    assert all(0 <= share <= 1 for row in shares for share in row.values())
    assert all(sum(row.values()) == pytest.approx(1) for row in shares[1:])
