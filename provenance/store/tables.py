"""The tables by the names of their columns, for queries; `schema` draws them whole.

Whoever only reads and writes rows need not pay for the classes of `schema`: they take longer to load than most answers
to find. A test holds the two against each other.
"""

from sqlalchemy import BigInteger, Boolean, Column, Float, LargeBinary, MetaData, String, Table

_KINDS = {"": String, "int": BigInteger, "float": Float, "bool": Boolean, "bytes": LargeBinary}


def _table(name: str, columns: str) -> Table:
    """A table; a column is text unless its kind stands behind its name."""
    named = (column.partition(":") for column in columns.split())
    return Table(name, MetaData(), *(Column(column, _KINDS[kind]) for column, _, kind in named))


META = _table("meta", "key value")
TEXTS = _table("texts", "sha256 text")
ARTICLES = _table(
    "articles",
    "number:int id status url canonical_key domain outlet outlet_key title language published_earliest"
    " published_latest published_text authors detail text_sha256 capture_sha256 path fetched digest facts blocks:bytes",
)
SIGNALS = _table(
    "signals",
    "article ordinal:int finder cue relation place quote block:int quote_start:int quote_end:int source origin"
    " origin_relation translator translated_for original_language strength:float stamp:bool reviser licence",
)
LINKS = _table(
    "links",
    "number:int id derived source relation confidence:float translator translated_for evidence rivals reviser licence",
)
JUDGEMENTS = _table("judgements", "number:int link verdict by at note retired_at")
CAPTURES = _table(
    "captures",
    "number:int sha256 target fetched url final_url status:int media_type charset path headers declared redirects"
    " memento",
)
ADDRESSES = _table("addresses", "key article")
READINGS = _table("readings", "digest article way")
POSTINGS = _table("postings", "hash:int article:int")
ANCHORS = _table("anchors", "view hash:int article:int weight:float")
INDEXED = _table("indexed", "article:int way:int")
