"""Files, folders and standard input."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from provenance.acquire.containers import CONTAINERS, NAMES, Reader
from provenance.acquire.documents import kind_of, read_holding
from provenance.acquire.feeds import is_feed
from provenance.acquire.inflate import Broken, TooMuch, inflate
from provenance.acquire.jsonl import begins_page
from provenance.acquire.pages import Failure, Options, Source, make_capture, too_large
from provenance.acquire.sniff import begins_html, looks_html
from provenance.acquire.warc import is_warc, read_records
from provenance.errors import AcquireError, NotAnArticle, Refused, Unreachable, reason
from provenance.model import Capture

_PARTS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".css", ".js", ".mjs", ".woff", ".woff2", ".ttf")
_HEAD = 16_384  # of a file in a folder, to tell what it is
_PACKED = b"\x1f\x8b"
_NAMES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".xhtml.gz", ".txt", ".md", ".rss", ".atom", *NAMES)


def read_stdin(target: str, options: Options) -> Iterator[Capture | Failure] | None:
    """Standard input (`-`): a page, a WARC, JSON Lines, a feed or a list, told by its first bytes."""
    return _stdin(options) if target == "-" else None


def read_folder(target: str, options: Options) -> Iterator[Capture | Failure] | None:
    """The pages, feeds, WARCs and JSON Lines below a folder, sorted by path; hidden ones left out."""
    return _folder(Path(target), options) if Path(target).is_dir() else None


def read_file(target: str, options: Options) -> Iterator[Capture | Failure] | None:
    """A file with one page, HTML (also packed by gzip) or text by its content."""
    return _file(target, options) if os.path.lexists(target) else None


def is_local(target: str) -> bool:
    """Whether a target is standard input or something on the disk."""
    try:
        return target == "-" or Path(target).exists()
    except (OSError, ValueError):  # too long, or with a null character: no name of a file
        return False


def _stdin(options: Options) -> Iterator[Capture | Failure]:
    stream = cast("io.BufferedIOBase", sys.stdin.buffer)
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_raw(stream))
    head = buffered.peek(4096)
    kind = kind_of(head)
    if is_warc(head):
        yield from read_records(buffered, "-", options)
    elif kind:
        yield from kind.read(cast("BinaryIO", buffered), "-", options)
    else:
        yield make_capture("-", _unpacked(_bounded(buffered, "-", options), "-", options), options, Source())


def _raw(stream: io.BufferedIOBase) -> io.RawIOBase:
    """A stream without `peek` (an in-memory one), as io.BufferedReader wants it; it reads from any."""
    return cast("io.RawIOBase", stream)


def size_of(target: str) -> int:
    """The bytes in a file, or in what is read of a folder; 0 for what lies elsewhere."""
    try:
        path = Path(target)
        names = _listing(path) if path.is_dir() else [target]
        there = (name for name in names if isinstance(name, str) and os.path.exists(name))  # noqa: PTH110 - of 100,000
        return sum(os.stat(name).st_size for name in there)  # noqa: PTH116 - of 100,000 files
    except (OSError, ValueError):
        return 0


def _folder(folder: Path, options: Options) -> Iterator[Capture | Failure]:
    empty = True
    for name in _listing(folder):
        empty = False
        if isinstance(name, Failure):
            yield name
            continue
        try:
            _refuse_leading_out(name, folder)
            yield from _claimed(name, options)
        except AcquireError as error:
            yield Failure(name, error)
    if empty:
        raise NotAnArticle(f"{folder}: no page in this folder")


def _claimed(name: str, options: Options) -> Iterator[Capture | Failure]:
    """What the first reader gives that takes a file of a folder for its kind; Unreachable where none may look at it."""
    try:
        found = (reader(name, options) for reader in _FOLDER_READERS)
        pages = next((pages for pages in found if pages is not None), None)
        if pages is None:
            os.stat(name)  # noqa: PTH116 - it says why
    except OSError as error:
        raise Unreachable(f"{name}: {reason(error)}") from None
    return pages or iter(())


def _refuse_leading_out(name: str, folder: Path) -> None:
    """Refused for a link from a folder to a file elsewhere: whoever packed the folder need not be who reads it."""
    if os.path.islink(name) and not Path(name).resolve().is_relative_to(folder.resolve()):  # noqa: PTH114 - of 100,000
        raise Refused(f"{name}: a link that leads out of the folder; name it itself if it is to be read")


def _listing(folder: Path) -> Iterator[str | Failure]:
    """The files below a folder, sorted by path, a folder at a time, and the folders that may not be read.

    Links to folders are not followed.
    """
    opened = [_within(folder)]  # folders may lie deeper in one another than calls may
    while opened:
        found = next(opened[-1], None)
        if found is None:
            opened.pop()
        elif isinstance(found, Path):
            opened.append(_within(found))
        else:
            yield found


def _within(folder: Path) -> Iterator[str | Path | Failure]:
    """What a folder holds, sorted by name: files to be read as text, folders as paths."""
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.name, entry.is_dir(), entry.is_symlink(), entry.is_file()) for entry in entries)
    except OSError as error:
        yield Failure(str(folder), Unreachable(f"{folder}: {reason(error)}"))
        return
    for name, is_folder, is_link, is_file in found:
        if name.startswith("."):
            continue
        if is_folder and not is_link:
            yield folder / name
        elif not is_folder and (name.lower().endswith(_NAMES) or (is_file and _begins_page(folder / name))):
            yield str(folder / name)


def _begins_page(path: Path) -> bool:
    """Whether a file that is called nothing we know begins as a page, a feed or JSON Lines."""
    # Under an image's address there often stands a page that says it is gone.
    if path.name.lower().endswith(_PARTS):
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return begins_html(head) or is_feed(head) or begins_page(head)


def _file(target: str, options: Options) -> Iterator[Capture | Failure]:
    path = Path(target)
    try:
        if not path.is_file():
            raise NotAnArticle(f"{target}: not a regular file")
        if path.stat().st_size > options.max_bytes:
            raise too_large(target, options)
        with path.open("rb") as stream:
            body = _bounded(stream, target, options)
    except OSError as error:
        raise Unreachable(f"{target}: {reason(error)}") from None
    if options.progress:
        options.progress(target, len(body))
    yield make_capture(target, _unpacked(body, target, options), options, Source(path=target))


def _bounded(stream: BinaryIO, name: str, options: Options) -> bytes:
    body = stream.read(options.max_bytes + 1)
    if len(body) > options.max_bytes:
        raise too_large(name, options)
    return body


def _unpacked(body: bytes, name: str, options: Options) -> bytes:
    """The page of HTML that gzip packed, all else as it is; TooLarge, NotAnArticle where what is packed is damaged."""
    if not body.startswith(_PACKED):
        return body
    try:
        page = inflate(body, options.max_bytes)
    except TooMuch:
        raise too_large(name, options) from None
    except Broken as error:
        raise NotAnArticle(f"{name}: a damaged gzip file ({error})") from None
    return page if looks_html(page) else body


_FOLDER_READERS: tuple[Reader, ...] = (*CONTAINERS, read_holding, read_file)
