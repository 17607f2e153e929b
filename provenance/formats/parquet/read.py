"""Rows out of Parquet files, a few hundred at a time."""

from collections.abc import Iterator
from pathlib import Path

from provenance.arrow import opened
from provenance.errors import AcquireError, NotAnArticle
from provenance.formats.parquet.columns import schema
from provenance.formats.parquet.rows import Row

_ROWS = 200


def files_of(source: Path, table: str) -> list[Path]:
    """The files of a table in a folder: `articles.parquet`, or the parts in a folder of that name, as Spark writes."""
    whole = source / f"{table}.parquet"
    return sorted(whole.glob("*.parquet")) if whole.is_dir() else [whole] if whole.is_file() else []


def is_articles(path: Path) -> bool:
    """Whether a Parquet file has the columns of our articles, not only texts; False for one that cannot be read."""
    try:
        with opened(path) as file:
            return {"id", "status", "blocks"} <= set(file.schema_arrow.names)
    except AcquireError:
        return False


def rows_of(path: Path, table: str) -> Iterator[list[Row]]:
    """The rows of a file, a list at a time, without columns that are not the table's.

    Unreachable when the file cannot be read; NotAnArticle when it is no Parquet, is damaged, or has none of the
    columns. AcquireError without pyarrow.
    """
    with opened(path) as file:
        wanted = [name for name in schema(table).names if name in file.schema_arrow.names]
        if not wanted:
            raise NotAnArticle(f"{path}: no column of the table {table}")
        for batch in file.iter_batches(_ROWS, columns=wanted):
            yield batch.to_pylist()
