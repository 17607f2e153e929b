"""The columns of each table by name, for every statement that reads or writes rows; `schema` draws them whole.

A column is text unless its kind stands behind its name. A test holds them against `schema`.
"""

SCHEMA = 8
"""The version of the schema that this program makes and knows; a test holds it against `migrations`."""

COLUMNS = {
    "meta": "key value",
    "texts": "sha256 text",
    "articles": (
        "number:int id status url canonical_key domain outlet outlet_key title language published_earliest"
        " published_latest published_text authors detail text_sha256 capture_sha256 path fetched digest facts"
        " blocks:bytes"
    ),
    "signals": (
        "article ordinal:int finder cue relation place quote block:int quote_start:int quote_end:int source"
        " origin origin_relation translator translated_for original_language strength:float stamp:bool reviser"
        " licence"
    ),
    "links": (
        "number:int id derived source relation confidence:float translator translated_for evidence rivals"
        " reviser licence"
    ),
    "judgements": "number:int link verdict by at note retired_at",
    "captures": (
        "number:int sha256 target fetched url final_url status:int media_type charset path headers declared"
        " redirects memento"
    ),
    "addresses": "key article",
    "readings": "digest article way",
    "postings": "hash:int article:int",
    "anchors": "hash:int article:int weight:float",
    "anchor_views": "view",
    "indexed": "article:int way:int hashes:int halves:int quarters:int eighths:int held:bytes",
    "unindexed": "article:int",
    "undrawn": "article:int",
}


def names(table: str, without: tuple[str, ...] = ()) -> str:
    """The columns of a table, for a SELECT: `texts.sha256, texts.text`."""
    found = (column.partition(":")[0] for column in COLUMNS[table].split())
    return ", ".join(f"{table}.{column}" for column in found if column not in without)
