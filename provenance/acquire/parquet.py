"""Parquet as others write it: a row a page, in the columns that a line of JSON Lines has."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from provenance.acquire.jsonl import page_of
from provenance.acquire.pages import Failure, Options
from provenance.arrow import is_parquet, opened
from provenance.errors import AcquireError, NotAnArticle
from provenance.model import Capture

NAMES = (".parquet",)
_COLUMNS = ("url", "html", "text", "title", "published", "language", "outlet", "author", "fetched")
_ROWS = 50
_AT_ONCE = 200_000_000  # bytes of a column that several rows may come to


def read_parquet(target: str, options: Options) -> Iterator[Capture | Failure] | None:
    """Parquet, by its first bytes or its name: `url` and `html` or `text` a row, and what else JSON Lines may have."""
    path = Path(target)
    is_called_so = target.lower().endswith(NAMES) and path.is_file()
    return _file(path, target, options) if is_called_so or is_parquet(path) else None


def _file(path: Path, name: str, options: Options) -> Iterator[Capture | Failure]:
    with opened(path) as file:
        columns = [column for column in _COLUMNS if column in file.schema_arrow.names]
        if "url" not in columns or not {"html", "text"}.intersection(columns):
            raise NotAnArticle(f"{name}: no columns url and html or text")
        number = 0
        for group in range(file.num_row_groups):
            for batch in file.iter_batches(_rows(file.metadata.row_group(group)), [group], columns):
                for row in batch.to_pylist():
                    number += 1
                    yield _page(row, f"{name}: row {number}", number, options)


def _rows(group: Any) -> int:  # noqa: ANN401 - pyarrow has no types
    """How many rows to take at once: a text that a file holds once may stand in every row of it."""
    largest: int = max(group.column(at).total_uncompressed_size for at in range(group.num_columns))
    return max(1, min(_ROWS, _AT_ONCE // max(largest, 1)))


def _page(row: dict[str, object], where: str, number: int, options: Options) -> Capture | Failure:
    told = {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
    try:
        return page_of(told, where, options)
    except AcquireError as error:
        return Failure(where, error, number)
