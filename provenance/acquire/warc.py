"""WARC files: the web archives' container; each response or resource with a page in it is a capture."""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from urllib.parse import urlsplit

from provenance import dates, urls
from provenance.acquire import feeds
from provenance.acquire.exchange import ASIDE, LISTING, USE
from provenance.acquire.inflate import TooMuch
from provenance.acquire.onward import MOVED, onward, refresh_of
from provenance.acquire.pages import (
    HTML,
    TEXT,
    Failure,
    Options,
    Source,
    content_type,
    followed,
    make_capture,
    too_large,
)
from provenance.acquire.polling import in_utf8
from provenance.acquire.ways import Ways
from provenance.errors import AcquireError, NotAnArticle, Refused, Unreachable, reason
from provenance.model import Capture

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

NAMES = (".warc", ".warc.gz")
_GZIP, _WARC = b"\x1f\x8b", b"WARC/"
FEED = "application/xml"
_MEDIA = {
    HTML: HTML,
    "application/xhtml+xml": HTML,
    TEXT: TEXT,
    FEED: FEED,
    "text/xml": FEED,
    "application/rss+xml": FEED,
    "application/atom+xml": FEED,
    "application/rdf+xml": FEED,
    "application/feed+json": FEED,
}
_STEP = 65_536
# Where a record may begin; in the middle of a line where the one before was cut.
_MEMBER, _HEAD, _LONGEST_MARK = re.compile(rb"\x1f\x8b\x08"), re.compile(rb"WARC/1\.\d\r?\n"), 10
_DAMAGES = 1000


def read_warc(target: str, options: Options) -> Iterator[Capture | Failure] | None:
    """A WARC file, compressed or not, by its first bytes or its name (`.warc`, `.warc.gz`)."""
    path = Path(target)
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream:
            mine = is_warc(stream.read(4096))
    except OSError:
        return None
    return _file(path, target, options) if mine or target.lower().endswith(NAMES) else None


