"""Manners towards the hosts: one request at a time, a pause between two, and none while a host asks to wait."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from provenance.errors import Unreachable

if TYPE_CHECKING:
    from provenance.acquire.robots import Rules

LONGEST_PAUSE = 60.0  # a crawl-delay beyond this is taken as this


@dataclass(slots=True)
class Host:
    """What this run knows of a host (`name:port`): moments are those of the clock in use."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    held_until: float = 0.0
    pause: float = 0.0
    rules: "dict[str, Rules]" = field(default_factory=dict)


class Manners:
    """The hosts of one run; safe to share between threads. `clock` and `sleep` are the system's unless given."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock, self.sleep = clock, sleep
        self.indexes: dict[str, str] = {}  # where an archive, by its prefix, has its index
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()

    def host(self, name: str) -> Host:
        """What is known of a host, empty at first."""
        with self._lock:
            return self._hosts.setdefault(name, Host())

    @contextmanager
    def turn(self, name: str, delay: float) -> Iterator[None]:
        """Wait until the host may be asked again, then hold it; Unreachable while it asks for a longer wait."""
        host = self.host(name)
        with host.lock:
            now = self._clock()
            if host.held_until > now:
                raise Unreachable(f"{name}: asked to be left alone for {host.held_until - now:.0f} more seconds")
            if host.free_at > now:
                self.sleep(host.free_at - now)
            try:
                yield
            finally:
                host.free_at = self._clock() + max(delay, host.pause)

    def hold(self, name: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        host = self.host(name)
        host.held_until = max(host.held_until, self._clock() + seconds)

    def slow(self, name: str, pause: float) -> None:
        """Keep at least this pause between two requests to a host, as its robots.txt asks."""
        host = self.host(name)
        host.pause = max(host.pause, min(pause, LONGEST_PAUSE))


def seconds_of(retry_after: str, now: datetime | None = None) -> float | None:
    """The seconds that a Retry-After header asks for (RFC 9110: a number, or a date); None when it says nothing."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
