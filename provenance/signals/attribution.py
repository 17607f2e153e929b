"""Credit lines in words: what the attribution grammar reads in the blocks of a page."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

import regex

from provenance import urls
from provenance.grammar import Reading, read
from provenance.grammar.read import MAX_CHARS
from provenance.model import Article, Block, Link, Locator, Place, Relation, Signal
from provenance.signals.credits import is_own, within_own_name
from provenance.signals.labels import label_before, label_of_a_link
from provenance.signals.licences import licence
from provenance.signals.lines import MAX_QUOTE, line_at, line_end, quoted
from provenance.signals.originals import with_originals
from provenance.signals.references import references
from provenance.signals.sources import NAMING, credited, is_bare_agency

READ_PLACES = frozenset({Place.TITLE, Place.HEAD, Place.BYLINE, Place.INLINE, Place.TAIL, Place.QUOTE, Place.CAPTION})
MOST_CHARS, MOST_WINDOWS = 120_000, 1_000
# The number of the block, the offset in its text, the piece of it.
Window = tuple[int, int, str]
SENTENCE_END = regex.compile(r"[.!?…。！？।](?=\s)|\n")
PLAIN, STRONG = 0.35, 0.85


def find(article: Article) -> Iterator[Signal]:
    """Read every block of the article itself, by its lines; comments, side bars and page chrome are not the article.

    Of a text without end (see _ends) the beginning and the end are read.
    """
    listed = references(article, READ_PLACES)
    numbers = [n for n, b in enumerate(article.blocks) if b.place in READ_PLACES and n not in listed]
    windows = _ends([(n, start, text) for n in numbers for start, text in _windows(article.blocks[n].text)])
    for order, (number, start, text) in enumerate(windows):
        block = article.blocks[number]
        readings = read(text, article.language)
        said = joined(said_by(readings, text, start, number, block, article))
        yield from with_originals(said, (start, start + len(text)), number, block, article)
        label = label_before(article.blocks, number)
        if label and (order + 1 == len(windows) or windows[order + 1][0] != number):
            yield from _value_of(label, number, block, article)
        elif labelled := None if readings else label_of_a_link(block, article.language, article.domain):
            yield from _linked(*labelled, number, block, article)


def _linked(label: str, link: Link, number: int, block: Block, article: Article) -> Iterator[Signal]:
    """Signals of a link with a source's label before it, of which no colon tells."""
    value = replace(block, text=link.text, links=(replace(link, start=0, end=len(link.text)),))
    for signal in _value_of(label, number, value, article):
        yield replace(signal, quote=block.text[:MAX_QUOTE], start=0, end=len(block.text))


def _ends(windows: list[Window]) -> list[Window]:
    """All windows, or those at both ends: 120,000 characters or 1,000 windows each, whichever is less."""
    least = len(windows)
    for order in (windows, windows[::-1]):
        chars = accumulate(len(text) for _, _, text in order)
        least = min(least, MOST_WINDOWS, sum(1 for so_far in chars if so_far <= MOST_CHARS))
    return windows if 2 * least >= len(windows) else [*windows[:least], *windows[-least:]]


