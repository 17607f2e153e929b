"""The columns of what stages hand on to each other, as Arrow and as Spark have them. Pages go by their number."""

from functools import cache
from typing import TYPE_CHECKING

from provenance.arrow import package
from provenance.formats.parquet import columns

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql.types import StructType

EDGE = "asker:int other:int rank:int"
ADDRESSED = "number:int key"
ENTRY = (
    "number:int id language domain outlet earliest:time latest:time size:int length:float text every:ints estimate:int"
    " hashes:ints told:ints anchors:anchors credits:credits"
)
FAMILY = "family:int pages:int nodes:articles links:links gone:texts"
_PARTS = {"anchors": "language view hash:int weight:float", "credits": "kind key rank:int"}


@cache
def arrow(shape: str) -> "pa.Schema":
    """The Arrow schema of a shape: names, each with its type unless it is text."""
    found: pa.Schema = package().schema(_fields(shape))
    return found


@cache
def spark(shape: str) -> "StructType":
    """The same for Spark."""
    return of(arrow(shape))


def of(schema: "pa.Schema") -> "StructType":
    """Any Arrow schema for Spark."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _fields(shape: str) -> "list[pa.Field]":
    pa = package()
    plain = {
        "": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "time": pa.timestamp("us", "UTC"),
        "ints": pa.list_(pa.int64()),
        "texts": pa.list_(pa.string()),
    }
    found = []
    for name, _, kind in (column.partition(":") for column in shape.split()):
        if kind in plain:
            found.append(pa.field(name, plain[kind]))
        else:
            parts = _fields(_PARTS[kind]) if kind in _PARTS else list(columns.schema(kind))
            found.append(pa.field(name, pa.list_(pa.struct(parts))))
    return found
