"""What is kept comes back: articles and links in a store, values in columns, what a person asks of a store."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from fuzz.target import Target, parts, text_of
from provenance.errors import StoreError
from provenance.model import (
    Article,
    Block,
    Derivation,
    Evidence,
    Fact,
    Link,
    Locator,
    Node,
    Place,
    Relation,
    Signal,
    Status,
)

if TYPE_CHECKING:
    from provenance.store import Store

_WHEN = datetime(2026, 1, 2, tzinfo=UTC)


@cache
def _store() -> "Store":
    from provenance.store import open_store

    return open_store(":memory:")


def _article(words: list[str]) -> Article:
    a, b, c, d, e = (words * 5)[:5]
    blocks = (Block(a, Place.INLINE, "p", (Link(0, 1, b, c),)), Block(d, Place.TAIL))
    return Article("n1", b, c, d, e, a, None, (b, c), blocks, (Fact(d, e),), a + b, c, d, _WHEN)


def stored(data: bytes) -> None:
    """An article, its signals and a link of any words come back as they were put, but for what no database holds."""
    from provenance.store import pack

    words = [pack.clean(text_of(part)) for part in parts(data)] or [""]
    store, article = _store(), _article(words)
    with store.writing() as connection:
        for table in ("signals", "addresses", "links", "unindexed", "articles"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables
    signal = Signal("x", words[0], Relation.VIA, Place.TAIL, words[-1], 0, 0, 1, Locator(words[0]))
    assert store.put_article(article, [signal])
    assert store.article("n1") == article
    assert store.signals("n1") == (signal,)
    store.put_node(Node("n2", Status.NAMED, outlet=words[0]))
    link = Derivation("l1", "n1", "n2", Relation.VIA, 0.5, (Evidence("r", 1.0, words[0], words[-1]),), words[0])
    store.put_links([link])
    assert list(store.links()) == [link]


def asked(data: bytes) -> None:
    """Whatever a person asks for, nodes answer or none."""
    from provenance.store import search

    store = _store()
    if not store.node("n9"):
        store.put_article(replace(_article(["https://quai.example/a", "Le Quai"]), id="n9"))
    text = text_of(data)
    assert all(isinstance(node, Node) for node in store.find(text))
    assert isinstance(search.words(store, text, texts=True, before=None, limit=5, seconds=1.0).nodes, tuple)


def columns(data: bytes) -> None:
    """A column of another's making is read, or refused as the store's error."""
    from provenance.store import pack

    text = data.decode("utf-8", "replace")
    for kind in (
        pack.AUTHORS,
        pack.BLOCKS,
        pack.FACTS,
        pack.LOCATOR,
        pack.EVIDENCE,
        pack.RIVALS,
        pack.HEADERS,
        pack.REDIRECTS,
    ):
        try:
            pack.load(kind, text, "x")
        except StoreError:
            continue
    for read in (lambda: pack.unsqueeze(data, "x"), lambda: pack.read_time(text, "x")):
        try:
            read()
        except StoreError:
            continue
    try:
        assert pack.unsqueeze(pack.squeeze(text), "x") == text
        assert pack.load(pack.AUTHORS, pack.dump([text]), "x") == (pack.clean(text),)
    except StoreError as error:
        raise AssertionError(error) from error


TARGETS = (
    Target(
        "columns",
        columns,
        lambda: (b'["a"]', b'[{"text":"a","place":"tail","tag":"p","links":[]}]', b"2024-01-02T03:04:05+00:00"),
        (b'"text"', b'"place"', b"[[[["),
        400,
    ),
    Target(
        "find",
        asked,
        lambda: (b"https://quai.example/a", b"n9", b"a/../b", b"Quai %_\\", b"ab" * 32),
        (b"%", b"_", b"\\", b"'", b"/", b"."),
        200,
    ),
    Target(
        "store",
        stored,
        lambda: (b"a\xffb\xffc\xffd", "Крепость\xff\x00".encode()),
        (b"\xff", b"\x00", b"\xed\xa0\x80"),
        300,
    ),
)
