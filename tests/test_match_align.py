"""The chain through a matrix of similarities, and what undoing the order leaves of it."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.match import translation
from provenance.match.align import chain, disordered, links_of


def diagonal(size: int, shift: int = 0) -> list[list[float]]:
    return [[1.0 if j == (i + shift) % size else 0.0 for j in range(size)] for i in range(size)]


def scored(matrix: list[list[float]]) -> float:
    return chain(matrix, links_of(matrix, [50.0] * len(matrix), [50.0] * len(matrix[0]))).score


def test_a_chain_keeps_the_order_on_both_sides():
    matrix = [[0.1, 0.9, 0.0], [0.9, 0.0, 0.0], [0.0, 0.0, 0.9]]
    links = chain(matrix, links_of(matrix, [50, 50, 50], [50, 50, 50])).links
    assert [(x.a, x.b) for x in links] in ([(0, 1), (2, 2)], [(1, 0), (2, 2)])


def test_links_side_by_side_count_more_than_links_apart():
    together = [[0.0] * 9 for _ in range(9)]
    apart = [[0.0] * 9 for _ in range(9)]
    for n in range(3):
        together[n][n] = 1.0
        apart[3 * n][3 * n] = 1.0
    assert scored(together) > 2 * scored(apart) > 0


def test_lengths_that_disagree_weaken_a_link():
    alike = links_of([[1.0]], [100.0], [100.0])[0][0]
    assert alike == 1.0
    assert links_of([[1.0, 1.0]], [100.0], [100.0, 300.0])[0][1] < alike / 2


def test_order_undone_leaves_little_of_a_diagonal_and_all_of_a_plain_field():
    size = 12
    lengths = [50.0] * size
    ordered, field = diagonal(size), [[0.2] * size for _ in range(size)]
    assert disordered(ordered, links_of(ordered, lengths, lengths)) < scored(ordered) / 4
    assert abs(disordered(field, links_of(field, lengths, lengths)) - scored(field)) < 1e-9


def test_no_sentences_make_no_chain():
    assert chain([], []).score == 0.0
    assert disordered([], links_of([], [], [50.0])) == 0.0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.floats(0, 2), min_size=4, max_size=4), min_size=1, max_size=6))
def test_links_grow_on_both_sides(matrix):
    found = chain(matrix, links_of(matrix, [50.0] * len(matrix), [50.0] * 4)).links
    assert all(x.a < y.a and x.b < y.b for x, y in pairwise(found))


def test_few_anchors_are_not_enough_however_well_they_align():
    french = "Bradovic a chanté.\nLa pluie tombait sur la ville.\nTolvanen a dansé.\nLe vent soufflait fort.\n"
    german = "Bradovic hat gesungen.\nEs regnete über der Stadt.\nTolvanen hat getanzt.\nDer Wind blies stark.\n"
    match = translation(french, "fr", german, "de")
    assert match.score <= 0.3
    assert match.detail.startswith("too little evidence")
    assert match.detail.endswith("2 names, words and numbers in order: Bradovic, Tolvanen")
