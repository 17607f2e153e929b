"""Writers of another outlet: 'By Maya Ellison, The Washington Post' above a text that this page took over.

Only outlets that the tables know count, named in full behind a person's name and nothing else.
"""

from collections.abc import Iterator

import regex

from provenance import outlets
from provenance.grammar import bylines
from provenance.model import Article, Locator, Place, Relation, Signal
from provenance.outlets import Kind, Outlet
from provenance.signals.credits import is_own

PARTS = regex.compile(r"\s*[,|/•·]\s*|\s[-–—]\s")
SHORTEST, LONGEST = 5, 160
STRENGTH = 0.7


def find(article: Article) -> Iterator[Signal]:
    """The outlet behind a writer's name in a byline, or in a declared author."""
    for number, block in enumerate(article.blocks):
        if block.place is Place.BYLINE:
            for line in block.text.split("\n"):
                yield from _signal(line.strip(), block.text.find(line), block.place, number, article)
    for author in article.authors:
        yield from _signal(author, 0, Place.METADATA, -1, article)


def _signal(line: str, start: int, place: Place, number: int, article: Article) -> Iterator[Signal]:
    outlet = _outlet(line, article) if len(line) <= LONGEST else None
    if outlet is None:
        return
    yield Signal(
        finder="affiliations",
        cue="byline",
        relation=Relation.SYNDICATION if outlet.service else Relation.REPUBLICATION,
        place=place,
        quote=line,
        block=number,
        start=start,
        end=start + len(line),
        source=Locator(name=outlet.name, domain=outlet.domains[0] if outlet.domains else None),
        strength=STRENGTH,
    )


def _outlet(line: str, article: Article) -> Outlet | None:
    """The known outlet that stands behind people's names at the beginning of a line."""
    who, *rest = PARTS.split(bylines.without_by(line))
    if not rest or not bylines.are_people(who.strip()) or len(rest[0]) < SHORTEST:
        return None
    known = outlets.by_name(rest[0].strip())
    if known is None or known.kind is not Kind.OUTLET or article.domain in known.domains:
        return None
    return known if outlets.is_misnamed(article.outlet, article.domain) or not is_own(rest[0], article) else None
