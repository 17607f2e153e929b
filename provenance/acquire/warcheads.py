"""Heads of records in bounds: warcio reads a line to its end, and a few bytes of gzip can stand for gigabytes."""

from typing import Any

from warcio.bufferedreaders import DecompressingBufferedReader

LONGEST = 1_000_000  # bytes of the lines of one record's heads


class HeadTooLong(ValueError):
    """A record whose head goes on and on."""


class Reader(DecompressingBufferedReader):  # type: ignore[misc]  # warcio has no types
    """The reader of a WARC whose lines, those between two calls of `begin` together, are at most `LONGEST` bytes."""

    def __init__(self, stream: Any, block_size: int) -> None:  # noqa: ANN401 - as warcio gives it
        super().__init__(stream, block_size=block_size)
        self.left = LONGEST

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
