"""From bytes to text: marks, what is declared and where, what the bytes themselves can be."""

import codecs
import re
from collections.abc import Iterator

from provenance.model import Capture

_META_BYTES = 4096
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
# In Shift_JIS and Big5 the second byte of a letter may be a sign of ASCII; in GB 18030 two of four may be figures.
_LETTER = rb"(?:(?:[\x81-\xfe][0-9]){2}|[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x80-\xff])"
_WORDS = re.compile(rb"[A-Za-z ]*" + _LETTER + rb"(?:" + _LETTER + rb"|[A-Za-z ])*")
_ESCAPES = re.compile(rb"\x1b\$[@B]")
_LONE = re.compile("[\ud800-\udfff]")
_HIGH = re.compile(rb"[\x80-\xff]+")
# What browsers read under these names (WHATWG Encoding, labels), by Python's codec names.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    # A page whose <meta> could be read as ASCII is not in UTF-16.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
}
_NEVER = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
_WEB = (
    *(f"cp125{number}" for number in range(9)),
    *("koi8_r", "koi8_u", "cp866", "mac_cyrillic", "iso8859_2", "iso8859_5", "iso8859_7", "cp874"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
)
_SAMPLE = 16_384
# How much less noise tells nothing, where one codec gives words of a language and another of none.
_AS_CLEAN, _WORDY, _WORDLESS = 0.02, 0.5, 0.05


def as_utf8(name: str) -> str:
    """A name, of a file say, as UTF-8 holds it: U+FFFD for what Python has for bytes that are none, lone surrogates."""
    return name if name.isascii() else _LONE.sub("\ufffd", name)


def decode(capture: Capture) -> str:
    """The text of a capture, never failing: what cannot be decoded becomes U+FFFD; zero bytes are dropped.

    In this order: byte-order mark, UTF-8 with multi-byte sequences (whatever is declared), the HTTP charset,
    the <meta> of the first 4,096 bytes, a guess from the bytes, windows-1252.
    """
    return text_of(capture.body, capture.charset)


def text_of(body: bytes, charset: str | None = None) -> str:
    """The text of bytes, read as `decode` reads a capture's."""
    return _text(body, charset).replace("\x00", "")


def utf16(body: bytes) -> str | None:
    """The codec of a body in UTF-16, told by its mark or by markup with every other byte zero."""
    if body.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if re.match(rb"<\x00[!?a-zA-Z]\x00", body):
        return "utf-16-le"
    return "utf-16-be" if re.match(rb"\x00<\x00[!?a-zA-Z]", body) else None


def _text(body: bytes, declared: str | None) -> str:
    wide = utf16(body)
    if wide:
        return body.decode(wide, "replace").removeprefix("\ufeff")
    body = body.removeprefix(codecs.BOM_UTF8)
    utf8 = None if body.isascii() else _plausible(body, "utf-8")
    if utf8 is not None:
        return utf8
    for codec in _declared(body, declared):
        text = _plausible(body, codec)
        if text is not None:
            return text
    if body.isascii():
        return body.decode("iso2022_jp_ext" if _ESCAPES.search(body) else "ascii", "replace")
    return body.decode(_guess(body) or "cp1252", "replace")


def _declared(body: bytes, charset: str | None) -> Iterator[str]:
    found = _XML.match(body[:_META_BYTES]) or _META.search(body[:_META_BYTES])
    for label in (charset, found[1].decode("ascii", "replace") if found else None):
        codec = _codec(label) if label else None
        if codec:
            yield codec


def _codec(label: str) -> str | None:
    try:
        found = codecs.lookup(label.strip())
    except (LookupError, ValueError):
        return None
    if found.name in _NEVER or not getattr(found, "_is_text_encoding", True):
        return None
    return _WIDER.get(found.name, found.name)


def _plausible(body: bytes, codec: str) -> str | None:
    """The text in a codec; None when over 1 % of its high bytes are wrong or it reads as noise."""
    text = _strictly(body, codec)
    if text is None:
        text = body.decode(codec, "replace")
        if text.count("\ufffd") * 100 > sum(map(len, _HIGH.findall(body))):
            return None
    return None if codec == "cp1252" and _reads_as_noise(text) else text


def _reads_as_noise(text: str) -> bool:
    """Whether most letters are accented ones: another alphabet that was declared as Latin (Ïðèâåò)."""
    high = [char for char in text if char > "\x7f"]
    if len(high) < 12:
        return False
    accented = sum(char.isalpha() for char in high)
    inside = sum(map(len, re.findall(r"[^\W\d_\x00-\x7f]{4,}", text)))
    return inside * 2 > accented


def _strictly(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _guess(body: bytes) -> str | None:
    """The codec that charset-normalizer finds likeliest for the words around the high bytes.

    Only encodings that browsers know; windows-1252 where another is no likelier.
    """
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return None
    words = (found[0] for found in _WORDS.finditer(body))
    found = from_bytes(b"\n".join(words)[:_SAMPLE], threshold=0.4, cp_isolation=list(_WEB))
    best = found.best()
    if best is None:
        return None
    if best.coherence < _WORDLESS:
        wordy = (one for one in found if one.chaos <= best.chaos + _AS_CLEAN and one.coherence >= _WORDY)
        best = max(wordy, key=lambda one: one.coherence, default=best)
    western = next((one for one in found if "cp1252" in one.could_be_from_charset), best)
    is_tie = (western.chaos, -western.coherence) <= (best.chaos, -best.coherence)
    return "cp1252" if (western is not best and is_tie) or "cp1252" in best.could_be_from_charset else best.encoding
