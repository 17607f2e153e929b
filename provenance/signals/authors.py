"""Who wrote what was taken, on a line of its own beside the source: 'Author: A' over 'Source: B', 'By A' under it.

The line says nothing of where the text is from, so it is read only where the words beside it do
(`slots.toml`, [authors]).
"""

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from provenance import outlets
from provenance.grammar import sounds_like_press
from provenance.grammar.load import slots
from provenance.model import Article, Block, Locator, Place, Signal
from provenance.signals.credits import is_own

NEAR, NEXT = 3, 1
MAX_BLOCK, MAX_LINE = 600, 200
BETWEEN = r"(?:\s?[|｜•·/／—–;,،；]\s?|\n\s?|\s\s|　)"
NAME = r"[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}.'’·•・‧-]*(?:\s[\p{L}\p{M}.'’·•・‧-]+){0,4}"


def beside(signals: Sequence[Signal], article: Article) -> Iterator[Signal]:
    """A signal a line that names an author, near one that names a source no agency is."""
    sources = [s for s in signals if _names_a_source(s)]
    known = {s.source.author for s in signals if s.source}
    for number in sorted({n for s in sources for n in range(s.block - NEAR, s.block + NEAR + 1)}):
        if not 0 <= number < len(article.blocks):
            continue
        block = article.blocks[number]
        next_to = any(abs(s.block - number) <= NEXT for s in sources)
        for found in _found(block, next_to=next_to):
            name = found["author"].strip(" .")
            if name not in known and not _is_no_person(name, article):
                known.add(name)
                yield _signal(found, name, number, block)


def _names_a_source(signal: Signal) -> bool:
    source = signal.source
    if signal.block < 0 or signal.relation is None or source is None or signal.place is Place.CAPTION:
        return False
    return signal.finder != "wire" and not (source.name and outlets.is_agency(source.name))


def _found(block: Block, *, next_to: bool) -> Iterator["regex.Match[str]"]:
    """The authors' lines of a short block; those without a label only right beside the source, and not on top."""
    if len(block.text) > MAX_BLOCK or block.place in (Place.CAPTION, Place.QUOTE):
        return
    labelled = list(_labelled().finditer(block.text))
    yield from labelled
    if not labelled and next_to and block.place is not Place.BYLINE:
        yield from _by().finditer(block.text)


def _is_no_person(name: str, article: Article) -> bool:
    known = outlets.by_name(name) is not None or outlets.find_agencies(name)
    return bool(known) or is_own(name, article) or sounds_like_press(name)


def _signal(found: "regex.Match[str]", name: str, number: int, block: Block) -> Signal:
    start, end = found.span("line")
    return Signal(
        finder="authors",
        cue="author",
        relation=None,
        place=block.place,
        quote=found["line"].strip()[:MAX_LINE],
        block=number,
        start=start,
        end=end,
        source=Locator(author=name),
        strength=0.35,
    )


@cache
def _labelled() -> "regex.Pattern[str]":
    """'Author: A' between the parts of a line."""
    label = slots()["authors"]["label"].replace("\n", "")
    return regex.compile(
        rf"(?:^|{BETWEEN})(?P<line>(?i:{label})\s?[:：|｜]\s?(?P<author>{NAME}))(?=\s?$|{BETWEEN}|\s?[(（])"
    )


@cache
def _by() -> "regex.Pattern[str]":
    """'By Ann Berg', alone in its line."""
    by = slots()["authors"]["by"].replace("\n", "")
    return regex.compile(
        rf"(?:^|\n)\s?(?P<line>(?i:{by})\s(?P<author>\p{{Lu}}[\p{{L}}\p{{M}}.'’-]+(?:\s\p{{Lu}}[\p{{L}}\p{{M}}.'’-]*){{1,3}}))\.?\s?(?=$|\n)"
    )
