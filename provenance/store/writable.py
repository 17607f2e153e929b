"""Whether a store can be written at all, now or when another program has finished."""

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import false, text

from provenance.errors import StoreError
from provenance.store.tables import JUDGEMENTS

if TYPE_CHECKING:
    from provenance.store.store import Store

_NEVER = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_PERMITTED = text("SELECT has_table_privilege('judgements', 'INSERT') AND NOT pg_is_in_recovery()")


def is_writable(store: "Store") -> bool:
    """Whether judgements may be put there; a store that is locked for the moment may."""
    if store.read_only:
        return False
    if store.engine.dialect.name == "postgresql":
        with store.reading() as connection:
            return bool(connection.execute(_PERMITTED).scalar_one())
    try:
        with store.writing() as connection:
            connection.execute(JUDGEMENTS.delete().where(false()))  # a transaction alone asks for nothing yet
        return True
    except StoreError as error:
        cause = getattr(error.__cause__, "orig", error.__cause__)
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF not in _NEVER
