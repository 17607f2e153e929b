"""Labels that stand in a block of their own before the block of their value: fields of a list or a table."""

from provenance.grammar import is_label
from provenance.model import Block, Link

LONGEST = 40
COLONS = (":", "：")
FIELDS = {"dt": "dd", "th": "td", "td": "td"}


def label_of_a_link(block: Block, code: str | None) -> tuple[str, Link] | None:
    """The label, with a colon, and the link of a block that is nothing else: 'Source <Harbour Weekly>'."""
    link = block.links[0] if len(block.links) == 1 else None
    label = block.text[: link.start].strip() if link and 0 < link.start <= LONGEST else ""
    if link is None or block.text[link.end :].strip() or not is_label(label, code):
        return None
    return f"{label}:", link


def label_before(blocks: tuple[Block, ...], number: int) -> str | None:
    """The label of a block with its colon: the text of the block before, when it waits for a value.

    It ends with a colon ('Source :'), or it is the name of a field (`dt` before `dd`, one cell before another).
    """
    if number == 0:
        return None
    before, block = blocks[number - 1], blocks[number]
    text = before.text.strip()
    if not text or len(text) > LONGEST or "\n" in text:
        return None
    if text.endswith(COLONS):
        return text
    return f"{text}:" if FIELDS.get(before.tag) == block.tag and text[-1].isalpha() else None
