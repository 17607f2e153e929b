"""The redirects of a WARC file, put together again from the answers that hold them."""

from provenance import urls
from provenance.model import Redirect

_MOST = 10
_REMEMBERED = 100_000


class Ways:
    """Which address led to which, as the records of one file tell in their order."""

    def __init__(self) -> None:
        self._from: dict[str, Redirect] = {}

    def note(self, here: str, status: int, there: str) -> None:
        """Remember that an answer of this status at `here` led to `there`."""
        if len(self._from) < _REMEMBERED:
            self._from[urls.clean(there) or there] = Redirect(here, status)

    def take(self, url: str) -> tuple[Redirect, ...]:
        """The way that led to an address, its beginning first; told once, for the record that stands at its end."""
        way: list[Redirect] = []
        while (step := self._from.pop(url, None)) and len(way) < _MOST:
            way.insert(0, step)
            url = step.url
        return tuple(way)
