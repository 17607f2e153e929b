"""What a writer that streams must remember of what it wrote, kept on disk and not in memory."""

import sqlite3
from types import TracebackType


class Shelf:
    """Texts by keys, in a file of the system's own that goes when the shelf is closed; a context manager.

    Characters that cannot be written as UTF-8 are kept too.
    """

    __slots__ = ("_base",)

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)  # an empty name: a file that nobody else sees
        self._base.execute("CREATE TABLE kept (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")
        self._base.execute("BEGIN")

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._base.close()

    def put(self, key: str, value: str = "") -> bool:
        """Keep a text; False, and nothing is kept, where the key has one already."""
        row = (_bytes(key), _bytes(value))
        return self._base.execute("INSERT OR IGNORE INTO kept VALUES (?, ?)", row).rowcount == 1

    def get(self, key: str) -> str:
        """The text that was kept; KeyError when none was."""
        found = self._base.execute("SELECT value FROM kept WHERE key = ?", (_bytes(key),)).fetchone()
        if found is None:
            raise KeyError(key)
        return str(found[0], "utf-8", "surrogatepass")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
