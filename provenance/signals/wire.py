"""Agency credits without a verb: datelines, end credits, bylines and declared authors that name a news agency."""

from collections.abc import Iterator
from itertools import chain

import regex

from provenance import outlets
from provenance.model import Article, Block, Locator, Place, Relation, Signal

FIRST_BLOCKS = 4
LAST_BLOCKS = 4
MAX_BYLINE = 120
# 'COLUMBIA, S.C. (AP) —', 'BERLIN (dpa/tmn) -', 'МОСКВА, 3 апреля. /ТАСС/.', 'MADRID, 12 (EUROPA PRESS) -'
DATELINE = regex.compile(
    r"\s*(?P<place>[^()\[\]/\n]{0,70}?)\s*(?P<open>[(\[/（【])\s*(?P<inside>[^()\[\]（）\n]{2,40}?)\s*[)\]/）】]\s*[.:]?\s*(?P<dash>[-–—―]{1,2}|$|(?=\p{L}))"
)
# '新华社北京8月19日电', '共同社东京…电'
CHINESE_DATELINE = regex.compile(
    r"\s*[（(【]?(?P<inside>\p{Han}{2,4}(?:社|网))\p{Han}{0,8}(?:\d{1,2}月)?\d{1,2}日?.{0,12}?电"
)
END_CREDIT = regex.compile(r"[(\[（【]\s*(?P<inside>[^()\[\]（）\n]{2,40})\s*[)\]）】]\s*[.。]?\s*$")
FILLER = regex.compile(r"[\s/,;|.&+–—-]+|\b(?:\p{Ll}{2,4}|\p{Lu}{2,3})\b")
TOGETHER = regex.compile(
    r"(?i)\b(?:with|mit|avec|con|com|met|med|z|s|cu|from|und|and|et|y|e|i|og|och|en|и|с|со|та|з|ile|ve|και|με)\b"
)


def find(article: Article) -> Iterator[Signal]:
    """Every agency credited by form rather than by words, with the line it stands in."""
    body = [
        (n, b) for n, b in enumerate(article.blocks) if b.place in (Place.HEAD, Place.INLINE, Place.TAIL, Place.QUOTE)
    ]
    bylines = [(n, b) for n, b in enumerate(article.blocks) if b.place is Place.BYLINE]
    yield from chain.from_iterable(_dateline(n, b) for n, b in body[:FIRST_BLOCKS])
    yield from chain.from_iterable(_byline(n, b, article) for n, b in bylines)
    yield from chain.from_iterable(_end(n, b) for n, b in body[-LAST_BLOCKS:])
    yield from _authors(article)


def _dateline(number: int, block: Block) -> Iterator[Signal]:
    """An agency between brackets or slashes before the first sentence."""
    for form in (DATELINE, CHINESE_DATELINE):
        found = form.match(block.text)
        if found and _plausible_place(found.groupdict().get("place")) and (names := _only_agencies(found["inside"])):
            yield from _signals(names, "dateline", block, number, found.start(), found.end(), 0.9)
            return


def _plausible_place(place: str | None) -> bool:
    """What stands before the bracket is a place and a date: it begins with a capital, and holds no sentence."""
    if not place:
        return True
    return not place[0].islower() and len(place.split()) <= 8


def _end(number: int, block: Block) -> Iterator[Signal]:
    """'(dpa)' after the last sentence, or a block that is nothing but agencies."""
    text = block.text.strip()
    found = END_CREDIT.search(text)
    inside = found["inside"] if found else text if len(text) <= 30 and block.place is Place.TAIL else ""
    if inside and (names := _only_agencies(inside)):
        start = found.start() if found else 0
        yield from _signals(names, "end-credit", block, number, start, len(text), 0.8)


def _byline(number: int, block: Block, article: Article) -> Iterator[Signal]:
    """A byline that names an agency, alone or with people; with the page's own staff it is an adaptation."""
    for line in block.text.split("\n"):
        found = outlets.find_agencies(line[:MAX_BYLINE]) if len(line) <= MAX_BYLINE else ()
        if not found:
            continue
        relation = Relation.ADAPTATION if _shared(line, found[0][0], article) else Relation.SYNDICATION
        at = block.text.find(line)
        names = tuple(dict.fromkeys(outlet.name for _, _, outlet in found))
        yield from _signals(names, "byline", block, number, at, at + len(line), 0.8, relation)
        return


def _shared(line: str, start: int, article: Article) -> bool:
    """Whether the page's own staff is named before the agency, or a 'with' stands there."""
    before = line[:start]
    return bool(article.outlet and outlets.fold(article.outlet) in outlets.fold(before)) or bool(
        TOGETHER.search(before)
    )


def _authors(article: Article) -> Iterator[Signal]:
    """A declared author that is an agency, or that ends with one."""
    for author in article.authors:
        found = outlets.find_agencies(author[:MAX_BYLINE])
        if not found:
            continue
        block = Block(author, Place.METADATA)
        names = (found[0][2].name,)
        relation = Relation.ADAPTATION if _shared(author, found[0][0], article) else Relation.SYNDICATION
        yield from _signals(names, "author", block, -1, 0, len(author), 0.7, relation)


def _only_agencies(text: str) -> tuple[str, ...]:
    """The agencies of a piece that holds nothing else but initials and separators; () otherwise."""
    found = outlets.find_agencies(text)
    rest = text
    for start, end, _ in reversed(found):
        rest = rest[:start] + " " + rest[end:]
    return tuple(dict.fromkeys(o.name for _, _, o in found)) if found and not FILLER.sub("", rest) else ()


def _signals(  # noqa: PLR0913
    names: tuple[str, ...],
    cue: str,
    block: Block,
    number: int,
    start: int,
    end: int,
    strength: float,
    relation: Relation = Relation.SYNDICATION,
) -> Iterator[Signal]:
    for name in names:
        agency = outlets.agency(name)
        domain = agency.domains[0] if agency and agency.domains else None
        yield Signal(
            finder="wire",
            cue=cue,
            relation=relation,
            place=block.place,
            quote=block.text[start:end].strip()[:400],
            block=number,
            start=start,
            end=end,
            source=Locator(name=name, domain=domain),
            strength=strength,
        )
