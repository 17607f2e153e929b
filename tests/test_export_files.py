"""A file is written whole or not at all, and what cannot be written is one clear line."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from provenance.errors import ExportError
from provenance.formats import FORMATS, export
from provenance.formats import formats as formats_module
from provenance.formats.formats import find
from provenance.model import Derivation, Graph, Node, Relation, Status

GRAPH = Graph(
    (Node("a", Status.READ, title="Ünï"), Node("b", Status.NAMED)),
    (Derivation("l", "a", "b", Relation.VIA, 0.5, ()),),
)


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_a_format_is_written_and_nothing_else_is_left_in_the_folder(name, tmp_path):
    export(GRAPH, name, tmp_path / "graph.out", "a")
    assert [each.name for each in tmp_path.iterdir()] == ["graph.out"]
    if name not in ("csv", "neo4j"):  # zip files
        assert "\r" not in (tmp_path / "graph.out").read_bytes().decode("utf-8")


def test_an_unknown_format_names_the_valid_ones(tmp_path):
    with pytest.raises(ExportError, match=r"unknown format 'pdf'.*graphml, gexf, dot, json"):
        export(GRAPH, "pdf", tmp_path / "x")


def broken(graph, out, focus=None):
    out.write("half")
    raise KeyboardInterrupt


def test_a_writer_that_breaks_off_leaves_the_old_file_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(formats_module, "FORMATS", (formats_module.Format("broken", ".x", broken),))
    (tmp_path / "old").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        export(GRAPH, "broken", tmp_path / "old")
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"old": "old"}


def test_a_rename_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def refused(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(ExportError, match="Permission denied"):
        export(GRAPH, "jsonl", tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    for bad in ("missing/x.json", "file/x.json", "", "null\0character", "n" * 300, "."):
        with pytest.raises(ExportError) as caught:
            export(GRAPH, "json", f"{tmp_path}/{bad}")
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_one_line(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match="Permission denied"):
        export(GRAPH, "json", tmp_path / "x")


def test_a_symbolic_link_stays_and_its_file_is_replaced(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    export(GRAPH, "json", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert json.loads((tmp_path / "real").read_text(encoding="utf-8"))["elements"]["nodes"]
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(ExportError):
        export(GRAPH, "json", tmp_path / "loop")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    export(GRAPH, "jsonl", pipe)
    reader.join(5)
    assert len(got[0].splitlines()) == 3
    assert pipe.is_fifo()


def test_a_dash_is_standard_output_in_utf_8_whatever_the_locale(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    export(GRAPH, "jsonl", "-")
    assert json.loads(raw.getvalue().decode("utf-8").splitlines()[0])["title"] == "Ünï"
    sys.stdout.write("still open")


@pytest.mark.parametrize(
    ("graph", "focus", "says"),
    [
        (Graph(GRAPH.nodes[:1], GRAPH.links), None, "'b'"),
        (Graph(GRAPH.nodes * 2, ()), None, "two nodes"),
        (GRAPH, "zz", "'zz'"),
    ],
)
def test_a_graph_that_does_not_hold_together_is_refused(graph, focus, says, tmp_path):
    with pytest.raises(ExportError, match=says):
        export(graph, "dot", tmp_path / "x", focus)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["csv", "neo4j"])
def test_a_zip_of_tables_is_unpacked_into_a_folder(tmp_path, name):
    packed = io.BytesIO()
    find(name).to(GRAPH, packed, None)
    whole = zipfile.ZipFile(packed)
    wanted = {name: whole.read(name) for name in whole.namelist()}
    there, new = tmp_path / "there", tmp_path / "new"
    there.mkdir()
    (there / "nodes.csv").write_text("old")
    (there / "notes.txt").write_text("of somebody else's")
    for folder in (f"{new}/", there):
        export(GRAPH, name, folder)
        assert {path.name: path.read_bytes() for path in Path(folder).iterdir()} == wanted
        wanted["notes.txt"] = b"of somebody else's"


def test_a_folder_that_cannot_take_tables_is_left_as_it_is(tmp_path):
    second = tmp_path / "taken" / "edges.csv"
    second.mkdir(parents=True)
    with pytest.raises(ExportError, match=r"edges\.csv in it is a folder"):
        export(GRAPH, "csv", tmp_path / "taken")
    assert list((tmp_path / "taken").iterdir()) == [second]
    with pytest.raises(ExportError, match="cannot write"):
        export(GRAPH, "csv", f"{tmp_path / 'missing' / 'deep'}/")
    with pytest.raises(ExportError, match="it is a folder"):
        export(GRAPH, "dot", tmp_path / "taken")
    assert not [path for path in tmp_path.rglob("*") if path.suffix == ".part"]
    assert not (tmp_path / "missing").exists()


def test_a_zip_goes_to_standard_output_as_bytes_but_not_to_a_terminal(tmp_path, monkeypatch):
    class Terminal(io.BytesIO):
        def isatty(self):
            return True

    for kind, refused in ((io.BytesIO, False), (Terminal, True)):
        raw = kind()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
        if refused:
            with pytest.raises(ExportError, match="--output"):
                export(GRAPH, "csv", "-")
        else:
            export(GRAPH, "csv", "-")
            assert zipfile.ZipFile(raw).namelist() == ["nodes.csv", "edges.csv"]
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    with pytest.raises(ExportError, match="text only"):
        export(GRAPH, "csv", "-")


KILLED = """
import os, pathlib, signal, sys
from provenance.formats import Stream, export
from provenance.model import Node, Status

def parts():
    for number in range(50_000):
        yield Node(f"n{number}", Status.NAMED)
    os.kill(os.getpid(), signal.SIGKILL)

export(Stream(parts()), "jsonl", sys.argv[1])
"""


@pytest.mark.parametrize("name", ["graph.jsonl", f"{'g' * 245}.jsonl"])
def test_what_a_killed_export_left_goes_with_the_next_and_the_old_file_stays_until_then(name, tmp_path):
    target = tmp_path / name
    target.write_text("before")
    live = tmp_path / f".graph.jsonl.{os.getppid()}.0a1b2c.part"
    live.write_text("half")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    left = {path for path in tmp_path.iterdir() if path not in (target, live)}
    assert len(left) == 1 and left.pop().stat().st_size
    assert target.read_text() == "before"
    export(GRAPH, "jsonl", target)
    assert set(tmp_path.iterdir()) == {target, live}
    assert len(target.read_text("utf-8").splitlines()) == 3
