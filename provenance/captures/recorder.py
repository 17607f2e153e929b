"""Answers as WARC/1.1 records, each appended whole: request and response, gzipped one by one, with their digests."""

import io
import os
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from provenance.acquire.exchange import USE, Exchange, ascii_of
from provenance.acquire.pages import Options
from provenance.errors import StoreError
from provenance.version import SOFTWARE

if TYPE_CHECKING:
    from provenance.store import Store

_ASCII = "".join(map(chr, range(32, 127)))
_LARGEST = 1_000_000_000  # a file is followed by another one when it is larger, as is the custom
_HOP_BY_HOP = frozenset({"transfer-encoding", "connection", "keep-alive"})


def folder_of(store: "Store") -> Path | None:
    """Where the captures of a store lie: `NAME.captures` beside its file; beside the default store for a server's.

    None for a store in memory.
    """
    from provenance.store import default_path

    location = store.location
    if location.path is not None:
        return location.path.with_suffix(".captures")
    if location.url.get_backend_name() == "sqlite":
        return None
    name = "".join(c if c.isalnum() else "-" for c in f"{location.url.host}-{location.url.database}")
    return default_path().with_name(f"{name}.captures")


def recording(options: Options, store: "Store") -> Options:
    """The options with a recorder beside the store, unless they have one or there is no place for it."""
    folder = None if options.keep else folder_of(store)
    return replace(options, keep=Recorder(folder)) if folder else options


class Recorder:
    """Takes exchanges and appends them to one file of a folder, made with the first of them.

    Raises StoreError when they cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path: Path | None = None
        self._lock = threading.Lock()

    def __call__(self, exchange: Exchange) -> None:
        """Append one exchange: a request and a response record."""
        records = records_of(exchange)
        try:
            with self._lock:
                if self.path is None or self.path.stat().st_size > _LARGEST:
                    self.path = _begun(self.folder)
                # One write a pair: whoever is interrupted leaves whole records behind.
                with self.path.open("ab") as out:
                    out.write(records)
        except OSError as error:
            raise StoreError(f"{self.path or self.folder}: cannot be written ({error.strerror or error})") from error


def _begun(folder: Path) -> Path:
    """A new file of its own name with a warcinfo record."""
    for made in (folder.parent, folder):  # each by itself: the mode is that of the last of a path
        made.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
    path = folder / f"provenance-{stamp}-{os.getpid()}.warc.gz"
    info = {
        "software": SOFTWARE,
        "format": "WARC file version 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    out, writer = _writer()
    writer.write_record(writer.create_warcinfo_record(path.name, info))
    with path.open("xb") as file:
        file.write(out.getvalue())
    return path


def records_of(exchange: Exchange) -> bytes:
    """The two records of an exchange, gzipped one by one.

    What was read out of an archive is kept under the address archived and the moment of its capture; where and when
    it was read stands in WARC-Source-URI and WARC-Creation-Date, as pywb writes them. What was not asked for as a page
    says so in a field of our own, Provenance-Use.
    """
    from warcio.statusandheaders import StatusAndHeaders

    out, writer = _writer()
    status = f"{exchange.status} {exchange.reason}".rstrip()
    # h11 has undone the chunks: a header that still announces them would make readers look for them.
    headers = [(name, _text(value)) for name, value in exchange.headers if name.lower() not in _HOP_BY_HOP]
    more = {"WARC-Date": _time(exchange.at)}
    if exchange.memento:
        more |= {"WARC-Source-URI": exchange.memento, "WARC-Creation-Date": _time(datetime.now(UTC))}
    if exchange.use:
        more[USE] = exchange.use
    if exchange.cut:
        more["WARC-Truncated"] = "length"
    url = ascii_of(exchange.url)
    response = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=StatusAndHeaders(status, headers, protocol=exchange.version),
        warc_headers_dict=more,
    )
    asked = StatusAndHeaders(f"GET {_path(url)} HTTP/1.1", list(exchange.asked), is_http_request=True)
    request = writer.create_warc_record(url, "request", http_headers=asked)
    writer.write_request_response_pair(request, response)
    return out.getvalue()


def _writer() -> tuple[io.BytesIO, Any]:
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    return out, WARCWriter(out, gzip=True, warc_version="1.1")


def _text(value: str) -> str:
    """A header's bytes as text: UTF-8 where they are that; quoted where the writer of records would not quote them."""
    from warcio.statusandheaders import StatusAndHeaders

    try:
        text = value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        text = value
    # warcio quotes values without a semicolon, and parameters: 'x=é; y', but not 'é=x; y'.
    if ";" in text and not StatusAndHeaders.ENCODE_HEADER_RX.sub("", text).isascii():
        return quote(text, safe=_ASCII)
    return text


def _path(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2]


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
