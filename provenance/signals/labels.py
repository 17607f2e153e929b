"""Labels that stand in a block of their own before the block of their value: fields of a list or a table."""

from provenance import urls
from provenance.grammar import is_according, is_label
from provenance.model import Block, Link

LONGEST = 40
COLONS = (":", "：")
BRACKETS = {"(": ")", "（": "）", "[": "]"}
FIELDS = {"dt": "dd", "th": "td", "td": "td"}


def label_of_a_link(block: Block, code: str | None, own_domain: str | None) -> tuple[str, Link] | None:
    """The label, with a colon, and the link of a block that is nothing else: 'Source <X>', '(Theo <X>)'."""
    link = block.links[0] if len(block.links) == 1 else None
    if link is None or not 0 < link.start <= LONGEST:
        return None
    label, rest = block.text[: link.start].strip(), block.text[link.end :].strip()
    if label[:1] in BRACKETS and rest == BRACKETS[label[0]]:
        label, rest = label[1:].strip(), ""
    told = is_label(label, code) or (is_according(label, code) and _leads_away(link, own_domain))
    return (f"{label}:", link) if told and not rest else None


def _leads_away(link: Link, own_domain: str | None) -> bool:
    return urls.registered_domain(link.url) not in (None, own_domain)


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
