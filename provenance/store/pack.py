"""Values that fit into a column: JSON, packed bytes, times, clean text; and back."""

import json
import re
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
from msgspec.json import Decoder

from provenance.errors import Damaged, StoreError
from provenance.model import Block, Evidence, Fact, Locator, Redirect, Rival

T = TypeVar("T")

AUTHORS: Decoder[tuple[str, ...]] = Decoder(tuple[str, ...])
BLOCKS: Decoder[tuple[Block, ...]] = Decoder(tuple[Block, ...])
FACTS: Decoder[tuple[Fact, ...]] = Decoder(tuple[Fact, ...])
LOCATOR: Decoder[Locator | None] = Decoder(Locator | None)
EVIDENCE: Decoder[tuple[Evidence, ...]] = Decoder(tuple[Evidence, ...])
RIVALS: Decoder[tuple[Rival, ...]] = Decoder(tuple[Rival, ...])
HEADERS: Decoder[tuple[tuple[str, str], ...]] = Decoder(tuple[tuple[str, str], ...])
REDIRECTS: Decoder[tuple[Redirect, ...]] = Decoder(tuple[Redirect, ...])
DECLARED: Decoder[Mapping[str, str]] = Decoder(Mapping[str, str])

_UNFIT = re.compile("[\0\ud800-\udfff]")
_MOST_BYTES = 256_000_000


def clean(text: str) -> str:
    """Text that every database keeps: NUL (PostgreSQL) and lone surrogates (UTF-8) become U+FFFD.

    Replaced, not removed: offsets into the text stay right.
    """
    return text if text.isascii() and "\0" not in text else _UNFIT.sub("\ufffd", text)


def maybe(text: str | None) -> str | None:
    """Clean text, or None."""
    return None if text is None else clean(text)


def dump(value: object) -> str:
    """A value as JSON text, clean."""
    try:
        written = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # lone surrogates
        written = ""
    if written and "\\u0000" not in written:
        return written
    return json.dumps(_cleaned(msgspec.to_builtins(value)), ensure_ascii=False, separators=(",", ":"))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list | tuple) else value


def load(kind: Decoder[T], written: str | None, what: str) -> T:
    """The value of a JSON text. Raises Damaged, which says of `what`, when it cannot be read."""
    try:
        return kind.decode(written or "")
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Damaged(f"{what} cannot be read") from error


def squeeze(text: str) -> bytes:
    """Text as zlib-packed UTF-8."""
    return zlib.compress(text.encode(), 6)


def unsqueeze(packed: bytes | None, what: str) -> str:
    """The text of `squeeze`, of at most 256 MB. Raises Damaged, which says of `what`."""
    machine = zlib.decompressobj()
    try:
        text = machine.decompress(packed or b"", _MOST_BYTES).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise Damaged(f"{what} cannot be unpacked") from error
    if not machine.eof:
        raise Damaged(f"{what} cannot be unpacked")
    return text


def write_time(moment: datetime | None) -> str | None:
    """A time as ISO 8601 text in UTC; a naive one is taken as UTC."""
    if moment is None:
        return None
    try:
        return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    except OverflowError as error:
        raise StoreError(f"{moment}: not a time in UTC") from error


def read_time(written: str, what: str) -> datetime:
    """The time of `write_time`. Raises Damaged, which says of `what`, when it cannot be read."""
    try:
        moment = datetime.fromisoformat(written)
    except (ValueError, TypeError) as error:
        raise Damaged(f"{what}: {written!r} is not a time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
