"""Which block is the title, judged by its element and by the titles that the page declares."""

import re
from collections.abc import Sequence

from provenance.extract.dom import Box, Raw
from provenance.extract.facts import first, values
from provenance.extract.prose import fold
from provenance.extract.tables import TITLE
from provenance.model import Fact

HEADINGS = {"h1": 3, "h2": 2, "h3": 1}
_NAMED = re.compile(r"(?<![a-z])(?:headline|title|titre|titel|titulo)(?![a-z])|entry-title|post-title")
_SITE = re.compile(
    r"site|logo|brand|blog-?(?:title|name)|widget|related|sidebar|comment|reply|cookie|modal|section-title"
)
_PARTING = re.compile(r"\s+[|–—·•»«:]\s+|\s+-\s+|\s*\|\s*|\s+::\s+")
_ENOUGH = 3


def declared(facts: Sequence[Fact]) -> list[str]:
    """Titles that the metadata gives without the site's name, best first."""
    lines = [fact.value for fact in facts if fact.key.startswith("jsonld.") and fact.key.count(".") == 2
             and fact.key.endswith(".headline")]  # fmt: skip
    return [*values(facts, "meta.og:title"), *lines, *values(facts, *TITLE)]


def parted(title: str) -> list[str]:
    """A page's <title> cut at its separators (` - `, ` | ` ...)."""
    return [piece for piece in _PARTING.split(title) if piece.strip()]


def find(boxes: Sequence[Box], blocks: Sequence[Raw], facts: Sequence[Fact]) -> int | None:
    """The number of the title's block, None when nothing speaks for one."""
    named = {fold(title) for title in declared(facts)} - {""}
    page = fold(first(facts, "title") or "")
    best, most = None, _ENOUGH - 1
    for number, block in enumerate(blocks):
        score = _score(boxes, block, named, page) if len(block.text) <= 400 else 0
        if score > most:
            best, most = number, score
    return best


def _score(boxes: Sequence[Box], block: Raw, named: set[str], page: str) -> int:
    names = boxes[block.box].names + block.fields
    points = HEADINGS.get(block.tag, 0)
    text = fold(block.text.split("\n")[0])
    if text and text in named:
        points += 6
    elif len(text) >= 8 and page.startswith(text) and len(text) >= 0.4 * len(page):
        points += 5
    elif points and len(text) >= 12 and (text in page or any(text in one or one in text for one in named)):
        points += 2
    if not points or not text:
        return 0
    parent = boxes[boxes[block.box].parent].names if boxes[block.box].parent >= 0 else ""
    points += 1 if _NAMED.search(names) else 0
    whole = any(link.start == 0 and link.end == len(block.text) for link in block.links)
    away = _SITE.search(names) or _SITE.search(parent) or block.tag in {"li", "a", "button"}
    return points - (2 if whole else 0) - (3 if away else 0)
