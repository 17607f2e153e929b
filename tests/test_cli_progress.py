"""The bar on standard error: for whoever watches, and for nobody else."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "provenance", "--store"]


def watched(store: Path, *arguments: object) -> tuple[str, str]:
    """Run with a terminal as standard error: what was printed, what the terminal got."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        command = [*COMMAND, str(store), *map(str, arguments)]
        env = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
        ran = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=env, text=True)
        os.close(theirs)
        got = b""
        try:
            while piece := terminal.read(4096):
                got += piece
        except OSError:  # Linux says so when the other end is closed
            pass
        out, _ = ran.communicate()
    assert ran.returncode == 0, got
    return out, got.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_whoever_watches_sees_how_many_pages_were_read(tmp_path, examples):
    _, seen = watched(tmp_path / "a.db", "ingest", examples)
    assert "pages read" in seen and "6 new" in seen
    assert re.search(r"\d a second, 0:0\d:\d\d gone, \S+ left", re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen))
    _, seen = watched(tmp_path / "b.db", "ingest", next(examples.iterdir()))
    assert "pages read" not in seen


def test_a_pipe_gets_no_bar(tmp_path, examples):
    ran = subprocess.run([*COMMAND, tmp_path / "c.db", "ingest", examples], capture_output=True, text=True, check=True)
    assert ran.stderr == "6 new, 0 already there, 0 not read\n"
