"""What warcio reads, in bounds and with its faults told.

It reads a line to its end, and a few bytes of gzip can stand for gigabytes; it takes what was cut for whole, and writes
what it wonders at to standard error.
"""

import gzip
import logging
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from warcio.bufferedreaders import BufferedReader, ChunkedDataReader, DecompressingBufferedReader

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

LOG = logging.getLogger("provenance")
LONGEST = 1_000_000  # bytes of the lines of one record's heads
_CUT = "cut short"


class HeadTooLong(ValueError):
    """A record whose head goes on and on."""


class Reader(DecompressingBufferedReader):  # type: ignore[misc]  # warcio has no types
    """The reader of a WARC whose lines, those between two calls of `begin` together, are at most `LONGEST` bytes.

    `cut` tells, once it is closed, whether the gzip data ended before their end.
    """

    def __init__(self, stream: Any, block_size: int) -> None:  # noqa: ANN401 - as warcio gives it
        super().__init__(stream, block_size=block_size)
        self.left = LONGEST
        self.cut = False

    def begin(self) -> None:
        """A record begins: its lines are counted from here."""
        self.left = LONGEST

    def readline(self, length: int | None = None) -> bytes:
        """A line; HeadTooLong where there is no end of it."""
        most = self.left + 1 if length is None or length < 0 else min(length, self.left + 1)
        line: bytes = super().readline(most)
        self.left -= len(line)
        if self.left < 0:
            raise HeadTooLong(f"a head of more than {LONGEST:,} bytes")
        return line

    def close_decompressor(self) -> None:
        """The end of the stream; whether that of the data was seen is noted."""
        self.cut = self.decompressor is not None and not self.decompressor.eof
        super().close_decompressor()


class Behind:
    """Stands where warcio has the words of its warning: `line` is what followed a record instead of an empty one."""

    line = b""

    def format(self, _offset: int, line: bytes) -> str:
        """Note the line, and let nothing be written to standard error."""
        self.line = line
        return ""


class OnePiece(gzip.GzipFile):
    """A file compressed as one piece; where it is damaged or cut it ends, and `fault` says why."""

    fault: str | None = None

    def read(self, size: int | None = -1) -> bytes:
        """What there is, no more than one step of it, so that damage behind it takes nothing of it away."""
        try:
            return super().read1(-1 if size is None else size)
        except EOFError:
            self.fault = self.fault or _CUT
        except (OSError, zlib.error) as error:
            self.fault = self.fault or f"broken gzip ({error})"
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        """Stand at a byte, or at the damage before it."""
        try:
            return super().seek(offset, whence)
        except (EOFError, OSError, zlib.error):
            return self.tell()


class _Torn:
    """A reader that notes what is wrong with compression: `torn` says it, `encoding` names it."""

    decompressor: Any
    decomp_type: str | None
    num_block_read: int
    _damage = ""
    _fed = False

    @property
    def encoding(self) -> str:
        return (self.decomp_type or "").removesuffix("_alt")

    @property
    def torn(self) -> str:
        is_short = self._fed and not getattr(self.decompressor, "eof", True)
        return self._damage or (_CUT if is_short else "")

    def _decompress(self, data: bytes) -> bytes:
        self._fed = self._fed or bool(data)
        if self._damage:
            return b""
        is_first = self.num_block_read == 0 and not data.startswith(b"\x1f\x8b")
        if is_first or not (self.decompressor and data):
            return super()._decompress(data)  # type: ignore[misc,no-any-return]
        try:
            return self.decompressor.decompress(data)  # type: ignore[no-any-return]
        except Exception as error:  # of zlib or brotli
            self._damage = str(error)
            return b""


class Content(_Torn, BufferedReader):  # type: ignore[misc]
    """A page's content, its compression undone."""


class Chunked(_Torn, ChunkedDataReader):  # type: ignore[misc]
    """A page's content, its chunks put together and its compression undone."""


def content(record: "ArcWarcRecord") -> Content | Chunked:
    """The content of a record as warcio undoes it; `torn` says, once it is read, what is wrong with its compression."""
    stream = record.content_stream()
    if isinstance(stream, ChunkedDataReader):
        return Chunked(record.raw_stream, decomp_type=stream.decomp_type)
    return Content(record.raw_stream, decomp_type=getattr(stream, "decomp_type", None))


class _Ours(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        LOG.info("%s", record.getMessage())


@cache
def listen() -> None:
    """What warcio tells of addresses and such becomes a word of ours, for those who want to hear of the work."""
    theirs = logging.getLogger("warcio")
    theirs.addHandler(_Ours())
    theirs.propagate = False
