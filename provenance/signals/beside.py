"""A source named without a word, beside words that credit its translator: 'Author | Outlet | Transl.: Anna Berg'."""

from collections.abc import Iterator
from dataclasses import replace

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
# 'Elm Quarterly, 02.11.2022.' as a line of its own, also behind an author and a title: 'M. Dahl. Elms. Elm News, 2022'
STAMP = regex.compile(
    r"(?m)^\s*(?:[^\n]{3,120}\.\s)??(?P<name>\p{Lu}[^,\n]{2,60}),\s(?P<date>[^,\n]{0,16}\d[^,\n]{0,16})\.?\s*$"
)
# Three words of prose, as no name holds them: 'This essay first appeared in Elm Quarterly, 2 November 2022.'
PROSE = regex.compile(r"(?:(?<!\p{L})\p{Ll}{2,}\s){3}")
ADDRESS = regex.compile(r"https?://\S{4,500}")
PLACES = frozenset({Place.HEAD, Place.BYLINE, Place.TAIL})


def find(article: Article) -> Iterator[Signal]:
    """Names beside a translator's that are a site, a known outlet or the name of a site that they link to."""
    for number, block in enumerate(article.blocks):
        if block.place not in (*PLACES, Place.INLINE) or len(block.text) > MAX_LINE:
            continue
        readings = read(block.text, article.language)
        translated = [reading for reading in readings if "translator" in reading.slots]
        if len(translated) == 1 and all(reading.line.says == "role" for reading in readings):
            found = list(_beside(translated[0], number, block, article)) if block.place in PLACES else []
            found = found or list(_stamped(translated[0], number, article))
            yield from found or _addressed(translated[0], number, article)


def _addressed(role: Reading, number: int, article: Article) -> Iterator[Signal]:
    """A line next to the translator's that is an address elsewhere and nothing more."""
    for near in (number - 1, number + 1):
        block = article.blocks[near] if 0 <= near < len(article.blocks) else None
        if block is None or block.place not in PLACES or not ADDRESS.fullmatch(block.text.strip()):
            continue
        url = best_link(block.links, article.domain) or block.text.strip()
        domain = urls.registered_domain(url)
        if domain and domain != article.domain:
            yield _signal(role, Locator(url=url, domain=domain), (0, len(block.text)), near, block)
            return


def _stamped(role: Reading, number: int, article: Article) -> Iterator[Signal]:
    """A line 'Outlet, date' next to the translator's, with one of the page's own or the name of a paper in it."""
    inline = article.blocks[number].place is Place.INLINE
    near = (number,) if inline else range(max(number - 1, 0), min(number + 2, len(article.blocks)))
    stamps = [(n, found) for n in near for found in _stamps(article.blocks[n].text)]
    own = any(is_own(found["name"], article) for _, found in stamps)
    others = [(n, found) for n, found in stamps if not is_own(found["name"], article)]
    if not inline and len(others) == 2 and others[0][0] < number < others[1][0]:
        # The original, its translator, where the translation was printed.
        (first, printed), (last, translated) = others
        yield _signal(role, _at(printed, article.blocks[first], article), printed.span(), first, article.blocks[first])
        passed_on = _signal(
            role, _at(translated, article.blocks[last], article), translated.span(), last, article.blocks[last]
        )
        yield replace(passed_on, relation=Relation.REPUBLICATION, original_language=None)
        return
    for at, found in stamps:
        name, block = found["name"].strip(), article.blocks[at]
        source = _source(name, found.span("name"), block, article) or _source(
            name.rpartition(". ")[2], found.span(), block, article
        )
        if source is None and (own or (sounds_like_press(name) and not inline)) and not is_own(name, article):
            source = _at(found, block, article)
        if source and (inline or block.place in PLACES or found.group().strip() == block.text.strip()):
            yield _signal(role, source, found.span(), at, block)
            return


def _stamps(text: str) -> Iterator["regex.Match[str]"]:
    return (found for found in STAMP.finditer(text) if not PROSE.search(found["name"]))


def _at(stamp: "regex.Match[str]", block: Block, article: Article) -> Locator:
    """The name of a stamp, with the address that it links to."""
    links = tuple(x for x in block.links if x.start < stamp.end("name") and x.end > stamp.start("name"))
    url = best_link(links, article.domain)
    return Locator(name=stamp["name"].strip(), url=url, domain=urls.registered_domain(url) if url else None)


def _signal(role: Reading, source: Locator, span: tuple[int, int], number: int, block: Block) -> Signal:
    return Signal(
        finder="beside",
        cue="name-beside-translator",
        relation=Relation.TRANSLATION,
        place=block.place,
        quote=block.text.strip()[:400],
        block=number,
        start=span[0],
        end=span[1],
        source=source,
        original_language=role.language_code,
        strength=STRENGTH,
    )


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
            yield _signal(role, source, (start, end), number, block)
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
    if len(name) < 3 or is_own(name, article):  # 'Ferrer, A. (2016)'
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
