"""The judged corpus: how near the answers come, held by floors that only rise (`python -m tests.corpus.check --raise`)."""

import pytest

from tests.corpus.ask import ask
from tests.corpus.check import check
from tests.corpus.floors import below, floors
from tests.corpus.pages import SETS, load
from tests.corpus.score import score

LEAST_PAGES = {
    "first": 300, "second": 150, "third": 165, "fourth": 140, "fifth": 195, "sixth": 195, "seventh": 190, "eighth": 40, "ninth": 50,
}  # fmt: skip


@pytest.fixture(scope="module", params=[pytest.param(p, marks=pytest.mark.xdist_group(f"corpus-{p}")) for p in SETS])
def part(request):
    return request.param


@pytest.fixture(scope="module")
def scores(part):
    return score((page, ask(page)) for page in load(part=part))


def test_the_corpus_is_well_formed_and_large_enough():
    pages = {part: load(part=part) for part in SETS}
    assert list(check([page for some in pages.values() for page in some])) == []
    assert all(len(pages[part]) >= least for part, least in LEAST_PAGES.items())


def test_no_figure_falls_below_its_floor(part, scores):
    assert list(below(scores, floors(part))) == []


def test_confidence_is_a_probability(part, scores):
    """Expected calibration error over ten bins of equal width (Naeini et al., 2015), at most .05 in a whole set."""
    from tests.corpus.reliability import bins, expected_error

    assert expected_error(bins(scores)) <= 0.05


def test_the_published_curve_is_this_one(part, scores):
    """The figures of docs/explanation/quality.md, to a twentieth of the claims and a hundredth of a share."""
    from docs.scripts import reliability
    from tests.corpus.reliability import Bin, bins, expected_error

    found = bins(scores)
    told = tuple(Bin(row.claims, row.confidence, row.right) for row in reliability.read() if row.part == part)
    claims = sum(one.claims for one in found)
    assert abs(sum(one.claims for one in told) - claims) <= claims / 20, "run python -m docs.scripts.reliability"
    assert abs(expected_error(told) - expected_error(found)) <= 0.01, "run python -m docs.scripts.reliability"


def test_the_picture_of_the_curve_shows_its_figures():
    from docs.scripts import reliability

    assert reliability.PICTURE.read_text("utf-8") == reliability.picture(reliability.summed(reliability.read()))
