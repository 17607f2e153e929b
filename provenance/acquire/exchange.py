"""One request and its answer, as received: what the readers of the web and of archives share, and what is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from urllib.parse import quote

from provenance.acquire.inflate import Broken, TooMuch, inflate
from provenance.errors import TooLarge, Unreachable

LISTING, ASIDE = "listing", "aside"
USE = "Provenance-Use"  # the field of a WARC record that says so
ENCODINGS = frozenset({"gzip", "deflate"})


@dataclass(frozen=True, slots=True)
class Exchange:
    """A GET of `url` and what came back. `body` still has its content encoding; `at` is the moment of asking.

    `headers` and `asked` (the request's) are in order and spelling as sent, in Latin-1. `cut` marks a body that was not
    read to its end, because nobody needed it. `memento` is the archive's address that the answer was really read
    from, `url` then being the address archived and `at` the moment of its capture. `use` says what it was asked for
    when not as a page: LISTING for the pages that it lists, ASIDE to find another page.
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    version: str = "HTTP/1.1"
    asked: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    cut: bool = False
    memento: str | None = None
    use: str | None = None

    def header(self, name: str) -> str:
        """The values of a header, joined with commas; empty when it was not sent."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())

    def content(self, limit: int) -> bytes:
        """The body with its content encoding undone, at most `limit` bytes; Unreachable or TooLarge."""
        encodings = encodings_of(self.header("content-encoding"))
        try:
            return inflate(self.body, limit, encodings[0]) if encodings else self.body
        except TooMuch:
            raise TooLarge(f"{self.url}: larger than the limit of {limit:,} bytes") from None
        except Broken as error:
            raise Unreachable(f"{self.url}: broken {encodings[0]} ({error})") from None


def ascii_of(url: str) -> str:
    """An address as it goes over the wire: letters beyond ASCII escaped, all else as it is."""
    return url if url.isascii() else quote(url, safe="%/:?#[]@!$&'()*+,;=~")


def encodings_of(header: str) -> list[str]:
    """The content encodings that a header names, in lower case, `identity` left out."""
    names = [name.strip().lower().removeprefix("x-") for name in header.split(",")]
    return [name for name in names if name not in ("", "identity")]


class Allowance:
    """The seconds that one page may take on the network, all its redirects and retries together."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    @contextmanager
    def spending(self) -> Iterator[float]:
        """Give what is left, and take off what the block takes."""
        begun = monotonic()
        try:
            yield self.left
        finally:
            self.left -= monotonic() - begun
