"""Where a source had the text from: 'Harbour Weekly, which took it from Coast Journal'.

The clause behind the name is no part of the name (values.py); the name at its end is the source's own source.
"""

from dataclasses import replace
from functools import cache

import regex

from provenance.grammar.folded import Folded
from provenance.grammar.load import slots
from provenance.grammar.tried import Reading, Slot
from provenance.grammar.values import clean
from provenance.model import Relation

QUOTED = r"[«\"“„‘'][^«»\"“”„\n]{2,60}[»\"”“’']"
WORD = r"(?-i:[\p{Lu}\d][\p{L}\p{M}\d.'&-]*)"


def with_origin(reading: Reading, folded: Folded) -> Reading:
    """The reading with an `origin`, where a clause behind its outlet tells one."""
    outlet = reading.slots.get("outlet")
    if outlet is None or "origin" in reading.slots or reading.line.says not in tuple(Relation):
        return reading
    found = _clause().search(folded.given, outlet.start)
    if found is None or found.start() > outlet.end + 1 or (value := clean("origin", found["origin"])) is None:
        return reading
    return replace(reading, slots={**reading.slots, "origin": Slot(value, *found.span("origin"))})


@cache
def _clause() -> "regex.Pattern[str]":
    """A relative clause: a word for taking, a preposition, a name of up to five words at the end."""
    words = slots()["lists"]
    name = rf"(?:{QUOTED}|{WORD}(?:\s[\p{{L}}\p{{M}}\d.'&-]+){{0,4}}?)"
    low = r"(?-i:[\p{Ll}'-]+)\s"
    return regex.compile(
        rf",\s(?:{words['relative']})\s(?:\S+\s){{0,4}}?(?:{words['took']})\s(?:{low}){{0,3}}?(?:{words['from']})\s"
        rf"(?:{low}){{0,3}}(?P<origin>{name})(?=\s*(?:$|[.;\n)]))",
        regex.VERSION0 | regex.IGNORECASE,
    )
