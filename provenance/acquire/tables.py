"""Tables with a header (CSV, also parted by semicolons, tabs or bars), streamed row by row."""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from provenance.acquire.imports import Importer, importer_of
from provenance.acquire.imports.rows import Row
from provenance.acquire.pages import Failure, Options
from provenance.acquire.targets import Target, fetch_each
from provenance.charset import utf16
from provenance.errors import AcquireError, NotAnArticle, reason
from provenance.model import Capture

_PARTERS = ",;\t|"
# What Excel writes and reads before the header.
_SEPARATOR = re.compile(rf"\ufeff?\"?sep=([{_PARTERS}])\"?\s*\Z", re.IGNORECASE)
_MAX_COLUMNS = 500
_MAX_DAMAGES = 1_000


def is_table(head: bytes) -> bool:
    """Whether bytes begin a table with a column of addresses."""
    if b"http" not in head.replace(b"\x00", b"").lower():
        return False
    return "<" not in _first_line(head) and _importer(head) is not None


def read_table(stream: BinaryIO, name: str, options: Options) -> Iterator[Capture | Failure]:
    """The pages of a table's rows, those that it only names read from the web; a bad row is a Failure.

    Lines are counted as an editor counts them: a row that spans several bears the number of its first.
    """
    head = _head(stream)
    importer = _importer(head)
    if importer is None:
        raise NotAnArticle(f"{name}: no table with a column of addresses")
    # A page may stand in a field; the bound is one for the whole process.
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
    text = io.TextIOWrapper(stream, encoding=_codec(head), errors="replace", newline="")
    try:
        yield from fetch_each(_rows(text, _parter(head), importer, name, options), options)
    finally:
        text.detach()


def _rows(
    text: io.TextIOWrapper, parter: str, importer: Importer, name: str, options: Options
) -> Iterator[Capture | Target | Failure]:
    reader = csv.reader(text, delimiter=parter)
    names: list[str] = []
    rows = 0
    damages = begun = 0
    while damages < _MAX_DAMAGES:
        begun = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            damages += 1
            yield Failure(f"{name}:{begun}", NotAnArticle(f"{name}:{begun}: {error}"), begun)
            continue
        if not names and _SEPARATOR.match(parter.join(cells)):
            continue
        if not names:
            names = _names(cells)
        elif any(cell.strip() for cell in cells):
            rows += 1
            row = Row(dict(zip(names, cells, strict=False)), name, begun)
            yield _page(importer, row, options)
    if not rows and not damages:
        yield Failure(name, NotAnArticle(f"{name}: a table without rows"))


def _page(importer: Importer, row: Row, options: Options) -> Capture | Target | Failure:
    try:
        return importer.row(row, options)
    except OSError as error:
        failure = NotAnArticle(f"{row.where}: {error.filename}: {reason(error)}")
        return Failure(row.where, failure, row.line)
    except AcquireError as error:
        return Failure(row.where, error, row.line)


def _importer(head: bytes) -> Importer | None:
    line = _first_line(head)
    if not line:
        return None
    try:
        cells = next(csv.reader([line], delimiter=_parter(head)), [])
    except csv.Error:
        return None
    return importer_of(frozenset(_names(cells))) if len(cells) <= _MAX_COLUMNS else None


def _names(cells: list[str]) -> list[str]:
    return [" ".join(cell.removeprefix("\ufeff").split()).lower() for cell in cells]


def _first_line(head: bytes) -> str:
    return next((line for line in _lines(head) if not _SEPARATOR.match(line)), "")


def _lines(head: bytes) -> Iterator[str]:
    text = head.decode(_codec(head), "replace").removeprefix("\ufeff")
    return (line for line in text.splitlines() if line.strip())


def _parter(head: bytes) -> str:
    """The character that parts the header's cells: the one that is told, else the commonest of four."""
    told = _SEPARATOR.match(next(_lines(head), ""))
    if told:
        return told[1]
    line = _first_line(head)
    return max(_PARTERS, key=line.count)


def _codec(head: bytes) -> str:
    wide = utf16(head)
    if wide:
        return wide
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _head(stream: BinaryIO) -> bytes:
    """The beginning of a stream, left where it is."""
    if stream.seekable():
        head = stream.read(65_536)
        stream.seek(0)
        return head
    return cast("io.BufferedReader", stream).peek(65_536)
