"""A store opened to look at a few articles and be gone, without SQLAlchemy: what `show` needs."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from provenance.errors import StoreError
from provenance.model import Article, Capture, Graph, Node, Signal
from provenance.store import family, find, look
from provenance.store.columns import SCHEMA
from provenance.store.files import connected, explained, set_up


@dataclass(frozen=True, slots=True)
class Glance:
    """An open store of which single articles are asked; each method is as that of `Store`, by the same statements.

    `reading` is a transaction that sees the store as it is at its beginning; `close` lets go of the store.
    """

    reading: Callable[[], AbstractContextManager[look.Ask]]
    close: Callable[[], None]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def article(self, node: str) -> Article | None:
        """The article of this node id."""
        with self.reading() as ask:
            return look.article(ask, node)

    def signals(self, node: str) -> tuple[Signal, ...]:
        """The signals of an article."""
        with self.reading() as ask:
            return look.signals(ask, node)

    def find(self, target: str) -> list[Node]:
        """The nodes that a target may mean."""
        with self.reading() as ask:
            return find.find(ask, target)

    def mementos(self, nodes: Sequence[str]) -> dict[str, Capture]:
        """Of these nodes those that were only ever read out of an archive, with the capture."""
        with self.reading() as ask:
            return look.mementos(ask, nodes)

    def graph(
        self, node: str, upstream: bool = True, downstream: bool = True, depth: int = 10, limit: int = 10_000
    ) -> Graph:
        """The node with its ancestors and descendants."""
        with self.reading() as ask:
            return family.graph(ask, node, upstream, downstream, depth, limit)


def glance(path: Path, wait: float) -> Glance | None:
    """Open the store in a file; None unless all is as it should be, the schema today's: `Store` tells what is not."""
    if not path.is_file():
        return None
    connection = None
    try:
        connection = connected(path.resolve(), True, wait)
        set_up(connection, True)
        connection.row_factory = sqlite3.Row
        schema = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        if schema and schema["value"] == str(SCHEMA):
            return Glance(partial(_reading, connection, str(path)), connection.close)
    except (StoreError, sqlite3.Error, OSError, ValueError):
        pass
    if connection is not None:
        connection.close()
    return None


@contextmanager
def _reading(connection: sqlite3.Connection, label: str) -> Iterator[look.Ask]:
    def ask(statement: str, values: Mapping[str, object], /) -> Sequence[sqlite3.Row]:
        if "asked" in values:
            # One value holds all that is asked for: no limit on how many.
            statement = statement.replace("IN :asked", "IN (SELECT value FROM json_each(:asked))")
            values = {**values, "asked": json.dumps(values["asked"])}
        return connection.execute(statement, values).fetchall()

    with explained(label):
        connection.execute("BEGIN")
        try:
            yield ask
        finally:
            connection.execute("ROLLBACK")
