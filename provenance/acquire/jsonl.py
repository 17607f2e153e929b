"""JSON Lines: one page a line, streamed; a bad line is reported with its number and left out."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from provenance import dates, urls
from provenance.acquire.imports import passim
from provenance.acquire.pages import HTML, TEXT, Failure, Options, Source, followed, make_capture, too_large
from provenance.errors import AcquireError, NotAnArticle, Unreachable, reason
from provenance.model import Capture

NAMES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_DECLARED = ("title", "published", "language", "outlet", "author", "fetched")
_STEP = 1 << 20
_FIRST = 20  # lines that tell JSON Lines
_CUT = 4096  # a line that is no shorter may go on behind the head of a file


def read_jsonl(target: str, options: Options) -> Iterator[Capture | Failure] | None:
    """JSON Lines by the name (`.jsonl`, `.ndjson`, also `.gz`): `url` and `html` or `text` a line, or passim's.

    Without such a name they are told by their first bytes (see `documents.KINDS`).
    """
    path = Path(target)
    if not target.lower().endswith(NAMES) or not path.is_file():
        return None
    return _file(path, target, options)


def read_lines(stream: BinaryIO, name: str, options: Options) -> Iterator[Capture | Failure]:
    """The pages of an open JSON Lines stream; blank lines are passed over."""
    # Escapes (\\uXXXX) make a line longer than its page, six times at most.
    limit = options.max_bytes * 6 + _STEP
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            _skip(stream)
            yield Failure(name, too_large(f"{name}:{number}", options), number)
        elif line.strip():
            yield _line(line, name, number, options)


def is_lines(head: bytes) -> bool:
    """Whether bytes begin JSON Lines: the first line is an object, or one of the first is one that is a page."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return False
    lines = start.split(b"\n", _FIRST)[:_FIRST]
    if len(lines) == 1 and len(head) >= _CUT and not _object(lines[0]):
        return any(key in lines[0] for key in (b'"url"', b'"html"', b'"text"'))
    return bool(_object(lines[0])) or _holds_page(lines)


def begins_page(head: bytes) -> bool:
    """Whether bytes begin JSON Lines and one of the first is a page."""
    return is_lines(head) and _holds_page(head.split(b"\n", _FIRST)[:_FIRST])


def _holds_page(lines: list[bytes]) -> bool:
    return any("url" in one and one.keys() & {"html", "text"} for one in map(_object, lines))


def _object(line: bytes) -> dict[str, object]:
    """The object on a line; an empty one when there is none."""
    try:
        return _record(line, "")
    except NotAnArticle:
        return {}


def _file(path: Path, name: str, options: Options) -> Iterator[Capture | Failure]:
    import gzip
    import zlib

    try:
        with path.open("rb") as file:
            stream = gzip.GzipFile(fileobj=file) if name.lower().endswith(".gz") else file
            yield from followed(read_lines(cast("BinaryIO", stream), name, options), path, file.tell, options)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreachable(f"{name}: {reason(error)}") from None


def _skip(stream: BinaryIO) -> None:
    while (rest := stream.readline(_STEP)) and not rest.endswith(b"\n"):
        pass


def _line(line: bytes, name: str, number: int, options: Options) -> Capture | Failure:
    where = f"{name}:{number}"
    try:
        record = _record(line, where)
        return passim.capture(record, where, options) if passim.is_record(record) else page_of(record, where, options)
    except AcquireError as error:
        return Failure(where, error, number)


def _record(line: bytes, where: str) -> dict[str, object]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotAnArticle(f"{where}: not UTF-8") from None
    except json.JSONDecodeError as error:
        raise NotAnArticle(f"{where}: not JSON ({error.msg}, column {error.colno})") from None
    except (ValueError, RecursionError):
        raise NotAnArticle(f"{where}: not JSON that can be read") from None
    if not isinstance(record, dict):
        raise NotAnArticle(f"{where}: not a JSON object")
    return record


def page_of(record: dict[str, object], where: str, options: Options) -> Capture:
    """The page of a line; NotAnArticle, with `where`, when it is none."""
    address = record.get("url")
    url = urls.clean(address) if isinstance(address, str) else None
    if url is None:
        raise NotAnArticle(f"{where}: no url" if address is None else f"{where}: url is no http or https address")
    key = "html" if record.get("html") else "text"
    given = record.get(key)
    body = given.replace("\0", "") if isinstance(given, str) else ""  # as in a page of its own
    if not body.strip():
        raise NotAnArticle(f"{where}: neither html nor text")
    declared = {name: text for name in _DECLARED if (text := _text(record.get(name)))}
    source = Source(
        url=url,
        charset="utf-8",
        fetched=_fetched(declared.get("fetched")),
        media_type=HTML if key == "html" else TEXT,
        declared=declared,
    )
    return make_capture(where, body.encode("utf-8", "replace"), options, source)


def _text(value: object) -> str:
    """A declared value as text: a list of names is joined, anything else but text and numbers is dropped."""
    if isinstance(value, list):
        return ", ".join(text for one in value[:20] if isinstance(one, str) and (text := one.strip()))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()[:2000]


def _fetched(text: str | None) -> datetime | None:
    found = dates.parse_iso(text) if text else None
    return found.earliest if found else None
