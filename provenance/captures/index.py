"""CDXJ: one line a response, by which a replay finds it. https://specs.webrecorder.net/cdxj/0.1.0/"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from provenance import dates
from provenance.acquire.pages import content_type

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord


@dataclass(frozen=True, slots=True)
class Row:
    """A response in a WARC file: `key` is its address in sort-friendly form (SURT), `stamp` has 14 digits."""

    key: str
    stamp: str
    url: str
    media: str
    status: str
    digest: str
    length: int
    offset: int
    file: str
    date: str

    def line(self) -> str:
        """The line of the index."""
        told = {
            "url": self.url,
            "mime": self.media,
            "status": self.status,
            "digest": self.digest,
            "length": self.length,
            "offset": self.offset,
            "filename": self.file,
        }
        return f"{self.key} {self.stamp} {json.dumps(told)}\n"


def rows_of(stream: BinaryIO, name: str) -> Iterator[Row]:
    """The rows of a WARC file that was gzipped record by record; what is damaged at its end is left out."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(stream)
    try:
        for record in records:
            if record.rec_type == "response":
                start = records.get_record_offset()
                records.read_to_end(record)
                yield _row(record, start, records.get_record_length(), name)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError):
        return


def _row(record: "ArcWarcRecord", start: int, length: int, name: str) -> Row:
    head, answer = record.rec_headers, record.http_headers
    url = head.get_header("WARC-Target-URI") or ""
    date = head.get_header("WARC-Date") or ""
    known = dates.parse_iso(date)
    moment = known.earliest.astimezone(UTC) if known else None
    return Row(
        key=surt(url),
        stamp=moment.strftime("%Y%m%d%H%M%S") if moment else "0" * 14,
        url=url,
        media=content_type(answer.get_header("Content-Type") or "")[0] if answer else "",
        status=answer.get_statuscode() if answer else "",
        digest=head.get_header("WARC-Payload-Digest") or "",
        length=length,
        offset=start,
        file=name,
        date=date,
    )


def surt(url: str) -> str:
    """An address in sort-friendly form: `com,site)/path?query`, in lower case, `www` and default ports left out."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url.lower()
    host = (parts.hostname or "").removeprefix("www.")
    reversed_host = host if host.replace(".", "").isdigit() or ":" in host else ",".join(reversed(host.split(".")))
    where = f":{port}" if port and port not in (80, 443) else ""
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = parts.path or "/"
    path = path.rstrip("/") or "/"
    return f"{reversed_host}{where}){path}{query}".lower()
