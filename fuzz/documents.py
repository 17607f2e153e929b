"""What holds or names many pages: feeds, sitemaps, lists, tables, JSON Lines, archives, answers of archives' indexes."""

import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fuzz import seeds
from fuzz.addresses import ADDRESSES
from fuzz.target import Target
from provenance.acquire import Failure, Options
from provenance.errors import AcquireError
from provenance.model import Capture

OFFLINE = Options(offline=True, max_bytes=2_000_000)
_SITE = "https://mirror.example/"
_ITEM = (
    "<item><title>The ferry</title><link>https://mirror.example/a</link><guid>https://quai.example/?p=7</guid>"
    '<pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate><source url="https://quai.example/rss">Le Quai</source>'
    "<content:encoded>&lt;p&gt;The ferry sailed late.&lt;/p&gt;&lt;p&gt;Source: Le Quai&lt;/p&gt;</content:encoded></item>"
)
_RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    f"<title>Mirror</title><link>{_SITE}</link>{_ITEM}{_ITEM}</channel></rss>"
)
_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Mirror</title><link rel="self" href="https://mirror.example/f"/>'
    '<entry><title>A</title><link href="/a"/><link rel="via" href="https://quai.example/"/><id>tag:x,1</id>'
    '<updated>2024-03-01T10:00:00Z</updated><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>'
)
_JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Mirror",
        "items": [{"id": "1", "url": _SITE, "content_html": "<p>The ferry sailed.</p>", "authors": [{"name": "A"}]}],
    }
)
_SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n"><url>'
    "<loc>https://quai.example/a</loc><lastmod>2024-03-01</lastmod><news:news><news:publication><news:name>Quai"
    "</news:name><news:language>fr</news:language></news:publication><news:title>A</news:title></news:news></url></urlset>"
)
_OPML = (
    '<opml version="2.0"><body><outline text="a"><outline xmlUrl="feed://quai.example/rss"/></outline></body></opml>'
)
_TABLES = (
    b'url,title\nhttps://quai.example/a,A\n"https://quai.example/b","B\n""C"""\n',
    b"url;resolved_url;http_status;fetch_error;path;body\nhttps://quai.example/a;;200;;../../x;<p>Text of it</p>\n",
    b"URL,MobileURL,Date,Title\nhttps://quai.example/a,,2024-03-01,A\n",
    b"stories_id\tpublish_date\ttitle\turl\tlanguage\tmedia_name\n1\t2024\tA\thttps://quai.example/a\tfr\tQuai\n",
)
_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:8b1a9953-0000-4000-8000-000000000000>\r\n"
    b"WARC-Target-URI: https://quai.example/a\r\nWARC-Date: 2024-03-01T10:00:00Z\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
)
_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n%s\r\n%s"
_CDX = (
    b'[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],'
    b'["example,quai)/","20240301100000","https://quai.example/","text/html","200","ABC","9"]]',
    b'example,quai)/ 20240301100000 {"url": "https://quai.example/", "mime": "text/html", "status": "200"}\n',
    b"example,quai)/ 20240301100000 https://quai.example/ text/html 200 ABC 9\n",
    b'<https://arch.example/web/20240301100000/https://quai.example/>; rel="first memento"; datetime="Fri, 01 Mar 2024 10:00:00 GMT"',
)


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


def _of_records() -> list[bytes]:
    plain = b"<title>A</title><p>The ferry sailed late.</p><p>Source: Le Quai</p>"
    http = _HTTP % (b"", plain)
    zipped = _HTTP % (b"Content-Encoding: gzip\r\n", gzip.compress(plain, mtime=0))
    chunked = _HTTP % (b"Transfer-Encoding: chunked\r\n", b"5\r\n<p>ab\r\n0\r\n\r\n")
    moved = b"HTTP/1.1 302 Found\r\nLocation: https://quai.example/b\r\n\r\n"
    records = [_WARC % (len(one), one) for one in (http, zipped, chunked, moved)]
    return [
        *records,
        b"".join(records),
        b"".join(gzip.compress(one, mtime=0) for one in records),
        gzip.compress(records[0], mtime=0),
    ]


def _of_zips() -> list[bytes]:
    found = []
    for name in ("archive/a.warc.gz", "archive/../../a.warc", "../x.warc"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            file.writestr(zipfile.ZipInfo(name), _of_records()[5 if name.endswith("gz") else 0])
        found.append(out.getvalue())
    return found


def _of_charsets() -> list[bytes]:
    said = "<meta charset=x><p>Крепость у моря – снова open</p>"
    codecs = ("utf-8", "koi8-r", "cp1251", "utf-16", "utf-7", "x")
    return [code.encode() + b"\n" + said.encode(code if code != "x" else "utf-8", "replace") for code in codecs]


def _documents() -> list[bytes]:
    texts = (_RSS, _ATOM, _JSON_FEED, _SITEMAP, _OPML, '{"articles": [{"url": "https://quai.example/a", "title": 1}]}')
    listed = b"\n".join(one for one in ADDRESSES if one.startswith(b"http"))
    passim = b'{"id": "a1", "text": "The ferry sailed.", "series": "quai", "cluster": 1, "begin": 0, "end": 9}\n'
    return [*(one.encode() for one in texts), *_TABLES, listed, passim]


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
        _of_charsets,
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
    Target("snapshots", snapshots, lambda: _CDX, (b'"timestamp"', b'"url"', b"rel=", b"memento", b"datetime="), 600),
    Target(
        "json-lines",
        lines,
        seeds.records,
        (b'"url"', b'"html"', b'"text"', b'"published"', b"\\ud800", b'"id"', b"[[[["),
        3_000,
    ),
    Target("sitemap", sitemap, _documents, _XML, 1_500),
    Target("document", document, _documents, (*_XML, b'"', b";", b"url,", b"http"), 1_500),
    Target("feed", feed, _documents, _XML, 1_500),
    Target(
        "warc",
        warc,
        _of_records,
        (b"WARC/1.0\r\n", b"Content-Length: ", b"HTTP/1.1 200 OK\r\n", b"\r\n\r\n", b"gzip", b"chunked"),
        3_000,
    ),
    Target("wacz", wacz, _of_zips, (b"PK\x01\x02", b"PK\x05\x06", b"archive/", b"../"), 3_000),
)
