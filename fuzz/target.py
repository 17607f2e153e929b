"""What a target is, and what all of them share: text from bytes, the page's own errors."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """Something to be given any bytes: `check` raises where what must hold does not.

    `seeds` are inputs to begin with, `tokens` what to put into them, `longest` the most bytes of one.
    """

    name: str
    check: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    tokens: tuple[bytes, ...] = ()
    longest: int = 4096


def text_of(data: bytes) -> str:
    """Any bytes as text; what is no UTF-8 becomes lone surrogates, which are to be borne too."""
    return data.decode("utf-8", "surrogateescape")


def parts(data: bytes, most: int = -1) -> list[bytes]:
    """The bytes cut at 0xFF, which no UTF-8 holds."""
    return data.split(b"\xff", most)
