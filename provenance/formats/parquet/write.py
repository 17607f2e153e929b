"""Rows into a folder of Parquet files: whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.arrow import package
from provenance.drafts import draft, put_folder, remove
from provenance.errors import ExportError
from provenance.formats.files import named
from provenance.formats.parquet import TABLES
from provenance.formats.parquet.columns import schema
from provenance.formats.parquet.rows import Row

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS, _LETTERS = 20_000, 16_000_000  # of a row group: what is held at a time, and what Spark reads in one task
_PACKING = "zstd"


def write(tables: Iterable[tuple[str, Iterable[Row]]], folder: str | Path) -> dict[str, int]:
    """Write tables, each by its name and rows, into a folder: how many rows each has.

    The folder appears complete or not at all: it is written beside its place, synced, then renamed. An earlier one
    of such tables alone is replaced, and stays if anything goes wrong. ExportError: the place cannot be written, or
    holds something else.
    MissingExtra without pyarrow.
    """
    package("pyarrow.parquet")
    try:
        target = named(folder).resolve()
        _refuse_foreign(target)
        part = draft(target)
        try:
            part.mkdir()
            counts = {name: _table(part / f"{name}.parquet", schema(name), rows) for name, rows in tables}
            _put(part, target)
        finally:
            remove(part)
    except (OSError, ValueError, RuntimeError) as error:  # a null character in the path, a loop of links
        raise ExportError(f"cannot write {str(folder)!r}: {getattr(error, 'strerror', None) or error}") from error
    return counts


def _refuse_foreign(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise NotADirectoryError(None, "it is a file, and Parquet tables are a folder")
    ours = {f"{name}.parquet" for name in TABLES}
    others = sorted(path.name for path in target.iterdir() if path.name not in ours)
    if others:
        raise OSError(None, f"the folder holds other things: {others[0]}")


def _put(part: Path, target: Path) -> None:
    put_folder(part, target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _table(path: Path, columns: "pa.Schema", rows: Iterable[Row]) -> int:
    arrow, parquet = package(), package("pyarrow.parquet")
    count = 0
    with path.open("xb") as out:
        with parquet.ParquetWriter(out, columns, compression=_PACKING) as writer:
            for group in _groups(rows):
                writer.write_table(arrow.Table.from_pylist(group, columns), row_group_size=_ROWS)
                count += len(group)
        out.flush()
        os.fsync(out.fileno())
    return count


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in lists of a bounded size."""
    group: list[Row] = []
    letters = 0
    for row in rows:
        group.append(row)
        letters += sum(len(value) for value in row.values() if isinstance(value, str)) + _letters(row.get("blocks"))
        if len(group) >= _ROWS or letters >= _LETTERS:
            yield group
            group, letters = [], 0
    if group:
        yield group


def _letters(blocks: Any) -> int:  # noqa: ANN401 - as pydantic gives them
    return sum(len(block["text"]) for block in blocks or ())
