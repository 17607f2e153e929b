"""Which Place each block of a page stands in.

The body is found first (`body`); what lies around it is judged by reading order: title, then head and
byline, then the paragraphs, then the short lines after the last long paragraph (the tail, where credits
stand), then everything else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from provenance.extract import body, hints, titles
from provenance.extract.cut import cut, edges
from provenance.extract.dom import Box, Dom, Raw
from provenance.extract.prose import LONG, ends, is_prose, size
from provenance.model import Block, Fact, Place

TAIL_BLOCKS = 6
AFTER_BLOCKS = 10

_DATE = re.compile(r"\d{4}|\d{1,2}[.:/]\d{1,2}|\d\s*(?:年|月)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The page as `place` understood it: boxes within the body and the article, first and last paragraph."""

    boxes: Sequence[Box]
    blocks: Sequence[Raw]
    taken: Sequence[Place | None]
    inside: Sequence[bool]
    scope: Sequence[bool]
    lists: Sequence[bool]
    whole: bool
    title: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Placed:
    """The placed blocks, the number of the title's block, and the page's images within the body."""

    blocks: tuple[Block, ...]
    title: int | None
    images: tuple[str, ...]


def place(dom: Dom, facts: Sequence[Fact]) -> Placed:
    """All blocks of a page with their places, in reading order."""
    if not dom.blocks:
        return Placed((), None, ())
    layout = _layout(dom, facts)
    pictures = _pictures(dom)
    blocks = tuple(
        Block(block.text, _place(layout, number, pictures), block.tag, block.links)
        for number, block in enumerate(layout.blocks)
    )
    images = tuple(source for box, source, _ in dom.images if layout.inside[box] and source)
    return Placed(blocks, layout.title if layout.title >= 0 else None, images)


def _layout(dom: Dom, facts: Sequence[Fact]) -> Layout:
    boxes, blocks = dom.boxes, list(dom.blocks)
    title = titles.find(boxes, blocks, facts)
    if title is not None and "\n" in blocks[title].text and blocks[title].tag not in titles.HEADINGS:
        blocks[title : title + 1] = cut(blocks[title], blocks[title].text.index("\n") + 1)
    taken = body.zones(boxes, blocks, title)
    found = body.find(boxes, blocks, taken, title)
    inside, scope = body.below(boxes, found.box), body.below(boxes, found.scope)
    parted, shift = list[Raw](), 0
    for number, block in enumerate(blocks):
        if number == title:
            shift = len(parted) - number
        parted.extend(edges(block) if inside[block.box] and number != title and taken[block.box] is None else [block])
    at = -1 if title is None else title + shift
    lists = _lists(parted)
    first, last = _span(
        parted, [inside[b.box] and taken[b.box] is None and not lists[n] for n, b in enumerate(parted)], at
    )
    whole = boxes[found.scope].tag in {"body", "html"}
    return Layout(boxes, parted, taken, inside, scope, lists, whole, at, first, last)


