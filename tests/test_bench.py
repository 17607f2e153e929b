"""The measurements measure what they say: webs have true copies, pairs are judged rightly, the page has the figures."""

import json
import subprocess
import sys

import pytest

from bench.__main__ import PARTS, Part, main
from bench.bulk import bulk, write
from bench.exports import measured
from bench.figures import PAGE, Figure, Measured, load, page, save
from bench.growth import figures as grown
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


def test_growth_is_told_beside_the_smallest_size(tmp_path, monkeypatch):
    monkeypatch.setattr("bench.growth.FOLDER", tmp_path / "growth")
    found = {one.what: one for one in grown(60, 200)}
    assert {
        "link: 12",
        "link: 60",
        "copies: 60",
        "one page looked up: 60",
        "look-up by hashes, made-up rows: 200",
    } < set(found)
    assert (found["link: 12"].beside, found["link: 12"].ratio) == (None, None)
    anchors = "look-up by anchors of 19 languages, made-up rows"
    assert found[f"{anchors}: 200"].beside == "12"
    assert found[f"{anchors}: 200"].ratio == pytest.approx(
        found[f"{anchors}: 200"].value / found[f"{anchors}: 12"].value
    )
    assert found["store: 60"].value > 1_000
    assert not (tmp_path / "growth").exists()


def test_a_part_that_takes_long_is_measured_only_when_it_is_named(tmp_path, monkeypatch, capsys):
    def figures(size):
        yield Figure("new", float(size), "things")

    parts = (Part("start", str, figures, ("runs",)), Part("growth", str, figures, ("rows",), usual=False))
    monkeypatch.setattr("bench.__main__.PARTS", parts)
    kept = tmp_path / "results.json"
    arguments = ["--results", str(kept), "--output", str(tmp_path / "page.md")]
    main(arguments)
    assert list(load(kept)) == ["start"]
    main(["growth", *arguments])
    assert list(load(kept)) == ["start", "growth"]
    with pytest.raises(SystemExit):
        main(["--folder", str(tmp_path), *arguments])
    assert "--folder: name the part" in capsys.readouterr().err


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
