"""A store opened for looking into: articles, claims, chains and origins as values, graphs and tables of them.

`provenance.open` is `opened` of this package. Importing it is cheap: the database is loaded by the first opening,
networkx and pandas by the first graph and table.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.notebook.notebook import Notebook, Said

__all__ = ["Notebook", "Said", "opened"]


def opened(location: str | Path | None = None, *, write: bool = False, wait: float = 30.0) -> "Notebook":
    """Open the store at a path or URL (None: the user's data directory) to look into it; a context manager.

    Nothing is written and no store is made, unless `write` says so: then a missing store is made and an older one is
    brought up to date, and it can be given to the verbs that put something there. `wait` is how many seconds a write
    waits for another writer. Raises NoStore, NewerStore, or another StoreError: one line that says what and where.
    """
    from provenance.notebook.notebook import Notebook
    from provenance.store import open_store

    store = open_store(location, read_only=not write, create=write, wait=wait)
    return Notebook(store.engine, store.location, store.read_only)


def __getattr__(name: str) -> object:
    if name in ("Notebook", "Said"):
        from provenance.notebook import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
