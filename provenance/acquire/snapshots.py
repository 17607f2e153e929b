"""What an archive lists of an address: CDX in its dialects, and TimeMaps of RFC 7089, read from bytes."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice

from provenance import urls

MOST = 10_000  # rows of one answer
_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_LINK = re.compile(r'<([^<>]{1,8192})>((?:\s*;\s*[\w-]+\s*=\s*(?:"[^"]*"|[^\s;,"]+)){0,20})')
_PARAMETER = re.compile(r';\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))')


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One capture that an archive holds: of which address, when, and what the index says of it, if it does.

    `status` is None where it is not told, also for a revisit; `digest` is the base-32 SHA-1 of the payload.
    """

    url: str
    at: datetime
    status: int | None = None
    media: str | None = None
    digest: str | None = None

    @property
    def stamp(self) -> str:
        """The moment as 14 digits, as replay addresses write it."""
        return self.at.strftime("%Y%m%d%H%M%S")

    @property
    def is_page(self) -> bool:
        """Whether it may hold a page, as far as the index says."""
        right = self.media in (None, "-", "", "warc/revisit", "unk") or (self.media or "").startswith(
            ("text/html", "text/plain", "application/xhtml")
        )
        return right and self.status in (None, 200)


def parse_cdx(data: bytes) -> list[Snapshot] | None:
    """The rows of a CDX answer; None when it is no such thing.

    Read are JSON lines and CDXJ as pywb writes them, and the Internet Archive's: an array of arrays whose first row
    names the fields, or lines of them parted by spaces. A row that cannot be read is left out.
    """
    text = data.decode("utf-8", "replace").strip()
    if not text:
        return []
    rows = _array(text) if text.startswith("[") else _lines(text)
    if rows is None:
        return None
    found = [one for row in islice(rows, MOST) if (one := _snapshot(row))]
    return found if found or text.startswith("[") else None


def parse_timemap(data: bytes) -> list[Snapshot] | None:
    """The mementos of a TimeMap in link format; None when it is none."""
    text = data.decode("utf-8", "replace")
    links = [(link[1], _parameters(link[2])) for link in islice(_LINK.finditer(text), MOST)]
    if not any("rel" in told for _, told in links):
        return None
    found = []
    for address, told in links:
        at = parse_http_date(told.get("datetime", ""))
        if "memento" in told.get("rel", "").split() and at:
            found.append(Snapshot(urls.unwrap(address), at))
    return found


def parse_http_date(text: str) -> datetime | None:
    """A date as HTTP writes it (Memento-Datetime, datetime of a link), in UTC; None when it is none."""
    try:
        moment = parsedate_to_datetime(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def parse_stamp(text: str) -> datetime | None:
    """A moment of 4 to 14 digits, what is missing taken as its beginning; None when it is none."""
    if not (4 <= len(text) <= 17 and text.isascii() and text.isdigit()):
        return None
    whole = text[:14] + "00000101000000"[len(text) :] if len(text) < 14 else text[:14]
    try:
        return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _array(text: str) -> Iterable[Mapping[str, object]] | None:
    rows = _json(text)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return None
    names = [str(name) for name in rows[0]] if rows else []
    return (dict(zip(names, row, strict=False)) for row in rows[1:])


def _lines(text: str) -> Iterator[Mapping[str, object]]:
    for line in text.splitlines():
        if line.startswith("{"):
            row = _json(line)
            if isinstance(row, dict):
                yield row
        else:
            yield _spaced(line.split(" "))


def _spaced(words: Sequence[str]) -> Mapping[str, object]:
    """A line of CDXJ (key, moment, JSON), or of the old kind (key, moment, address, ...)."""
    if len(words) > 2 and words[2].startswith("{"):
        told = _json(" ".join(words[2:]))
        return {"timestamp": words[1], **told} if isinstance(told, dict) else {}
    return dict(zip(_FIELDS, words, strict=False))


def _snapshot(row: Mapping[str, object]) -> Snapshot | None:
    told = {name: str(value) for name, value in row.items()}
    at = parse_stamp(told.get("timestamp", ""))
    url = told.get("url") or told.get("original")
    if at is None or not url or urls.clean(url) is None:
        return None
    status = told.get("status") or told.get("statuscode") or ""
    return Snapshot(
        url=url,
        at=at,
        status=int(status) if status.isascii() and status.isdigit() and len(status) == 3 else None,
        media=told.get("mime") or told.get("mimetype"),
        digest=told.get("digest", "").removeprefix("sha1:") or None,
    )


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _parameters(text: str) -> dict[str, str]:
    return {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(text)}
