"""The tables, as SQLModel draws them: what a new store is made from. `tables` names their columns for queries.

Times are ISO 8601 text in UTC, which sorts; structured values are JSON text. Both read the same
on SQLite and PostgreSQL, and in any database browser.
"""

from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    text,
)
from sqlmodel import Field, SQLModel


class Base(SQLModel):
    """Keeps our tables apart from any other that a program may draw with SQLModel."""

    metadata: ClassVar[MetaData] = MetaData()


class Meta(Base, table=True):
    """What the store says of itself: schema, created, program."""

    __tablename__ = "meta"
    key: str = Field(primary_key=True)
    value: str


class StoredText(Base, table=True):
    """A running text, addressed by its content: the same text is kept once."""

    __tablename__ = "texts"
    sha256: str = Field(primary_key=True)
    text: str = Field(sa_type=Text)


class StoredArticle(Base, table=True):
    """A node of the graph: a page that was read, or a source that is only named (then without text).

    `number` is a small key for the indexes, `digest` covers all that was written but `fetched`.
    `outlet_key` is the outlet's name without case, accents and articles.
    The large columns stand last: SQLite reads a row from its left.
    """

    __tablename__ = "articles"
    __table_args__ = (
        Index("articles_by_domain", "domain", "number"),
        Index("articles_by_outlet", "outlet_key", "number"),
    )
    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    status: str
    url: str | None
    canonical_key: str | None = Field(index=True)
    domain: str | None
    outlet: str | None
    outlet_key: str | None
    title: str | None
    language: str | None
    published_earliest: str | None
    published_latest: str | None
    published_text: str | None
    authors: str
    detail: str | None
    text_sha256: str | None = Field(foreign_key="texts.sha256", index=True)
    capture_sha256: str | None = Field(index=True)
    path: str | None = Field(index=True)
    fetched: str | None
    digest: str | None
    facts: str | None = Field(sa_type=Text)
    blocks: bytes | None = Field(sa_type=LargeBinary)


class StoredSignal(Base, table=True):
    """What an article says of its origin, in the order found."""

    __tablename__ = "signals"
    article: str = Field(foreign_key="articles.id", primary_key=True)
    ordinal: int = Field(primary_key=True)
    finder: str
    cue: str
    relation: str | None
    place: str
    quote: str
    block: int = Field(sa_type=BigInteger)
    quote_start: int = Field(sa_type=BigInteger)
    quote_end: int = Field(sa_type=BigInteger)
    source: str
    origin: str
    origin_relation: str | None
    translator: str | None
    translated_for: str | None
    original_language: str | None
    strength: float
    stamp: bool
    reviser: str | None
    licence: str | None


class StoredLink(Base, table=True):
    """One hop, from copy to source."""

    __tablename__ = "links"
    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    derived: str = Field(foreign_key="articles.id", index=True)
    source: str = Field(foreign_key="articles.id", index=True)
    relation: str
    confidence: float
    translator: str | None
    translated_for: str | None
    evidence: str
    rivals: str
    reviser: str | None = None
    licence: str | None = None


class StoredJudgement(Base, table=True):
    """A person's word on a link; never changed but for `retired_at`.

    `link` is no foreign key: the word outlives a link that is dropped and inferred again.
    """

    __tablename__ = "judgements"
    __table_args__ = (
        Index(
            "judgements_current",
            "link",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )
    number: int | None = Field(default=None, primary_key=True)
    link: str = Field(index=True)
    verdict: str
    by: str
    at: str
    note: str | None
    retired_at: str | None


class StoredCapture(Base, table=True):
    """When and where bytes were received; the bytes themselves are kept elsewhere."""

    __tablename__ = "captures"
    __table_args__ = (
        Index("captures_once", "sha256", "target", "fetched", unique=True),
        Index("captures_by_address", "final_url"),
        Index("captures_by_url", "url"),
    )
    number: int | None = Field(default=None, primary_key=True)
    sha256: str
    target: str
    fetched: str
    url: str | None
    final_url: str | None
    status: int | None
    media_type: str
    charset: str | None
    path: str | None
    headers: str
    declared: str
    redirects: str = Field(default="[]", sa_column_kwargs={"server_default": "[]"})
    memento: str | None = None


class StoredReading(Base, table=True):
    """What an article was read from, so that the same need not be read twice.

    `digest` covers the bytes and all that was told with them, `way` the program's manner of reading.
    """

    __tablename__ = "readings"
    digest: str = Field(primary_key=True)
    article: str = Field(foreign_key="articles.id")
    way: str


class StoredAddress(Base, table=True):
    """A further address under which an article answered: one that redirects to it, or that it calls its own."""

    __tablename__ = "addresses"
    key: str = Field(primary_key=True)
    article: str = Field(foreign_key="articles.id", index=True)


def _article_number() -> Column[int]:
    return Column("article", Integer, ForeignKey("articles.number"), primary_key=True)


def _big_key() -> Column[int]:
    return Column(BigInteger, primary_key=True, autoincrement=False)


class Posting(Base, table=True):
    """The same-language index: an article holds the shingle of this hash.

    Of a page come some hundreds of rows to the two indexes: they have no keys but the one by which they are asked, and
    what is to be deleted is told by `indexed`.
    """

    __tablename__ = "postings"
    __table_args__ = ({"sqlite_with_rowid": False},)
    hash: int = Field(sa_column=_big_key())
    article: int = Field(sa_column=_big_key())


class Anchor(Base, table=True):
    """The cross-language index: an article holds a feature of a view, both in one hash, with its weight."""

    __tablename__ = "anchors"
    __table_args__ = ({"sqlite_with_rowid": False},)
    hash: int = Field(sa_column=_big_key())
    article: int = Field(sa_column=_big_key())
    weight: float = Field(sa_type=Float)


class AnchorView(Base, table=True):
    """The views that anchors are, or were, held of."""

    __tablename__ = "anchor_views"
    view: str = Field(primary_key=True)


class Indexed(Base, table=True):
    """Which articles the two indexes hold, and what of them; `way` is the version of how they are read.

    How many hashes of shingles, how many of these are divisible by 2, 4 and 8; they and the hashes of anchors, packed.
    """

    __tablename__ = "indexed"
    article: int = Field(sa_column=_article_number())
    way: int
    hashes: int
    halves: int
    quarters: int
    eighths: int
    held: bytes = Field(sa_type=LargeBinary)


class Unindexed(Base, table=True):
    """Which articles with a text `link` has yet to index in the way that `meta` notes."""

    __tablename__ = "unindexed"
    article: int = Field(sa_column=_article_number())


class Undrawn(Base, table=True):
    """Which articles the indexes hold of which `link` has not drawn yet what they were taken from."""

    __tablename__ = "undrawn"
    article: int = Field(sa_column=_article_number())
