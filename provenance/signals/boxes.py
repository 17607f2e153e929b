"""Credit in a box beside the text: 'This article was first published by ...' in a box of facts, an editor's note."""

from collections.abc import Iterator
from dataclasses import replace

from provenance.grammar import read
from provenance.model import Article, Place, Relation, Signal
from provenance.signals.attribution import joined, said_by

# What a box may say of the text beside it, in so many characters at least that no slot took.
SAID = frozenset({Relation.REPUBLICATION, Relation.TRANSLATION, Relation.SYNDICATION})
LONGEST, LEAST_SAID = 400, 20
MOST = 20


def find(article: Article) -> Iterator[Signal]:
    """What short boxes say in sentences of the text, from its title to its end; of many, the first and the last 20."""
    blocks = article.blocks
    title = next((n for n, b in enumerate(blocks) if b.place is Place.TITLE), 0)
    first = next((n for n, b in enumerate(blocks) if b.place is Place.INLINE), len(blocks))
    last = next((n for n in range(len(blocks) - 1, -1, -1) if blocks[n].place in (Place.INLINE, Place.TAIL)), -1)
    near = range(title, min(last + 2, len(blocks)))
    boxes = [n for n in near if blocks[n].place is Place.ASIDE and len(blocks[n].text) <= LONGEST]
    for number in boxes if len(boxes) <= 2 * MOST else (*boxes[:MOST], *boxes[-MOST:]):
        yield from _said(number, Place.HEAD if number < first else Place.TAIL, article)


def _said(number: int, place: Place, article: Article) -> Iterator[Signal]:
    """The signals of a box that credits in a sentence; a label in a box is that of something else."""
    block = article.blocks[number]
    readings = read(block.text, article.language)
    if any(r.line.says in SAID and not r.line.weak and r.literal >= LEAST_SAID for r in readings):
        yield from joined(said_by(readings, block.text, 0, number, replace(block, place=place), article))
