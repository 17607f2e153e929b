"""Stores made by every earlier version, as dumps of what it wrote, are brought up to date with all that they hold."""

import sqlite3
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from provenance.errors import StoreError
from provenance.model import Verdict
from provenance.store import open_store
from provenance.store.migrations import MIGRATIONS
from tests import postgres
from tests.stores import CREDIT, hop, page

SCHEMAS = Path(__file__).parent / "schemas"
ALIKE = {"TEXT": "VARCHAR", "INTEGER": "BIGINT"}  # no database keeps other values in the one than in the other
LAST = max(int(path.name.partition(".")[0]) for path in SCHEMAS.iterdir())


def load(url: str, dump: str) -> str:
    """Run a dump where no store is yet; the place again."""
    if url.startswith("postgresql"):
        import psycopg

        with psycopg.connect(url.replace("+psycopg", "")) as server:
            server.execute(dump.encode())
    else:
        with sqlite3.connect(url) as raw:
            raw.executescript(dump)
        raw.close()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request):
    return request.param


@pytest.fixture
def place(kind, tmp_path):
    if kind == "sqlite":
        yield str(tmp_path / "old.db")
    else:
        with postgres.database(of_a_store=False) as url:
            yield url


def drawn(store):
    """The columns, indexes and views of a store, as its database tells them."""
    with store.reading() as connection:
        look = inspect(connection)
        columns = {
            (table, column["name"], ALIKE.get(str(column["type"]), str(column["type"])), column["nullable"])
            for table in look.get_table_names()
            for column in look.get_columns(table)
        }
        indexes = {
            (index["name"], tuple(index["column_names"]), index["unique"])
            for table in look.get_table_names()
            for index in look.get_indexes(table)
        }
        return columns, indexes, set(look.get_view_names())


def test_there_is_a_dump_of_every_earlier_schema():
    assert sorted(path.name for path in SCHEMAS.iterdir()) == sorted(
        f"{version}.{kind}.sql" for version in range(1, len(MIGRATIONS)) for kind in ("postgresql", "sqlite")
    )


@pytest.mark.parametrize("version", range(1, LAST + 1))
def test_what_an_older_store_holds_is_kept(kind, place, version):
    load(place, (SCHEMAS / f"{version}.{kind}.sql").read_text("utf-8"))
    with pytest.raises(StoreError, match=f"made by an older provenance \\(schema {version}\\)"):
        open_store(place, read_only=True)
    with open_store(place) as store:
        assert (store.info()["schema"], store.check()) == (len(MIGRATIONS), [])
        assert [article.id for article in store.articles()] == ["na", "nquai-1", "nquai-2"]
        assert store.article("nquai-1") == page("quai-1")
        assert store.signals("nquai-1") == (CREDIT, CREDIT)
        assert {link.id: link.judgement for link in store.links_to("na")} == {"l1": Verdict.REJECT, "lba": None}
        assert [word.by for word in store.judgements("l1")] == ["Ann", "Ben"]
        assert store.links_from("nd")[0] == hop("dc", "d", "c")
        assert store.last_capture("https://www.quai.example/quai-1/").headers == (("etag", '"1"'),)
        # The indexes were kept otherwise: all is indexed again.
        assert (store.index.sharing([1, 2]), [article.id for article in store.index.unindexed(1)]) == (
            [],
            ["na", "nquai-1", "nquai-2"],
        )
        store.index.put([("nquai-1", [1, 2], {"num": {7: 2.0}})], 1)
        assert (store.index.sharing([1, 2]), [article.id for article in store.index.unindexed(1)]) == (
            [("nquai-1", 2, 1)],
            ["na", "nquai-2"],
        )
        assert store.put_article(page("new"), [CREDIT])
    with open_store(place, read_only=True) as store:
        assert store.article("nnew") == page("new")


@pytest.mark.parametrize("version", range(1, LAST + 1))
def test_an_older_store_becomes_as_a_new_one_is(kind, place, version, tmp_path):
    load(place, (SCHEMAS / f"{version}.{kind}.sql").read_text("utf-8"))
    with open_store(place) as old:
        found = drawn(old)
    with nullcontext(tmp_path / "new.db") if kind == "sqlite" else postgres.database() as url, open_store(url) as new:
        for before, now in zip(found, drawn(new), strict=True):
            assert before ^ now == set()


def test_a_newer_store_is_refused_and_left_alone(place):
    with open_store(place) as store, store.writing() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE key = 'schema'"))
    for options in ({}, {"read_only": True}):
        with pytest.raises(StoreError, match=f"newer provenance: schema 99, this one knows {len(MIGRATIONS)}") as said:
            open_store(place, **options)
        assert "\n" not in str(said.value)
