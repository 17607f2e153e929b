"""Ctrl-C that is heard whatever runs: where something swallows an interrupt, it is raised again.

Python drops an exception that a signal raises in a callback of its own (a weak reference's, say), and libraries catch
more than they should while they are being loaded. The run would go on as if nobody had pressed anything.
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 1.0  # seconds


@contextmanager
def heard() -> Iterator[None]:
    """Within it, an interrupt is raised again, each second, until it is dealt with; where the system has timers."""
    has_timers = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not has_timers or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    before = signal.signal(signal.SIGALRM, _again)
    signal.signal(signal.SIGINT, _first)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGALRM, before)


def _first(number: int, frame: FrameType | None) -> None:
    signal.setitimer(signal.ITIMER_REAL, AGAIN, AGAIN)
    raise KeyboardInterrupt


def _again(number: int, frame: FrameType | None) -> None:
    # What is being cleaned up because of it is left in peace.
    if not isinstance(sys.exc_info()[1], KeyboardInterrupt):
        raise KeyboardInterrupt
