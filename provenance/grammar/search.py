"""Where a pattern matches in a text: it begins at a boundary, and those are looked for once a text."""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from provenance.grammar.syntax import START

TIMEOUT = 0.25
# What stands before every START; most places are told by it without trying them.
MARKS = r"\s.!?…。！？।۔։።؟:：；)\]»”\"】|/–—•·\-(\[（’」』"
BEGIN = regex.compile(rf"(?:^|(?<=[{MARKS}])(?:{START}))", regex.VERSION0)


def matches(
    pattern: "regex.Pattern[str]", text: str, first: int = 0, last: int | None = None, stop: int | None = None
) -> "Iterator[regex.Match[str]]":
    """The matches of a compiled pattern that begin at offsets from `first` to `last` and end at `stop` at the latest,
    by position; they do not overlap.

    TimeoutError when they take more than a quarter of a second together.
    """
    places, stop = starts(text), len(text) if stop is None else stop
    end, until = first, time.perf_counter() + TIMEOUT
    for at in places[bisect_left(places, first) : bisect_right(places, stop if last is None else last)]:
        if at < end:
            continue
        left = until - time.perf_counter()
        if left <= 0:
            raise TimeoutError
        found = pattern.match(text, at, stop, timeout=left)
        if found:
            yield found
            end = found.end()


@lru_cache(maxsize=256)
def starts(text: str) -> Sequence[int]:
    """The offsets at which a credit may begin: at the start of a line, of a sentence, of a bracket, of a part."""
    return tuple(found.start() for found in BEGIN.finditer(text))
