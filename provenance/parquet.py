"""A store as a folder of Parquet tables, and such a folder put into a store again."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.arrow import is_parquet
from provenance.errors import AcquireError, MissingExtra, NotAnArticle, StoreError
from provenance.formats.parquet import TABLES
from provenance.model import Article, Node, Signal
from provenance.reading import Ingested

if TYPE_CHECKING:
    from provenance.formats.parquet.rows import Row
    from provenance.store import Store


def export_tables(store: "Store", folder: str | Path) -> dict[str, int]:
    """Write all that a store holds but for its indexes into a folder of Parquet files: how many rows each table has.

    Streams; what is written into the store meanwhile may be missing. ExportError, MissingExtra without pyarrow.
    """
    from provenance.formats.parquet import rows
    from provenance.formats.parquet.write import write
    from provenance.store import whole

    tables: tuple[tuple[str, Iterable[Row]], ...] = (
        ("articles", (rows.article_row(*page) for page in whole.pages(store))),
        ("links", map(rows.link_row, store.links())),
        ("judgements", map(rows.judgement_row, whole.judgements(store))),
        ("captures", map(rows.capture_row, whole.captures(store))),
        ("addresses", ({"key": key, "article": node} for key, node in whole.addresses(store))),
        ("readings", ({"digest": digest, "article": node, "way": way} for digest, node, way in whole.readings(store))),
    )
    return write(tables, folder)


def tables_of(source: str) -> list[tuple[str, Path]]:
    """The files of the tables that a source is, each with its table's name; none when it is something else.

    A source is a folder that `export_tables` or Spark wrote, or a file of such articles.
    """
    from provenance.formats.parquet.read import files_of, is_articles

    if not source.strip() or "\0" in source:
        return []
    path = Path(source)
    try:
        if is_parquet(path):
            return [("articles", path)] if is_articles(path) else []
        if not path.is_dir() or not files_of(path, "articles"):
            return []
        return [(table, file) for table in TABLES for file in files_of(path, table)]
    except OSError:
        return []


def take_tables(tables: Iterable[tuple[str, Path]], store: "Store") -> Iterator[Ingested]:
    """Put the rows of tables into a store. A row that cannot be read is told with its place, the others are kept.

    Where a file of articles cannot be read, the rows that refer to its pages are counted and told in one line.
    """
    lost: Path | None = None
    orphans: Counter[str] = Counter()
    for table, path in tables:
        try:
            for one in _take_file(table, path, store):
                if lost and one.error and isinstance(one.error.__cause__, StoreError):
                    orphans[path.name] += 1
                else:
                    yield one
        except AcquireError as error:
            yield Ingested(str(path), None, error=error)
            if isinstance(error.__cause__, MissingExtra):  # so it would be with the others
                return
            lost = path if table == "articles" else lost
    if lost and orphans:
        said = ", ".join(f"{count} of {name}" for name, count in orphans.items())
        yield Ingested(
            str(lost), None, error=NotAnArticle(f"{lost}: rows that refer to its pages were left out: {said}")
        )


def _take_file(table: str, path: Path, store: "Store") -> Iterator[Ingested]:
    from provenance.formats.parquet.read import rows_of

    number = 0
    for some in rows_of(path, table):
        good: list[tuple[str, Any]] = []
        for row in some:
            number += 1
            where = f"{path}: row {number}"
            try:
                good.append((where, _noun(table, row, where)))
            except AcquireError as error:
                yield Ingested(where, None, error=error)
        yield from _kept(good, _TAKERS[table], store)


def _noun(table: str, row: "Row", where: str) -> Any:  # noqa: ANN401 - whatever the table holds
    from provenance.formats.parquet import rows

    readers = {
        "articles": rows.read_article,
        "links": rows.read_link,
        "judgements": rows.read_judgement,
        "captures": rows.read_capture,
    }
    if table in readers:
        return readers[table](row, where)
    names = ("key", "article") if table == "addresses" else ("digest", "article", "way")
    values = tuple(row.get(name) for name in names)
    if not all(isinstance(value, str) for value in values):
        raise NotAnArticle(f"{where}: {', '.join(names)} must be text")
    return values


Taker = Callable[["Store", Sequence[tuple[str, Any]]], Iterable[Ingested]]


def _kept(good: list[tuple[str, Any]], take: Taker, store: "Store") -> Iterator[Ingested]:
    """Keep some nouns together; where that cannot be, each alone, so that one leaves the others be."""
    if not good:
        return
    try:
        yield from take(store, good)
    except StoreError as error:
        if len(good) == 1:
            failure = NotAnArticle(f"{good[0][0]}: {error}")
            failure.__cause__ = error
            yield Ingested(good[0][0], None, error=failure)
            return
        for one in good:
            yield from _kept([one], take, store)


def _take_pages(
    store: "Store", good: Sequence[tuple[str, tuple[Article | Node, tuple[Signal, ...]]]]
) -> list[Ingested]:
    from provenance.store import whole

    told = whole.take_pages(store, [page for _, page in good])
    return [
        Ingested(where, page.id, new)
        for (where, (page, _)), new in zip(good, told, strict=True)
        if isinstance(page, Article)
    ]


def _taker(name: str) -> Taker:
    def take(store: "Store", good: Sequence[tuple[str, Any]]) -> list[Ingested]:
        from provenance.store import whole

        getattr(whole, name)(store, [noun for _, noun in good])
        return []

    return take


def _take_links(store: "Store", good: Sequence[tuple[str, Any]]) -> list[Ingested]:
    store.put_links(noun for _, noun in good)
    return []


_TAKERS: dict[str, Taker] = {
    "articles": _take_pages,
    "links": _take_links,
    "judgements": _taker("take_judgements"),
    "captures": _taker("take_captures"),
    "addresses": _taker("take_addresses"),
    "readings": _taker("take_readings"),
}
