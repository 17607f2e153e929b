"""Values kept in the user's cache folder: never out of date, never believed when damaged, never needed."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import kept
from provenance.grammar import compiled

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
)


@given(JSON)
def test_json_comes_back_as_it_was_kept(value):
    assert kept.kept_json("test-value", kept.digest((repr(value).encode(),)), lambda: value) == value


def test_a_value_is_made_once_for_what_it_was_made_from(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = []
    for made_from in ("a", "a", "b"):
        kept.kept_json("value", made_from, lambda: made.append(1) or len(made))
    assert len(made) == 2
    assert [path.name for path in kept.folder().iterdir()] == ["value-b.kept"]


def test_damage_is_seen(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept.write("value", "a", b"[1, 2, 3]")
    path = kept.folder() / "value-a.kept"
    path.write_bytes(path.read_bytes().replace(b"2", b"9"))
    assert kept.read("value", "a") is None
    path.write_bytes(b"")
    assert kept.read("value", "a") is None


@pytest.mark.skipif(os.name != "posix", reason="owners and modes are those of POSIX")
def test_what_others_could_have_written_is_not_taken_up(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept.write("value", "a", b"[1, 2, 3]")
    path = kept.folder() / "value-a.kept"
    assert (kept.folder().stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)
    for mode in (0o620, 0o602):
        path.chmod(mode)
        assert kept.read("value", "a") is None
    path.chmod(0o644)
    assert kept.read("value", "a") == b"[1, 2, 3]"
    told = path.stat()
    assert not kept.is_ours(os.stat_result((*told[:4], told.st_uid + 1, *told[5:])))


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path, monkeypatch):
    nowhere = tmp_path / "file"
    nowhere.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(nowhere))
    assert kept.kept_json("value", "a", lambda: [1]) == [1]


def test_only_patterns_are_taken_out_of_a_file_of_patterns(tmp_path):
    import pickle
    from pathlib import Path

    assert compiled._taken_up(pickle.dumps(Path("x"))) is None
    assert compiled._taken_up(b"no pickle") is None


def test_runs_at_one_time_keep_the_patterns_of_both(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    code = "import sys; from provenance.grammar.compiled import compiled; compiled('fi', int(sys.argv[1]), 0); input()"
    runs = [subprocess.Popen([sys.executable, "-c", code, number], stdin=subprocess.PIPE) for number in ("1", "2")]
    for run in runs:
        run.communicate(b"\n", timeout=600)
        assert run.returncode == 0
    assert sorted(compiled._kept("fi")) == ["1.0", "2.0"]
