"""A link whose only text is a label: '[Source]', 'Original article', 'Quelle' at the end of a text."""

from collections.abc import Iterator

from provenance import outlets, urls
from provenance.grammar import is_label
from provenance.model import Article, Block, Link, Locator, Place, Relation, Signal
from provenance.signals.locate import best_link

STRENGTH = 0.4
PLACES = frozenset({Place.TAIL, Place.HEAD, Place.BYLINE})
NEAR, PARAGRAPH = 80, 80
MARKS = " \t\n()[]{}<>«»“”\"'*→›»:：-–—|."


def find(article: Article) -> Iterator[Signal]:
    """Labels that are links: at the end of the last paragraph or of one in the tail, or alone in a short block."""
    blocks = article.blocks
    last = max((n for n, b in enumerate(blocks) if b.place is Place.INLINE), default=-1)
    for number, block in enumerate(blocks):
        if block.place not in PLACES and number != last:
            continue
        alone = number != last and len(block.text) < PARAGRAPH
        for link in block.links:
            if _closes(link, block, alone=alone) and is_label(link.text.strip(MARKS), article.language):
                yield from _signal(link, number, block, article)


def _closes(link: Link, block: Block, *, alone: bool) -> bool:
    """Whether a link is all of its line, or (unless it must be) the end of its block."""
    before = block.text[max(link.start - NEAR, 0) : link.start].rpartition("\n")[2]
    behind = block.text[link.end : link.end + NEAR].partition("\n")[0]
    return not behind.strip(MARKS) and not (alone and before.strip(MARKS))


def _signal(link: Link, number: int, block: Block, article: Article) -> Iterator[Signal]:
    url = best_link((link,), article.domain)
    domain = urls.registered_domain(url) if url else None
    if url is None or domain in (None, article.domain) or urls.is_home(url):
        return
    known = outlets.by_domain(domain) if domain else None
    yield Signal(
        finder="pointers",
        cue="label-link",
        relation=Relation.REPUBLICATION,
        place=block.place,
        quote=block.text[max(link.start - 60, 0) : link.end + 20].strip(),
        block=number,
        start=link.start,
        end=link.end,
        source=Locator(name=known.name if known else None, url=url, domain=domain),
        strength=STRENGTH,
    )
