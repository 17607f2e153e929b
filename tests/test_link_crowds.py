"""One story that very many pages carry: what a family takes grows with its pages, not with the pairs of them."""

import tracemalloc
from dataclasses import replace

from provenance.descent import arborescence, descend, family, marginals, witness
from provenance.descent.laid import compare, shared_by
from provenance.linking.kin import Finder
from provenance.model import Article, Block, Place
from tests.test_descent_families import anyone
from tests.web import BODY


class Crowd:
    """A corpus of copies of one page, all found at once (a `Look` too)."""

    def __init__(self, count):
        text = "\n".join(BODY)
        blocks = tuple(Block(line, Place.INLINE) for line in BODY)
        one = witness(Article("n", None, None, "Ferry", None, "en", None, (), blocks, (), text, "ab" * 32), ())
        self.pages = {f"n{number}": replace(one, id=f"n{number}") for number in range(count)}

    def witness(self, node):
        return self.pages[node]

    def copies(self, page, seen):
        return [other for other in self.pages.values() if other.id not in seen]

    def translated(self, page):
        return ()

    credited = linked = translated


def peak(work):
    """The bytes that were taken at most while something was done."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_family_does_not_hold_the_pairs_of_its_pages():
    crowd = Crowd(800)
    finder = Finder(crowd, crowd)
    finder.add("n0")
    assert peak(lambda: [len(family.members) for family in finder.families()]) < 800 * 1_000


def test_a_tree_holds_its_edges_not_the_square_of_its_nodes():
    count = 2_000
    rows = [{}, *({0: 0.0, **dict.fromkeys(range(max(1, c - 10), c), 1.0)} for c in range(1, count))]
    assert peak(lambda: arborescence(marginals(rows))) < 5_000 * count


def test_of_many_rings_only_the_way_back_is_kept():
    count = 400
    rows = [{}, *({0: -9.0, (c + 1 if c % 2 else c - 1): 5.0} for c in range(1, count + 1))]
    assert peak(lambda: arborescence(rows)) < 2_500 * count


def test_of_many_possible_parents_the_nearest_are_chosen_by_each_text_once(monkeypatch):
    """Two texts among 120 pages: for each page the lines of two bodies are counted, not of 119."""
    done = []
    monkeypatch.setattr(family, "shared_by", lambda lines, own: done.append(len(lines)) or shared_by(lines, own))
    pages = list(Crowd(120).pages.values())
    pages[7] = replace(pages[7], body=pages[7].body[:-1])
    assert all(len(descent.rivals) >= 79 for descent in descend(pages, anyone))
    assert sum(done) == 120 * (2 * len(BODY) - 1) - len(BODY) + 1


def test_texts_that_are_the_same_are_compared_once(monkeypatch):
    done = []
    monkeypatch.setattr("provenance.descent.laid.compare", lambda a, b: done.append(1) or compare(a, b))
    pages = list(Crowd(60).pages.values())
    pages[7] = replace(pages[7], body=pages[7].body[:-1])
    assert len(descend(pages, anyone)) == len(pages)
    assert len(done) == 3
