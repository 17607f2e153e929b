"""Where a pattern matches in a text: it begins at a boundary, and those are looked for once a text."""

import time
from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from provenance.grammar.syntax import START

TIMEOUT = 0.25
BEGIN = regex.compile(START, regex.VERSION0)


def matches(
    pattern: "regex.Pattern[str]", text: str, start: int = 0, stop: int | None = None
) -> "Iterator[regex.Match[str]]":
    """The matches of a compiled pattern between two offsets that do not overlap, by position.

    TimeoutError when they take more than a quarter of a second together.
    """
    end, last = start, len(text) if stop is None else stop
    until = time.perf_counter() + TIMEOUT
    for at in starts(text):
        if end <= at <= last:
            left = until - time.perf_counter()
            if left <= 0:
                raise TimeoutError
            found = pattern.match(text, at, last, timeout=left)
            if found:
                yield found
                end = found.end()


@lru_cache(maxsize=256)
def starts(text: str) -> Sequence[int]:
    """The offsets at which a credit may begin: at the start of a line, of a sentence, of a bracket, of a part."""
    return tuple(found.start() for found in BEGIN.finditer(text))
