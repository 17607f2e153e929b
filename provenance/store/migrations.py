"""The schema's versions: step number i brings a store from version i to i + 1.

Each step runs with all the others in one transaction, so that a store is never left half way.
A step looks before it adds: the first one makes the tables as `schema` draws them today.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, inspect, select, text, update

from provenance.errors import NewerStore, StoreError
from provenance.outlets import fold
from provenance.store import pack
from provenance.store.tables import ARTICLES, CAPTURES, META
from provenance.store.views import VIEWS
from provenance.version import __version__

Step = Callable[[Connection], None]


def first_schema(connection: Connection) -> None:
    """Make every table that is missing, and the views."""
    _make_missing(connection)
    _draw_views(connection)


def _make_missing(connection: Connection) -> None:
    from provenance.store.schema import Base

    Base.metadata.create_all(connection)


def _draw_views(connection: Connection) -> None:
    for name, query in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
        connection.execute(text(f"CREATE VIEW {name} AS {query}"))


def roles_of_signals(connection: Connection) -> None:
    """Signals keep who revised a translation, and the licence."""
    _add_columns(connection, "signals", reviser="TEXT", licence="TEXT")


def further_addresses(connection: Connection) -> None:
    """The addresses that lead to an article; the redirects of a capture, and the archived copy it was read from."""
    _make_missing(connection)
    _add_columns(connection, CAPTURES.name, redirects="TEXT NOT NULL DEFAULT '[]'", memento="TEXT")
    for index, column in (("captures_by_address", "final_url"), ("captures_by_url", "url")):
        connection.execute(text(f"CREATE INDEX IF NOT EXISTS {index} ON {CAPTURES.name} ({column})"))


def note_what_is_indexed(connection: Connection) -> None:
    """Make the table that tells which articles the indexes hold; what was indexed before is indexed anew."""
    _make_missing(connection)


def roles_of_links(connection: Connection) -> None:
    """Links keep who revised a translation, and the licence, as signals do."""
    _add_columns(connection, "links", reviser="TEXT", licence="TEXT")


def readings(connection: Connection) -> None:
    """What articles were read from is noted; a view of pages; places of quotes are as wide on a server as in a file.

    The very first stores lacked two columns that their version was to have.
    """
    _add_columns(connection, "signals", origin_relation="TEXT")
    if _add_columns(connection, "articles", outlet_key="TEXT"):
        _fill_outlet_keys(connection)
    _make_missing(connection)
    connection.execute(text("CREATE INDEX IF NOT EXISTS articles_by_outlet ON articles (outlet_key, number)"))
    if connection.dialect.name == "postgresql":
        for column in ("block", "quote_start", "quote_end"):
            connection.execute(text(f"ALTER TABLE signals ALTER COLUMN {column} TYPE BIGINT"))
    _draw_views(connection)


def note_what_is_not_drawn(connection: Connection) -> None:
    """Make the table that tells what `link` has begun and not finished."""
    _make_missing(connection)


def lean_indexes(connection: Connection) -> None:
    """Make the indexes anew, without what cost more to write than it was of use; every article is indexed again.

    So that what is lacking need not be searched for, it is noted as it comes.
    """
    for table in ("postings", "anchors", "indexed"):
        connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
    _make_missing(connection)


def _fill_outlet_keys(connection: Connection) -> None:
    outlets = connection.execute(select(ARTICLES.c.outlet).where(ARTICLES.c.outlet.is_not(None)).distinct())
    for outlet in outlets.scalars().all():
        key = pack.clean(fold(outlet))
        connection.execute(update(ARTICLES).where(ARTICLES.c.outlet == outlet).values(outlet_key=key))


def _add_columns(connection: Connection, table: str, **kinds: str) -> bool:
    """Give a table columns, unless it has them: whether any was missing."""
    there = {column["name"] for column in inspect(connection).get_columns(table)}
    for column, kind in kinds.items():
        if column not in there:
            connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column} {kind}"))
    return not kinds.keys() <= there


MIGRATIONS: tuple[Step, ...] = (
    first_schema,
    roles_of_signals,
    further_addresses,
    note_what_is_indexed,
    roles_of_links,
    readings,
    note_what_is_not_drawn,
    lean_indexes,
)


def schema_version(connection: Connection) -> int | None:
    """The version that the store says it has; None when nothing is there at all.

    Raises StoreError when tables are there that are not a store's.
    """
    names = inspect(connection).get_table_names()
    if META.name not in names:
        # A PostgreSQL database may serve others too; an SQLite file that holds other tables is not ours.
        if names and connection.dialect.name == "sqlite":
            raise StoreError("a database, but not a provenance store")
        return None
    value = connection.execute(select(META.c.value).where(META.c.key == "schema")).scalar()
    if value is None or not str(value).isdecimal():
        raise StoreError("a database, but not a provenance store")
    return int(value)


def pending(connection: Connection, steps: tuple[Step, ...] = MIGRATIONS) -> tuple[Step, ...]:
    """The steps that this store still needs. Raises NewerStore for one that knows more than we do."""
    found = schema_version(connection) or 0
    if found > len(steps):
        raise NewerStore(f"made by a newer provenance: schema {found}, this one knows {len(steps)}")
    return steps[found:]


def require_current(connection: Connection) -> None:
    """Raise StoreError where another program has brought the store to another schema since it was opened."""
    found = _noted(connection, "schema")
    if found != str(len(MIGRATIONS)):
        raise StoreError(f"schema {found} since it was opened, made by another provenance: open it again")


def migrate(connection: Connection, steps: tuple[Step, ...] = MIGRATIONS) -> int:
    """Run the steps that the store needs, inside the caller's transaction: how many there were."""
    todo = pending(connection, steps)
    for step in todo:
        step(connection)
    if todo:
        note(connection, "schema", str(len(steps)))
        note(connection, "program", __version__)
        if not _noted(connection, "created"):
            note(connection, "created", datetime.now(UTC).isoformat(timespec="seconds"))
    return len(todo)


def _noted(connection: Connection, key: str) -> str | None:
    return connection.execute(select(META.c.value).where(META.c.key == key)).scalar()


def note(connection: Connection, key: str, value: str) -> None:
    """Write down what the store says of itself, over what it said before."""
    if _noted(connection, key) is None:
        connection.execute(insert(META).values(key=key, value=value))
    else:
        connection.execute(update(META).where(META.c.key == key).values(value=value))
