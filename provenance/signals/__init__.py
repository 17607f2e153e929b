"""Article -> Signals: what a page SAYS of where it comes from, found but not resolved.

To add a finder, write `find(article) -> Iterator[Signal]` in a module of its own and list it here: of several that
read what the page declares, the last one stands nearest to the page.
"""

from collections.abc import Callable, Iterator

from provenance.model import Article, Signal
from provenance.signals import (
    affiliations,
    attribution,
    authors,
    beside,
    boxes,
    feeds,
    images,
    importers,
    jsonld,
    listed,
    metadata,
    microformats,
    pointers,
    retold,
    trackers,
    untriggered,
    wire,
)
from provenance.signals.agree import agreed

FINDERS: tuple[Callable[[Article], Iterator[Signal]], ...] = (
    attribution.find,
    boxes.find,
    wire.find,
    affiliations.find,
    untriggered.find,
    retold.find,
    pointers.find,
    beside.find,
    trackers.find,
    jsonld.find,
    microformats.find,
    importers.find,
    feeds.find,
    listed.find,
    images.find,
    metadata.find,
)


def find(article: Article) -> tuple[Signal, ...]:
    """All signals of an article: those in words by their place on the page, then those in its metadata."""
    found = list(agreed([signal for finder in FINDERS for signal in finder(article)]))
    found += authors.beside(found, article)
    return tuple(sorted(found, key=lambda s: (s.block < 0, s.block, s.start)))
