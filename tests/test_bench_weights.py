"""Weights are fitted by what they say: the likelihood is that of whole trees, and what is written is the module anew."""

import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from bench import fitting
from bench.bulk import write
from bench.fitting import SIGNS, bounds, fitted
from bench.likelihood import LOST, ROOT, Grown, chosen, judged, loss, packed, unpacked
from bench.timing import RIVALS
from bench.weights import WRITTEN, main, text, web
from provenance.descent.traits import TRAITS
from provenance.descent.weights import ROOT_WEIGHTS, WEIGHTS

TRUE = np.array([2.0, -1.0, 0.0, -0.5, 1.0])
"""Weights of three traits and of two of a root."""

needs_scipy = pytest.mark.skipif(not RIVALS.exists() and os.environ.get("CI") != "true", reason="no scipy: make rivals")


def trees(count):
    """The parents of all pages, in every tree of so many."""
    for parents in product(range(ROOT, count), repeat=count):
        for start in range(count):
            here, steps = start, 0
            while here != ROOT and steps <= count:
                here, steps = parents[here], steps + 1
            if here != ROOT:
                break
        else:
            yield parents


def family(pick, count=4, true=None):
    """Pages of which each may descend from each, with random traits."""
    children, parents = np.array([(c, p) for c in range(count) for p in range(count) if c != p]).T
    traits, roots = pick.normal(size=(len(children), 3)), pick.normal(size=(count, 2))
    return Grown(traits, children, parents, roots, np.array(true or [ROOT, *range(count - 1)]))


def weight(grown, tree, weights):
    """The log-weight of a tree, edge by edge."""
    at = {edge: n for n, edge in enumerate(zip(grown.children.tolist(), grown.parents.tolist(), strict=True))}
    return sum(
        grown.roots[child] @ weights[3:] if parent == ROOT else grown.traits[at[child, parent]] @ weights[:3]
        for child, parent in enumerate(tree)
    )


def sampled(seed, count):
    """Families whose trees were drawn by the weights that are true."""
    pick = np.random.default_rng(seed)
    every = list(trees(4))
    for _ in range(count):
        grown = family(pick)
        shares = np.exp([weight(grown, tree, TRUE) for tree in every])
        drawn = every[pick.choice(len(every), p=shares / shares.sum())]
        yield Grown(grown.traits, grown.children, grown.parents, grown.roots, np.array(drawn))


def test_four_pages_have_as_many_trees_as_cayley_says():
    assert len(list(trees(4))) == 5**3


def test_the_likelihood_of_a_family_is_its_tree_s_share_of_all_trees():
    grown = family(np.random.default_rng(1), true=[2, ROOT, 1, ROOT])
    every = np.logaddexp.reduce([weight(grown, tree, TRUE) for tree in trees(4)])
    assert loss(TRUE, [grown])[0] == pytest.approx(every - weight(grown, grown.true.tolist(), TRUE))


def test_edges_that_are_not_there_are_in_no_tree():
    whole = family(np.random.default_rng(2))
    kept = whole.parents < whole.children
    grown = Grown(whole.traits[kept], whole.children[kept], whole.parents[kept], whole.roots, whole.true)
    possible = [tree for tree in trees(4) if all(parent < child for child, parent in enumerate(tree))]
    every = np.logaddexp.reduce([weight(grown, tree, TRUE) for tree in possible])
    assert loss(TRUE, [grown])[0] == pytest.approx(every - weight(grown, grown.true.tolist(), TRUE))


@pytest.mark.parametrize("penalty", [0.0, 0.2])
def test_the_gradient_is_that_of_finite_differences(penalty):
    pick = np.random.default_rng(3)
    families = [family(pick), family(pick, 3, [1, ROOT, ROOT]), family(pick, 6)]
    _, slope = loss(TRUE, families, penalty)
    steps = 1e-5 * np.eye(len(TRUE))
    rises = [loss(TRUE + step, families, penalty)[0] - loss(TRUE - step, families, penalty)[0] for step in steps]
    assert slope == pytest.approx(np.array(rises) / 2e-5, abs=1e-6)


