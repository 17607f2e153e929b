"""Lists of references: 'Sources:' and a list, or a list under its heading, credit no text that was taken."""

from itertools import islice

from provenance.grammar import read
from provenance.model import Article, Block, Place

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "strong"})
LEAST = 2
# A list of more items is none of credits: they are not read for telling.
MOST = 40


def references(article: Article, places: frozenset[Place]) -> frozenset[int]:
    """The numbers of the blocks that are items of such a list, of those at some places.

    A list of credits is none: more than one of its items reads as a credit of its own.
    """
    found: set[int] = set()
    blocks = article.blocks
    number = 0
    while number < len(blocks):
        end = number
        while end < len(blocks) and blocks[end].tag == "li":
            end += 1
        items = range(number, end)
        if (
            len(items) >= LEAST
            and number
            and blocks[number].place in places
            and _leads_in(blocks[number - 1])
            and not _credits(blocks, items, article)
        ):
            found.update(items)
        number = max(end, number + 1)
    return frozenset(found)


def _leads_in(block: Block) -> bool:
    """Whether a block announces a list: a heading, or a few words that end in a colon."""
    text = block.text.strip()
    return block.tag in HEADINGS or (len(text) <= 60 and text.endswith((":", "：")))


def _credits(blocks: tuple[Block, ...], items: range, article: Article) -> bool:
    if len(items) > MOST:
        return False
    reading = (number for number in items if read(blocks[number].text, article.language))
    return len(tuple(islice(reading, LEAST))) == LEAST
