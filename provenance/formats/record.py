"""What is known of a graph beyond its nodes and links, for whoever wants to check it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from provenance.model import Capture, Judgement, Origin


@dataclass(frozen=True, slots=True)
class Kept:
    """What was received of a page: the digest of its bytes, the file they came from, where and when they were had.

    `captures` are those of these very bytes, oldest first, without the bytes; a plain file has none.
    """

    sha256: str
    path: str | None = None
    captures: tuple[Capture, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Where a quoted line stands: the node whose page holds it, the text right before and after it there."""

    node: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Record:
    """The proofs of a graph: what was received of each node by its id, the words of people on each link by its id.

    `contexts` is what stands around the quoted lines, by the link's id and the evidence's place in it.
    `hops` is each link's distance from the article asked about, where there is one; `made` is when
    the record was taken, `program` what took it.
    """

    kept: Mapping[str, Kept] = field(default_factory=dict)
    judgements: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    contexts: Mapping[tuple[str, int], Context] = field(default_factory=dict)
    hops: Mapping[str, int] = field(default_factory=dict)
    origin: Origin | None = None
    notes: tuple[str, ...] = ()
    made: datetime | None = None
    program: str = "article-provenance"
