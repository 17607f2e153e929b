"""The tables by the names of their columns, for queries; `schema` draws them whole.

Whoever only reads and writes rows need not pay for the classes of `schema`: they take longer to load than most answers
to find.
"""

from sqlalchemy import BigInteger, Boolean, Column, Float, LargeBinary, MetaData, String, Table

from provenance.store.columns import COLUMNS

_KINDS = {"": String, "int": BigInteger, "float": Float, "bool": Boolean, "bytes": LargeBinary}


def _table(name: str) -> Table:
    named = (column.partition(":") for column in COLUMNS[name].split())
    return Table(name, MetaData(), *(Column(column, _KINDS[kind]) for column, _, kind in named))


META = _table("meta")
TEXTS = _table("texts")
ARTICLES = _table("articles")
SIGNALS = _table("signals")
LINKS = _table("links")
JUDGEMENTS = _table("judgements")
CAPTURES = _table("captures")
ADDRESSES = _table("addresses")
READINGS = _table("readings")
POSTINGS = _table("postings")
ANCHORS = _table("anchors")
ANCHOR_VIEWS = _table("anchor_views")
INDEXED = _table("indexed")
UNINDEXED = _table("unindexed")
UNDRAWN = _table("undrawn")
