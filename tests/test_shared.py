"""Processes that read pages begin with what their parent has used, and keep what they compile."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINE = "Source : Le Quai du Nord"
# The parent reads a line; a process of the pool, asked before it has read anything, tells what it has.
BEGIN = f"""
import multiprocessing, os, sys
from provenance.ingestion import crew
from provenance.grammar.compiled import used
from provenance.grammar.read import read
if __name__ == "__main__":
    assert read({LINE!r}, "fr")
    pool = crew._pool(1)
    theirs = pool.submit(used).result()
    print(len(used()), set(used()) <= set(theirs), any("PATTERNS" in name for name in os.environ))
    read_there = pool.submit(read, "Quelle: Hafenblatt", "de").result()
    pool.shutdown()
    print(bool(read_there))
"""


@pytest.mark.skipif(os.name != "posix", reason="processes are forked")
def test_a_reader_begins_with_the_patterns_that_were_used_and_keeps_its_own(tmp_path):
    (tmp_path / "begin.py").write_text(BEGIN)
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, tmp_path / "begin.py"], env=environment, capture_output=True, text=True, check=True
    )
    first, second = ran.stdout.split("\n")[:2]
    count, all_there, left = first.split()
    assert int(count) > 0 and (all_there, left, second) == ("True", "False", "True"), ran.stderr
    assert list((tmp_path / "provenance").glob("patterns-de-*.kept"))  # compiled by the reader alone


@pytest.mark.parametrize("names", ["", "xx.1.0", "fr.99999.0", "fr.1", "a.b.c", "fr.1.0 . ..", "fr.1.99"])
def test_names_that_are_none_do_no_harm(names):
    code = "from provenance.ingestion import shared; import sys; shared.load(sys.argv[1]); print('loaded')"
    ran = subprocess.run([sys.executable, "-c", code, names], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout == "loaded\n"
