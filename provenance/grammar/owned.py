"""A writer's name in the possessive before the word for the text: 'Jana Pohlmann's article was first published in ...'.

Language files say how a text is credited that is named without its writer ('This article was ...'). A line that begins
with a writer's is read once more with those words in its place, and the writer is given to the reading.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from provenance.grammar.folded import Folded
from provenance.grammar.letters import fold
from provenance.grammar.load import slots
from provenance.grammar.press import sounds_like_press
from provenance.grammar.tried import Reading, Slot
from provenance.grammar.values import clean

# A paragraph that tells of somebody's work is longer than a line that credits it.
MOST_CHARS = 300


@dataclass(frozen=True, slots=True)
class Owned:
    """How a language names a text by its writer: how a line begins, what is said instead, whether the name is whole."""

    begins: "regex.Pattern[str]"
    said: str
    whole: bool


def owned(folded: Folded, code: str | None) -> Iterator[tuple[Folded, int, Slot]]:
    """A short line of the language `code` that begins with a text named by its writer, said without: the text, where it
    begins, and the writer (of no value where the name cannot be told)."""
    form = _form(code or "")
    if form is None or len(folded.text) > MOST_CHARS:
        return
    for found in form.begins.finditer(folded.text):
        if sounds_like_press(found["name"]):
            continue
        first, last = folded.span(*found.span("name"))
        author = clean("author", folded.given[first:last]) if form.whole else None
        yield folded.instead(found.start(), found.end(), form.said), first, Slot(author or "", first, last)


def by_its_writer(readings: Iterable[Reading], first: int, author: Slot) -> Iterator[Reading]:
    """Those of the readings of such a text that begin with it and name an outlet, with the writer."""
    for reading in readings:
        if reading.start == first and "outlet" in reading.slots:
            named = {"author": author} if author.value else {}
            yield replace(reading, slots={**named, **reading.slots})


@cache
def _name() -> str:
    words = slots()["writers"]
    return (
        rf"(?!(?:{words['begins']})\s)\p{{Lu}}[\p{{L}}\p{{M}}.'-]{{0,20}}?"
        rf"(?:\s(?:{words['within']})){{0,2}}(?:\s\p{{Lu}}[\p{{L}}\p{{M}}.-]{{0,24}}?){{1,3}}"
    )


@cache
def _form(code: str) -> Owned | None:
    words = slots()["owned"].get(code)
    if words is None:
        return None
    nouns = words["nouns"].replace("\n", "")
    begins = rf"(?:^|(?<=\n))(?P<name>{_name()})(?:{words['mark']})\s(?:{fold(nouns)})(?=[\s,])"
    return Owned(regex.compile(begins, regex.VERSION0), words["said"], words.get("whole", True))
