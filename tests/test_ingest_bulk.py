"""Many pages at once: by several processes, in batches, and not read again from the same bytes."""

import gzip
import json
import logging
import os
import re
import signal
import time
import zipfile
from datetime import UTC, datetime
from multiprocessing import forkserver
from pathlib import Path

import pytest

import provenance
from provenance.acquire import Options
from provenance.acquire.exchange import Exchange
from provenance.captures import Recorder
from provenance.ingestion import crew
from provenance.store import open_store
from tests.crash import web
from tests.test_store_care import everything

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def pages(tmp_path) -> Path:
    """More pages than one process reads alone; bad lines among them, and a page that comes again as another."""
    path = web(tmp_path / "pages.jsonl", 120)
    lines = path.read_text("utf-8").splitlines()
    again = json.loads(lines[90])
    again["html"] = again["html"].replace("Monday", "Tuesday")
    lines[100:100] = ["no JSON", '{"url": "https://a.example/none"}', json.dumps(again)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def ingest(source, store, jobs=1, **options):
    return list(provenance.ingest(str(source), store, Options(**options), jobs))


@pytest.mark.both
def test_the_store_is_the_same_for_any_number_of_processes(store, pages, tmp_path):
    with open_store(tmp_path / "alone.db") as alone:
        one, many = ingest(pages, alone), ingest(pages, store, jobs=3)
        assert [str(got) for got in many] == [str(got) for got in one]
        assert unnumbered(store) == unnumbered(alone)
    assert [str(got.error) for got in one if got.error] == [
        f"{pages}:101: not JSON (Expecting value, column 1)",
        f"{pages}:102: neither html nor text",
    ]
    assert [at for at, got in enumerate(one) if not got.new] == [100, 101]
    assert "Tuesday" in store.article(one[90].node).text
    assert store.check() == []


def unnumbered(store):
    """All rows; a server leaves gaps between the numbers where an article came again."""
    return {table: [row[isinstance(row[0], int) :] for row in rows] for table, rows in everything(store).items()}


@pytest.mark.both
def test_the_same_bytes_are_not_read_again_unless_they_are_to_be(store, pages, caplog):
    caplog.set_level(logging.INFO, "provenance")
    first = ingest(pages, store)
    said = re.compile(r"read https")
    assert len([line for line in caplog.messages if said.match(line)]) == 121
    caplog.clear()
    again = ingest(pages, store)
    assert not [line for line in caplog.messages if said.match(line)]
    assert [got.node for got in again] == [got.node for got in first]
    assert not any(got.new for got in again)
    ingest(pages, store, refresh=True)
    assert len([line for line in caplog.messages if said.match(line)]) == 121


def test_an_archive_for_what_is_gone_changes_nothing_in_how_pages_are_read(store, pages, caplog, monkeypatch):
    begun = []
    pool = crew._pool
    monkeypatch.setattr(crew, "_pool", lambda jobs: begun.append(jobs) or pool(jobs))
    archive = ("http://127.0.0.1:9/web/",)
    first = ingest(pages, store, jobs=2, if_gone=archive)
    assert begun == [2]
    caplog.set_level(logging.INFO, "provenance")
    again = ingest(pages, store, jobs=2, if_gone=archive)
    assert not [line for line in caplog.messages if line.startswith("read ")]
    assert [got.node for got in again] == [got.node for got in first]


def test_what_is_told_with_the_bytes_counts_too(store, tmp_path):
    def told(**more):
        path = tmp_path / "one.jsonl"
        path.write_text(json.dumps({"url": "https://a.example/1", "text": "The ferry sailed late.", **more}))
        (got,) = ingest(path, store)
        return got

    assert told().new
    assert not told().new
    assert told(title="Ferry").new
    assert store.article(told(title="Ferry").node).title == "Ferry"


def warc(folder: Path, many: int) -> Path:
    keep = Recorder(folder)
    headers = (("Content-Type", "text/html"),)
    for number in range(many):
        body = (
            f"<title>Ferry {number}</title><p>The ferry of pier {number} sailed late on Monday, the harbour said.</p>"
        )
        keep(Exchange(f"https://quai.example/{number}", 200, "OK", headers, body.encode(), NOW))
    (path,) = folder.glob("*.warc.gz")
    return path


def test_a_broken_record_is_named_with_its_place_and_the_others_are_kept(store, run, tmp_path):
    path = warc(tmp_path / "captures", 90)
    data = bytearray(path.read_bytes())
    records = [found.start() for found in re.finditer(b"\x1f\x8b\x08", data)]
    data[records[41] + 20 : records[41] + 60] = bytes(40)
    path.write_bytes(data)
    ran = run("ingest", path, "--jobs", "2")
    assert ran.status == 1
    lines = ran.err.splitlines()
    assert re.match(rf"provenance: {path}:\d+: broken record at offset {records[41]} \(", lines[0])
    assert lines[-1] == "89 new, 0 already there, 1 not read"
    assert run("store", "check").status == 0


def test_a_capture_of_a_known_page_is_noted(store, tmp_path):
    warc(tmp_path / "a", 3)
    assert [got.new for got in ingest(tmp_path / "a", store)] == [True] * 3
    assert [got.new for got in ingest(tmp_path / "a", store)] == [False] * 3
    assert store.info()["captures"] == 3


def test_a_wacz_a_warc_and_packed_lines_are_followed_by_the_byte(store, tmp_path, pages):
    path = warc(tmp_path / "a", 40)
    with zipfile.ZipFile(tmp_path / "b.wacz", "w") as file:
        file.write(path, "archive/a.warc.gz")
    packed = tmp_path / "c.jsonl.gz"
    packed.write_bytes(gzip.compress(pages.read_bytes()))
    for source in (path, tmp_path / "b.wacz", packed, pages):
        places: list[tuple[str, int]] = []
        ingest(source, store, progress=lambda *at, into=places: into.append(at))
        assert {name for name, _ in places} == {str(source)}
        counts = [at for _, at in places]
        assert counts == sorted(counts)
        assert (0 < counts[0] <= counts[-1]) and counts[-1] == source.stat().st_size


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_reader_that_comes_to_a_sudden_end_costs_no_page(store, tmp_path):
    path = web(tmp_path / "pages.jsonl", 180)
    got, killed = [], 0
    for one in provenance.ingest(str(path), store, Options(), 2):
        got.append(one)
        if len(got) == 97:  # other processes help by now
            killed = kill_readers()
    assert killed
    assert [one.error for one in got] == [None] * 180
    assert store.info()["read"] == 180


def kill_readers() -> int:
    """Kill the processes that read for this one: how many there were."""
    parent = str(forkserver._forkserver._forkserver_pid)
    for _ in range(100):
        readers = [
            int(stat.parent.name)
            for stat in Path("/proc").glob("[0-9]*/stat")
            if stat.read_text().rpartition(")")[2].split()[1] == parent
        ]
        if readers:
            break
        time.sleep(0.05)
    for reader in readers:
        os.kill(reader, signal.SIGKILL)
    return len(readers)


def test_a_folder_is_read_in_the_order_of_its_paths_however_deep(store, tmp_path):
    names = ["a.txt", "a/b.txt", "a/c/d.txt", "a/c.txt", "b.txt", ".x/e.txt", "a/.f.txt"]
    for name in names:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(f"The ferry of {name} sailed late.")
    got = [one.target.removeprefix(f"{tmp_path}/in/") for one in ingest(tmp_path / "in", store)]
    assert got == ["a/b.txt", "a/c/d.txt", "a/c.txt", "a.txt", "b.txt"]
