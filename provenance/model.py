"""The nouns of the project: frozen values without input, output, database or HTML.

Every other module imports these; this one imports nothing of the project. Field order is
stable. Times are timezone-aware `datetime`s in UTC unless a field says otherwise; offsets count
characters (code points) of the text they point into, end exclusive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Relation(StrEnum):
    """How a page stands to what it took from (the bibliographic derivative relationship)."""

    REPUBLICATION = "republication"
    SYNDICATION = "syndication"
    TRANSLATION = "translation"
    EXCERPT = "excerpt"
    ADAPTATION = "adaptation"
    VIA = "via"
    REVISION = "revision"


class Place(StrEnum):
    """Where on a page a block stands, in the order in which a reader meets them."""

    TITLE = "title"
    HEAD = "head"
    BYLINE = "byline"
    INLINE = "inline"
    TAIL = "tail"
    CAPTION = "caption"
    QUOTE = "quote"
    ASIDE = "aside"
    COMMENT = "comment"
    CHROME = "chrome"
    METADATA = "metadata"


class Status(StrEnum):
    """What is known of a node of the graph: read, or why not."""

    READ = "read"
    NAMED = "named"
    UNREACHABLE = "unreachable"
    NOT_LOOKED = "not-looked"
    UNIDENTIFIED = "unidentified"


class OriginStatus(StrEnum):
    """How far the walk came towards the origin of an article."""

    FOUND = "found"
    NAMED = "named"
    ORIGINAL = "original"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """A person's word on a link."""

    CONFIRM = "confirm"
    REJECT = "reject"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class DateInterval:
    """An imprecise date: `earliest` <= moment < `latest`, with `text` as it was written."""

    earliest: datetime
    latest: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that led on: `status` is HTTP's, 200 where the page itself sent its reader on."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as received from a target, before anything is understood of them.

    `target` is what the user named, `url` what was asked for, `final_url` what answered after
    redirects (both None for a plain file). `sha256` is the hexadecimal digest of `body`.
    `declared` holds what the container says (a JSONL line's title, language, published ...).
    `redirects` are the addresses on the way from `url` to `final_url`. `memento` is the address of an
    archived copy that was read instead; `fetched` is then the moment when the archive took it.
    """

    target: str
    body: bytes
    sha256: str
    media_type: str
    fetched: datetime
    url: str | None = None
    final_url: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    charset: str | None = None
    path: str | None = None
    declared: Mapping[str, str] = field(default_factory=dict)
    redirects: tuple[Redirect, ...] = ()
    memento: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: `start` and `end` are offsets of its anchor in the text of its block."""

    start: int
    end: int
    url: str
    text: str
    rel: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of visible text in reading order; `text` may hold several lines.

    `tag` is the name of the element that made the block (`p`, `h1`, `li` ...; `text` in plain text).
    """

    text: str
    place: Place
    tag: str = "p"
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One declared value of a page's metadata: `key` is its path, e.g. `jsonld.isBasedOn.url`."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader sees of a page, with the metadata that the page declares.

    `id` is the node id (see `provenance.urls.node_id`); `url` the page's own address, None when
    nothing tells it; `domain` its registered domain; `text` the running text that is compared
    with others (paragraphs parted by one newline); `sha256` the digest of the capture.
    """

    id: str
    url: str | None
    domain: str | None
    title: str | None
    outlet: str | None
    language: str | None
    published: DateInterval | None
    authors: tuple[str, ...]
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]
    text: str
    sha256: str
    path: str | None = None
    fetched: datetime | None = None


@dataclass(frozen=True, slots=True)
class Locator:
    """A source that can be named though no page of it is known; every field may be None."""

    name: str | None = None
    url: str | None = None
    domain: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """What a page SAYS about where it comes from; unresolved.

    `finder` names the function that found it, `cue` the grammar line or metadata key, `quote`
    the exact line (`start`, `end` are offsets in the text of block number `block`; block is -1
    for metadata). `relation` is None when the words credit a role only (a translator's line), `source`
    when they say only how the source was used ('adapted from its original source').
    `origin` is the source's own source when one sentence names both, `origin_relation` how the
    source stands to it when that differs. `strength` in 0..1 says how
    plainly the words speak. `stamp` marks an importer's stamp that names nobody.
    """

    finder: str
    cue: str
    relation: Relation | None
    place: Place
    quote: str
    block: int = -1
    start: int = 0
    end: int = 0
    source: Locator | None = None
    origin: Locator | None = None
    translator: str | None = None
    translated_for: str | None = None
    original_language: str | None = None
    strength: float = 0.5
    stamp: bool = False
    origin_relation: Relation | None = None
    reviser: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that two texts share: offsets in the text of each, and its score in 0..1."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What two texts SHOW of each other.

    `measure` names the function, `score` in 0..1 is its decision value; `a_in_b` is the share of
    the first text found in the second, `b_in_a` the reverse (both 0..1).
    """

    measure: str
    score: float
    a_in_b: float
    b_in_a: float
    passages: tuple[Passage, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A signal, a match or a date as an inference used it: `weight` is in log-odds."""

    rule: str
    weight: float
    detail: str
    quote: str | None = None
    place: str | None = None
    finder: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What a careful reader concludes from one page alone: one entry a hop and source.

    hop 1 is what the page took from, hop 2 that source's own source. `derived` is the locator
    of what took it (None: the page itself). `confidence` is a probability. `reviser` went over the
    translation, `licence` is the one under which the text was taken, both as the page names them.
    """

    hop: int
    relation: Relation
    source: Locator
    confidence: float
    evidence: tuple[Evidence, ...]
    derived: Locator | None = None
    translator: str | None = None
    translated_for: str | None = None
    original_language: str | None = None
    remarks: tuple[str, ...] = ()
    reviser: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """A competing parent that was not chosen."""

    source: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Derivation:
    """One hop, from `derived` to `source` (node ids): copies point to what they were taken from.

    `translator`, `reviser` (who went over the translation) and `licence` are as the copy names them.
    """

    id: str
    derived: str
    source: str
    relation: Relation
    confidence: float
    evidence: tuple[Evidence, ...]
    translator: str | None = None
    translated_for: str | None = None
    rivals: tuple[Rival, ...] = ()
    judgement: Verdict | None = None
    reviser: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A page or a named source as the graph knows it. `detail` says why a node was not read."""

    id: str
    status: Status
    url: str | None = None
    domain: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    published: DateInterval | None = None
    authors: tuple[str, ...] = ()
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on a link, kept apart from the score; a later one retires it."""

    link: str
    verdict: Verdict
    by: str
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a chain ends: the node, how it is known, and the product of the hops' confidences."""

    node: str
    status: OriginStatus
    confidence: float


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and the hops between them, in a stable order."""

    nodes: tuple[Node, ...]
    links: tuple[Derivation, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The answer to one question: the article asked about, its graph, its origin.

    `hops` gives each link's distance from the article, by link id; `notes` are remarks for the
    reader (importers that may stand between, dates that disagree).
    """

    article: str
    origin: Origin
    graph: Graph
    hops: Mapping[str, int]
    notes: tuple[str, ...] = ()
