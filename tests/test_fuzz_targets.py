"""The targets of `make fuzz` hold over their seeds and over all that ever made one fail, also without atheris."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.tally import Run, add, read, table
from fuzz.targets import TARGETS, find

FOUND = Path(__file__).resolve().parent.parent / "fuzz" / "found"
MOST = 12  # seeds of one target


@pytest.mark.parametrize("name", [target.name for target in TARGETS])
def test_a_target_holds_over_its_seeds(name):
    target = find(name)
    seeds = list(target.seeds())
    assert seeds
    for seed in seeds[:: -(-len(seeds) // MOST)]:
        target.check(seed)


@pytest.mark.parametrize("name", [target.name for target in TARGETS])
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_target_holds_over_what_is_made_of_its_seeds(name, data):
    target = find(name)
    seeds = [seed[:1_500] for seed in list(target.seeds())[:MOST]]
    cut = st.tuples(st.sampled_from(seeds), st.integers(0, 1_500), st.integers(0, 1_500)).map(
        lambda x: x[0][x[1] : x[2]]
    )
    piece = st.one_of(cut, st.sampled_from(seeds), st.binary(max_size=12), st.sampled_from(target.tokens or (b"\xff",)))
    made = b"".join(data.draw(st.lists(piece, max_size=6)))
    target.check(made[: target.longest])


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name[:12]}")
def test_what_was_found_once_holds(path):
    find(path.parent.name).check(path.read_bytes())


def test_every_target_has_a_name_of_its_own_and_says_what_must_hold():
    assert len({target.name for target in TARGETS}) == len(TARGETS)
    assert all(target.check.__doc__ for target in TARGETS)


def test_runs_of_one_target_are_summed(tmp_path):
    for run in (Run("a", 10, 2.0, 0), Run("b", 5, 1.0, 1), Run("a", 1_000, 8.0, 1)):
        add(tmp_path / "tally.tsv", run)
    assert read(tmp_path / "tally.tsv") == [Run("a", 1_010, 10.0, 1), Run("b", 5, 1.0, 1)]
    assert table(read(tmp_path / "tally.tsv")).splitlines()[-1] == "| all | 1,015 | 92 | 2 |"