def test_weights_that_leave_a_root_no_chance_still_have_a_loss_and_its_gradient():
    families = [family(np.random.default_rng(4))]
    far = np.array([0.0, 0.0, 0.0, 60.0, -60.0])
    value, slope = loss(far, families)
    steps = 1e-5 * np.eye(len(far))
    rises = [loss(far + step, families)[0] - loss(far - step, families)[0] for step in steps]
    assert np.isfinite(value)
    assert slope == pytest.approx(np.array(rises) / 2e-5, abs=1e-3)


def test_only_whole_families_count_for_the_loss_and_all_for_the_share_of_copies():
    pick = np.random.default_rng(5)
    whole, parted = family(pick), family(pick, 3, [ROOT, LOST, 0])
    assert (whole.whole, parted.whole) == (True, False)
    found = judged([whole, parted], TRUE)
    right = sum(
        one == parent != ROOT
        for grown in (whole, parted)
        for one, parent in zip(chosen(grown, TRUE), grown.true, strict=True)
    )
    assert (found.pages, found.copies, found.share) == (4, 5, right / 5)
    assert found.loss == loss(TRUE, [whole])[0] / 4


def test_the_tree_that_is_chosen_is_the_true_one_where_its_edges_stand_out():
    grown = family(np.random.default_rng(6), 5, [ROOT, 0, 0, 1, 3])
    clear = np.concatenate((8.0 * (grown.parents == grown.true[grown.children])[:, None], grown.traits[:, 1:]), axis=1)
    roots = np.array([[8.0 * (true == ROOT), 0.0] for true in grown.true])
    marked = Grown(clear, grown.children, grown.parents, roots, grown.true)
    assert chosen(marked, np.array([1.0, 0.0, 0.0, 1.0, 0.0])) == grown.true.tolist()


def test_families_come_back_from_a_file_as_they_were(tmp_path):
    pick = np.random.default_rng(7)
    lone = Grown(np.zeros((0, 3)), np.zeros(0, int), np.zeros(0, int), np.ones((2, 2)), np.array([ROOT, LOST]))
    families = [family(pick), lone, family(pick, 3)]
    np.savez(tmp_path / "families.npz", **packed(families))
    with np.load(tmp_path / "families.npz", allow_pickle=False) as arrays:
        found = list(unpacked(dict(arrays)))
    assert [len(one.true) for one in found] == [4, 2, 3]
    assert loss(TRUE, [found[0], found[2]])[0] == loss(TRUE, [families[0], families[2]])[0]


def test_a_trait_that_must_speak_for_or_against_an_edge_is_bound_to():
    limits = bounds(["a", "b", "c"], {"a": 1, "c": -1})
    assert limits.tolist() == [[0, np.inf], [-np.inf, np.inf], [-np.inf, 0]]
    assert set(SIGNS.values()) <= {1, -1}
    assert set(SIGNS) <= {trait.__name__ for trait in TRAITS}


def test_the_weights_that_are_agree_with_the_signs_that_they_must_have():
    assert {name: WEIGHTS[name] for name, sign in SIGNS.items() if WEIGHTS.get(name, 0.0) * sign < 0} == {}


@needs_scipy
def test_a_fit_finds_the_weights_that_families_were_drawn_by():
    found = fitted(list(sampled(8, 400)), np.zeros(5), bounds("abcde", {}), 0.2)
    assert found == pytest.approx(TRUE, abs=0.35)
    assert np.argsort(found).tolist() == np.argsort(TRUE).tolist()


@needs_scipy
def test_a_fit_keeps_the_signs_that_it_is_bound_to():
    found = fitted(list(sampled(9, 100)), np.zeros(5), bounds("abcde", {"a": 1, "b": 1}), 0.2)
    assert found[0] > 1
    assert found[1] == 0


def test_the_module_of_the_weights_is_as_it_would_be_written():
    assert text(WEIGHTS, ROOT_WEIGHTS) == WRITTEN.read_text("utf-8"), "python -m bench.weights FOLDER --write"


@pytest.fixture(scope="module")
def webs(tmp_path_factory):
    """Two folders of pages with their truth; the first has a store."""
    found = [tmp_path_factory.mktemp("webs") for _ in range(2)]
    for seed, folder in enumerate(found, 1):
        write(folder, 60, seed)
    for stage in ("ingest", "link"):
        subprocess.run([sys.executable, "-m", "bench.stages", stage, str(found[0])], check=True, capture_output=True)
    return found


