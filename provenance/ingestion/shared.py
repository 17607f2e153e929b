"""What processes that read pages have in common: loaded once, by the one that they are forked from.

The compiled patterns of a few languages take hundreds of megabytes. Nothing is written into them, so that processes
that are forked after they were loaded hold them together.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

_USED = "PROVENANCE_PATTERNS_USED"
_PAGE = (
    b"<html lang='en'><title>Quay closed</title><body><p>The quay closes on 3 May.</p><p>Source: The Quay</p></body>"
)


@contextmanager
def telling_what_is_used() -> Iterator[None]:
    """Meanwhile, a process that begins is told which patterns this one has used so far."""
    from provenance.grammar.compiled import used

    os.environ[_USED] = " ".join(used())
    try:
        yield
    finally:
        del os.environ[_USED]


def load(names: str) -> None:
    """Load the patterns of these names, and what reading any page loads."""
    from provenance.grammar.compiled import named
    from provenance.model import Capture
    from provenance.reading import read_page

    read_page(Capture("", _PAGE, "", "text/html", datetime.now(UTC)))
    for name in names.split():
        with suppress(LookupError, ValueError, OSError):  # of another version of the language files
            named(name)
    gc.collect()
    gc.freeze()  # looking for garbage would write into all that is shared


# The server that processes are forked from imports this module, and can be told in no other way to do something first.
if _USED in os.environ:
    with suppress(Exception):  # each process then loads what it needs
        load(os.environ.pop(_USED))
