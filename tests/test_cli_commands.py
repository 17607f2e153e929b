"""What every command promises: help, exit statuses, shapes, where output goes."""

import io
import json
import os
import signal
import subprocess
import sys
import zipfile

import pytest

from provenance.formats.formats import FORMATS

COMMANDS = ["inspect", "trace", "ingest", "link", "show", "judge", "outlets", "export", "rules", "store"]
CARE = ["info", "check", "migrate", "backup", "restore"]
ASKED = "https://carnet-de-quai.example/notes/cent-jours-sans-port/"
CLAIM = {
    "hop", "relation", "source_name", "source_url", "source_domain", "source_title", "author", "translator",
    "translated_for", "original_language", "published", "confidence", "place", "finder", "evidence", "reviser", "licence",
}  # fmt: skip
ARTICLE = {"title", "outlet", "domain", "language", "published", "authors"}
GOOD = "Un texte assez long pour être un article, avec deux phrases. Et la seconde dit autre chose que la première."


def test_the_help_names_every_command_uncut_and_the_statuses(run):
    ran = run("--help")
    assert ran.status == 0
    assert all(f"\n  {name} " in ran.out for name in COMMANDS)
    assert "..." not in ran.out.split("Commands:")[1]
    assert "Exit status: 0 done" in ran.out


@pytest.mark.parametrize("command", [*([c] for c in COMMANDS), *(["store", c] for c in CARE)])
def test_every_command_has_help(run, command):
    ran = run(*command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: provenance {' '.join(command)}")


def test_the_help_of_export_names_every_format(run):
    out = "".join(run("export", "--help").out.split())  # a line may end within a name: prov-ttl
    assert all(each.name in out for each in FORMATS)


def test_the_version(run):
    ran = run("--version")
    assert ran.status == 0
    assert ran.out.startswith("provenance ")


def test_inspect_answers_with_one_line_a_page_in_order(run, examples):
    ran = run("inspect", examples, "--format", "jsonl")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["path"] for row in rows] == sorted(str(path) for path in examples.glob("*.html"))
    for row in rows:
        assert set(row) == {"path", "url", "article", "claims", "error"}
        assert set(row["article"]) == ARTICLE
        assert all(set(claim) == CLAIM for claim in row["claims"])
        assert row["error"] is None
    assert rows[0]["claims"] == []
    assert json.loads(run("inspect", examples, "--format", "json").out) == rows


def test_inspect_reports_a_page_it_could_not_read_in_its_place(run, examples, tmp_path):
    ran = run("inspect", tmp_path / "nowhere.html", examples / "4-carnet-de-quai.html", "--format", "jsonl")
    first, second = map(json.loads, ran.out.splitlines())
    assert ran.status == 1
    assert (first["article"], first["claims"]) == (None, [])
    assert "nowhere.html" in first["error"] and second["error"] is None


def test_inspect_reads_standard_input_and_writes_no_store(run, examples, tmp_path, monkeypatch):
    page = (examples / "4-carnet-de-quai.html").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page)))
    row = json.loads(run("inspect", "-", "--format", "jsonl").out)
    assert row["url"] == ASKED
    assert row["claims"][0]["source_name"] == "Passerelle Info"
    assert not (tmp_path / "store.db").exists()


