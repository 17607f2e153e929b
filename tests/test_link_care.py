"""The verb `link` while others work on the store, and on a store that is damaged: nothing is lost, nothing is drawn of
what is no more.
"""

import sqlite3
from dataclasses import replace

import pytest

import provenance
from provenance.errors import StoreError
from provenance.linking import families
from provenance.store import open_store
from provenance.store.files import explained
from tests.test_link import CHAIN, FIRST, SECOND, edges, linked
from tests.web import MORE, Page, source, write

pytestmark = pytest.mark.both

RECIPE = tuple(
    f"Part {n} of a recipe for rye bread wants a night of rest and a hot stone to bake on." for n in range(6)
)
HOP = ("bravo", "alpha")


def put(store, path, *web):
    assert all(result.error is None for result in provenance.ingest(str(write(path, web)), store))


def test_a_page_that_changes_while_it_is_read_is_read_again(store, take, location, tmp_path, monkeypatch):
    take(FIRST, SECOND)
    entries = families._entries

    def overtaken(*arguments):
        found = list(entries(*arguments))
        with open_store(location) as other:
            put(other, tmp_path / "later.jsonl", Page("bravo", RECIPE, title="Rye bread"))
        return iter(found)

    monkeypatch.setattr(families, "_entries", overtaken)
    linked(store)
    monkeypatch.undo()
    assert [article.id for article in store.index.unindexed(families.WAY)] == [store.find(SECOND.url)[0].id]
    linked(store)
    assert store.index.unindexed(families.WAY) == []
    assert (edges(store, sure=0.0), store.check()) == ({}, [])


def test_a_credit_that_is_added_to_the_same_text_is_seen(store, take):
    take(FIRST, Page("bravo", MORE))
    linked(store)
    assert edges(store, sure=0.0) == {}
    take(Page("bravo", MORE, tail=(source(FIRST),)))
    linked(store)
    assert HOP in edges(store, sure=0.0)


def test_the_same_page_read_again_is_not_indexed_again(store, take):
    take(*CHAIN)
    linked(store)
    bravo = store.article(store.find(SECOND.url)[0].id)
    assert store.put_article(replace(bravo, sha256="cd" * 32, path="elsewhere.html"), store.signals(bravo.id))
    assert (store.index.unindexed(families.WAY), store.index.undrawn()) == ([], [])


@pytest.mark.parametrize(
    "second", [SECOND, Page("bravo", published="2024-03-01T19:00:00Z")], ids=["credited", "silent"]
)
def test_two_runs_at_once_draw_what_one_draws(store, take, location, tmp_path, second):
    take(Page("november", MORE), second)
    first = provenance.link(store)
    next(first)
    with open_store(location) as other:
        put(other, tmp_path / "later.jsonl", FIRST)
        linked(other)
        found = list(other.links())
        assert edges(other).keys() == {HOP}
        list(first)
        assert list(other.links()) == found
        assert other.index.undrawn() == []


def test_a_page_that_cannot_be_read_stands_in_no_other_s_way(store, take):
    take(Page("aardvark", MORE), *CHAIN)
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE articles SET facts = '{' WHERE number = 1")
    for _ in range(2):
        with pytest.raises(StoreError, match="1 such pages were left out"):
            linked(store)
        assert HOP in edges(store)
        assert len(store.index.unindexed(families.WAY)) == 1
    assert store.check()


def test_a_failing_disk_is_no_damage_to_a_page(store, take, monkeypatch):
    take(*CHAIN)
    read = type(store).article

    def article(self, node):
        if node == bravo:
            with explained("the store"):
                raise sqlite3.OperationalError("disk I/O error")
        return read(self, node)

    bravo = store.find(SECOND.url)[0].id
    monkeypatch.setattr(type(store), "article", article)
    with pytest.raises(StoreError, match="the disk cannot be read") as raised:
        linked(store)
    assert "left out" not in str(raised.value)
    monkeypatch.undo()
    linked(store)
    assert HOP in edges(store)


def test_a_backup_brings_its_own_notes_of_what_is_indexed(store, take, tmp_path):
    take(*CHAIN)
    store.index.unindexed(families.WAY)
    store.backup(tmp_path / "backup.db")
    with open_store(tmp_path / "new.db") as new:
        linked(new)
        new.restore(tmp_path / "backup.db")
        assert len(new.index.unindexed(families.WAY)) == len(CHAIN)
        linked(new)
        assert HOP in edges(new)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM postings WHERE article = 2",
        "DELETE FROM anchors WHERE article = 2",
        "DELETE FROM indexed WHERE article = 2",
        "UPDATE indexed SET held = substr(held, 1, 9) WHERE article = 2",
    ],
)
def test_damage_to_the_indexes_is_told_and_mended(store, take, run, harm):
    take(*CHAIN)
    linked(store)
    found = edges(store)
    with store.writing() as connection:
        connection.exec_driver_sql(harm)
    ran = run("store", "check")
    assert ran.status == 3
    assert all(line.endswith("store reindex, then link, makes the indexes anew") for line in ran.err.splitlines())
    assert run("store", "reindex").status == 0
    assert run("link").status == 0
    assert (store.check(), edges(store)) == ([], found)


def test_nothing_is_written_into_a_store_that_another_program_made_newer(store, take):
    take(FIRST)
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(StoreError, match="schema 99 since it was opened"):
        store.index.forget()
