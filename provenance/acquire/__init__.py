"""From a target to captures: web addresses, files, folders, WARC, WACZ, JSON Lines, Parquet, feeds, lists, stdin.

    for got in read("pages/"):      # a Capture, or a Failure for a part that could not be read
        ...

To add a kind of input: a file that holds pages is a line in `containers.CONTAINERS`, a document that lists them a row
in `documents.KINDS`, a table that another program writes a line in `imports.IMPORTERS`, anything else a line here.
"""

from collections.abc import Iterator

from provenance.acquire.containers import CONTAINERS, Reader
from provenance.acquire.documents import read_address, read_document
from provenance.acquire.files import read_file, read_folder, read_stdin
from provenance.acquire.pages import Failure, Options
from provenance.charset import decode
from provenance.errors import Unreachable, reason
from provenance.model import Capture

__all__ = ["READERS", "Failure", "Options", "Reader", "decode", "read"]

READERS: tuple[Reader, ...] = (
    read_stdin,
    read_address,
    *CONTAINERS,
    read_folder,
    read_document,
    read_file,
)


def read(target: str, options: Options | None = None) -> Iterator[Capture | Failure]:
    """Every page of a target, in its order, read as it is asked for.

    A part that cannot be read (a bad line, a broken record, a file of a folder) is a Failure among the
    captures. AcquireError, from the first step on, when the target itself cannot be read.
    """
    options = options or Options()
    if not target.strip():
        raise Unreachable("an empty name: no such file")
    # A zero byte ends a file name for the system: nothing can be called so.
    if "\0" in target:
        raise Unreachable(f"{target!r}: no such file")
    pages = _claimed(target, options)
    if pages is None:
        raise Unreachable(f"{target[:200]}: no such file")
    yield from pages


def _claimed(target: str, options: Options) -> Iterator[Capture | Failure] | None:
    """What the first reader gives that takes the target for its kind."""
    try:
        found = (reader(target, options) for reader in READERS)
        return next((pages for pages in found if pages is not None), None)
    except OSError as error:
        raise Unreachable(f"{target[:200]}: {reason(error)}") from None
