"""All that a store holds but for its indexes, as nouns, and such nouns put back."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, select, update

from provenance.errors import StoreError
from provenance.model import Article, Capture, Judgement, Node, Signal, Status
from provenance.store import look, nouns, pack, read, rows, write
from provenance.store.bulk import upsert
from provenance.store.pages import put_captures
from provenance.store.tables import ADDRESSES, ARTICLES, CAPTURES, JUDGEMENTS, READINGS, SIGNALS, TEXTS

if TYPE_CHECKING:
    from provenance.store.store import Store

_ROWS = 1_000

Stored: TypeAlias = tuple[int, Article | Node, tuple[Signal, ...]]
"""A page that was read, or a source that is only named, with its number and its signals."""


def pages(store: "Store") -> Iterator[Stored]:
    """Every node in the order in which they came, with the text and the signals of those that were read."""
    query = select(ARTICLES, TEXTS.c.text).outerjoin(TEXTS, TEXTS.c.sha256 == ARTICLES.c.text_sha256)
    for some in look.chunks(read.stream(store, query, ARTICLES, _page), 200):
        with store.reading() as connection:
            said = _signals(connection, [page.id for _, page in some if isinstance(page, Article)])
        yield from ((number, page, tuple(said.get(page.id, ()))) for number, page in some)


def _page(row: Any) -> tuple[int, Article | Node]:  # noqa: ANN401 - a row of the database
    is_read = row["status"] == Status.READ and row["text_sha256"] is not None
    return row["number"], nouns.read_article(row) if is_read else nouns.read_node(row)


def _signals(connection: Connection, nodes: list[str]) -> dict[str, list[Signal]]:
    wanted = select(SIGNALS).where(SIGNALS.c.article.in_(nodes)).order_by(SIGNALS.c.article, SIGNALS.c.ordinal)
    found: dict[str, list[Signal]] = {}
    for row in connection.execute(wanted).mappings():
        found.setdefault(row["article"], []).append(nouns.read_signal(row))
    return found


def judgements(store: "Store") -> Iterator[Judgement]:
    """Every word on a link, in the order in which they came."""
    return read.stream(store, select(JUDGEMENTS), JUDGEMENTS, nouns.read_judgement)


def captures(store: "Store") -> Iterator[Capture]:
    """Every capture, its body empty, in the order in which they came."""
    return read.stream(store, select(CAPTURES), CAPTURES, nouns.read_capture)


def addresses(store: "Store") -> Iterator[tuple[str, str]]:
    """Every further address (a canonical key) with its article, sorted."""
    return ((row[0], row[1]) for row in _keyed(store, ADDRESSES.c.key, ADDRESSES.c.article))


def readings(store: "Store") -> Iterator[tuple[str, str, str]]:
    """The digest of every reading, its article and its way, sorted."""
    return ((row[0], row[1], row[2]) for row in _keyed(store, READINGS.c.digest, READINGS.c.article, READINGS.c.way))


def _keyed(store: "Store", key: Any, *others: Any) -> Iterator[Any]:  # noqa: ANN401 - columns
    last = ""
    while True:
        with store.reading() as connection:
            found = connection.execute(select(key, *others).where(key > last).order_by(key).limit(_ROWS)).all()
        if not found:
            return
        yield from found
        last = found[-1][0]


def take_pages(store: "Store", some: Sequence[tuple[Article | Node, Sequence[Signal]]]) -> list[bool]:
    """Keep pages and named sources in one transaction, in their order: for each whether it told more than was known.

    A page that comes twice is as it comes last.
    """
    prepared = [write.prepare(page, signals) if isinstance(page, Article) else page for page, signals in some]
    told: list[bool] = []
    with store.writing() as connection:
        for is_node, run in groupby(prepared, lambda one: isinstance(one, Node)):
            if is_node:
                told += [write.put_node(connection, one) for one in run if isinstance(one, Node)]
                continue
            of_run = [one for one in run if not isinstance(one, Node)]
            changed = write.put_articles(connection, of_run)
            told += [one.row["id"] in changed for one in of_run]
    return told


def take_judgements(store: "Store", words: Iterable[Judgement]) -> int:
    """Keep words that are not there yet, each retired by the next one on its link: how many there were."""
    wanted = {_word(word): word for word in words}
    with store.writing() as connection:
        links = sorted({link for link, *_ in wanted})
        there = {
            (row.link, row.verdict, row.by, row.at, row.note)
            for some in look.chunks(links, 500)
            for row in connection.execute(select(JUDGEMENTS).where(JUDGEMENTS.c.link.in_(some)))
        }
        new = [key for key in wanted if key not in there]
        names = ("link", "verdict", "by", "at", "note")
        if new:  # retired at first: only one may stand
            values = [dict(zip(names, key, strict=True)) | {"retired_at": key[3]} for key in new]
            connection.execute(JUDGEMENTS.insert(), values)
        for link in sorted({link for link, *_ in new}):
            _retire(connection, link)
    return len(new)


def _word(word: Judgement) -> tuple[str, str, str, str | None, str | None]:
    return (
        pack.clean(word.link),
        word.verdict.value,
        pack.clean(word.by),
        pack.write_time(word.at),
        pack.maybe(word.note),
    )


def _retire(connection: Connection, link: str) -> None:
    """Let each word on a link be retired by the next one; the last one stands."""
    wanted = select(JUDGEMENTS.c.number, JUDGEMENTS.c.at).where(JUDGEMENTS.c.link == link)
    found = connection.execute(wanted.order_by(JUDGEMENTS.c.at, JUDGEMENTS.c.number)).all()
    ends = [*(row.at for row in found[1:]), None]
    for row, end in zip(found, ends, strict=True):
        here = update(JUDGEMENTS).where(JUDGEMENTS.c.number == row.number)
        connection.execute(here.values(retired_at=end))


def take_captures(store: "Store", some: Sequence[Capture]) -> None:
    """Note captures, each once for a target and time."""
    prepared = [rows.capture_row(capture) for capture in some]
    with store.writing() as connection:
        put_captures(connection, prepared)


def take_addresses(store: "Store", some: Sequence[tuple[str, str]]) -> None:
    """Keep further addresses of articles. StoreError for one whose article is not there."""
    found = [{"key": pack.clean(key), "article": pack.clean(article)} for key, article in dict(some).items()]
    with store.writing() as connection:
        _require(connection, {row["article"] for row in found})
        upsert(connection, ADDRESSES, found, ("key",))


def take_readings(store: "Store", some: Sequence[tuple[str, str, str]]) -> None:
    """Keep what articles were read from. StoreError for one whose article is not there."""
    names = ("digest", "article", "way")
    found = {row[0]: dict(zip(names, map(pack.clean, row), strict=True)) for row in some}
    with store.writing() as connection:
        _require(connection, {row["article"] for row in found.values()})
        upsert(connection, READINGS, list(found.values()), ("digest",))


def _require(connection: Connection, nodes: set[str]) -> None:
    for some in look.chunks(sorted(nodes), 500):
        known = set(connection.execute(select(ARTICLES.c.id).where(ARTICLES.c.id.in_(some))).scalars())
        for node in some:
            if node not in known:
                raise StoreError(f"article {node!r}: not in the store")
