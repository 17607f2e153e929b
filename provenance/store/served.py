"""A store on a PostgreSQL server, opened to look at a few articles and be gone: by psycopg alone (see `glance`)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from provenance.store import look
from provenance.store.columns import SCHEMA
from provenance.store.files import explained
from provenance.store.glance import Glance

if TYPE_CHECKING:
    from psycopg import Connection

    Served = Connection[dict[str, Any]]

_PLAIN = re.compile(r"postgresql(?:\+psycopg)?://([^+]*)\Z")  # a plus in a query is read in more ways than one
_VALUE = re.compile(r"(?<![:\w]):(\w+)")


def served(location: str) -> Glance | None:
    """Open the store at an address; None unless all is as it should be, the schema today's, as `glance`."""
    plain = _PLAIN.match(location)
    if plain is None:
        return None
    with suppress(ModuleNotFoundError):
        from psycopg import Error, connect
        from psycopg.rows import dict_row

        with suppress(Error, UnicodeError):
            connection = connect(f"postgresql://{plain[1]}", autocommit=True, row_factory=dict_row)
            with suppress(Error):
                schema = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
                if schema and schema["value"] == str(SCHEMA):
                    at = connection.info  # no part of the address that may hold a password is told
                    label = f"postgresql://{at.user}@{at.host}/{at.dbname}"
                    return Glance(partial(_reading, connection, label), connection.close)
            connection.close()
    return None


@contextmanager
def _reading(connection: "Served", label: str) -> Iterator[look.Ask]:
    from psycopg import Error

    def ask(statement: str, values: Mapping[str, object], /) -> Sequence[dict[str, Any]]:
        listed = statement.replace("%", "%%").replace("IN :asked", "= ANY(:asked)")
        return connection.execute(_VALUE.sub(r"%(\1)s", listed), values).fetchall()

    with explained(label, Error):
        connection.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        try:
            yield ask
        finally:
            connection.execute("ROLLBACK")
