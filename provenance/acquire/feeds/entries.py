"""What a feed says, whatever its dialect."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is credited for an entry's media, and as what (`role` as the feed writes it, may be empty)."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The feed that an entry was taken from, as the entry names it; `urls` the nearest first."""

    title: str | None = None
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. Texts are as the feed writes them: `title` plain, `html` markup.

    `is_full` tells whether `html` is the text of the page or a summary only. Dates are as written.
    `media` is the type of an enclosure (`audio/mpeg`), empty when there is none.
    """

    link: str | None = None
    guid: str | None = None
    title: str | None = None
    html: str = ""
    is_full: bool = False
    base: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    source: Origin | None = None
    via: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    canonical: str | None = None
    dc_source: str | None = None
    publisher: str | None = None
    credits: tuple[Credit, ...] = ()
    media: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `site` is the home page it belongs to, `address` its own; `damage` says how its bytes are broken."""

    entries: tuple[Entry, ...]
    title: str | None = None
    site: str | None = None
    address: str | None = None
    language: str | None = None
    damage: str | None = None
