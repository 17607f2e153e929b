"""What may stand behind a name: its address ('the Harbour Weekly: https://...'), a date ('Harbour Weekly, 3 May 2020').

Language files say how a source is named, not what may follow it: a text with such pieces is read once more without
them, and each is given back to the reading whose outlet it stood behind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from provenance.grammar.load import slots

URL = (
    r"(?:https?://|www\.)[^\s<>\"«»|()\[\]（）【】]{3,500}(?:\([^\s()]{1,80}\)[^\s<>\"«»|()\[\]]{0,300})?(?<![.,;:!?])"
)
HOST = r"(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,60}\.){1,4}\p{L}{2,12}(?:/[^\s()\[\]<>]{0,300})?"
LATIN_HOST = r"(?:[a-z0-9][a-z0-9-]{0,60}\.){1,4}[a-z]{2,12}(?:/[^\s()\[\]<>]{0,300})?"
MARKS = regex.compile("://|[.(,،、–—-]")


@dataclass(frozen=True, slots=True)
class Elision:
    """A piece of a text (`start`..`end`) that holds an address or a date, which stands in it from `first` to `last`."""

    slot: str
    start: int
    end: int
    first: int
    last: int


def elisions(text: str) -> Iterator[Elision]:
    """The addresses and dates of a text that stand behind words, with the punctuation between."""
    if not MARKS.search(text):
        return
    for found in _behind().finditer(text):
        if text[: found.start()].rpartition("\n")[2].strip():
            slot = "url" if found["url"] else "date"
            yield Elision(slot, *found.span(), *found.span(slot))


@cache
def _behind() -> "regex.Pattern[str]":
    """What may stand behind a name, with the marks that set it off."""
    date = slots()["behind"]["date"]
    return regex.compile(
        rf"\s{{0,2}}[(\[<]\s?(?:[^\W\d]{{1,12}}\s?[:：]\s?)?(?P<url>{URL}|{HOST})\s?[)\]>]"
        rf"|(?:\s{{0,2}}[:,;]|\s[-–—/])?\s{{1,2}}(?P<url>{URL})|[:,]\s?(?P<url>{URL})"
        rf"|\s[-–—/]\s(?P<url>{LATIN_HOST})(?=\s*(?:$|\n))"
        rf"|(?:\s?[,،、]\s?|\s[-–—]\s)(?P<date>{date})(?=\s*(?:$|\n|[.。;)\]]))|\s?\((?P<date>{date})\)",
        regex.VERSION0 | regex.IGNORECASE,
    )
