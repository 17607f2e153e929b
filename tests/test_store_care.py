"""Opening, migrating, checking and copying a store; bad files, other writers and sudden death."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import event, inspect, select, text

from provenance.errors import StoreError
from provenance.model import Capture, Node, Status, Verdict
from provenance.store import default_path, open_store
from provenance.store.migrations import MIGRATIONS
from provenance.store.schema import Base
from tests.stores import CREDIT, NOW, count, hop, page, put_family

# Opening


def test_default_path_is_the_users_data_directory(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_path() == tmp_path / "data" / "provenance" / "provenance.db"
    with open_store() as store:
        assert store.location.path == default_path()
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_path() == tmp_path / ".local" / "share" / "provenance" / "provenance.db"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_path().parts[-4:] == ("Library", "Application Support", "provenance", "provenance.db")


def test_a_path_with_odd_signs_and_a_url_name_the_same_store(tmp_path):
    path = tmp_path / "ö #1?%20&x" / "a b.db"
    with open_store(path) as store:
        store.put_article(page("a"))
    with open_store(str(path), read_only=True) as store:
        assert store.article("na") == page("a")
        with pytest.raises(StoreError, match="opened for reading only"):
            store.put_article(page("b"))
    assert path.exists()
    path.rename(tmp_path / "moved.db")
    with open_store(f"sqlite:///{tmp_path}/moved.db", create=False) as store:
        assert store.article("na") == page("a")


def spoil(kind: str, path: Path) -> Path:
    if kind == "text":
        path.write_text("not a database, only words " * 200)
    elif kind == "folder":
        path.mkdir()
    elif kind == "below a file":
        path.write_text("x")
        return path / "store.db"
    elif kind in ("another database", "newer", "no version"):
        schema = {"newer": "99", "no version": "often"}.get(kind)
        with sqlite3.connect(path) as raw:
            raw.execute("CREATE TABLE letters (a)" if schema is None else "CREATE TABLE meta (key, value)")
            if schema:
                raw.execute("INSERT INTO meta VALUES ('schema', ?)", [schema])
        raw.close()
    return path


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("text", "not a database"),
        ("folder", "is a folder"),
        ("below a file", "folder cannot be made"),
        ("another database", "not a provenance store"),
        ("newer", f"made by a newer provenance: schema 99, this one knows {len(MIGRATIONS)}"),
        ("no version", "not a provenance store"),
    ],
)
def test_what_is_no_store_of_ours_is_said_in_one_line_and_left_alone(tmp_path, kind, said):
    path = spoil(kind, tmp_path / "x.db")
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=said) as failed:
        open_store(path)
    assert str(failed.value).startswith(str(path))
    assert "\n" not in str(failed.value)
    assert not before or path.read_bytes() == before


@pytest.mark.parametrize("location", ["mysql://h/x", "nonsense://", "://", "", "a\0b", "postgresql://u:p@h:port/x"])
def test_bad_locations(location):
    with pytest.raises(StoreError):
        open_store(location)


def test_nothing_is_made_where_nothing_may_be_made(tmp_path):
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(StoreError, match="no store here"):
            open_store(tmp_path / "none" / "x.db", **options)
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="no store here"):
        open_store(tmp_path / "empty.db", create=False)
    assert not (tmp_path / "none").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        store.put_article(page("a"))
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(StoreError, match="cannot be"):
            open_store(tmp_path / "b.db")
        with open_store(tmp_path / "a.db", read_only=True) as store:
            assert store.article("na") == page("a")
    finally:
        tmp_path.chmod(0o755)


def test_an_older_store_is_brought_up_to_date_with_what_it_holds(tmp_path):
    path = tmp_path / "old.db"
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of "abc"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        raw.execute("INSERT INTO meta VALUES ('schema', '0'), ('created', '2020')")
        raw.execute("CREATE TABLE texts (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL)")
        raw.execute("INSERT INTO texts VALUES (?, 'abc')", [digest])
    raw.close()
    with pytest.raises(StoreError, match="older provenance"):
        open_store(path, read_only=True)
    with open_store(path) as store:
        assert {key: store.info()[key] for key in ("schema", "created", "texts")} == {
            "schema": len(MIGRATIONS),
            "created": "2020",
            "texts": 1,
        }
        assert store.put_article(page("a", text="abc"))
        assert (store.migrate(), store.check(), count(store, "texts")) == (0, [], 1)


def test_a_store_of_the_first_schema_keeps_its_signals(tmp_path):
    article = page("a")
    with open_store(path := tmp_path / "old.db") as store:
        store.put_article(article, (CREDIT,))
        with store.writing() as connection:
            for column in ("reviser", "licence"):
                connection.execute(text(f"ALTER TABLE signals DROP COLUMN {column}"))
            connection.execute(text("UPDATE meta SET value = '1' WHERE key = 'schema'"))
    with open_store(path) as store:
        assert store.signals(article.id) == (CREDIT,)
        assert store.check() == []


@pytest.mark.both
def test_a_step_that_fails_leaves_the_old_version(store):
    from provenance.store import migrations

    def adds_and_fails(connection):
        connection.execute(text("CREATE TABLE extra (a INTEGER)"))
        raise StoreError("no")

    with pytest.raises(StoreError, match="no"), store.writing() as connection:
        migrations.migrate(connection, (*MIGRATIONS, adds_and_fails))
    assert store.info()["schema"] == len(MIGRATIONS)
    with store.reading() as connection:
        assert "extra" not in inspect(connection).get_table_names()


# Trouble


@pytest.mark.both
def test_a_second_writer_waits_and_then_says_so(location, store):
    with open_store(location, wait=0.05) as other, store.writing():
        with pytest.raises(StoreError, match="locked: another program is writing"):
            other.put_article(page("a"))
        assert other.article("na") is None  # readers go on
    assert store.put_article(page("a"))


@pytest.mark.both
def test_a_reader_in_the_middle_stops_no_writer_and_sees_one_moment(location, store):
    with open_store(location, wait=0.05) as other, store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM articles")).scalar() == 0
        assert other.put_article(page("a"))
        assert connection.execute(text("SELECT count(*) FROM articles")).scalar() == 0


@pytest.mark.both
def test_what_a_link_needs_cannot_be_deleted(store):
    put_family(store)
    with pytest.raises(StoreError, match="others refer to it"), store.writing() as connection:
        connection.execute(text("DELETE FROM articles WHERE id = 'na'"))
    assert store.node("na")


def test_a_full_disk_is_said_and_nothing_half_written_stays(store):
    store.put_article(page("a"))

    def cramp(connection, _record):
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size at least

    store.engine.dispose()
    event.listen(store.engine, "connect", cramp)
    with pytest.raises(StoreError, match="the disk is full"):
        store.put_article(page("b", text="".join(random.Random(1).choices("abcdefgh ", k=500_000))))
    assert store.node("nb") is None
    assert store.check() == []


def alter(store, *statements):
    with store.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.both
def test_check_finds_what_was_altered(store):
    put_family(store)
    store.put_article(page("a"), [CREDIT])
    assert store.check() == []
    alter(
        store,
        "UPDATE texts SET text = text || '!'",
        "UPDATE articles SET blocks = CAST('0' AS "
        + ("bytea" if store.location.path is None else "blob")
        + ") WHERE id = 'na'",
        "UPDATE articles SET published_earliest = 'soon' WHERE id = 'na'",
        "UPDATE articles SET status = 'lost' WHERE id = 'nb'",
        "UPDATE links SET evidence = '[{' WHERE id = 'ldc'",
        "UPDATE signals SET source = '7'",
    )
    found = "\n".join(store.check())
    for part in (
        "its digest is another",
        "article na",
        "node na",
        "'lost' is not a status",
        "link ldc: evidence",
        "signal 0 of na: source",
    ):
        assert part in found
    with pytest.raises(StoreError, match="article na"):
        store.article("na")


def test_check_finds_what_refers_to_nothing(store):
    put_family(store)
    with sqlite3.connect(store.location.path) as raw:
        raw.execute("DELETE FROM articles WHERE id = 'nc'")
    raw.close()
    assert any("missing" in line for line in store.check())


def test_check_of_a_damaged_file_is_a_line_not_a_traceback(store):
    store.put_articles([(page(f"a{n}"), [CREDIT]) for n in range(300)])
    store.close()
    with store.location.path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 40)
    problems = store.check()
    assert problems
    assert all("\n" not in line for line in problems)


@pytest.mark.both
def test_backup_while_others_write(store, tmp_path):
    store.put_articles([(page(f"a{n}"), ()) for n in range(100)])
    written, stop = [], threading.Event()

    def write():
        while not stop.is_set():
            store.put_article(page(f"b{len(written)}"))
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        store.backup(tmp_path / "copy.db")
    finally:
        stop.set()
        writer.join()
    with open_store(tmp_path / "copy.db") as copy:
        assert copy.check() == []
        assert copy.article("na99") == page("a99")
    with pytest.raises(StoreError, match="is there already"):
        store.backup(tmp_path / "copy.db")
    store.backup(tmp_path / "copy.db", overwrite=True)
    for wrong in (store.location.path or tmp_path, tmp_path, tmp_path / "none" / "x.db"):
        with pytest.raises(StoreError):
            store.backup(wrong, overwrite=True)
    assert not list(tmp_path.glob(".*part*"))


@pytest.mark.both
def test_a_backup_fills_an_empty_store_of_either_kind(store, location, tmp_path):
    put_family(store)
    store.put_page(page("quai-1"), [CREDIT], capture())
    store.index.put([("nquai-1", [1, 2**62], {"num": {7: 2.0}})], 1)
    store.judge("ldc", Verdict.CONFIRM, "Ann", "seen")
    store.backup(tmp_path / "copy.db")
    with open_store(tmp_path / "copy.db", read_only=True) as copy:
        assert everything(copy) == everything(store)
    alter(store, *(f"DELETE FROM {table.name}" for table in reversed(Base.metadata.sorted_tables) if table.name != "meta"))  # fmt: skip
    assert store.restore(tmp_path / "copy.db") == 7
    with open_store(tmp_path / "copy.db", read_only=True) as copy:
        assert everything(copy) == everything(store)
    assert store.put_node(Node("nnext", Status.NAMED))
    assert store.put_links([hop("next", "next", "a")]) == 1
    with pytest.raises(StoreError, match="not an empty store"):
        store.restore(tmp_path / "copy.db")
    assert store.check() == []


def test_a_damaged_backup_is_named_rather_than_what_it_should_fill(run, tmp_path):
    bad = tmp_path / "bad.db"
    with open_store(bad) as store:
        put_family(store)
        with store.reading() as connection:
            at = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'links'").scalar_one()
            size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    data = bytearray(bad.read_bytes())
    data[(at - 1) * size : at * size] = b"\xff" * size
    bad.write_bytes(data)
    ran = run("store", "restore", bad)
    assert (ran.status, ran.err) == (3, f"provenance: {bad}: the file is damaged\n")


def everything(store):
    with store.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
            if table.name != "meta"
        }


def capture():
    return Capture("t", b"x", "ab" * 32, "text/html", NOW, status=200, final_url="https://short.example/7")


def test_what_a_killed_backup_left_is_cleared_away_and_no_more(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = {
        f".copy.db.{gone.pid}.0a1b2c.part": False,
        f".copy.db.{gone.pid}.0a1b2c.part-wal": False,
        f".copy.db.{os.getppid()}.0a1b2c.part": True,
        f".copy.db.{2**80}.0a1b2c.part": False,
        f".copy.db.5.{gone.pid}.0a1b2c.part": True,  # of the file copy.db.5
        f".other.db.{gone.pid}.0a1b2c.part": True,
        ".copy.db.notes.part": True,
    }
    for name in left:
        (tmp_path / name).write_text("half")
    with open_store(tmp_path / "store.db") as store:
        put_family(store)
        store.backup(tmp_path / "copy.db")
    assert {name: (tmp_path / name).exists() for name in left} == left
    with open_store(tmp_path / "copy.db", read_only=True) as copy:
        assert copy.check() == [] and copy.node("na")


def test_importing_the_package_loads_no_database():
    code = "import sys, provenance.store; sys.exit(bool({'sqlmodel', 'sqlalchemy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