def is_warc(head: bytes) -> bool:
    """Whether bytes begin a WARC, plain or gzipped."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(_WARC)


def read_records(stream: BinaryIO, name: str, options: Options) -> Iterator[Capture | Failure]:
    """The pages of an open WARC; after a damaged record it goes on with the next when it can seek."""
    number, start, ways, size = 0, 0, Ways(), _size(stream)
    for _ in range(_DAMAGES):
        records = _Records(stream, number, size)
        try:
            yield from _pages(records, name, options, ways)
            yield from _rest(stream, records, name)
            return
        except _damages() as error:
            if _is_one_member(error) and stream.seekable():
                yield from _unzipped(stream, name, options, skip=records.number)
                return
            told = error if isinstance(error, _Misfit) else _Misfit(_reason(error), records.at, records.offset)
            number, offset = told.number, told.offset
            yield _broken(name, number, offset, _reason(error))
        # What is damaged enough has no offset: the next record stands behind the last one in any case.
        if not _seek_record(stream, max(offset, start) + 1):
            return
        start = stream.tell()


class _Misfit(ValueError):
    """A record that does not end where its length says."""

    def __init__(self, why: str, number: int, offset: int) -> None:
        super().__init__(why)
        self.number, self.offset = number, offset


class _Records:
    """The records from where a stream stands: `number` and `offset` are those of the last one begun.

    `size` is that of a stream that is not compressed; `told` the number of the last one that a failure was told of.
    """

    def __init__(self, stream: BinaryIO, number: int, size: int | None) -> None:
        from warcio.archiveiterator import BUFF_SIZE, ArchiveIterator

        from provenance.acquire.warcheads import Behind, Reader, listen

        listen()
        self.number, self.told = number, 0
        self._stream, self._size = stream, size
        self._last: ArcWarcRecord | None = None
        self._iterator: Any = ArchiveIterator(stream)
        self._reader = self._iterator.reader = Reader(self._iterator.fh, BUFF_SIZE)
        self._iterator.INC_RECORD = self._behind = Behind()
        if not self.can_seek:  # what is compressed as one piece is read all the same, only slower to find again
            self._iterator._raise_invalid_gzip_err = lambda: None

    def __iter__(self) -> "Iterator[ArcWarcRecord]":
        for record in self._iterator:
            self.number += 1
            self._last = record
            self._refuse_beyond_end(record)
            yield record
            self._reader.begin()

    def _refuse_beyond_end(self, record: "ArcWarcRecord") -> None:
        """A record that is longer than what is left is not read: others may stand in what it claims."""
        left = getattr(record.raw_stream, "limit", 0)
        if self._size is not None and left > self._size - self._stream.tell() + self._reader.rem_length():
            raise _Misfit("cut short", self.number, self.offset)

    def misfit(self) -> _Misfit | None:
        """Read the record in work to its end: what is wrong when none is there."""
        begun = self.offset
        self._behind.line = b""
        self._iterator.read_to_end()
        if not self._behind.line or self._behind.line.startswith(_WARC):
            return None
        return _Misfit("it does not end where its length says", self.number, begun)

    @property
    def can_seek(self) -> bool:
        """Whether what stands within a broken record can be looked through for the next."""
        return self._stream.seekable()

    @property
    def cut(self) -> tuple[str, int] | None:
        """What is wrong with the end of the stream, and the number of the record that it is the end of."""
        fault = getattr(self._stream, "fault", None)
        if self._last and getattr(self._last.raw_stream, "limit", 0) > 0:
            return fault or "cut short", self.number
        return (fault or "cut short", self.number + 1) if fault or self._reader.cut else None

    @property
    def offset(self) -> int:
        return max(int(self._iterator.offset or 0), 0)

    @property
    def at(self) -> int:
        """The number of the record in work: the last one until it is read to its end, then the next."""
        inside = self._iterator.record is not None and self._iterator.member_info is None
        return self.number if inside else self.number + 1


def _pages(records: _Records, name: str, options: Options, ways: Ways) -> Iterator[Capture | Failure]:
    for record in records:
        page = _page(record, f"{name}:{records.number}", records.number, options, ways)
        misfit = records.misfit()
        if misfit and records.can_seek:
            raise misfit
        if misfit:
            page = _broken(name, misfit.number, misfit.offset, str(misfit))
        if isinstance(page, Failure):
            records.told = records.number
        if isinstance(page, Capture) and page.media_type == FEED:
            yield from _entries(page, options)
        elif page is not None:
            yield page


def _entries(page: Capture, options: Options) -> Iterator[Capture | Failure]:
    """The entries of a feed that was captured; none of XML that is no feed."""
    if not feeds.is_feed(page.body):
        return
    try:
        feed = feeds.parse(in_utf8(page.body, page.charset), page.target, page.final_url)
        yield from feeds.captures(feed, page.target, options, is_file=False, fetched=page.fetched)
    except AcquireError as error:
        yield Failure(page.target, error)


def _rest(stream: BinaryIO, records: _Records, name: str) -> Iterator[Failure]:
    """The failure of a last record that was cut, which warcio takes for the end, unless it was told."""
    if stream.seekable():
        stream.seek(records.offset)
        if stream.read(5).startswith((_GZIP, _WARC)):
            yield _broken(name, records.number + 1, records.offset, "cut short")
            return
    if records.cut and records.told != records.number:
        why, number = records.cut
        yield Failure(name, NotAnArticle(f"{name}: {why} at record {number}"), number)


def _size(stream: BinaryIO) -> int | None:
    """The bytes of a WARC that is not compressed; None where that is not known without reading all."""
    if not stream.seekable() or isinstance(stream, gzip.GzipFile | zipfile.ZipExtFile):
        return None
    start = stream.tell()
    packed = stream.read(2) == _GZIP
    size = None if packed else stream.seek(0, io.SEEK_END)
    stream.seek(start)
    return size


def _unzipped(stream: BinaryIO, name: str, options: Options, skip: int) -> Iterator[Capture | Failure]:
    """The pages of a WARC compressed as one piece instead of record by record, from record `skip` + 1 on."""
    from provenance.acquire.warcheads import OnePiece

    stream.seek(0)
    plain = cast("BinaryIO", OnePiece(fileobj=stream))
    for page in read_records(plain, name, options):
        where = page.target.rpartition(":")[2]
        if not where.isdigit() or int(where) > skip:
            yield page


def _broken(name: str, number: int, offset: int, reason: str) -> Failure:
    where = f"{name}:{number}"
    return Failure(where, NotAnArticle(f"{where}: broken record at offset {offset} ({reason})"), number)


def _is_one_member(error: Exception) -> bool:
    return "non-chunked" in str(error).lower()


def _reason(error: Exception) -> str:
    """The first words of an error; warcio quotes the damaged bytes after them."""
    words = " ".join(str(error).split(", first line")[0].split())
    return "".join(char for char in words if char.isprintable())[:100] or type(error).__name__


def _damages() -> tuple[type[Exception], ...]:
    from warcio.exceptions import ArchiveLoadFailed

    # warcio lets the errors of zlib, of header parsing and of its buffers through.
    return (
        ArchiveLoadFailed,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        AttributeError,
        TypeError,
        LookupError,
    )


def _file(path: Path, name: str, options: Options) -> Iterator[Capture | Failure]:
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
            if not head:
                raise NotAnArticle(f"{name}: empty file")
            if not is_warc(head):
                raise NotAnArticle(f"{name}: not a WARC file")
            stream.seek(0)
            yield from followed(read_records(stream, name, options), path, stream.tell, options)
    except OSError as error:
        raise Unreachable(f"{name}: {reason(error)}") from None


def _page(record: "ArcWarcRecord", where: str, number: int, options: Options, ways: Ways) -> Capture | Failure | None:
    """The page of a record, None when it holds none; what is wrong with one page does not stop the others."""
    headers = record.http_headers
    if not record.rec_type or not record.rec_headers.get_header("Content-Length"):
        return Failure(where, NotAnArticle(f"{where}: a record without type or length"), number)
    url = urls.clean((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"))
    if record.rec_type not in ("response", "resource") or url is None:
        return None
    status = _status(headers.get_statuscode()) if headers else None
    source: Source | None = None
    try:
        if status in MOVED and (location := headers.get_header("Location")):
            ways.note(url, status, onward(url, location))
        source = _source(record, url, status)
        return _capture(record, where, options, source, ways) if source else None
    except (AcquireError, TooMuch) as error:
        if (status in MOVED and isinstance(error, Refused)) or (source and source.media_type == FEED):
            return None  # what is large, packed or broken in XML is a sitemap rather than a feed
        told = too_large(f"{where} ({url})", options) if isinstance(error, TooMuch) else error
        return Failure(where, told, number)


def _source(record: "ArcWarcRecord", url: str, status: int | None) -> Source | None:
    """What the headers of a record tell of its page; None when it holds none."""
    headers = record.http_headers
    named = (headers or record.rec_headers).get_header("Content-Type")
    media, charset = content_type(named or "")
    kind = FEED if record.rec_headers.get_header(USE) == LISTING else _MEDIA.get(media)
    if kind is None or _is_aside(record, url) or (status is not None and not 200 <= status < 300):
        return None
    found = dates.parse_iso(record.rec_headers.get_header("WARC-Date") or "")
    return Source(
        url=url,
        final_url=url,
        status=status,
        headers=tuple((name.lower(), value) for name, value in headers.headers) if headers else (),
        charset=charset,
        fetched=found.earliest if found else None,
        media_type=kind,
        may_list=kind == FEED,
        memento=record.rec_headers.get_header("WARC-Source-URI") or None,
    )


def _is_aside(record: "ArcWarcRecord", url: str) -> bool:
    """Whether a record was never meant as a page: a robots.txt, what our own search for a page asked for."""
    return urlsplit(url).path == "/robots.txt" or record.rec_headers.get_header(USE) == ASIDE


def _capture(record: "ArcWarcRecord", where: str, options: Options, source: Source, ways: Ways) -> Capture | None:
    """The capture of a page, with the way that led to it; None when it only sends its reader on."""
    body, url = _body(record, where, options), str(source.url)
    there = refresh_of(body, url, source.charset)
    if there is not None:
        ways.note(url, 200, there)
        return None
    way = ways.take(url)
    return make_capture(where, body, options, replace(source, url=way[0].url if way else url, redirects=way))


def _status(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) == 3 else None


def _body(record: "ArcWarcRecord", where: str, options: Options) -> bytes:
    """The record's content, chunking and compression undone, read in bounded pieces."""
    from provenance.acquire.warcheads import content

    stream = content(record)
    body = bytearray()
    while piece := stream.read(_STEP):
        body += piece
        if len(body) > options.max_bytes:
            raise TooMuch
    if getattr(record.raw_stream, "limit", 0) > 0 and not record.raw_stream.read(1):
        raise NotAnArticle(f"{where}: cut short")
    if stream.torn:
        raise NotAnArticle(f"{where}: broken {stream.encoding} ({stream.torn})")
    return bytes(body)


def _seek_record(stream: BinaryIO, start: int) -> bool:
    """Stand at the next record from `start` on, told by its first bytes; False when there is none."""
    if not stream.seekable():
        return False
    stream.seek(0)
    mark = _MEMBER if stream.read(2) == _GZIP else _HEAD
    stream.seek(start)
    base, window = start, b""
    while piece := stream.read(_STEP):
        window += piece
        if found := mark.search(window):
            stream.seek(base + found.start())
            return True
        base += max(0, len(window) - _LONGEST_MARK)
        window = window[-_LONGEST_MARK:]
    return False
