"""Folders that may not be read, or not be gone into: one line each, and the rest is read."""

import os
import shutil
import subprocess
import sys

import pytest

TEXT = "The harbour opened again on {}. The ferry sailed in the evening, the harbour said.\n"
FEED = "<rss version='2.0'><channel><title>Quai</title><item><title>Ferry</title><description>{}</description></item></channel></rss>"


@pytest.fixture
def bound():
    """How to run a program that permissions hold for, whoever runs it."""
    if os.geteuid():
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root reads everything")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


@pytest.fixture
def folder(tmp_path):
    """A folder with a page of its own, a folder within that may not be gone into, one that may not be read."""
    home = tmp_path / "pages"
    for name, day in (("a", "Monday"), ("b", "Tuesday"), ("c", "Friday"), ("d", "Sunday")):
        (home / name).mkdir(parents=True)
        (home / name / "page.txt").write_text(TEXT.format(day), "utf-8")
    (home / "b").chmod(0o444)
    (home / "c").chmod(0o000)
    yield home
    for name in "bc":
        (home / name).chmod(0o755)


@pytest.fixture
def called(bound, location):
    def call(*arguments):
        program = [*bound, sys.executable, "-m", "provenance", "--store", location, *map(str, arguments)]
        ran = subprocess.run(program, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stderr.splitlines()

    return call


def test_a_folder_that_is_not_ours_does_not_stop_the_others(called, folder, tmp_path):
    later = tmp_path / "later.txt"
    later.write_text(TEXT.format("Saturday"), "utf-8")
    assert called("ingest", folder, later, "--jobs", 1) == (
        1,
        [
            f"provenance: {folder}/b/page.txt: permission denied",
            f"provenance: {folder}/c: permission denied",
            "3 new, 0 already there, 2 not read",
        ],
    )
    assert called("inspect", folder / "c") == (3, [f"provenance: {folder}/c: permission denied"])


def test_a_source_that_may_not_be_looked_at_does_not_stop_a_watch(called, folder, tmp_path):
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED.format(TEXT.format("Saturday") * 3), "utf-8")
    status, said = called("watch", "--once", "--no-link", folder / "b" / "page.txt", feed)
    assert status == 1
    assert said == [f"provenance: {folder}/b/page.txt: permission denied", "1 new, 0 already there, 1 not read"]
