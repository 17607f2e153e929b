"""Where the article is: the weight of text in each box, and the box that holds its paragraphs.

Text density with hints: a paragraph's weight is its length outside links; the hints of `hints` take
boxes out, unless one would take out the article; the body is the box whose names say so, or else
the smallest one that still holds most of the weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.extract import hints
from provenance.extract.dom import Box, Raw
from provenance.extract.prose import size
from provenance.model import Place

# The share of a page's text above which a box cannot be something beside the article.
_VOID = {Place.COMMENT: 0.92, Place.CHROME: 0.5, Place.ASIDE: 0.5, Place.CAPTION: 0.6, Place.QUOTE: 0.5}
_SHARE = 0.65


@dataclass(frozen=True, slots=True)
class Weights:
    """Per box: the weight of the text in it and below, and the number of its blocks."""

    text: tuple[float, ...]
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The box of the paragraphs, and the box of the whole article (title, byline, footer)."""

    box: int
    scope: int


def weight(block: Raw) -> float:
    """How much a block speaks for a running text: its length outside links; little for a label."""
    linked = sum(size(link.text) for link in block.links)
    length = size(block.text)
    free = max(length - linked, 0)
    if linked > free:
        return 0.1 * free
    return float(free) if length >= 40 else 0.3 * free


def sums(boxes: Sequence[Box], blocks: Sequence[Raw], taken: Sequence[Place | None] | None = None) -> Weights:
    """Weights summed up the tree; boxes that `taken` gives a place are left out."""
    text, count = [0.0] * len(boxes), [0] * len(boxes)
    for block in blocks:
        if taken is None or taken[block.box] is None:
            text[block.box] += weight(block)
            count[block.box] += 1
    for box in range(len(boxes) - 1, 0, -1):
        parent = boxes[box].parent
        if parent >= 0:
            text[parent] += text[box]
            count[parent] += count[box]
    return Weights(tuple(text), tuple(count))


def ancestors(boxes: Sequence[Box], box: int) -> list[int]:
    """The box itself and all above it, innermost first."""
    path = []
    while box >= 0:
        path.append(box)
        box = boxes[box].parent
    return path


def below(boxes: Sequence[Box], top: int) -> list[bool]:
    """For each box: is it `top` or within it?"""
    inside = [False] * len(boxes)
    for number, box in enumerate(boxes):
        inside[number] = number == top or (box.parent >= 0 and inside[box.parent])
    return inside


def zones(boxes: Sequence[Box], blocks: Sequence[Raw], title: int | None) -> list[Place | None]:
    """The place that each box inherits or says for itself, None for running text."""
    weights = sums(boxes, blocks)
    total = (weights.text[0] if boxes else 0.0) or 1.0
    kept = set(ancestors(boxes, blocks[title].box)) if title is not None else set()
    for number, box in enumerate(boxes):
        if hints.is_body(box.names) and weights.text[number] >= 0.3 * total:
            kept.update(ancestors(boxes, number))
    found: list[Place | None] = []
    article = [False] * len(boxes)
    for number, box in enumerate(boxes):
        above = found[box.parent] if box.parent >= 0 else None
        article[number] = box.tag in {"article", "main"} or (box.parent >= 0 and article[box.parent])
        own = above or _own(box, article[number])
        if own and number in kept:
            own = None
        if own and above is None and weights.text[number] >= _VOID[own] * total and not _edge(box):
            own = None
        found.append(own)
    return found


def _edge(box: Box) -> bool:
    return box.tag in {"nav", "footer"}


def _own(box: Box, article: bool) -> Place | None:
    """The hint of a box; a header or footer outside the article belongs to the site."""
    own = hints.away(box)
    if own is None and box.tag in {"header", "footer"} and not article and not hints.is_tail(box.names):
        return Place.CHROME
    return own


def find(boxes: Sequence[Box], blocks: Sequence[Raw], taken: Sequence[Place | None], title: int | None) -> Body:
    """The body's box and the article's box."""
    weights = sums(boxes, blocks, taken)
    start = _start(boxes, weights)
    box = _named(boxes, weights, taken, start)
    if box is None:
        box = _descend(boxes, weights, start)
    return Body(box, _scope(boxes, blocks, box, title))


def _start(boxes: Sequence[Box], weights: Weights) -> int:
    """The weightiest `article`, or else `main`, that holds a fair share of the page; else the root."""
    for tag, share in (("article", 0.4), ("main", 0.4)):
        named = [number for number, box in enumerate(boxes) if box.tag == tag]
        best = max(named, key=lambda number: weights.text[number], default=None)
        if best is not None and weights.text[best] >= share * weights.text[0] > 0:
            return best
    return 0


def _named(boxes: Sequence[Box], weights: Weights, taken: Sequence[Place | None], start: int) -> int | None:
    """The innermost box that is named as the body and holds most of what such boxes hold."""
    inside = below(boxes, start)
    least = max(0.5 * weights.text[start], 0.001)
    named = [
        number
        for number, box in enumerate(boxes)
        if inside[number] and taken[number] is None and weights.text[number] >= least
        if box.tag != "body" and hints.is_body(box.names)
    ]
    if not named:
        return None
    most = max(weights.text[number] for number in named)
    return max(number for number in named if weights.text[number] >= 0.85 * most)


def _descend(boxes: Sequence[Box], weights: Weights, start: int) -> int:
    """From `start` into the child that holds most, as long as it holds several blocks."""
    heaviest: dict[int, int] = {}
    for number, box in enumerate(boxes):
        other = heaviest.get(box.parent)
        if other is None or weights.text[number] > weights.text[other]:
            heaviest[box.parent] = number
    at = start
    while True:
        best = heaviest.get(at)
        if best is None or weights.blocks[best] < 2 or weights.text[best] < _SHARE * weights.text[at]:
            return at
        at = best


def _scope(boxes: Sequence[Box], blocks: Sequence[Raw], box: int, title: int | None) -> int:
    """The smallest box around the body that holds the title too; else an `article`, else the parent."""
    path = ancestors(boxes, box)
    if title is not None:
        around = set(ancestors(boxes, blocks[title].box))
        shared = next((number for number in path if number in around), path[-1])
        if shared != box:
            return shared
    named = (number for number in path if boxes[number].tag in {"article", "main"})
    return next(named, path[min(1, len(path) - 1)])
