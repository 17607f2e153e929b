"""Lists of references and boxes of books under review credit no text that was taken."""

from itertools import islice

import regex

from provenance.grammar import heads_references, is_of_books, read
from provenance.model import Article, Block, Place

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "strong"})
LEAST = 2
LEAST_FIELDS, LONGEST_BOX = 3, 800
FIELD = regex.compile(r"^(?P<label>[^:：\n]{2,40}?)\s?[:：]\s?\S", regex.MULTILINE)
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
        if items and number and blocks[number].place in places and _lists(blocks, items, article):
            found.update(items)
        number = max(end, number + 1)
    found.update(number for number, block in enumerate(blocks) if _is_of_a_book(block.text))
    return frozenset(found)


def _lists(blocks: tuple[Block, ...], items: range, article: Article) -> bool:
    """Whether items are references: their heading says so, or they are announced and no credits themselves."""
    if heads_references(blocks[items[0] - 1].text):
        return True
    return len(items) >= LEAST and _leads_in(blocks[items[0] - 1]) and not _credits(blocks, items, article)


def _is_of_a_book(text: str) -> bool:
    """Whether a block is the box of a book under review: three fields or more, one of them its publisher or ISBN."""
    labels = [found["label"] for found in FIELD.finditer(text)] if len(text) <= LONGEST_BOX else []
    return len(labels) >= LEAST_FIELDS and any(map(is_of_books, labels))


def _leads_in(block: Block) -> bool:
    """Whether a block announces a list: a heading, or a few words that end in a colon."""
    text = block.text.strip()
    return block.tag in HEADINGS or (len(text) <= 60 and text.endswith((":", "：")))


def _credits(blocks: tuple[Block, ...], items: range, article: Article) -> bool:
    if len(items) > MOST:
        return False
    reading = (number for number in items if read(blocks[number].text, article.language))
    return len(tuple(islice(reading, LEAST))) == LEAST
