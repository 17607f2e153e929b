"""The running text of an article, for comparing it with others."""

import unicodedata
from collections.abc import Sequence

from provenance.extract.flow import plain
from provenance.extract.prose import FULL, ends, is_prose, size
from provenance.model import Block, Place


def running(blocks: Sequence[Block]) -> str:
    """Paragraphs, quotations among them, a lede above and prose below them, one a line.

    Credit lines at the end are left out as far as they are short; reading them is done on blocks.
    """
    closing = [n for n, block in enumerate(blocks) if block.place is Place.TAIL and is_prose(block.text)]
    last = max(closing, default=-1)
    kept = (block.text for n, block in enumerate(blocks) if _runs(block, n <= last))
    return "\n".join(" ".join(text.split()) for text in kept)


def _runs(block: Block, more: bool) -> bool:
    """Does a block belong to the running text? `more`: prose of the tail follows, or this is it."""
    if block.place is Place.HEAD:
        return size(block.text) >= FULL
    if block.place is Place.TAIL:
        return more and (ends(block.text) or is_prose(block.text))
    return block.place in {Place.INLINE, Place.QUOTE}


def normal(blocks: Sequence[Block]) -> str:
    """All text of a page in one form, however it was encoded: what an id without address is made of."""
    return unicodedata.normalize("NFKC", plain(" ".join(block.text for block in blocks))).casefold()
