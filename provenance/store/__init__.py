"""The store: one SQLite file (or a PostgreSQL database) that keeps what was read and inferred.

The only part of the project that knows a database. Importing this package is cheap: SQLModel is
loaded by the first `open_store`.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.store.places import default_path, expanded

if TYPE_CHECKING:
    from provenance.store.glance import Glance
    from provenance.store.store import Store

__all__ = ["Glance", "Store", "default_path", "look_into", "open_store"]


def open_store(
    location: str | Path | None = None, *, read_only: bool = False, create: bool = True, wait: float = 30.0
) -> "Store":
    """Open the store at a path or URL (None: the user's data directory); bring an older one up to date.

    `create` makes a missing store, with its folder. `wait` is how many seconds a write waits for
    another writer. Raises StoreError, one line that says what and where.
    """
    from provenance.store.store import opened

    return opened(location, read_only=read_only, create=create, wait=wait)


def look_into(location: str | Path | None = None, *, wait: float = 30.0) -> "Glance | Store":
    """Open the store at a path or URL to look up a few articles: a file takes a tenth of the time of `open_store`.

    Raises what `open_store` raises, for reading only.
    """
    seen = _seen(location, wait)
    return seen or open_store(location, read_only=True, create=False, wait=wait)


def _seen(location: str | Path | None, wait: float) -> "Glance | None":
    if location is not None and "://" in str(location):
        from provenance.store.served import served

        return served(str(location))
    from provenance.store.glance import glance

    return glance(expanded(location or default_path()), wait)


def __getattr__(name: str) -> object:
    if name in ("Glance", "Store"):
        return getattr(import_module(f"{__name__}.{name.lower()}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
