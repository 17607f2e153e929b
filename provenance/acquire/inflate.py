"""Decompression with a bound: a few bytes of gzip can stand for gigabytes."""

import zlib

_STEP = 65_536


class TooMuch(Exception):
    """More bytes than the limit."""


class Broken(Exception):
    """The data are no such format, or end too early."""


def inflate(data: bytes, limit: int, encoding: str = "gzip") -> bytes:
    """The content of gzip (any number of members) or deflate data, at most `limit` bytes.

    TooMuch beyond the limit, Broken when the data are damaged or cut short.
    """
    body = bytearray()
    while data:
        machine = zlib.decompressobj(_window(data, encoding))
        data = _member(machine, data, body, limit)
        # Zero bytes and other padding after the last member are ignored, as gzip(1) does.
        if encoding != "gzip" or not data.startswith(b"\x1f\x8b"):
            break
    return bytes(body)


def _member(machine: "zlib._Decompress", data: bytes, body: bytearray, limit: int) -> bytes:
    """Inflate one member onto `body`; what follows it."""
    try:
        while not machine.eof:
            piece = machine.decompress(data, _STEP)
            data = machine.unconsumed_tail
            body += piece
            if len(body) > limit:
                raise TooMuch
            if not (piece or data or machine.eof):
                raise Broken("cut short")
    except zlib.error as error:
        raise Broken(str(error)) from None
    return machine.unused_data


def _window(data: bytes, encoding: str) -> int:
    if encoding == "gzip":
        return 31
    # "deflate" is zlib by the standard and raw deflate in some servers' practice.
    return 15 if len(data) > 1 and data[0] & 0x0F == 8 and (data[0] * 256 + data[1]) % 31 == 0 else -15
