"""A source named without a word, beside words that credit its translator: 'Author | Outlet | Transl.: Anna Berg'."""

from collections.abc import Iterator

import regex

from provenance import outlets, urls
from provenance.grammar import Reading, read, sounds_like_press, without_preposition
from provenance.model import Article, Block, Locator, Place, Relation, Signal
from provenance.signals.credits import is_own
from provenance.signals.locate import best_link

MAX_LINE = 200
STRENGTH = 0.45
# What parts the pieces of such a line.
PARTED = regex.compile(r"\s[|/–—·•-]\s|\.\s+(?=\p{Lu})|[,;]\s|\s(?=[(\[])|\n")
PLACES = frozenset({Place.HEAD, Place.BYLINE, Place.TAIL})


def find(article: Article) -> Iterator[Signal]:
    """Names beside a translator's that are a site, a known outlet or the name of a site that they link to."""
    for number, block in enumerate(article.blocks):
        if block.place not in PLACES or len(block.text) > MAX_LINE:
            continue
        readings = read(block.text, article.language)
        translated = [reading for reading in readings if "translator" in reading.slots]
        if len(translated) == 1 and all(reading.line.says == "role" for reading in readings):
            yield from _beside(translated[0], number, block, article)


def _beside(role: Reading, number: int, block: Block, article: Article) -> Iterator[Signal]:
    at = 0
    for gap in [*PARTED.finditer(block.text), None]:
        start, at, end = at, gap.end() if gap else 0, gap.start() if gap else len(block.text)
        if start < role.end and end > role.start:
            continue
        piece = block.text[start:end].strip(" .()[]")
        name = without_preposition(piece)
        source = _source(name, (start, end), block, article)
        source = source or _linked(piece, (start, end), block, article)
        if source:
            yield Signal(
                finder="beside",
                cue="name-beside-translator",
                relation=Relation.TRANSLATION,
                place=block.place,
                quote=block.text.strip()[:400],
                block=number,
                start=start,
                end=end,
                source=source,
                original_language=role.language_code,
                strength=STRENGTH,
            )
            return


def _linked(piece: str, span: tuple[int, int], block: Block, article: Article) -> Locator | None:
    """A piece that is nothing but a link to a page elsewhere: the title of the original, or its outlet."""
    start = block.text.find(piece, *span) if piece else -1
    on = tuple(x for x in block.links if x.start <= start + 1 and x.end >= start + len(piece) - 1)
    url = best_link(on, article.domain) if start >= 0 else None
    domain = urls.registered_domain(url) if url else None
    if url is None or domain is None or domain == article.domain or urls.is_home(url) or is_own(piece, article):
        return None
    others = [p.strip(" .()[]") for p in PARTED.split(block.text)]
    name = next((p for p in others if p and len(p) < 60 and outlets.name_matches_host(p, domain)), None)
    if name and name != piece:
        return Locator(name=name, url=url, domain=domain, title=piece)
    dated = any(p[:1].isdigit() and p[-1:].isdigit() for p in others if p)
    return Locator(name=piece, url=url, domain=domain) if dated and len(piece.split()) <= 3 else None


def _source(name: str, span: tuple[int, int], block: Block, article: Article) -> Locator | None:
    """What a piece of the line names, if that is another outlet for sure."""
    if not name or is_own(name, article):
        return None
    links = [link for link in block.links if link.start < span[1] and link.end > span[0]]
    url = best_link(links, article.domain)
    site = urls.clean(name.lower()) if "." in name and " " not in name else None
    known = outlets.by_name(name)
    if site:
        return Locator(name=name, url=url or site, domain=urls.registered_domain(site))
    if known and (url is None or outlets.same_source(name, None, None, urls.registered_domain(url))):
        return Locator(name=name, url=url, domain=known.domains[0] if known.domains else None)
    domain = urls.registered_domain(url) if url else None
    if domain and (outlets.name_matches_host(name, domain) or sounds_like_press(name)):
        return Locator(name=name, url=url, domain=domain)
    return None
