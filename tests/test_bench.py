"""The measurement of linking measures what it says: its webs have true copies, its pairs are judged rightly."""

import json
import subprocess
import sys

from bench.bulk import bulk, write
from bench.linking import table
from bench.pairs import judged, truth


def test_a_bulk_web_is_the_same_for_the_same_seed_and_its_copies_are_of_earlier_pages():
    pages = list(bulk(300, seed=4))
    assert pages == list(bulk(300, seed=4)) != list(bulk(300, seed=5))
    seen = {}
    for page in pages:
        if page.source is not None:
            mine = page.text.split()
            assert len(set(mine) & set(seen[page.source].split())) > len(set(mine)) / 2
        seen[page.url] = page.text
    assert 30 < sum(page.source is not None for page in pages) < 90


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
    assert table([{"pages": "1", "x": "2"}, {"pages": "9"}]).splitlines()[2:] == ["| x | 2 |  |"]
