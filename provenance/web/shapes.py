"""The shapes of the JSON API, as the OpenAPI document tells them; an unknown value is null."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from provenance.model import OriginStatus, Relation, Status, Verdict

Probability = Annotated[float | None, Field(description="A probability from 0 to 1.", examples=[0.93])]


class Problem(BaseModel):
    """What went wrong, as RFC 9457 (problem details) words it."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(description="One sentence for people.")


class Health(BaseModel):
    """That the server answers, and whether it may write."""

    status: Literal["ok"]
    version: str
    read_only: bool
    pages: int = Field(description="Pages that were read.")
    named: int = Field(description="Sources that are known by name only, or could not be read.")
    links: int
    unjudged: int = Field(description="Links that nobody has judged yet.")


class Published(BaseModel):
    """An imprecise date: from `earliest` until before `latest` (UTC), and as it was written."""

    earliest: str
    latest: str
    text: str


class Node(BaseModel):
    """A page, or a source that is only named."""

    id: str
    url: str | None
    domain: str | None
    outlet: str | None
    title: str | None
    language: str | None
    published: Published | None
    authors: list[str]
    status: Status
    detail: str | None = Field(description="Why it was not read, or where it was read from.")


class Articles(BaseModel):
    """A page of articles, last come first."""

    articles: list[Node]
    next: int | None = Field(description="Give it as `before` for the next page; null at the end.")
    complete: bool = Field(description="False when the time for searching was over before the page was full.")


class Capture(BaseModel):
    """When and where these bytes were received."""

    fetched: str
    url: str | None
    final_url: str | None
    status: int | None
    media_type: str
    memento: str | None = Field(description="The archived copy that was read instead of the live page.")


class Signal(BaseModel):
    """What the page says of its origin: the very line, and where it stands."""

    finder: str
    relation: Relation | None
    place: str
    quote: str
    strength: float


class Article(Node):
    """An article with its text, its captures and what it says of its origin. Of a source not read, the text is null."""

    text: str | None
    sha256: str | None = Field(description="Of the bytes as they were received.")
    captures: list[Capture]
    signals: list[Signal]


class Evidence(BaseModel):
    """What speaks for a link; the weight is in log-odds."""

    rule: str
    weight: float | None
    detail: str
    quote: str | None
    place: str | None
    finder: str | None


class Rival(BaseModel):
    """A source that was considered and not taken."""

    source: str
    confidence: Probability


class Link(BaseModel):
    """One hop, from the copy (`derived`) to what it was taken from (`source`), as ids of nodes."""

    id: str
    derived: str
    source: str
    relation: Relation
    confidence: Probability
    translator: str | None
    judgement: Verdict | None
    evidence: list[Evidence]
    rivals: list[Rival]
    translated_for: str | None
    reviser: str | None
    licence: str | None


class Hop(Link):
    """A link of a chain; `hop` is its distance from the article asked about, null off the walk upstream."""

    hop: int | None


class Links(BaseModel):
    """A page of links that nobody judged, the least sure first, with the nodes at their ends."""

    links: list[Link]
    nodes: list[Node]
    next: str | None = Field(description="Give it as `after` for the next page; null at the end.")


class Origin(BaseModel):
    """Where a chain ends, and how it is known."""

    node: str
    status: OriginStatus
    confidence: Probability


class Origins(BaseModel):
    """Between `least` and `most` independent origins stand behind so many articles."""

    articles: int
    least: int
    most: int
    nodes: list[str]


class Chain(BaseModel):
    """What the store knows of an article: as `provenance show --format json`."""

    article: str
    origin: Origin
    nodes: list[Node]
    links: list[Hop]
    notes: list[str]
    origins: Origins


class Judgement(BaseModel):
    """A person's word on a link; `current` until a later one retires it."""

    link: str
    verdict: Verdict
    by: str
    at: str
    note: str | None
    current: bool


class Judgements(BaseModel):
    """A page of judgements, last said first."""

    judgements: list[Judgement]
    next: int | None = Field(description="Give it as `before` for the next page; null at the end.")


class NewJudgement(BaseModel):
    """A person's word to be kept."""

    model_config = ConfigDict(extra="forbid")

    link: str = Field(min_length=1, max_length=200, description="The whole id of a link.")
    verdict: Verdict
    by: str | None = Field(
        None, min_length=1, max_length=200, description="Who judges; without it, who runs the server."
    )
    note: str | None = Field(None, max_length=4000, description="Why.")


class Outlet(BaseModel):
    """An outlet; `key` is its registered domain, or its name without case and accents where none is known."""

    key: str
    name: str
    read: int = Field(description="Pages that were read.")
    known: int = Field(description="All pages and sources that are known.")


class Outlets(BaseModel):
    """A page of outlets, those of most pages first."""

    outlets: list[Outlet]
    next: int | None = Field(description="Give it as `offset` for the next page; null at the end.")


class Languages(BaseModel):
    """How many hops lead from one language to another."""

    source: str | None
    derived: str | None
    hops: int


class Flow(BaseModel):
    """What one outlet took from another, as `provenance outlets --format json`."""

    derived: str
    source: str
    hops: int
    relations: dict[str, int]
    languages: list[Languages]
    median_lag_hours: float | None = Field(description="From the source's publication to the copy's.")
    dated: int = Field(description="Hops of which both dates are known.")
    credited: Probability
    confidence: Probability


class OutletFlows(Outlet):
    """An outlet, what it takes from whom, and who takes from it."""

    takes: list[Flow]
    gives: list[Flow]


class Form(BaseModel):
    """A kind of file."""

    name: str
    suffix: str
    about: str
    whole: bool = Field(description="Whether it is to be had of a whole store, or of one article's family only.")
