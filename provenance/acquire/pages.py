"""What every reader takes and gives: the limits, a failure, and the one way to make a capture."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from provenance.acquire.sniff import binary_kind, looks_html
from provenance.errors import AcquireError, NotAnArticle, TooLarge
from provenance.model import Capture

HTML, TEXT = "text/html", "text/plain"


@dataclass(frozen=True, slots=True)
class Options:
    """How targets are read.

    `max_bytes` bounds one page (after decompression), `timeout` is the total of one page in seconds.
    `archive` is a replay prefix to read pages from instead of the live web. `allow_private` lets web
    addresses lead to this machine and its network: only for what the user names.
    """

    max_bytes: int = 20_000_000
    timeout: float = 30.0
    user_agent: str = "provenance/0.1 (article provenance research)"
    offline: bool = False
    archive: str | None = None
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A part of a target that could not be read; `line` is its number (JSONL line, WARC record), from 1."""

    target: str
    error: AcquireError
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a body came from: the fields of a capture that its bytes do not tell.

    Without `media_type` the content decides between HTML and text.
    """

    url: str | None = None
    final_url: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    charset: str | None = None
    path: str | None = None
    fetched: datetime | None = None
    media_type: str | None = None
    declared: Mapping[str, str] = field(default_factory=dict)


def make_capture(target: str, body: bytes, options: Options, source: Source) -> Capture:
    """A capture of a page that is neither too large, empty nor binary; else the AcquireError that says so."""
    if len(body) > options.max_bytes:
        raise too_large(target, options)
    if not body.strip():
        raise NotAnArticle(f"{target}: empty {'file' if source.path else 'page'}")
    kind = binary_kind(body)
    if kind:
        raise NotAnArticle(f"{target}: {kind}, not a page")
    return Capture(
        target=target,
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        media_type=source.media_type or (HTML if looks_html(body) else TEXT),
        fetched=source.fetched or datetime.now(UTC),
        url=source.url,
        final_url=source.final_url,
        status=source.status,
        headers=source.headers,
        charset=source.charset,
        path=source.path,
        declared=source.declared,
    )


def too_large(target: str, options: Options) -> TooLarge:
    """The error for more bytes than the limit."""
    return TooLarge(f"{target}: larger than the limit of {options.max_bytes:,} bytes")


def content_type(value: str) -> tuple[str, str | None]:
    """The media type and charset of a Content-Type header, both in lower case."""
    media, *parameters = value.split(";")
    for parameter in parameters:
        name, _, charset = parameter.partition("=")
        if name.strip().lower() == "charset" and charset.strip("\"' \t"):
            return media.strip().lower(), charset.strip("\"' \t").lower()
    return media.strip().lower(), None
