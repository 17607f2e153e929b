"""Two credits run together ('Source: Harbour Weekly, translation: Anna Berg') are read apart.

Patterns end at sentences and separators. Where a second credit begins behind a comma, a semicolon or a bare space, the
line is broken there, provided that what stands on both sides of the break is read as a credit up to it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from provenance.grammar.folded import Folded
from provenance.grammar.tried import Reading, chosen, near, tried

MOST_CHARS, MOST_PLACES = 400, 40
# A comma, a semicolon, an opening bracket; a space before a label of up to four words.
PLACE = regex.compile(
    r"[,،、;؛](?=\s+\p{L})|[(（](?=\p{L})|(?<![,،、;؛:])\s(?=\p{L}[^\s:]{1,24}(?: [^\s:]{1,24}){0,3} ?:)"
)


def broken(folded: Folded, code: str | None, whole: Sequence[Reading]) -> Iterator[Reading]:
    """The readings on both sides of each place where one credit follows another without a full stop.

    `whole` are the readings of the text as it is: where there are none, only the words of a role are looked for.
    """
    if len(folded.text) > MOST_CHARS or not PLACE.search(folded.text):
        return
    if not any(r.line.says != "none" for r in whole) and all(e.says != "role" for e in near(folded, code)):
        return
    places = [found.start() for found in PLACE.finditer(folded.text)][:MOST_PLACES]
    every = chosen(tried(folded.broken(places), code), code)
    marks = [folded.at[place] for place in places if not folded.text[place].isspace()]
    yield from (reading for reading in every if any(_bridges(reading, mark) for mark in marks))
    begun = [r.start for r in every if r.literal > 1]
    firm = [place for place in places if any(folded.only_marks(folded.at[place] + 1, start) for start in begun)]
    if not firm:
        return
    found = chosen(tried(folded.broken(firm), code), code)
    for left, right in pairwise(found):
        at_break = any(left.end <= folded.at[place] < right.start for place in firm)
        if at_break and left.line.says != "none" and folded.only_marks(left.end, right.start):
            yield from (left, right)


def _bridges(reading: Reading, mark: int) -> bool:
    """Whether a reading goes on behind a mark that stands in none of its slots: 'Source: X (translation: Y)'."""
    inside = any(slot.start <= mark < slot.end for slot in reading.slots.values())
    return reading.line.says != "none" and reading.start < mark < reading.end and not inside
