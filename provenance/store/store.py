"""The open store: what a method writes is one transaction, or one a hundred articles; others do the work."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from provenance.errors import NoStore, StoreError
from provenance.model import Article, Capture, Derivation, Graph, Judgement, Node, Signal, Verdict
from provenance.store import (
    check,
    copy,
    family,
    find,
    indexing,
    judgements,
    look,
    migrations,
    pages,
    read,
    rows,
    write,
)
from provenance.store.connect import Location, connect, explained, locate, use_write_ahead_log
from provenance.store.indexes import Indexes


@dataclass(frozen=True, slots=True)
class Store:
    """An open store; a context manager. Every method may raise StoreError.

    Reading streams page by page and holds no transaction between pages, so a slow reader never
    stands in a writer's way. What is written while a stream is read is not part of it. Characters
    that no database keeps (NUL, lone surrogates) are written as U+FFFD: offsets stay right.
    """

    engine: Engine
    location: Location
    read_only: bool = False

    @property
    def index(self) -> Indexes:
        """The indexes by which `link` finds kin."""
        return Indexes(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database. Closing twice does no harm."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the store as it is at its beginning."""
        with explained(self.location.label), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole or not at all; one at a time, others wait."""
        with self._writing() as connection:
            migrations.require_current(connection)
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise StoreError(f"{self.location.label}: opened for reading only")
        writer = self.engine.execution_options(writes=True)
        with explained(self.location.label), writer.connect() as connection, connection.begin():
            yield connection

    # Writing

    def put_article(self, article: Article, signals: Sequence[Signal] = ()) -> bool:
        """Keep an article with its signals: True when new, or other in more than `fetched`."""
        return self.put_articles([(article, signals)]) > 0

    def put_articles(self, articles: Iterable[tuple[Article, Sequence[Signal]]]) -> int:
        """Keep many articles, a transaction for each hundred: how many are new or differ."""
        return sum(self._put_chunk(chunk) for chunk in look.chunks(articles, 100))

    def _put_chunk(self, chunk: list[tuple[Article, Sequence[Signal]]]) -> int:
        prepared = [write.prepare(article, signals) for article, signals in chunk]
        with self.writing() as connection:
            return len(write.put_articles(connection, prepared))

    def put_page(self, article: Article, signals: Sequence[Signal], capture: Capture) -> bool:
        """Keep an article as `put_article`, note its capture, and let the addresses that lead to it lead to it."""
        return self.put_pages([pages.prepare_page(article, signals, capture)])[0]

    def put_pages(self, prepared: Sequence[pages.PreparedPage], again: Sequence[Capture] = ()) -> list[bool]:
        """Keep pages in one transaction: for each whether it is new, or other than what was there.

        `again` are captures of the web whose pages are known by what they were read from: they are noted only.
        """
        captures = [rows.capture_row(capture) for capture in again if capture.status is not None]
        if not prepared and not captures:
            return []
        with self.writing() as connection:
            new = pages.put(connection, prepared)
            pages.put_captures(connection, captures)
        return new

    def read_before(self, captures: Sequence[Capture], way: str) -> dict[str, str]:
        """Of these captures, those that an article was read from in this way: its id by the digest of the reading."""
        with self.reading() as connection:
            return pages.known(connection, captures, way)

    def put_node(self, node: Node) -> bool:
        """Keep a named source: True when that tells us more than we knew. A page that was read stays read."""
        return self.put_nodes([node]) > 0

    def put_nodes(self, nodes: Iterable[Node]) -> int:
        """Keep named sources in one transaction: how many told us more than we knew."""
        with self.writing() as connection:
            return sum(write.put_node(connection, node) for node in nodes)

    def put_links(self, derivations: Iterable[Derivation]) -> int:
        """Keep links, by id; how many are new. Both ends must be kept before; judgements stay as they are."""
        with self.writing() as connection:
            return write.put_links(connection, derivations)

    def drop_links(self, ids: Iterable[str]) -> int:
        """Remove links that an inference no longer draws: how many were there. Judgements of them stay."""
        with self.writing() as connection:
            return write.drop_links(connection, ids)

    def put_family(
        self, nodes: Sequence[Node], links: Sequence[Derivation], gone: Sequence[str], *, times: int
    ) -> bool:
        """Keep what a family was found to be, in one transaction: its nodes and links, without those that are `gone`.

        False, and nothing is kept, where the indexes were changed since they were read: they were put into more than
        so many `times`.
        """
        with self.writing() as connection:
            if indexing.times(connection) != times:
                return False
            for node in nodes:
                write.put_node(connection, node)
            write.put_links(connection, links)
            write.drop_links(connection, gone)
        return True

    def put_capture(self, capture: Capture) -> bool:
        """Note when and where bytes were received (not the bytes): True when that is new."""
        with self.writing() as connection:
            return write.put_capture(connection, capture)

    def judge(self, link: str, verdict: Verdict, by: str, note: str | None = None) -> Judgement:
        """Keep a person's word on a link (its id or how it begins); it retires the word before."""
        with self.writing() as connection:
            return judgements.judge(connection, link, verdict, by, note)

    # Reading

    def article(self, node: str) -> Article | None:
        """The article of this node id, as it was put; None when it is unknown or was never read."""
        with self.reading() as connection:
            return look.article(read.asking(connection), node)

    def node(self, node: str) -> Node | None:
        """The node of this id."""
        with self.reading() as connection:
            return look.node(read.asking(connection), node)

    def signals(self, node: str) -> tuple[Signal, ...]:
        """The signals of an article, in the order in which they were put."""
        with self.reading() as connection:
            return look.signals(read.asking(connection), node)

    def find(self, target: str) -> list[Node]:
        """Nodes by id, URL, file path, sha-256 of text or capture, or beginning of an id; at most 50."""
        with self.reading() as connection:
            return find.find(read.asking(connection), target)

    def by_domain(self, domain: str, language: str | None = None, limit: int = 1000) -> Iterator[Article]:
        """The articles of one registered domain, in the order in which they came."""
        return read.by_domain(self, domain, language, limit)

    def by_outlet(self, name: str, limit: int = 1000) -> Iterator[Article]:
        """The articles of an outlet that calls itself so, in the order in which they came."""
        return read.by_outlet(self, name, limit)

    def articles(self) -> Iterator[Article]:
        """All articles that were read, in the order in which they came."""
        return read.articles(self)

    def nodes(self) -> Iterator[Node]:
        """All nodes, read or named, in the order in which they came."""
        return read.nodes(self)

    def links(self) -> Iterator[Derivation]:
        """All links with their current judgement; confidence is the inference's own."""
        return read.links(self)

    def links_from(self, *nodes: str) -> list[Derivation]:
        """Upstream: what this node was taken from, surest first; of many nodes, some hundreds at a time."""
        with self.reading() as connection:
            return list(look.links_at(read.asking(connection), "derived", nodes))

    def links_to(self, *nodes: str) -> list[Derivation]:
        """Downstream: what was taken from this node, surest first; of many nodes, some hundreds at a time."""
        with self.reading() as connection:
            return list(look.links_at(read.asking(connection), "source", nodes))

    def judgements(self, link: str) -> list[Judgement]:
        """Every word on a link (id, or the only one that begins so), oldest first: the last one counts."""
        with self.reading() as connection:
            return judgements.judgements(connection, link)

    def captures(self, sha256: str) -> list[Capture]:
        """When and where these bytes were received, oldest first; `body` is empty."""
        with self.reading() as connection:
            return read.captures(connection, sha256)

    def last_capture(self, url: str) -> Capture | None:
        """The latest capture of the live web that this very address answered with; `body` is empty."""
        with self.reading() as connection:
            return read.last_capture(connection, url)

    def first_memento(self, url: str) -> Capture | None:
        """The oldest capture read out of an archive that was asked for by this address; `body` is empty."""
        with self.reading() as connection:
            return read.first_memento(connection, url)

    def mementos(self, nodes: Sequence[str]) -> dict[str, Capture]:
        """For each of these nodes that was only ever read out of an archive: its capture, `body` empty."""
        with self.reading() as connection:
            return look.mementos(read.asking(connection), nodes)

    def graph(
        self, node: str, upstream: bool = True, downstream: bool = True, depth: int = 10, limit: int = 10_000
    ) -> Graph:
        """The node with its ancestors and descendants, nearest first; cycles do no harm.

        `depth` counts hops; the walk stops growing after `limit` links. Unknown node: an empty graph.
        """
        with self.reading() as connection:
            return family.graph(read.asking(connection), node, upstream, downstream, depth, limit)

    def family(self, node: str, depth: int = 10, limit: int = 10_000) -> Graph:
        """The node with all that goes back to one origin with it: its ancestors, and what was taken from any of these.

        `depth` counts hops up, then hops down from each ancestor; the walk stops growing after `limit` links: first
        come those that `graph` gives. Where no text was taken (a lead that is credited, a link that a person rejected)
        no kin is looked for beyond. Unknown node: an empty graph.
        """
        with self.reading() as connection:
            return family.family(read.asking(connection), node, depth, limit)

    def whole_graph(self) -> Iterator[Node | Derivation]:
        """All nodes, then all links; both ends of each link have come before it."""
        return read.whole_graph(self)

    # Care

    def info(self) -> dict[str, int | str]:
        """What is in the store: its place, size in bytes, schema, and how many of each."""
        with self.reading() as connection:
            return check.info(connection, self.location)

    def check(self) -> list[str]:
        """What is wrong with the store, a line each; nothing wrong, an empty list."""
        return check.check(self)

    def backup(self, path: str | Path, *, overwrite: bool = False) -> None:
        """Copy the store into a new SQLite file while others go on writing; whole or not at all."""
        check.backup(self, Path(path), overwrite)

    def restore(self, path: str | Path) -> int:
        """Fill this store, which must be empty, with all that another holds: how many nodes. Whole or not at all."""
        with opened(path, read_only=True, create=False, wait=30.0) as source:
            return copy.copy(source, self)

    def migrate(self) -> int:
        """Bring the store to this program's schema: how many steps that took (0 after opening)."""
        with self._writing() as connection:
            return migrations.migrate(connection)


def opened(location: str | Path | None, *, read_only: bool, create: bool, wait: float) -> Store:
    """See `provenance.store.open_store`."""
    place = locate(location)
    if create and not read_only and place.path is not None and not place.path.exists():
        from provenance.store import schema  # noqa: F401 - it takes a while, in which an empty file would lie about

    engine = connect(place, read_only=read_only, create=create, wait=wait)
    store = Store(engine, place, read_only)
    try:
        _make_ready(store, create)
    except StoreError as error:
        store.close()
        label = place.label
        raise error if str(error).startswith(label) else type(error)(f"{label}: {error}") from error
    return store


def _make_ready(store: Store, create: bool) -> None:
    with store.reading() as connection:
        version = migrations.schema_version(connection)
        todo = migrations.pending(connection)
    if version is None and (store.read_only or not create):
        raise NoStore("no store here")
    if todo and store.read_only:
        raise StoreError(f"made by an older provenance (schema {version}): store migrate brings it up to date")
    if not store.read_only and store.engine.dialect.name == "sqlite":
        use_write_ahead_log(store.engine, store.location.label)
    if todo:
        store.migrate()