def test_ingest_reads_json_lines_from_standard_input_and_reports_bad_ones(run, monkeypatch):
    lines = "\n".join([json.dumps({"url": "https://a.example/1", "text": GOOD}), '{"url": 3}', "not json"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    ran = run("ingest", "-")
    assert ran.status == 1
    assert "1 new, 0 already there, 2 not read" in ran.err
    assert "-:2:" in ran.err and "-:3:" in ran.err


@pytest.mark.parametrize(
    "form", [each.name for each in FORMATS if each.suffix != ".zip" and each.name not in ("stix", "report")]
)
def test_export_writes_the_same_to_a_file_and_to_standard_output(run, examples, tmp_path, form):
    run("ingest", examples)
    run("trace", ASKED, "--offline")
    path = tmp_path / f"out.{form}"
    ran = run("export", ASKED, "--format", form, "--output", path)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == f"{path}: 4 nodes, 3 links\n"
    piped = run("export", ASKED, "--format", form, "--output", "-")
    assert (piped.status, piped.err) == (0, "")
    assert piped.out == path.read_text("utf-8")
    whole = run("export", "--format", form).out
    assert "tram-friture" in whole and "tram-friture" not in piped.out


def test_export_writes_the_same_zip_to_a_file_and_to_standard_output(run, examples, tmp_path):
    run("ingest", examples)
    path = tmp_path / "out.zip"
    assert run("export", "--format", "csv", "--output", path).status == 0
    command = [sys.executable, "-m", "provenance", "export", "--format", "csv"]
    piped = subprocess.run(command, capture_output=True, check=True)  # the store is named in the environment
    with zipfile.ZipFile(path) as kept, zipfile.ZipFile(io.BytesIO(piped.stdout)) as told:
        for name in ("nodes.csv", "edges.csv"):
            assert told.read(name) == kept.read(name)
        assert "tram-friture" in kept.read("nodes.csv").decode()


def test_an_unknown_format_is_wrong_usage_even_without_a_store(run):
    ran = run("export", "--format", "xls")
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 1


def test_export_does_not_touch_the_file_when_there_is_nothing_to_write(run, examples, tmp_path):
    run("ingest", examples)
    path = tmp_path / "out.dot"
    path.write_text("before")
    assert run("export", "nowhere", "--format", "dot", "--output", path).status == 3
    assert path.read_text() == "before"


def test_quiet_says_nothing_but_errors(run, examples, tmp_path):
    assert run("--quiet", "ingest", examples).err == ""
    assert "nowhere" in run("--quiet", "ingest", tmp_path / "nowhere").err


@pytest.mark.parametrize("command", ["show", "trace", "ingest", "export", "judge", "store"])
def test_no_command_harms_a_file_that_is_no_store(run, tmp_path, command):
    path, page = tmp_path / "notes.txt", tmp_path / "page.txt"
    path.write_text("these are notes, no database " * 80)
    page.write_text(GOOD, "utf-8")
    more = {"export": (), "judge": ("labc", "confirm"), "store": ("check",)}.get(command, (page,))
    before = path.read_bytes()
    ran = run("--store", path, command, *more)
    assert ran.status == 3
    assert len(ran.err.splitlines()) == 1 and "notes.txt" in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("body", [None, b"", b"  \n", b"\x89PNG\r\n\x1a\n" + bytes(99), bytes(range(256)) * 9])
def test_a_bad_page_leaves_the_store_as_it_was(run, examples, tmp_path, body):
    run("ingest", examples)
    before = run("store", "info").out
    page = tmp_path / "page.html"
    if body is not None:
        page.write_bytes(body)
    for command in ("trace", "ingest"):
        ran = run("--quiet", command, page)
        assert (ran.status, ran.out) == (3, "")
        assert len(ran.err.splitlines()) == 1 and "page.html" in ran.err
    assert run("store", "info").out == before
    assert run("store", "check").status == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize("command", ["inspect", "trace"])
def test_letters_that_the_output_lacks_do_not_end_the_run(examples, tmp_path, encoding, command):
    ran = subprocess.run(
        [sys.executable, "-m", "provenance", command, str(examples / "1-vestnik-gavani.html")],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PROVENANCE_STORE": str(tmp_path / "s.db")},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_an_error_is_one_line_whatever_the_name_holds(run, tmp_path):
    ran = run("trace", f"{tmp_path}/a\n\x1b[31mb", "--offline")
    assert ran.status == 3
    assert len(ran.err.splitlines()) == 1 and "\x1b" not in ran.err


@pytest.mark.parametrize("after", [0.05, 0.15, 0.4])
def test_ctrl_c_at_any_moment_is_one_line(tmp_path, after):
    # The pipe stays open, so that the run never ends by itself.
    code = "import threading, os, signal, time, sys\n"
    code += f"threading.Thread(target=lambda: (time.sleep({after}), os.kill(os.getpid(), signal.SIGINT)), daemon=True).start()\n"
    code += "sys.argv = ['provenance', 'trace', '-', '--offline']\nfrom provenance.cli import main\nmain()\n"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PROVENANCE_STORE": str(tmp_path / "s.db")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.wait(timeout=30) in (130, -signal.SIGINT)
    assert len(process.stderr.read().splitlines()) == 1


def test_ctrl_c_that_a_library_swallows_is_heard_all_the_same(tmp_path):
    code = """if True:
        import contextlib, time
        import provenance.cli.app
        def swallows():
            print("begun", flush=True)
            with contextlib.suppress(BaseException):
                time.sleep(60)
            time.sleep(60)
        provenance.cli.app.main = swallows
        provenance.cli.main()
    """
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=50) == 130
    assert len(process.stderr.read().splitlines()) == 1


def test_verbose_names_each_page_that_is_read(run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(GOOD, encoding="utf-8")
    quiet, told = run("inspect", str(page)), run("--verbose", "inspect", str(page))
    assert (quiet.err, told.out) == ("", quiet.out)
    assert told.err.startswith(f"provenance: read {page}: fr, ")


def test_an_option_of_the_program_behind_a_command_is_told_where_it_stands(run):
    ran = run("inspect", "--store", "some.db", "page.html")
    assert ran.status == 2
    assert "--store stands before the command: provenance --store ... inspect" in ran.err
    assert "--formats" in run("inspect", "--formats", "json").err


@pytest.mark.parametrize("words", [("link",), ("judge", "l1", "confirm"), ("store", "reindex"), ("store", "migrate")])
def test_what_works_on_a_store_makes_none(run, tmp_path, words):
    ran = run("--store", str(tmp_path / "typo.db"), *words)
    assert (ran.status, ran.out) == (3, "")
    assert ran.err == f"provenance: {tmp_path / 'typo.db'}: no store here\n"
    assert not (tmp_path / "typo.db").exists()
