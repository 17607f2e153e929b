"""Bad input: one clear line that says what and where, a non-zero exit, nothing lost."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from provenance.acquire import Options, read
from provenance.errors import Unreachable

GOOD = "Un texte assez long pour être un article, avec deux phrases. Et la seconde dit autre chose que la première."


def _one_line(ran, *words):
    lines = [line for line in ran.err.splitlines() if line]
    assert len(lines) == 1, ran.err
    assert "Traceback" not in ran.err
    for word in words:
        assert str(word) in lines[0]


def test_a_missing_file(run, tmp_path):
    ran = run("inspect", tmp_path / "nowhere.html")
    assert ran.status == 3
    _one_line(ran, "nowhere.html")


def test_an_empty_file(run, tmp_path):
    path = tmp_path / "empty.html"
    path.write_bytes(b"")
    ran = run("trace", path, "--offline")
    assert ran.status == 3
    _one_line(ran, "empty.html", "empty")


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n" + bytes(200), b"%PDF-1.7\n" + bytes(50), os.urandom(64) + bytes(64)],
    ids=["png", "pdf", "random"],
)
def test_a_binary_file(run, tmp_path, content):
    path = tmp_path / "thing.bin"
    path.write_bytes(content)
    ran = run("inspect", path)
    assert ran.status == 3
    _one_line(ran, "thing.bin")


def test_a_page_of_fifty_megabytes(run, tmp_path):
    path = tmp_path / "big.html"
    path.write_bytes(b"<html><body><p>" + b"a " * 25_000_000 + b"</p></body></html>")
    ran = run("inspect", path)
    assert ran.status == 3
    _one_line(ran, "big.html")


def test_a_wrong_encoding_is_read_all_the_same(run, tmp_path):
    path = tmp_path / "latin.html"
    text = f"<html><head><meta charset=utf-8></head><body><p>{GOOD}</p><p>Source : La Gazette du Port</p></body></html>"
    path.write_bytes(text.encode("cp1252"))
    ran = run("inspect", path, "--format", "jsonl")
    assert ran.status == 0
    assert "La Gazette du Port" in ran.out


def test_broken_html_is_read_all_the_same(run, tmp_path):
    path = tmp_path / "broken.html"
    path.write_text(
        f"<html><body><div><p>{GOOD}<p><b>Source : <a href='https://gazette.example/a/1'>La Gazette<div></p", "utf-8"
    )
    ran = run("inspect", path, "--format", "jsonl")
    assert ran.status == 0
    assert "https://gazette.example/a/1" in ran.out


def test_one_bad_target_does_not_stop_the_others(run, tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(GOOD + "\nSource : La Gazette du Port\n", "utf-8")
    ran = run("inspect", tmp_path / "nowhere.txt", good, "--format", "jsonl")
    assert ran.status == 1
    assert "La Gazette du Port" in ran.out
    _one_line(ran, "nowhere.txt")


def test_a_store_that_is_not_a_database(run, tmp_path):
    store = tmp_path / "store.txt"
    store.write_text("this is no database, only words " * 50)
    path = tmp_path / "a.txt"
    path.write_text(GOOD, "utf-8")
    ran = run("--store", store, "trace", path, "--offline")
    assert ran.status == 3
    _one_line(ran, "store.txt")
    assert store.read_text().startswith("this is no database")


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/self/ns/user").exists(), reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(run, tmp_path):
    ran = run("--store", "/proc/nowhere/store.db", "trace", "x.txt", "--offline")
    assert ran.status == 3
    _one_line(ran, "/proc/nowhere")


def test_an_unknown_format_names_the_known_ones(run, examples, tmp_path):
    run("ingest", examples)
    ran = run("export", "--format", "xls", "--output", tmp_path / "x.xls")
    assert ran.status != 0
    _one_line(ran, "xls", "graphml")
    assert not (tmp_path / "x.xls").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "-o", ""), "cannot write '': an empty name"),
        (("export", "-f", "parquet", "-o", ""), "cannot write '': an empty name"),
        (("export", ""), "an empty name: not in the store"),
        (("watch", "", "--once"), "an empty name: no such file"),
        (("ingest", "https://[bad/"), "https://[bad/: malformed address"),
        (("watch", "https://[bad/", "--once"), "https://[bad/: malformed address"),
        (("ingest", "ftp://x.example/"), "ftp://x.example/: not an http or https address"),
    ],
)
def test_an_empty_name_or_a_malformed_address_is_called_so(run, store, arguments, said):
    ran = run(*arguments)
    assert ran.status == 3
    assert ran.err.splitlines()[0] == f"provenance: {said}"


def test_a_store_that_may_not_be_read(run, store, tmp_path, monkeypatch):
    def refused(*_, **__):
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("provenance.store.files.connected", refused)
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    ran = run("export")
    assert (ran.status, ran.err) == (3, f"provenance: {tmp_path / 'store.db'}: permission denied\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["export", "rules"])
def test_a_full_disk_behind_standard_output_is_named(store, tmp_path, command):
    arguments = [sys.executable, "-m", "provenance", "--store", str(tmp_path / "store.db"), command]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        ran = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (3, "provenance: standard output: No space left on device\n")


@pytest.mark.parametrize(("given", "hint"), [((), "PROVENANCE_PROXY"), (("--proxy", "bad"), "--proxy")])
def test_a_proxy_that_is_none_is_blamed_on_whoever_named_it(run, monkeypatch, given, hint):
    monkeypatch.setenv("PROVENANCE_PROXY", "bad")
    ran = run("ingest", *given, "https://x.example/")
    assert ran.status == 2
    assert f"Invalid value for {hint}: bad: not the address of a proxy" in ran.err


def test_an_answer_that_is_no_http_is_told_in_plain_words():
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_babble, args=(server,), daemon=True)
        thread.start()
        port = server.getsockname()[1]
        options = Options(private=frozenset({f"127.0.0.1:{port}"}), robots=False, delay=0, retries=0, timeout=10)
        with pytest.raises(Unreachable, match=r"illegal status line: 'garbage'$"):
            list(read(f"http://127.0.0.1:{port}/", options))
        thread.join(10)
    with pytest.raises(Unreachable, match=r"/: Connection refused$"):
        list(read(f"http://127.0.0.1:{port}/", options))


def _babble(server):
    connection, _ = server.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(b"garbage\r\n\r\n")


def test_wrong_usage_exits_with_two(run):
    assert run("trace").status == 2
    assert run("inspect", "x", "--format", "yaml").status == 2


def test_interrupting_a_trace_leaves_the_store_whole(run, tmp_path):
    store = tmp_path / "store.db"
    command = [sys.executable, "-m", "provenance", "--store", str(store), "trace", "-", "--offline"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 30
    while not store.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.strip() == "provenance: interrupted; what was finished is kept"
    assert run("--store", store, "store", "check").status == 0


@pytest.mark.parametrize("value", ["inf", "1e300", "nan", "31536001"])
@pytest.mark.parametrize(
    ("command", "option"),
    [("watch", "--interval"), ("trace", "--seconds"), ("inspect", "--delay"), ("inspect", "--timeout")],
)
def test_seconds_that_nothing_can_wait_for_are_wrong_usage(run, tmp_path, command, option, value):
    ran = run(command, tmp_path / "x.xml", option, value)
    assert ran.status == 2
    assert "Traceback" not in ran.err
    assert option in ran.err
