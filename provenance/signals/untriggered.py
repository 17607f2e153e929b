"""Credits without any word that says so: a known outlet alone in a byline, in brackets after the title, after a date.

Only outlets of the tables are read so, and names that are a link to another outlet's site. An outlet alone must have
a name of several words that is no title of a section ('Opinion', 'Business News').
"""

from collections.abc import Iterator

import regex

from provenance import outlets, urls
from provenance.grammar import bylines, is_section, read, sounds_like_press
from provenance.model import Article, Block, Locator, Place, Relation, Signal
from provenance.outlets import Kind
from provenance.signals.credits import is_own
from provenance.signals.locate import best_link

MAX_LINE = 120
PARAGRAPH = 60
ENDS = 3
WEAK, PLAIN = 0.3, 0.45
ENDED = regex.compile(r"[.!?…”»\"’。！？।۔։።]\s*$")
IN_BRACKETS = regex.compile(r"\s[(\[（【]\s*(?P<name>[^()\[\]（）【】]{3,60})\s*[)\]）】]\s*$")
DATE = r"(?:\p{L}{0,12}\.?,?\s?\d{1,4}[\p{L}\d\s./年月日,-]{0,24}|\d{1,2}\.? ?\p{L}{3,12}\.? \d{4})"
PERSON = r"\p{Lu}[\p{L}.'’-]+(?:\s(?:\p{Ll}{1,3}\s)?\p{Lu}[\p{L}.'’-]*){1,3}"
# 'Anna Berg / 3 March 2024 – Outlet', 'Anna Berg, Outlet, 3.3.2024', 'Outlet, 3 March 2024 | Anna Berg'
AUTHOR_DATE_OUTLET = regex.compile(
    rf"\s*(?P<author>{PERSON})\s*[,/|·–—-]\s*(?P<date>{DATE})\s*[,/|·–—-]\s*(?P<name>\p{{Lu}}[^\n|/,;:.]{{2,50}})\s*$"
    rf"|\s*(?P<author>{PERSON})\s*[,/|·–—-]\s*(?P<name>\p{{Lu}}[^\n|/,;:.–—]{{2,50}}?)\s*[,/|·–—-]\s*(?P<date>{DATE})\s*$"
    rf"|\s*(?P<name>\p{{Lu}}[^\n|/,;:.]{{2,50}}?)\s*[,/|·–—-]\s*(?P<date>{DATE})\s*[,/|·–—-]\s*(?P<author>{PERSON})\s*$"
)
# 'El Correo del Sur, 3 de marzo de 2024', as the line below the text
OUTLET_DATE = regex.compile(rf"\s*(?P<name>\p{{Lu}}[^\n|/,;:.]{{2,50}}?)\s*,\s*{DATE}\s*\.?\s*$")
# 'A. Berg. (El Correo del Sur)', as a line of its own below it
AUTHOR_AND_OUTLET = regex.compile(
    rf"\s*(?P<author>{PERSON})\s*[.,]?\s*[(\[](?P<name>\p{{Lu}}[^\n()\[\]|:]{{2,50}})[)\]]\s*\.?\s*$"
)


def find(article: Article) -> Iterator[Signal]:
    """Outlets named by form alone, other than the page's own."""
    body = [(n, b) for n, b in enumerate(article.blocks) if b.place in (Place.HEAD, Place.INLINE, Place.TAIL)]
    near = {n for n, _ in (*body[:ENDS], *body[-ENDS:])} | {n for n, b in body if b.place is Place.TAIL}
    for number, block in enumerate(article.blocks):
        if block.place is Place.TITLE:
            yield from _after_title(number, block, article)
        elif block.place is Place.BYLINE or number in near:
            yield from _lines(number, block, article)
            if block.place is not Place.BYLINE:
                yield from _at_the_end(number, block, article)


def _after_title(number: int, block: Block, article: Article) -> Iterator[Signal]:
    found = IN_BRACKETS.search(block.text)
    if found and (_is_known(found["name"]) or _sounds_right(found["name"])):
        yield from _signal(found["name"], "after-title", number, block, article, found.start("name"), PLAIN)


def _at_the_end(number: int, block: Block, article: Article) -> Iterator[Signal]:
    """The brackets at a paragraph's end that are a link to the site of that name: '... the shore. (Elm News)'."""
    found = IN_BRACKETS.search(block.text) if len(block.text) >= PARAGRAPH else None
    if found is None or not ENDED.search(block.text, 0, found.start()) or _is_read(found.group().strip(), article):
        return
    on = tuple(x for x in block.links if x.start <= found.start("name") and x.end >= found.end("name"))
    url = best_link(on, article.domain)
    if url and outlets.name_matches_host(found["name"], urls.registered_domain(url) or ""):
        yield from _signal(found["name"], "in-brackets-at-the-end", number, block, article, found.start("name"), PLAIN)


