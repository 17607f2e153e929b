"""What bytes are, from their beginning: HTML, text, or something that is no page."""

import re
from collections.abc import Iterator

from provenance.charset import utf16

_HEAD = 65_536
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF file (image, sound or film)"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\x7fELF", "an executable"),
    (b"\xca\xfe\xba\xbe", "an executable"),
    (b"\xcf\xfa\xed\xfe", "an executable"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3\x00", "a database"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_START = re.compile(
    rb"<(?:!doctype\s+html|!--|html|head|body|title|meta|link|base|script|style|main|article|section|header"
    rb"|nav|div|p|h[1-6]|span|a|b|i|em|strong|br|hr|ul|ol|table|blockquote|figure|img|font|center)\b",
    re.IGNORECASE,
)
_ROOT = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!doctype\s+html\b", re.IGNORECASE)
_HTML_ROOTS = frozenset({b"html", b"head", b"body", b"title", b"meta"})
_CLOSING = re.compile(rb"</(?:p|a|div|h[1-6]|b|i|em|strong|li|ul|span|article)>", re.IGNORECASE)
_TAG = re.compile(rb"<([\w.-]+(?::[\w.-]+)?)")
_NO_SPACE = re.compile(rb"\S")
_SUBSET_END = re.compile(rb"\]\s*>")
_DECLARED = re.compile(r"\A\s*<\?xml[^>]*>")
_OTHER_ROOTS = {
    b"rss": "a feed",
    b"feed": "a feed",
    b"rdf": "a feed",
    b"urlset": "a sitemap",
    b"sitemapindex": "a sitemap",
    b"opml": "a list of feeds (OPML)",
    b"svg": "an SVG image",
    b"graphml": "a graph (GraphML)",
    b"gexf": "a graph (GEXF)",
}
_STRING = rb'"(?:[^"\\\n]|\\.)*"'
_JSON = re.compile(rb"(?:\[\s*)?\{\s*" + _STRING + rb"\s*:|\[\s*" + _STRING + rb"\s*[,\]]|\{\s*\}\s*\Z|\[\s*\]\s*\Z")
LISTS = frozenset({"a feed", "a sitemap", "a list of feeds (OPML)", "JSON"})
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32)])


def binary_kind(body: bytes) -> str | None:
    """What a body is when it is no page ("a PNG image", "binary"); None for HTML and text."""
    head = body[:_HEAD]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return "a film"
    if utf16(head) is None and (_has_nul(head) or _many_controls(head)):
        return "binary"
    return "JSON" if _JSON.match(_letters(head)) else _OTHER_ROOTS.get(root(head))


def root(body: bytes) -> bytes:
    """The name of the first element of an XML document, in lower case and without its prefix; else empty."""
    head = _letters(body[:_HEAD])
    at = 0
    for _, end in _prolog(head):
        at = end
    found = _TAG.match(head, at)
    return found[1].lower().rpartition(b":")[2] if found else b""


def without_declarations(body: bytes) -> bytes:
    """An XML document in one-byte letters, without its document types and zero bytes.

    What a type declares expands to gigabytes or names files, and an outer one makes parsers drop the entities that
    they know nothing of; no feed, sitemap or list has a use for one.
    """
    wide = utf16(body)
    if wide:
        body = _DECLARED.sub("", body.decode(wide, "replace").removeprefix("\ufeff"), count=1).encode()
    body = body.replace(b"\x00", b"")
    kept, at = [], 0
    for start, end in _prolog(body):
        if body[start : start + 9].upper() == b"<!DOCTYPE":  # each of several: a parser sees the first that is left
            kept.append(body[at:start])
            at = end
    return b"".join((*kept, body[at:]))


def _prolog(body: bytes) -> Iterator[tuple[int, int]]:
    """Where comments, instructions and the document type begin and end, with the white space behind, in their order.

    One that does not end goes to the end of the body.
    """
    at = len(body) - len(body.removeprefix(_BOMS[0]).lstrip())
    while body.startswith((b"<?", b"<!"), at):
        end = _end(body, at)
        following = _NO_SPACE.search(body, end) if end >= 0 else None
        after = following.start() if following else len(body)
        yield at, after
        at = after


def _end(body: bytes, at: int) -> int:
    """Where a comment, an instruction or a document type ends that begins at `at`; -1 when it does not."""
    if body.startswith(b"<!--", at):
        end = body.find(b"-->", at)
        return end + 3 if end >= 0 else -1
    end = body.find(b">", at)
    subset = body.find(b"[", at, end) if body.startswith(b"<!", at) else -1
    if subset >= 0:
        closed = _SUBSET_END.search(body, subset)
        return closed.end() if closed else -1
    return end + 1 if end >= 0 else -1


def looks_html(body: bytes) -> bool:
    """Whether a body is HTML-like: it begins with a tag of HTML, or holds the tags of a page soon after."""
    head = _letters(body[:_HEAD])
    if _START.match(head) or _ROOT.search(head[:4096]):
        return True
    return len(_CLOSING.findall(head[:4096])) >= 3


def begins_html(head: bytes) -> bool:
    """Whether bytes begin a page of HTML: stricter than `looks_html`, for files of which nobody says that they are."""
    return bool(_DOCTYPE.match(_letters(head))) or root(head) in _HTML_ROOTS


def _letters(head: bytes) -> bytes:
    """The head without a byte-order mark, zero bytes and leading white space."""
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\x00", b"").lstrip()


def _has_nul(head: bytes) -> bool:
    """Zero bytes: none in text; a page that is plainly HTML may hold a stray one, and so may a feed or sitemap."""
    zeros = head.count(b"\x00")
    return zeros > (len(head) // 100 if looks_html(head) or root(head) in _OTHER_ROOTS else 0)


def _many_controls(head: bytes) -> bool:
    """More than 5 % control characters (those of ISO 2022 left out)."""
    return (len(head) - len(head.translate(None, _CONTROLS))) * 20 > len(head)