def _windows(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of at most MAX_CHARS with their offsets, cut at line breaks and sentence ends."""
    start = 0
    while len(text) - start > MAX_CHARS:
        ends = [m.end() for m in SENTENCE_END.finditer(text, start, start + MAX_CHARS)]
        end = ends[-1] if ends else start + MAX_CHARS
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def _value_of(label: str, number: int, block: Block, article: Article) -> Iterator[Signal]:
    """Signals of a value whose label stands in the block before."""
    line = block.text.split("\n", 1)[0]
    shift = len(label) + 1
    text = f"{label} {line}"[:MAX_CHARS]
    for signal in said_by(read(text, article.language), text, -shift, number, block, article):
        yield replace(signal, quote=f"{label} {line}"[:MAX_QUOTE], start=0, end=len(line))


def said_by(
    readings: tuple[Reading, ...], text: str, shift: int, number: int, block: Block, article: Article
) -> Iterator[Signal]:
    """The signals of the readings of a text that begins `shift` characters into block `number` of the article."""
    for order, reading in enumerate(readings):
        stop = readings[order + 1].start + shift if order + 1 < len(readings) else len(block.text)
        end = min(stop, line_end(block.text, reading.end + shift))
        if not is_bare_agency(reading, text) and not _is_of_own_name(reading, text, article):
            yield from _signal(
                reading, shift, _links(block, reading, shift, end, article.domain), number, block, article
            )


def _is_of_own_name(reading: Reading, text: str, article: Article) -> bool:
    """Whether what was read (an agency, an outlet), or the word that credits, is a part of the page's own name."""
    slot = reading.slots.get("agency")
    if slot is not None and within_own_name(slot.start, slot.end, text, article):
        return True
    name = reading.slots.get("outlet")
    for own in regex.finditer(regex.escape(article.outlet), text) if article.outlet else ():
        if own.start() < reading.start < own.end() < reading.end:
            return True
        if name is not None and own.start() < name.start and name.end == own.end():  # 'in der Forum Landbau'
            return True
    return False


def _signal(
    reading: Reading, shift: int, links: tuple[Link, ...], number: int, block: Block, article: Article
) -> Iterator[Signal]:
    """One signal a source; one alone for words that credit a role only or say only how, or for a stamp."""
    says = reading.line.says
    translator, whom = _roles(reading, article)
    base = Signal(
        finder="attribution",
        cue=reading.line.name,
        relation=None,
        place=block.place,
        quote=quoted(block.text, reading.start + shift, reading.end + shift),
        block=number,
        start=max(reading.start + shift, 0),
        end=max(reading.end + shift, 0),
        translator=translator,
        translated_for=whom,
        original_language=reading.language_code,
        strength=PLAIN if reading.line.weak else STRONG,
        stamp=says == "stamp",
        reviser=reading.value("reviser"),
        licence=licence(*line_at(block, reading.start + shift)),
    )
    if says not in tuple(Relation):
        author = reading.value("author")
        yield replace(base, source=Locator(author=author)) if author else base
        return
    sources = tuple(credited(reading, links, shift, article, byline=block.place is Place.BYLINE))
    if not sources and NAMING.isdisjoint(reading.slots) and says in (Relation.ADAPTATION, Relation.TRANSLATION):
        yield replace(base, relation=Relation(says))
    for one in sources:
        yield replace(
            base,
            relation=one.relation,
            source=one.source,
            origin=one.origin,
            origin_relation=one.origin_relation,
        )


def _roles(reading: Reading, article: Article) -> tuple[str | None, str | None]:
    """Who translated, and for whom; an outlet in the translator's place is for whom somebody unnamed did."""
    translator, whom = reading.value("translator"), reading.value("for")
    if translator and whom is None and (is_own(translator, article) or urls.clean(translator)):
        return None, urls.registered_domain(translator) or translator
    return translator, whom


def _links(block: Block, reading: Reading, shift: int, stop: int, own_domain: str | None) -> tuple[Link, ...]:
    """Links of the credit: those on its words, and those in what is left of its line when none of them leads away."""
    start, end = reading.start + shift, reading.end + shift
    on = tuple(link for link in block.links if link.start < end and link.end > start)
    away = any(urls.registered_domain(link.url) != own_domain for link in on)
    return on if away else (*on, *(link for link in block.links if start <= link.start <= stop and link not in on))


def joined(signals: Iterator[Signal]) -> Iterator[Signal]:
    """One signal for 'first published on X. Read the original article.': the second gives the first its address."""
    kept: list[Signal] = []
    for signal in signals:
        last = kept[-1] if kept else None
        if last is None or last.relation is None or signal.relation is None:
            kept.append(signal)
        elif last.source and signal.source and _only_an_address(signal.source) and signal.translator is None:
            language = last.original_language or signal.original_language
            kept[-1] = replace(
                last, source=_deeper(last.source, signal.source), end=signal.end, original_language=language
            )
        elif last.source and signal.source and _only_an_address(last.source) and last.translator is None:
            kept[-1] = replace(signal, source=_deeper(signal.source, last.source), start=last.start)
        else:
            kept.append(signal)
    yield from kept


def _only_an_address(source: Locator) -> bool:
    return source.name is None and source.title is None and source.url is not None


def _deeper(named: Locator, address: Locator) -> Locator:
    """The named source with the deeper of the two addresses."""
    if named.url is None or urls.depth(address.url or "") > urls.depth(named.url):
        return replace(named, url=address.url, domain=named.domain or address.domain)
    return named
