"""An earlier folder that is replaced: it never vanishes, whenever the process that does it comes to its end."""

import subprocess
import sys
from pathlib import Path

import pytest

from provenance.errors import ExportError
from provenance.formats.parquet.write import write

KILLED = """
import os, pathlib, signal, sys
import provenance.drafts as drafts
from provenance.formats.parquet.write import write

if "alone" in sys.argv:
    drafts._exchanged = lambda a, b: False
rename, calls = pathlib.Path.rename, []

def killed(path, target):
    calls.append(path)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(path, target)

pathlib.Path.rename = killed
write([("addresses", [{"key": "new", "article": "n2"}])], sys.argv[1])
"""


def addresses(folder: Path) -> list[dict[str, str]]:
    import pyarrow.parquet as pq

    return pq.read_table(folder / "addresses.parquet").to_pylist()


def put(folder: Path, key: str) -> None:
    write([("addresses", [{"key": key, "article": "n1"}])], folder)


def fails():
    raise OSError(28, "No space")
    yield


@pytest.mark.skipif(sys.platform != "linux", reason="folders that change places at once")
def test_a_folder_is_in_its_place_at_any_moment(tmp_path):
    out = tmp_path / "out"
    put(out, "old")
    subprocess.run([sys.executable, "-c", KILLED, str(out)], check=False)
    assert addresses(out)[0]["key"] == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("again", ["that is done", "that fails"])
def test_what_a_killed_export_moved_away_is_put_back_by_the_next(tmp_path, again):
    out = tmp_path / "out"
    put(out, "old")
    subprocess.run([sys.executable, "-c", KILLED, str(out), "alone"], check=False)
    assert not out.exists()
    if again == "that is done":
        put(out, "newest")
        assert addresses(out)[0]["key"] == "newest"
    else:
        with pytest.raises(ExportError, match="No space"):
            write([("addresses", fails())], out)
        assert addresses(out)[0]["key"] == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("failing", [1, 2])
def test_an_export_that_cannot_take_its_place_leaves_the_last_one(tmp_path, monkeypatch, failing):
    out = tmp_path / "out"
    put(out, "old")
    rename, calls = Path.rename, []

    def fail_once(path, target):
        calls.append(path)
        if len(calls) == failing:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr("provenance.drafts._exchanged", lambda a, b: False, raising=False)
    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises(ExportError, match="Input/output error"):
        put(out, "new")
    assert addresses(out)[0]["key"] == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
