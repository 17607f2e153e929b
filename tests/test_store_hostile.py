"""A store's file may come from anybody: nothing in it is run, nothing in it hangs or fills the memory."""

import os
import sqlite3
from types import SimpleNamespace

import pytest

from provenance.captures.recorder import Recorder, folder_of
from provenance.cli import completing
from provenance.errors import StoreError
from provenance.store import open_store
from provenance.store.connect import locate
from provenance.watching.progress import progress_of
from tests.stores import CREDIT, page, put_family
from tests.test_captures import made

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS sha256, i AS text FROM n"
PROGRAMS = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON articles BEGIN DELETE FROM links; END",
    "view": f"ALTER TABLE texts RENAME TO texts_; CREATE VIEW texts AS {ENDLESS}",
    "virtual": "ALTER TABLE texts RENAME TO texts_; CREATE VIRTUAL TABLE texts USING fts5(sha256, text)",
}


@pytest.fixture
def path(tmp_path):
    with open_store(tmp_path / "hostile.db") as store:
        put_family(store)
        store.put_article(page("a"), [CREDIT])
    return tmp_path / "hostile.db"


def altered(path, script):
    with sqlite3.connect(path) as raw:
        raw.executescript("PRAGMA legacy_alter_table = ON;" + script)
    raw.close()
    return path


@pytest.mark.parametrize("kind", PROGRAMS)
def test_a_file_with_a_program_in_it_is_refused_in_one_line(path, tmp_path, kind):
    altered(path, PROGRAMS[kind])
    told = {"trigger": "has a trigger, 't'"}.get(kind, "'texts' is no table")
    for read_only in (True, False):
        with pytest.raises(StoreError, match=told) as failed:
            open_store(path, read_only=read_only)
        assert str(failed.value).startswith(str(path))
        assert "\n" not in str(failed.value)
    with open_store(tmp_path / "mine.db") as store:
        with pytest.raises(StoreError, match=told):
            store.restore(path)
        assert store.info()["nodes"] == 0


@pytest.mark.parametrize("kind", PROGRAMS)
def test_show_refuses_it_too(run, path, kind):
    ran = run("--store", altered(path, PROGRAMS[kind]), "show", "na")
    assert ran.status == 3
    assert len(ran.err.splitlines()) == 1
    assert str(path) in ran.err
    context = SimpleNamespace(parent=SimpleNamespace(params={"store": str(path)}))
    assert completing.links(context, "l") == []  # a key pressed is answered without a word


def test_views_of_ones_own_do_no_harm(path):
    altered(path, f"CREATE VIEW mine AS {ENDLESS}")
    with open_store(path) as store:
        assert store.article("na") == page("a")
        assert store.check() == []


def test_a_value_that_a_column_computes_is_bounded(path):
    altered(
        path,
        "ALTER TABLE texts RENAME TO old; CREATE TABLE texts (sha256 TEXT PRIMARY KEY, text TEXT GENERATED ALWAYS AS (hex(zeroblob(400000000))) VIRTUAL); INSERT INTO texts (sha256) SELECT sha256 FROM old",
    )
    with open_store(path, read_only=True) as store, pytest.raises(StoreError, match="too large"):
        store.article("na")


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_the_folder_of_a_new_store_is_its_owners_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with open_store() as store:
        assert store.location.path.parent.stat().st_mode & 0o777 == 0o700
    (tmp_path / "shared").mkdir(mode=0o755)
    with open_store(tmp_path / "shared" / "x.db"):
        assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("first", ["captures", "progress"])
def test_the_folder_in_which_a_store_will_lie_is_so_too(tmp_path, monkeypatch, first):
    """What is kept beside a store on a server may be there before the store of nobody's saying."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    served = SimpleNamespace(location=locate("postgresql://server.example/web"))
    if first == "captures":
        Recorder(folder_of(served))(made())
    else:
        progress_of(served)
    assert (tmp_path / "data" / "provenance").stat().st_mode & 0o777 == 0o700
