"""Labels that name a source, in front of other credits: 'Source: Read the full article at ...'."""

from dataclasses import replace
from functools import cache

import regex

from provenance.grammar.folded import Folded
from provenance.grammar.index import families
from provenance.grammar.letters import fold
from provenance.grammar.load import codes, language
from provenance.grammar.syntax import LEAD
from provenance.grammar.tried import Reading


def labelled(reading: Reading, folded: Folded) -> Reading:
    """An invitation to read on behind a source's label credits the whole text; any other reading stays as it is."""
    if reading.line.says != "excerpt":
        return reading
    line = folded.given[: reading.end].rpartition("\n")[2]
    if not _label(reading.line.language).match(fold(line)):
        return reading
    return replace(reading, line=replace(reading.line, says="republication"))


@cache
def _label(code: str) -> "regex.Pattern[str]":
    """What a source's label looks like at the start of a line."""
    near = {code, *families().get(code, ())} & set(codes())
    words = (language(one).lines[0].vocabulary.plain.get("source", r"(?!)") for one in sorted(near))
    return regex.compile(rf"{LEAD}(?:{fold('|'.join(words))})\s*[:：]", regex.IGNORECASE | regex.VERSION0)
