"""The judged corpus: how near the answers come, held by floors that only rise (`python -m tests.corpus.check --raise`)."""

import pytest

from tests.corpus.ask import ask
from tests.corpus.check import check
from tests.corpus.floors import below, floors
from tests.corpus.pages import load
from tests.corpus.score import score

pytestmark = pytest.mark.xdist_group("corpus")


@pytest.fixture(scope="module")
def pages():
    return load()


@pytest.fixture(scope="module")
def scores(pages):
    return score((page, ask(page)) for page in pages)


def test_the_corpus_is_well_formed_and_large_enough(pages):
    assert list(check(pages)) == []
    assert len(pages) >= 300


def test_no_figure_falls_below_its_floor(scores):
    assert list(below(scores, floors())) == []


def test_confidence_is_a_probability(scores):
    """Expected calibration error over ten bins of equal width (Naeini et al., 2015), at most .05 in the whole corpus."""
    from tests.corpus.reliability import bins, expected_error

    assert expected_error(bins(scores)) <= 0.05
