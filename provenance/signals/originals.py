"""A label of the original before a linked title: 'Original article: <The quiet quay> (Harbour Weekly)'.

The link holds the title, and the outlet stands behind it in brackets, behind a comma or a dash, or nowhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import regex

from provenance import outlets, urls
from provenance.case import is_small
from provenance.grammar import Reading, label_of_original, names_language, read, sounds_like_press
from provenance.grammar.values import name as as_name
from provenance.model import Article, Block, Link, Locator, Place, Relation, Signal
from provenance.signals.credits import is_own
from provenance.signals.locate import best_link, domain_of, known_name
from provenance.signals.locate import shown as plain_name

PLACES = frozenset({Place.HEAD, Place.BYLINE, Place.INLINE, Place.TAIL, Place.QUOTE})
LONGEST, LONGEST_OUTLET = 48, 80
STRENGTH = 0.85
MARKS = " \t\"'«»“”„‹›「」『』《》"
BEHIND = regex.compile(
    r"[\"'»“”’」』》]?(?:\s?[(（\[](?P<inside>[^()（）\[\]\n]{2,80})[)）\]]"
    r"|(?:\s?[,，、]\s?|\s[-–—|/]\s)(?P<inside>[^\n,;|()（）]{2,60}?)(?=\s*(?:$|\n|[,;(（|]|\.(?:\s|$))))"
)
PARTED = regex.compile(r"\s?[,，、;]\s?|\s[-–—|/]\s")
ABBREVIATED = regex.compile(r"\p{Lu}{2,4}")
# Another label and what it says: '<Title> / Translation: Ann Lee'.
LABELLED = regex.compile(r"[^:：]{2,24}\s?(?:：|:\s).+")


@dataclass(frozen=True, slots=True)
class Original:
    """Where a labelled link stands in its block, the label, and what it names."""

    start: int
    end: int
    label: str
    source: Locator


def with_originals(
    signals: Iterable[Signal], window: tuple[int, int], number: int, block: Block, article: Article
) -> Iterator[Signal]:
    """The signals of a window of a block, those of an original linked by its title with title and outlet told apart."""
    every = _originals(block, article) if block.place in PLACES and block.links else ()
    found = [one for one in every if window[0] <= one.start < window[1]]
    left = dict(enumerate(found))
    for signal in signals:
        at = next((n for n, one in enumerate(found) if signal.start < one.end and signal.end > one.start), None)
        if at is None or signal.source is None:
            yield signal
            continue
        fresh = left.pop(at, None)
        yield _told_apart(signal, fresh) if fresh and signal.source.url in (None, fresh.source.url) else signal
    yield from (_signal(one, number, block, article) for one in left.values())


def _told_apart(signal: Signal, one: Original) -> Signal:
    """A signal whose words are read already, with the title and the outlet that the link tells apart."""
    said = signal.source
    if said is None or one.source.name is None or one.source.title is None:
        return signal
    return replace(signal, source=replace(said, name=one.source.name, title=one.source.title, domain=one.source.domain))


def _originals(block: Block, article: Article) -> Iterator[Original]:
    for link in block.links:
        before = block.text[max(link.start - LONGEST, 0) : link.start]
        label = label_of_original(before, article.language) if before.rstrip(MARKS)[-1:] in (":", "：") else None
        url = best_link((link,), article.domain) if label else None
        if label and url and not urls.is_home(url):
            source, end = _source(link, url, block, article)
            yield Original(link.start - len(before) + before.rfind(label[0]), end, label, source)


def _source(link: Link, url: str, block: Block, article: Article) -> tuple[Locator, int]:
    """What the link and the words behind it name, and where they end."""
    text, domain = link.text.strip(MARKS), urls.registered_domain(url)
    found = BEHIND.match(block.text, link.end)
    name = _outlet(found["inside"], domain, article) if found else None
    if found and name and urls.clean(text) is None:
        named = domain_of(name, url, article.language)
        return Locator(name=plain_name(name), url=url, domain=named, title=text), found.end()
    known = bool(domain) and outlets.name_matches_host(text, domain or "")
    outlet = known or outlets.by_name(text) is not None or (sounds_like_press(text) and len(text.split()) <= 4)
    if outlet or urls.clean(text):
        return Locator(name=text if outlet else domain, url=url, domain=domain), link.end
    return Locator(name=known_name(domain) if domain else None, url=url, domain=domain, title=text), link.end


def _outlet(inside: str, domain: str | None, article: Article) -> str | None:
    """The outlet among the words behind a title: neither a date nor a language, nor the page's own name."""
    pieces = [value for piece in PARTED.split(inside) if (value := _can_be(piece.strip(MARKS), article))]
    sure = (p for p in pieces if outlets.by_name(p) or (domain and outlets.name_matches_host(p, domain)))
    return next(sure, None) or next(filter(sounds_like_press, pieces), None) or next(iter(pieces), None)


def _can_be(piece: str, article: Article) -> str | None:
    value = as_name(piece)
    if value is None or value[0].isdigit() or is_small(value[0]) or names_language(value, article.language):
        return None
    if LABELLED.fullmatch(value):
        return None
    if ABBREVIATED.fullmatch(value) and outlets.by_name(value) is None:  # 'PDF'
        return None
    return None if is_own(value, article) else value


def _signal(one: Original, number: int, block: Block, article: Article) -> Signal:
    """A signal of what nothing else read, with the relation that its label has before an address."""
    reading = _before_an_address(one, article)
    return Signal(
        finder="attribution",
        cue=reading.line.name if reading else "original-title",
        relation=Relation(reading.line.says) if reading else Relation.REPUBLICATION,
        place=block.place,
        quote=block.text[one.start : one.end],
        block=number,
        start=one.start,
        end=one.end,
        source=one.source,
        strength=STRENGTH,
    )


def _before_an_address(one: Original, article: Article) -> Reading | None:
    readings = read(f"{one.label}: {one.source.url}", article.language)
    return next((r for r in readings if r.line.says in tuple(Relation) and "url" in r.slots), None)
