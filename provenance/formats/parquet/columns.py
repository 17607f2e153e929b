"""The columns of each table and their types.

Times are microseconds in UTC, as exact as the store keeps them. Nested values are lists of structs: `unnest` of
DuckDB, `explode` of Spark, pandas and Polars lay them flat. `docs/store.md` says what each column means.
"""

from functools import cache
from typing import TYPE_CHECKING

from provenance.arrow import package

if TYPE_CHECKING:
    import pyarrow as pa

_LOCATOR = "name url domain title author language published"
# A column is text unless its type stands behind its name; what is nested has its fields in brackets.
_COLUMNS = {
    "articles": "number:int id status url domain outlet title language published_earliest:time published_latest:time"
    " published_text authors:texts detail text capture_sha256 path fetched:time facts:facts blocks:blocks"
    " signals:signals",
    "links": "id derived source relation confidence:float translator translated_for evidence:evidence rivals:rivals"
    " judgement reviser licence",
    "judgements": "link verdict by at:time note",
    "captures": "sha256 target fetched:time url final_url status:int media_type charset path headers:pairs"
    " declared:pairs redirects:redirects memento",
    "addresses": "key article",
    "readings": "digest article way",
}
_NESTED = {
    "anchors": "start:int end:int url text rel",
    "blocks": "text place tag links:anchors",
    "facts": "key value",
    "pairs": "name value",
    "redirects": "url status:int",
    "evidence": "rule weight:float detail quote place finder",
    "rivals": "source confidence:float",
    "signals": "finder cue relation place quote block:int start:int end:int source:locator origin:locator translator"
    " translated_for original_language strength:float stamp:bool origin_relation reviser licence",
}


@cache
def schema(table: str) -> "pa.Schema":
    """The columns of a table, in order; its name stands in the file's metadata."""
    found: pa.Schema = package().schema(_fields(_COLUMNS[table]), {"provenance.table": table})
    return found


def _fields(columns: str) -> "list[pa.Field]":
    arrow = package()
    named = (column.partition(":") for column in columns.split())
    return [arrow.field(name, _type(kind)) for name, _, kind in named]


def _type(kind: str) -> "pa.DataType":
    arrow = package()
    plain = {
        "": arrow.string(),
        "int": arrow.int64(),
        "float": arrow.float64(),
        "bool": arrow.bool_(),
        "time": arrow.timestamp("us", "UTC"),
        "texts": arrow.list_(arrow.string()),
    }
    if kind == "locator":
        return arrow.struct(_fields(_LOCATOR))
    return plain[kind] if kind in plain else arrow.list_(arrow.struct(_fields(_NESTED[kind])))
