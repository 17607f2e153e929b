"""What every request needs: the store to read, the store to write if that may be, who may do what."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from provenance.errors import StoreError
from provenance.store import open_store
from provenance.store.writable import is_writable
from provenance.web.access import Access

if TYPE_CHECKING:
    from provenance.store import Store

PAGE = 25  # rows of a list
_WAIT = 5.0  # seconds for another program that writes


class Overloaded(Exception):
    """Too much is being worked out at once: ask again."""


@dataclass(frozen=True, slots=True)
class Site:
    """An open store and the rules of access. `writer` is None where nothing may be written.

    Both are pools of connections: each request takes one for as long as it reads a page.
    """

    reader: "Store"
    writer: "Store | None"
    access: Access
    by: str
    _work: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(2))

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Room for what takes long (comparing, drawing large files): two at once, others wait a while.

        Raises Overloaded.
        """
        if not self._work.acquire(timeout=_WAIT):
            raise Overloaded("two others are being worked out at this moment")
        try:
            yield
        finally:
            self._work.release()

    def close(self) -> None:
        """Let go of the store."""
        self.reader.close()
        if self.writer is not None:
            self.writer.close()


def stores(location: str | Path | None, *, read_only: bool) -> tuple["Store", "Store | None"]:
    """The store to read and the one to write; None for that where it may not or cannot be written.

    Raises StoreError where there is none, or none that can be read.
    """
    writer = None if read_only else _writer(location)
    return open_store(location, read_only=True, create=False, wait=_WAIT), writer


def _writer(location: str | Path | None) -> "Store | None":
    try:
        store = open_store(location, create=False, wait=_WAIT)
    except StoreError:  # whoever opens it to read says what is wrong, if anything is
        return None
    if is_writable(store):
        return store
    store.close()
    return None


def _site(request: Request) -> Site:
    found: Site = request.app.state.site
    return found


Here = Annotated[Site, Depends(_site)]
