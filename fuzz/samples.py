"""What feeds, lists, tables and archives look like: inputs to begin with."""

import gzip
import io
import json
import zipfile

from fuzz.addresses import ADDRESSES

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
CDX = (
    b'[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],'
    b'["example,quai)/","20240301100000","https://quai.example/","text/html","200","ABC","9"]]',
    b'example,quai)/ 20240301100000 {"url": "https://quai.example/", "mime": "text/html", "status": "200"}\n',
    b"example,quai)/ 20240301100000 https://quai.example/ text/html 200 ABC 9\n",
    b'<https://arch.example/web/20240301100000/https://quai.example/>; rel="first memento"; datetime="Fri, 01 Mar 2024 10:00:00 GMT"',
)


def of_records() -> list[bytes]:
    """Records of a WARC: plain, packed, in chunks, a redirect; several; packed one by one and as one."""
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


def of_zips() -> list[bytes]:
    """Zips of WARCs, with members of ordinary and of evil names."""
    found = []
    for name in ("archive/a.warc.gz", "archive/../../a.warc", "../x.warc"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            file.writestr(zipfile.ZipInfo(name), of_records()[5 if name.endswith("gz") else 0])
        found.append(out.getvalue())
    return found


def of_charsets() -> list[bytes]:
    """One text in several encodings, each behind the name of its own."""
    said = "<meta charset=x><p>Крепость у моря – снова open</p>"
    codecs = ("utf-8", "koi8-r", "cp1251", "utf-16", "utf-7", "x")
    return [code.encode() + b"\n" + said.encode(code if code != "x" else "utf-8", "replace") for code in codecs]


def documents() -> list[bytes]:
    """One document of each kind that holds or names pages."""
    texts = (_RSS, _ATOM, _JSON_FEED, _SITEMAP, _OPML, '{"articles": [{"url": "https://quai.example/a", "title": 1}]}')
    listed = b"\n".join(one for one in ADDRESSES if one.startswith(b"http"))
    passim = b'{"id": "a1", "text": "The ferry sailed.", "series": "quai", "cluster": 1, "begin": 0, "end": 9}\n'
    return [*(one.encode() for one in texts), *_TABLES, listed, passim]