def _lines(number: int, block: Block, article: Article) -> Iterator[Signal]:
    at = 0
    for line in block.text.split("\n"):
        start, at = at, at + len(line) + 1
        if len(line) > MAX_LINE:
            continue
        found = AUTHOR_DATE_OUTLET.match(line) or AUTHOR_AND_OUTLET.match(line)
        alone = bylines.without_edition(bylines.without_by(line.strip(" \t()[]–—-")))
        if found and _is_read(line, article):
            continue  # '(Theo Kootenay Herald)': its own words credit it
        if found and _may_be_named(found, block, start, article):
            yield from _signal(
                found["name"], "author-date-outlet", number, block, article, start + found.start("name"), PLAIN
            )
        elif (
            (dated := OUTLET_DATE.match(line))
            and block.place is Place.TAIL
            and line == block.text
            and number
            and len(article.blocks[number - 1].text) >= PARAGRAPH
            and _named(dated["name"])
        ):
            yield from _signal(dated["name"], "outlet-date", number, block, article, start + dated.start("name"), WEAK)
        elif _stands_alone(alone):
            yield from _signal(alone, "outlet-alone", number, block, article, start + line.find(alone), WEAK)
        else:
            yield from _beside_own(line, start, number, block, article)


def _is_read(line: str, article: Article) -> bool:
    """Whether the grammar reads a source in a line."""
    return any(reading.line.says in tuple(Relation) for reading in read(line, article.language))


def _beside_own(line: str, start: int, number: int, block: Block, article: Article) -> Iterator[Signal]:
    """'Own Name / Other Outlet' in a byline."""
    parts = [p.strip() for p in regex.split(r"\s[/|]\s", line)]
    if block.place is not Place.BYLINE or len(parts) != 2 or not is_own(parts[0], article):
        return
    if _is_known(parts[1]):
        yield from _signal(parts[1], "outlet-beside-own", number, block, article, start + line.find(parts[1]), WEAK)


def _is_known(name: str) -> bool:
    found = outlets.by_name(name)
    return found is not None and found.kind is Kind.OUTLET and len(outlets.fold(name)) > 3


def _stands_alone(name: str) -> bool:
    """Whether a name is plainly an outlet's even when nothing else stands in its line."""
    words = name.casefold().split()
    return len(words) > 1 and not is_section(name) and _is_known(name) and not urls.clean(name)


def _may_be_named(found: regex.Match[str], block: Block, start: int, article: Article) -> bool:
    name = found["name"]
    known = _is_known(name) and not is_section(name)
    return known or _sounds_right(name) or _is_linked(block, start + found.start("name"), article)


def _named(name: str) -> bool:
    return (_is_known(name) or _sounds_right(name)) and not is_section(name)


def _sounds_right(name: str) -> bool:
    """Whether a name that no table knows is an outlet's by its words: 'The Saltmarsh Review', not 'World News'."""
    return sounds_like_press(name) and not is_section(name) and not any(c.isdigit() for c in name)


def _is_linked(block: Block, start: int, article: Article) -> bool:
    """Whether a name is the text of a link to another outlet's site."""
    return any(link.start <= start < link.end and best_link((link,), article.domain) for link in block.links)


def _signal(
    name: str, cue: str, number: int, block: Block, article: Article, start: int, strength: float
) -> Iterator[Signal]:
    if is_own(name, article):
        return
    links = tuple(link for link in block.links if link.start < start + len(name) and link.end > start)
    url = best_link(links, article.domain)
    known = outlets.by_name(name)
    domain = (urls.registered_domain(url) if url else None) or (known.domains[0] if known and known.domains else None)
    if domain and domain == article.domain:
        return
    alone = block.place is Place.BYLINE and cue != "author-date-outlet"
    line = block.text[block.text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0]
    yield Signal(
        finder="untriggered",
        cue=cue,
        relation=Relation.SYNDICATION if alone else Relation.REPUBLICATION,
        place=block.place,
        quote=line.strip()[:400],
        block=number,
        start=start,
        end=start + len(name),
        source=Locator(name=name.strip(), url=url, domain=domain),
        strength=strength,
    )