def test_the_families_of_a_web_have_their_true_descent(webs):
    found = web(webs[0])
    copies = sum(json.loads(line)["parent"] is not None for line in (webs[0] / "truth.jsonl").open())
    assert sum(int((one.true >= 0).sum()) for one in found.families) == copies > 5
    assert all(one.whole for one in found.families)
    assert found.roots == tuple(ROOT_WEIGHTS)
    assert [one.true.tolist() for one in web(webs[0], 2).families] == [one.true.tolist() for one in found.families[:2]]


def ran(webs, output, monkeypatch, capsys):
    """The rows of the table that the command prints, and the module that it writes."""
    monkeypatch.setattr("bench.weights.WRITTEN", output)
    main([str(webs[0]), "--held-out", str(webs[1]), "--families", "6", "--write"])
    rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()]
    made = {}
    exec(compile(output.read_text("utf-8"), str(output), "exec"), made)
    return {row[0]: row[1:] for row in rows[2:]}, made


def test_the_command_prints_its_table_and_writes_the_module(webs, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("bench.weights.needed", lambda: None)
    monkeypatch.setattr("bench.weights.fitted", lambda families, start, limits, penalty: start - 0.001)
    names = [trait.__name__ for trait in TRAITS]
    monkeypatch.delitem(WEIGHTS, names[0])
    table, made = ran(webs, tmp_path / "weights.py", monkeypatch, capsys)
    assert table[names[0]] == ["0.00", "0.00"]
    assert [table[name] for name in WEIGHTS] == [[f"{weight:.2f}"] * 2 for weight in WEIGHTS.values()]
    assert list(made["WEIGHTS"]) == names
    assert made["ROOT_WEIGHTS"] == ROOT_WEIGHTS
    assert [name.partition(",")[0] for name in list(table)[-4:]] == [
        "fitted: negative log-likelihood a page",
        "fitted: share given their true parent",
        "held out: negative log-likelihood a page",
        "held out: share given their true parent",
    ]


@needs_scipy
def test_what_is_fitted_is_likelier_than_what_was(webs, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("bench.weights.weights.WEIGHTS", {})
    table, made = ran(webs, tmp_path / "weights.py", monkeypatch, capsys)
    before, after = next(row for name, row in table.items() if name.startswith("fitted: negative"))
    assert float(after) < float(before)
    assert any(made["WEIGHTS"].values())
    checked = [str(Path(sys.executable).with_name("ruff")), "format", "--check", str(tmp_path / "weights.py")]
    assert subprocess.run(checked, check=False, capture_output=True, cwd=WRITTEN.parent).returncode == 0


def test_without_its_environment_the_command_says_how_to_make_it(tmp_path, monkeypatch):
    monkeypatch.setattr(fitting, "RIVALS", tmp_path / "python")
    with pytest.raises(SystemExit, match=r"make rivals"):
        main([str(tmp_path)])


@pytest.mark.parametrize(("line", "said"), [(None, "truth.jsonl"), ("{}", "truth.jsonl: a line"), ("?", "truth.jsonl")])
def test_a_folder_that_cannot_be_read_is_one_line(tmp_path, line, said):
    if line is not None:
        (tmp_path / "truth.jsonl").write_text(line)
    with pytest.raises(SystemExit) as ended:
        web(tmp_path)
    assert said in str(ended.value)
    assert "\n" not in str(ended.value)


def test_a_folder_without_pages_is_one_line(tmp_path):
    (tmp_path / "truth.jsonl").write_text("")
    with pytest.raises(SystemExit, match=r"pages\.jsonl"):
        web(tmp_path)


def test_pages_without_kin_are_nothing_to_fit_to(tmp_path):
    (tmp_path / "truth.jsonl").write_text('{"url": "https://a.example/1", "parent": null}\n')
    (tmp_path / "pages.jsonl").write_text(
        '{"url": "https://a.example/1", "text": "Alone on a page.", "language": "en"}\n'
    )
    with pytest.raises(SystemExit, match="no two pages of one family"):
        web(tmp_path)
