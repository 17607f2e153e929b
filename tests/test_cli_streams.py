"""Standard streams that are closed, or whose reader goes away; data that end too early are no interrupt."""

import os
import subprocess
import sys

import pytest

import provenance
from provenance.store import open_store

TEXT = "The harbour opened again on Monday. The ferry sailed in the evening, the harbour said.\n"


@pytest.fixture
def shell(tmp_path, location):
    """Run a line of a shell in which $P is the program and $F a page that is in its store."""
    page = tmp_path / "page.txt"
    page.write_text(TEXT, "utf-8")
    with open_store(location) as store:
        list(provenance.ingest(str(page), store))

    def call(line):
        here = {"P": f"{sys.executable} -m provenance --store {location}", "F": str(page)}
        return subprocess.run(
            ["bash", "-c", line], env=dict(os.environ) | here, capture_output=True, text=True, check=False
        )

    return call

    return dict(os.environ)


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("$P export -f html >&-", 0, ""),
        ("$P show $F >&-", 0, ""),
        ("$P inspect - <&-", 3, "provenance: -: empty page\n"),
        ("$P ingest $F 2>&-", 0, ""),
        ("$P ingest $F --jobs 2 <&- >&- 2>&-", 0, ""),
        ("$P rules | true; exit ${PIPESTATUS[0]}", 0, ""),
        ("$P export -f html | true; exit ${PIPESTATUS[0]}", 0, ""),
    ],
)
def test_a_closed_stream_is_no_fault_of_the_run(shell, line, status, said):
    ran = shell(line)
    assert (ran.returncode, ran.stderr) == (status, said)


def test_a_page_is_kept_though_nobody_can_be_told(shell, tmp_path, store):
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("Monday", "Friday"), "utf-8")
    assert shell(f"$P ingest {other} 2>&-").returncode == 0
    assert store.info()["read"] == 2


def test_data_that_end_too_early_are_a_fault_and_no_interrupt(run, monkeypatch):
    def torn():
        raise EOFError("Compressed file ended before the end-of-stream marker was reached")

    monkeypatch.setattr("provenance.infer.rules.table", torn)
    ran = run("rules")
    assert ran.status == 3
    assert ran.err == (
        "provenance: data ended before their end (Compressed file ended before the end-of-stream marker was reached)\n"
    )
