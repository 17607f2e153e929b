"""The further addresses under which an article is found: those that led to it, and the one it calls its own."""

from datetime import UTC, datetime

import pytest

from provenance.model import Capture, Fact, Redirect
from provenance.store import open_store
from provenance.store.migrations import MIGRATIONS
from tests.stores import page

pytestmark = pytest.mark.both

WHEN = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)


def captured(**changes) -> Capture:
    given = {
        "target": "t",
        "body": b"x",
        "sha256": "ab" * 32,
        "media_type": "text/html",
        "fetched": WHEN,
        "status": 200,
    }
    return Capture(**{**given, **changes})


def ids(store, target: str) -> list[str]:
    return [node.id for node in store.find(target)]


def test_redirects_lead_to_the_article(store):
    way = (Redirect("https://short.example/7", 301), Redirect("http://quai.example/p?id=7", 302))
    capture = captured(url="https://short.example/7", final_url="https://www.quai.example/quai-1/", redirects=way)
    assert store.put_page(page("quai-1"), (), capture)
    for address in ("https://short.example/7", "short.example/7/", "https://www.quai.example/p?id=7&utm_source=x"):
        assert ids(store, address) == ["nquai-1"]
    (kept,) = store.captures("ab" * 32)
    assert kept.redirects == way and store.check() == []
    assert not store.put_page(page("quai-1"), (), capture)
    assert store.info()["captures"] == 1


def test_a_canonical_link_counts_within_the_outlet_only(store):
    own = Fact("link.canonical", "https://quai.example/the-ferry")
    foreign = Fact("link.canonical", "https://elsewhere.example/original")
    front = Fact("link.canonical", "https://quai.example/")
    store.put_page(page("quai-print", facts=(own, foreign, front)), (), captured())
    assert ids(store, "https://quai.example/the-ferry") == ["nquai-print"]
    assert ids(store, "https://elsewhere.example/original") == [] == ids(store, "https://quai.example/")
    store.put_article(page("quai-own", url="https://quai.example/the-ferry"))
    assert ids(store, "https://quai.example/the-ferry") == ["nquai-own"]  # the page itself, once it was read


def test_what_was_only_read_out_of_an_archive_is_told(store):
    memento = "https://archive.example/web/20260506070809id_/https://quai.example/quai-1"
    store.put_page(page("quai-1"), (), captured(url="https://quai.example/quai-1", memento=memento))
    assert store.mementos(["nquai-1", "nnone"])["nquai-1"].memento == memento
    assert store.first_memento("https://quai.example/quai-1").fetched == WHEN
    assert store.last_capture("https://quai.example/quai-1") is None
    live = captured(final_url="https://quai.example/quai-1", fetched=WHEN.replace(year=2027))
    store.put_page(page("quai-1"), (), live)
    assert store.mementos(["nquai-1"]) == {}
    assert store.last_capture("https://quai.example/quai-1").fetched.year == 2027


def test_what_lies_on_a_disk_is_no_capture_of_the_web(store):
    store.put_page(page("quai-1"), (), captured(status=None))
    assert store.info()["captures"] == 0


def test_a_store_of_the_first_schema_gets_its_columns(tmp_path):
    import sqlite3

    path = tmp_path / "old.db"
    with open_store(path) as store:
        store.put_capture(captured())
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TABLE addresses")
        for index in ("captures_by_address", "captures_by_url"):
            raw.execute(f"DROP INDEX {index}")
        for column in ("redirects", "memento"):
            raw.execute(f"ALTER TABLE captures DROP COLUMN {column}")
        raw.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    raw.close()
    with open_store(path) as store:
        assert store.info()["schema"] == len(MIGRATIONS)
        assert store.captures("ab" * 32)[0].redirects == ()
        store.put_page(
            page("quai-1"), (), captured(memento="https://archive.example/1", fetched=WHEN.replace(year=2027))
        )
        assert store.check() == []