def _span(blocks: Sequence[Raw], running: Sequence[bool], title: int) -> tuple[int, int]:
    """The first paragraph and the last long one of the running text (both -1 without any)."""
    numbers = [number for number, runs in enumerate(running) if runs and number != title]
    numbers = [number for number in numbers if number > title] or numbers
    if not numbers:
        return -1, -1
    sizes = {number: size(blocks[number].text) for number in numbers if body.weight(blocks[number]) > 30}
    most = max(sizes.values(), default=0)
    first = next((number for number in numbers if number in sizes and is_prose(blocks[number].text)), None)
    if first is None:
        first = next((number for number in numbers if sizes.get(number, 0) >= 0.5 * most), numbers[0])
    long = min(LONG, max(60, most // 2))
    last = max((number for number in sizes if sizes[number] >= long), default=first)
    end = [number for number in numbers if number > last]
    last = max(first, last, end[-TAIL_BLOCKS - 1] if len(end) > TAIL_BLOCKS else last)
    if last > first and last == numbers[-1] and size(blocks[last].text) < LONG:
        last = numbers[-2]  # the last block, when short, is tail even where no paragraph is long
    return first, last


def _place(page: Layout, number: int, pictures: set[int]) -> Place:
    block = page.blocks[number]
    if number == page.title:
        return Place.TITLE
    if number > page.last >= 0:
        return _after(page, number)
    if number < page.first or page.first < 0:
        place = _before(page, number)
        return Place.CAPTION if place is Place.HEAD and id(block) in pictures else place
    return Place.CAPTION if id(block) in pictures else _within(page, number)


def _within(page: Layout, number: int) -> Place:
    """From the first paragraph to the last long one."""
    block = page.blocks[number]
    taken = page.taken[block.box]
    if taken is not None:
        return _rescued(page, block) or _taken(page, block, taken)
    if not page.inside[block.box] or page.lists[number]:
        return Place.ASIDE
    return Place.BYLINE if number <= page.first + 4 and _is_late_byline(page, block) else Place.INLINE


def _before(page: Layout, number: int) -> Place:
    """Above the first paragraph: head and byline within the article, else the site's own."""
    block = page.blocks[number]
    taken = page.taken[block.box]
    if taken is not None:
        return _rescued(page, block) or _taken(page, block, taken)
    if not page.scope[block.box] or (page.whole and not _near(page, number)):
        return Place.CHROME
    return Place.BYLINE if _is_byline(page, block) else Place.HEAD


def _taken(page: Layout, block: Raw, taken: Place) -> Place:
    """What a hint says; a quotation or a picture outside the article is beside it."""
    within = page.scope[block.box] or taken not in {Place.QUOTE, Place.CAPTION}
    return taken if within else Place.ASIDE


def _near(page: Layout, number: int) -> bool:
    """On a page without an article's box: below the title, in the body, or beside the title."""
    block = page.blocks[number]
    if page.inside[block.box] or number > page.title >= 0:
        return True
    return page.title >= 0 and page.boxes[block.box].parent == page.boxes[page.blocks[page.title].box].parent


def _rescued(page: Layout, block: Raw) -> Place | None:
    """A box beside the text that names the author, date or source of this very article."""
    taken = page.taken[block.box]
    if taken is not Place.ASIDE or not page.scope[block.box] or page.whole or size(block.text) > 200:
        return None
    return Place.BYLINE if hints.is_byline(_names(page, block)) else None


def _names(page: Layout, block: Raw) -> str:
    """The names of a block's own box, the box around it, and the inline elements in it."""
    box = page.boxes[block.box]
    parent = page.boxes[box.parent] if box.parent >= 0 else box
    return " ".join((box.names, parent.names if parent.tag != "body" else "", block.fields))


def _is_byline(page: Layout, block: Raw) -> bool:
    """Names say so, or the line is short and looks like a name or a date."""
    length = size(block.text)
    if length > 240:
        return False
    if hints.is_byline(_names(page, block)):
        return True
    return length <= 80 and (bool(_DATE.search(block.text)) or not ends(block.text))


def _is_late_byline(page: Layout, block: Raw) -> bool:
    """A byline under the lede: its names say so, and it is no sentence."""
    return size(block.text) <= 80 and not ends(block.text) and hints.is_byline(_names(page, block))


def _after(page: Layout, number: int) -> Place:
    """Below the last long paragraph: the tail within the body and just after it, else aside."""
    block = page.blocks[number]
    taken = page.taken[block.box]
    names = _names(page, block)
    if taken is not None:
        return Place.TAIL if _closing(page, block, number) else _taken(page, block, taken)
    if page.inside[block.box]:
        return Place.ASIDE if page.lists[number] else Place.TAIL
    if not page.scope[block.box]:
        return Place.TAIL if hints.is_tail(names) and _beside(page, number) else Place.ASIDE
    if hints.is_tail(names) or hints.is_byline(names):
        return Place.TAIL
    close = _beside(page, number) and not _is_entry(block)
    return Place.TAIL if close and size(block.text) <= 400 else Place.ASIDE


def _closing(page: Layout, block: Raw, number: int) -> bool:
    """A footer or an aside of the article that names its source."""
    if page.taken[block.box] is not Place.ASIDE or not page.scope[block.box] or page.whole:
        return False
    return hints.is_tail(_names(page, block)) and _beside(page, number) and size(block.text) <= LONG


def _beside(page: Layout, number: int) -> bool:
    """Among the first blocks after the body that no hint has taken away."""
    seen = 0
    for other in range(number - 1, page.last, -1):
        block = page.blocks[other]
        if page.inside[block.box]:
            break
        seen += page.taken[block.box] is None
        if seen >= AFTER_BLOCKS:
            return False
    return True


def _is_entry(block: Raw) -> bool:
    """An item or heading that is a link: one line of a list of other pages."""
    linked = sum(len(link.text) for link in block.links)
    return block.tag in {"li", "h2", "h3", "h4", "h5"} and linked > 0.8 * len(block.text)


def _lists(blocks: Sequence[Raw]) -> list[bool]:
    """For each block: does it stand in a run of such entries? (One alone may be a credit.)"""
    entry = [_is_entry(block) for block in blocks]
    pairs = zip([False, *entry[:-1]], entry, [*entry[1:], False], strict=True)
    return [here and (before or after) for before, here, after in pairs]


def _pictures(dom: Dom) -> set[int]:
    """The ids of the short blocks in small or slanted print right after an image, in its own box."""
    found = set()
    for box, _, at in dom.images:
        if at < len(dom.blocks):
            block = dom.blocks[at]
            beside = block.box == box or dom.boxes[block.box].parent in {box, dom.boxes[box].parent}
            if beside and "tag-" in block.fields and size(block.text) <= 200:
                found.add(id(block))
    return found
