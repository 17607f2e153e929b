"""The measurements measure what they say: webs have true copies, pairs are judged rightly, the page has the figures."""

import json
import subprocess
import sys

import pytest

from bench.__main__ import PARTS, Part, main
from bench.bulk import bulk, write
from bench.exports import measured
from bench.figures import PAGE, Figure, Measured, load, page, save
from bench.linking import table
from bench.pairs import judged, truth


def test_a_bulk_web_is_the_same_for_the_same_seed_and_its_copies_are_of_earlier_pages():
    pages = list(bulk(300, seed=4))
    assert pages == list(bulk(300, seed=4)) != list(bulk(300, seed=5))
    seen = {}
    for one in pages:
        if one.source is not None:
            mine = one.text.split()
            assert len(set(mine) & set(seen[one.source].split())) > len(set(mine)) / 2
        seen[one.url] = one.text
    assert 30 < sum(one.source is not None for one in pages) < 90


def test_pairs_are_judged_by_the_families_they_make():
    sources = {"a": None, "b": "a", "c": "a", "d": None, "e": "d"}
    assert judged([("b", "c"), ("c", "a")], sources) == (2 / 3, 1.0)
    assert judged([("b", "d")], sources) == (0.0, 0.0)
    assert judged([], sources) == (0.0, 0.0)


def test_the_copies_of_a_small_web_are_all_found(tmp_path):
    write(tmp_path, 60)
    ran = subprocess.run(
        [sys.executable, "-m", "bench.stages", "copies", str(tmp_path)], check=True, capture_output=True
    )
    told = json.loads(ran.stdout)
    assert judged([tuple(pair) for pair in told["pairs"]], truth(tmp_path)) == (1.0, 1.0)
    assert told["memory"] > 0


def test_the_table_has_a_row_for_what_any_size_measured():
    assert table([{"pages": 1, "x": 0.25}, {"pages": 9_000}]).splitlines()[2:] == ["| x | 0.25 |  |"]


FIGURES = (Figure("bare", 12.0, "ms"), Figure("whole", 1234.5, "ms", "bare", 102.9, 48.2))
RUN = Measured("2026-01-02", "two things", 2, "3.11.7", "Linux x86_64", (0.5, 2.6), FIGURES)


def test_the_page_is_made_of_the_figures_that_are_kept():
    assert PAGE.read_text("utf-8") == page(load()), "write it anew: python -m bench --page"
    assert list(load()) == [part.name for part in PARTS]


def test_figures_come_back_as_they_were_kept_and_a_busy_machine_is_told(tmp_path):
    save({"start": RUN}, tmp_path / "results.json")
    assert load(tmp_path / "results.json") == {"start": RUN}
    told = page({"start": RUN})
    assert "| start | 2026-01-02 | two things | 2 cores, Python 3.11.7, Linux x86_64 | 0.5, 2.6 (busy) |" in told
    assert "| whole | 1,234 ms | 103 | bare | 48 |" in told


def test_a_part_measured_alone_leaves_the_others_as_they_are(tmp_path, monkeypatch, capsys):
    def figures(size):
        yield Figure("new", float(size), "things")

    parts = (Part("start", str, figures, ("runs",)), Part("export", str, figures, ("nodes",)))
    monkeypatch.setattr("bench.__main__.PARTS", parts)
    kept, written = tmp_path / "results.json", tmp_path / "page.md"
    save({"start": RUN}, kept)
    main(["export", "--nodes", "7", "--results", str(kept), "--output", str(written)])
    results = load(kept)
    assert (list(results), results["start"], results["export"].data) == (["start", "export"], RUN, "7")
    assert results["export"].figures == (Figure("new", 7.0, "things"),)
    assert written.read_text("utf-8") == page(results)
    assert capsys.readouterr().out.endswith("| new | 7.00 things |  |  |  |\n")
    with pytest.raises(SystemExit):
        main(["another", "--results", str(kept)])


def test_the_cost_of_a_format_is_measured_in_a_process_of_its_own():
    seconds, memory, written = measured("jsonl", 20)
    assert seconds > 0
    assert memory > 1
    assert written * 1e6 > 40 * 100
