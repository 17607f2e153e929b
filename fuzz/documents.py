"""What holds or names many pages: feeds, sitemaps, lists, tables, JSON Lines, archives, answers of archives' indexes."""

import gzip
import io
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fuzz import samples, seeds
from fuzz.target import Target
from provenance.acquire import Failure, Options
from provenance.errors import AcquireError
from provenance.model import Capture

OFFLINE = Options(offline=True, max_bytes=2_000_000)


def _sound(found: "Iterable[Capture | Failure]") -> None:
    """Pages within the bound, or failures in one line."""
    try:
        for got in found:
            if isinstance(got, Failure):
                assert isinstance(got.error, AcquireError)
                assert str(got.error).strip()
            else:
                assert 0 < len(got.body) <= OFFLINE.max_bytes
                assert got.url is None or got.url.startswith(("http://", "https://"))
                assert got.media_type
    except AcquireError as error:
        assert str(error).strip()


def document(data: bytes) -> None:
    """What a file's first bytes tell of its kind is read as that kind, or refused in words."""
    from provenance.acquire.documents import kind_of

    kind = kind_of(data)
    if kind is not None:
        _sound(kind.read(io.BytesIO(data), "x", OFFLINE))


def feed(data: bytes) -> None:
    """The entries of a feed."""
    from provenance.acquire import feeds

    try:
        found = feeds.parse(data, "x", "https://mirror.example/feed")
    except AcquireError:
        return
    _sound(feeds.captures(found, "x", OFFLINE))


def sitemap(data: bytes) -> None:
    """The addresses of a sitemap, an OPML list or a plain one are of the web."""
    from provenance.acquire import lists, sitemaps

    try:
        found = sitemaps.parse(data, "x", "https://quai.example/s.xml")
        for page in (*found.pages, *found.sitemaps):
            assert page.url.startswith(("http://", "https://")), page
    except AcquireError:
        pass
    for one in lists.opml_feeds(data):
        assert one.url.startswith(("http://", "https://")), one
    for _, line in lists.lines_of(data):
        url = lists.address_of(line)
        assert url is None or url.startswith(("http://", "https://")), url


def lines(data: bytes) -> None:
    """Lines of JSON, each a page or a failure that names it."""
    from provenance.acquire.jsonl import read_lines

    _sound(read_lines(io.BytesIO(data), "x", OFFLINE))


def warc(data: bytes) -> None:
    """Records of a WARC, plain or packed."""
    from provenance.acquire.warc import read_records

    _sound(read_records(io.BytesIO(data), "x", OFFLINE))


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


def wacz(data: bytes) -> None:
    """A zip of WARCs; whatever its members are called, nothing is written anywhere."""
    from provenance.acquire.wacz import read_wacz

    path = _folder() / "x.wacz"
    path.write_bytes(data)
    _sound(read_wacz(str(path), OFFLINE) or ())
    assert [each.name for each in _folder().iterdir()] == ["x.wacz"]


def packed(data: bytes) -> None:
    """What is unpacked stays within its bound, and is what the standard library unpacks."""
    from provenance.acquire.inflate import Broken, TooMuch, inflate

    for encoding in ("gzip", "deflate"):
        try:
            body = inflate(data, 50_000, encoding)
        except (TooMuch, Broken):
            continue
        assert len(body) <= 50_000


def snapshots(data: bytes) -> None:
    """Rows of a web archive's index name moments and addresses."""
    from provenance import urls
    from provenance.acquire.snapshots import parse_cdx, parse_timemap

    for one in (*(parse_cdx(data) or ()), *(parse_timemap(data) or ())):
        assert one.at.tzinfo is not None
        assert len(one.stamp) == 14 or one.at.year < 1000, one
        assert isinstance(one.is_page, bool)
    for one in parse_cdx(data) or ():
        assert urls.clean(one.url)


def charset(data: bytes) -> None:
    """Any bytes are text in the end, without zero bytes; what they are is told from their beginning."""
    from provenance.acquire import sniff
    from provenance.charset import text_of

    label, _, body = data.partition(b"\n")
    text = text_of(body, label.decode("latin-1"))
    assert "\x00" not in text
    text.encode("utf-8")  # no lone surrogate
    assert sniff.binary_kind(body) is None or sniff.binary_kind(body)
    assert b"<!doctype" not in sniff.without_declarations(body)[:9].lower()
    assert isinstance(sniff.looks_html(body), bool)


_XML = (
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"<![CDATA[",
    b"]]>",
    b"<loc>",
    b"<item>",
    b"<entry>",
    b"xmlns:",
    b"<link ",
    b"<source url=",
)
TARGETS: tuple[Target, ...] = (
    Target(
        "charset",
        charset,
        samples.of_charsets,
        (b"utf-16", b"\xff\xfe", b"<meta charset=", b"<?xml encoding=", b"<!DOCTYPE ["),
        600,
    ),
    Target(
        "inflate",
        packed,
        lambda: [gzip.compress(b"ab" * 500, mtime=0), gzip.compress(b"", mtime=0) * 3],
        (b"\x1f\x8b\x08", b"\x78\x9c"),
        400,
    ),
    Target(
        "snapshots", snapshots, lambda: samples.CDX, (b'"timestamp"', b'"url"', b"rel=", b"memento", b"datetime="), 600
    ),
    Target(
        "json-lines",
        lines,
        seeds.records,
        (b'"url"', b'"html"', b'"text"', b'"published"', b"\\ud800", b'"id"', b"[[[["),
        3_000,
    ),
    Target("sitemap", sitemap, samples.documents, _XML, 1_500),
    Target("document", document, samples.documents, (*_XML, b'"', b";", b"url,", b"http"), 1_500),
    Target("feed", feed, samples.documents, _XML, 1_500),
    Target(
        "warc",
        warc,
        samples.of_records,
        (b"WARC/1.0\r\n", b"Content-Length: ", b"HTTP/1.1 200 OK\r\n", b"\r\n\r\n", b"gzip", b"chunked"),
        3_000,
    ),
    Target("wacz", wacz, samples.of_zips, (b"PK\x01\x02", b"PK\x05\x06", b"archive/", b"../"), 3_000),
)
