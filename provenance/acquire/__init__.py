"""From a target to captures: web addresses, files, folders, WARC, WACZ, JSON Lines, Parquet, feeds, lists, stdin.

    for got in read("pages/"):      # a Capture, or a Failure for a part that could not be read
        ...

To add a kind of input: a module with a function as in READERS, and one line there.
"""

from collections.abc import Callable, Iterator

from provenance.acquire.documents import read_address, read_document
from provenance.acquire.files import read_file, read_folder, read_stdin
from provenance.acquire.jsonl import read_jsonl
from provenance.acquire.pages import Failure, Options
from provenance.acquire.parquet import read_parquet
from provenance.acquire.wacz import read_wacz
from provenance.acquire.warc import read_warc
from provenance.charset import decode
from provenance.errors import Unreachable
from provenance.model import Capture

__all__ = ["READERS", "Failure", "Options", "Reader", "decode", "read"]

# A reader answers None when the target is not its kind; what it answers else is read lazily.
Reader = Callable[[str, Options], Iterator[Capture | Failure] | None]

READERS: tuple[Reader, ...] = (
    read_stdin,
    read_address,
    read_warc,
    read_wacz,
    read_jsonl,
    read_parquet,
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
        raise Unreachable(f"{target[:200]}: {(error.strerror or str(error)).lower()}") from None
