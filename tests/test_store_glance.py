"""A store that is opened for a glance answers as the store itself does, by the same statements, and loads little."""

import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import provenance
from provenance.errors import NewerStore, NoStore, StoreError
from provenance.model import Capture, Status, Verdict
from provenance.store import Glance, Store, look_into, open_store
from provenance.store.columns import COLUMNS, SCHEMA
from provenance.store.migrations import MIGRATIONS
from provenance.walk import behind, show
from tests import postgres
from tests.stores import CREDIT, NOW, hop, page, put_family

WEB = Path(__file__).resolve().parent.parent / "examples" / "web"
ASKED = "https://carnet-de-quai.example/notes/cent-jours-sans-port/"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A store in a file."""
    path = tmp_path_factory.mktemp("glance") / "ö #1?.db"
    fill(path)
    return path


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request, path):
    """The same store in a file, and on a server."""
    if request.param == "sqlite":
        yield path
        return
    with postgres.database() as url:
        fill(url)
        yield url


def fill(location):
    """The example, linked, with a judgement, a circle of named sources, and a page that was read from an archive."""
    with open_store(location) as store:
        list(provenance.ingest(str(WEB), store))
        list(provenance.link(store))
        store.judge(next(store.links()).id, Verdict.UNSURE, "Ann")
        put_family(store)
        archived = Capture(
            "t", b"", "cd" * 32, "text/html", NOW - timedelta(days=9), status=200, memento="http://archive.example/1/x"
        )
        store.put_page(page("old", sha256="cd" * 32, published=None, language=None), (CREDIT, CREDIT), archived)
        store.put_links([hop("oa", "old", "a", judgement=Verdict.REJECT)])


@pytest.fixture
def both(filled):
    with look_into(filled) as glance, open_store(filled, read_only=True) as store:
        assert isinstance(glance, Glance) and isinstance(store, Store)
        yield glance, store


def targets(store):
    nodes = list(store.nodes())
    yield from (node.id for node in nodes)
    yield from (node.id[:5] for node in nodes)
    yield from (node.url for node in nodes if node.url)
    yield from (name for article in store.articles() for name in (article.path, article.sha256, article.sha256.upper()))
    yield from ("", " ", "nothing", "https://nowhere.example/", "\0", "\ud800", "%", "a" * 64, "http://[", "n" * 4)


def test_all_that_is_asked_is_answered_as_the_store_answers(both):
    glance, store = both
    for target in targets(store):
        assert glance.find(target) == store.find(target)
    nodes = [node.id for node in store.nodes()]
    for node in [*nodes, "nowhere", "\0"]:
        assert glance.article(node) == store.article(node)
        assert glance.signals(node) == store.signals(node)
        for ways in ({}, {"upstream": False}, {"downstream": False}, {"depth": 1}, {"limit": 1}):
            assert glance.graph(node, **ways) == store.graph(node, **ways)
    assert glance.mementos(nodes) == store.mementos(nodes)
    assert set(store.mementos(nodes)) == {"nold"}
    assert glance.signals("nold")[0].stamp is store.signals("nold")[0].stamp is False
    for article in store.articles():
        assert show(article.id, glance) == show(article.id, store)
    assert behind(nodes, glance) == behind(nodes, store)


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_target_is_answered_alike(filled, target):
    with look_into(filled) as glance, open_store(filled, read_only=True) as store:
        assert glance.find(target) == store.find(target)


def test_it_sees_what_others_write(path, tmp_path):
    shutil.copy(path, tmp_path / "copy.db")
    with look_into(tmp_path / "copy.db") as glance, open_store(tmp_path / "copy.db") as store:
        assert glance.find("nnew") == []
        store.put_article(page("new"))
        assert glance.article("nnew") == page("new")


def test_the_version_that_it_knows_is_the_last_one():
    assert len(MIGRATIONS) == SCHEMA


def test_every_statement_goes_by_an_index(path):
    asked = []

    def ask(statement, values):
        asked.append((statement, values))
        return ()

    from provenance.store import family, find, look

    for target in ("n1234", "https://a.example/x", "a" * 64):
        find.find(ask, target)
    look.article(ask, "n")
    look.signals(ask, "n")
    look.mementos(ask, ["n"])
    family.graph(ask, "n", True, True, 2, 10)
    family.family(ask, "n", 2, 10)
    plans = []
    with look_into(path) as glance, glance.reading() as real:
        for statement, values in asked:
            plans += [row["detail"] for row in real(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert len(asked) > 10
    assert [plan for plan in plans if plan.startswith("SCAN") and plan.split()[1] in COLUMNS] == []


def test_what_is_no_store_of_today_is_told_as_ever(path, tmp_path):
    with pytest.raises(NoStore, match="no store here"):
        look_into(tmp_path / "none.db")
    with pytest.raises(StoreError, match="is a folder"):
        look_into(tmp_path)
    (tmp_path / "text.db").write_text("only words " * 500)
    with pytest.raises(StoreError, match=r"text.db: not a database"):
        look_into(tmp_path / "text.db")
    shutil.copy(path, tmp_path / "newer.db")
    raw = sqlite3.connect(tmp_path / "newer.db")
    raw.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    raw.commit()
    raw.close()
    with pytest.raises(NewerStore, match="schema 99"):
        look_into(tmp_path / "newer.db")
    with pytest.raises(StoreError, match="unknown kind of store"):
        look_into("mysql://a.example/b")


def test_a_file_that_is_damaged_within_is_one_line(path, tmp_path):
    shutil.copy(path, tmp_path / "bad.db")
    raw = sqlite3.connect(tmp_path / "bad.db")
    raw.execute("UPDATE articles SET authors = '[1'")
    raw.execute("DROP TABLE signals")
    raw.commit()
    raw.close()
    with look_into(tmp_path / "bad.db") as glance:
        with pytest.raises(StoreError, match=r"node n\w+: authors cannot be read"):
            glance.find("na")
        with pytest.raises(StoreError, match=r"bad.db: not a provenance store"):
            glance.signals("na")


@pytest.mark.both
def test_a_store_on_a_server_is_looked_into_as_well(location):
    with open_store(location) as store:
        put_family(store)
        store.put_article(page("g"), [CREDIT])
    with look_into(location) as seen:
        assert show("nd", seen).graph.nodes[0].status is Status.NAMED
        assert seen.find("https://www.g.example/g/")[0].id == "ng"
        assert seen.signals("ng") == (CREDIT,)


@pytest.mark.both
def test_what_is_no_store_of_today_on_a_server_is_told_as_ever(location):
    with open_store(location) as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(NewerStore, match="schema 99"):
        look_into(location)
    with pytest.raises(StoreError, match="nowhere"):
        look_into("postgresql://somebody:secret@/nowhere?host=/nowhere")


def test_what_the_database_says_is_one_line(filled):
    with look_into(filled) as seen, pytest.raises(StoreError) as told, seen.reading() as ask:
        ask("SELECT nothing FROM nowhere WHERE a = :a", {"a": 1})
    assert "\n" not in str(told.value)


@pytest.mark.both
def test_what_a_server_says_tells_no_password(location):
    if "://" not in location:
        pytest.skip("a file has no password")
    with open_store(location):
        pass
    for secret in ("a%3Ab%40c%2Fd", "a:b"):
        told_of = location.replace("provenance@", f"provenance:{secret}@")
        with look_into(told_of) as seen, pytest.raises(StoreError) as told, seen.reading() as ask:
            ask("SELECT nothing FROM nowhere", {})
        assert isinstance(seen, Glance)
        assert secret not in str(told.value) and "a:b" not in str(told.value)


def test_show_loads_neither_database_library_nor_grammar(filled):
    heavy = ("sqlalchemy", "sqlmodel", "pydantic", "numpy", "lxml", "bs4", "httpx", "regex", "provenance.grammar")
    code = (
        "import sys\nfrom provenance.cli import main\ntry:\n    main()\nfinally:\n"
        f"    sys.stderr.write(repr([name for name in {heavy} if name in sys.modules]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "--store", filled, "show", "nd", "--format", "json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert '"article": "nd"' in ran.stdout
    assert ran.stderr == "[]"
