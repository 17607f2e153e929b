"""Functions over rows as functions over Arrow batches, which is what Spark gives and takes."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
_ROWS = 200


def over(rows: Callable[[Iterator[Row]], Iterable[Row]], shape: str) -> "Callable[[Iterable[pa.RecordBatch]], Any]":
    """A function over the rows of a partition, in their order, that holds some hundreds of them."""

    def batches(given: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        yield from _packed(rows(_rows(given)), shape)

    return batches


def _rows(batches: "Iterable[pa.RecordBatch]") -> Iterator[Row]:
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS):
            yield from batch.slice(start, _ROWS).to_pylist()


def _packed(rows: Iterable[Row], shape: str) -> "Iterator[pa.RecordBatch]":
    import pyarrow as pa

    from provenance.cluster.shapes import arrow

    schema = arrow(shape)
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if len(held) == _ROWS:
            yield pa.RecordBatch.from_pylist(held, schema)
            held = []
    if held:
        yield pa.RecordBatch.from_pylist(held, schema)
