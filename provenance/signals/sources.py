"""From one reading of the grammar to the sources that it credits, each with its own name and address."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from provenance import outlets, urls
from provenance.grammar import Reading, Slot, bylines, sounds_like_press
from provenance.grammar.clipped import full_name
from provenance.grammar.lists import pieces
from provenance.grammar.values import QUOTES
from provenance.grammar.values import name as as_name
from provenance.model import Article, Link, Locator, Relation
from provenance.signals.credits import INITIALS, is_own, only_agencies
from provenance.signals.locate import best_link, domain_of, locate
from provenance.signals.locate import shown as plain_name

MARKS = (("«", "»"), ("“", "”"), ("„", "“"), ("《", "》"), ("「", "」"), ("『", "』"))
# A reading that fills one of these names its source.
NAMING = frozenset({"outlet", "agency", "url", "title", "quoted", "origin", "via"})
ROLES = ("for", "origin", "via", "translator", "reviser", "author")
LETTERS = regex.compile(r"\p{L}{2}")
INITIALS_BESIDE = regex.compile(r"(?<=[/,]\s?)\p{L}{2,4}\b|\b\p{L}{2,4}(?=\s?/)")


@dataclass(frozen=True, slots=True)
class Credited:
    """A credited source, how the page stands to it, and what that source itself took from."""

    source: Locator
    relation: Relation
    origin: Locator | None = None
    origin_relation: Relation | None = None


def credited(
    reading: Reading, links: tuple[Link, ...], shift: int, article: Article, *, byline: bool = False
) -> Iterator[Credited]:
    """The sources of a reading; `links` are those of its line, `shift` the offset in the block of the text read.

    In a `byline`, a name beside an agency that nothing shows to be an outlet's is a writer's.
    """
    relation = Relation(reading.line.says)
    reading = _ending_with_its_link(reading, links, shift, article)
    slot = reading.slots.get("outlet")
    if byline and reading.line.weak and relation is Relation.ADAPTATION and slot and not _is_outlet(slot, links, shift):
        return  # 'אורית שלו וסוכנויות הידיעות': a writer and the agencies
    parts = _parts(reading, links, shift)
    lead = reading.value("via")
    if lead:
        yield Credited(_named(lead, "via", reading, links, shift, article), Relation.VIA)
    if relation is Relation.VIA and _is_distributor(reading.value("outlet") or ""):
        relation = Relation.SYNDICATION
    if parts:
        yield from _several(reading, parts, relation, links, shift, article, byline)
        return
    whole = locate(reading, _without_roles(reading, links, shift, article.domain), article.domain, article.language)
    if whole is None or whole.url is None:
        whole = _own_original(reading, whole, links, article) or whole
    publisher = _publisher(reading, links, shift, article)
    if whole is None and publisher is None:
        return
    origin = reading.value("origin")
    if whole is None or (publisher and publisher != whole):
        first = publisher or whole
        assert first is not None
        yield Credited(
            first, Relation.REPUBLICATION if whole else relation, whole, Relation.TRANSLATION if whole else None
        )
    else:
        # 'Source: A, translated by T from B': what A published is the translation.
        passed_on = relation is Relation.REPUBLICATION and origin and reading.value("translator")
        first = _named(origin, "origin", reading, links, shift, article) if origin else None
        yield Credited(whole, relation, first, Relation.TRANSLATION if passed_on else None)


BEHIND_A_LINK = regex.compile(r"[,;]\s\p{Ll}|\s\p{Ll}(?!\p{Ll}{0,3}\s\p{Lu})")


def _ending_with_its_link(reading: Reading, links: tuple[Link, ...], shift: int, article: Article) -> Reading:
    """The reading with its outlet's name cut where the one link on it ends, if more words follow there."""
    slot = reading.slots.get("outlet")
    if slot is None or outlets.by_name(slot.value):
        return reading
    start, end = slot.start + shift, slot.end + shift
    on = [link for link in links if link.start < end and link.end > start]
    if len(on) != 1 or not on[0].start <= start < on[0].end < end or len(on[0].text) != on[0].end - on[0].start:
        return reading
    away = urls.registered_domain(urls.unwrap(on[0].url)) not in (None, article.domain)
    within, rest = on[0].text[start - on[0].start :], slot.value.rpartition(on[0].text)[2]
    value = as_name(within)
    if not away or value is None or not BEHIND_A_LINK.match(rest):
        return reading
    return replace(reading, slots={**reading.slots, "outlet": Slot(value, slot.start, on[0].end - shift)})


def _is_distributor(name: str) -> bool:
    known = outlets.by_domain(domain) if (domain := domain_of(name, None, None)) else None
    return outlets.is_distributor(known.name if known else name)


def is_bare_agency(reading: Reading, text: str) -> bool:
    """Whether a reading is an agency's name and nothing else: its form, not its words, must tell what it is."""
    if reading.value("agency") is None or "©" in text[max(reading.start - 2, 0) : reading.end]:
        return False
    rest = list(text[reading.start : reading.end])
    for slot in reading.slots.values():
        rest[slot.start - reading.start : slot.end - reading.start] = " " * (slot.end - slot.start)
    return not LETTERS.search(INITIALS_BESIDE.sub(" ", "".join(rest)))


def _parts(reading: Reading, links: tuple[Link, ...], shift: int) -> tuple[tuple[str, int, int], ...]:
    """The names in the agency slot, or in an outlet slot that enumerates, with their offsets; () when there is one."""
    slot = reading.slots.get("agency")
    if slot:
        found = outlets.find_agencies(slot.value)
        at = slot.start
        named = tuple((slot.value[s:e], at + s, at + e) for s, e, _ in found)
        return named or ((slot.value, slot.start, slot.end),)
    slot = reading.slots.get("outlet")
    if slot is None or outlets.by_name(slot.value):
        return ()
    value, at = _with_its_marks(slot.value, slot.start)
    every = [(value[s:e].strip(QUOTES), at + s, at + e) for s, e in pieces(value)]
    cut = [part for part in every if not bylines.is_of_a_picture(part[0])]  # 'Source: Tanjug/Foto: Anna Berg'
    several = len(cut) > 1 and _enumerates(reading, cut, links, shift)
    return tuple(cut) if several or len(cut) == 1 < len(every) else ()


def _with_its_marks(value: str, start: int) -> tuple[str, int]:
    """An enumeration with the first and last quotation mark, which were taken off as if it were one name."""
    for opened, closed in MARKS:
        first = min((i for i in (value.find(opened), value.find(closed)) if i >= 0), default=-1)
        if first >= 0 and value[first] == closed and opened != closed:
            value, start = opened + value, start - 1
        if value.rfind(opened) > value.rfind(closed):
            value += closed
    return value, start


def _enumerates(reading: Reading, cut: list[tuple[str, int, int]], links: tuple[Link, ...], shift: int) -> bool:
    """Whether the parts are sources each: all can be names, and the words credit several or the names are known.

    A name that is linked to a site which no other is linked to counts as known.
    """
    if any(as_name(part) is None and not INITIALS.fullmatch(part) for part, _, _ in cut):
        return False
    sites = [_site((start + shift, end + shift), links) for _, start, end in cut]
    known = sum(
        outlets.by_name(part) is not None or "." in part or (site is not None and sites.count(site) == 1)
        for (part, _, _), site in zip(cut, sites, strict=True)
    )
    return (
        known > 1 or (known == 1 and len(cut) == 2) or reading.line.says in (Relation.ADAPTATION, Relation.SYNDICATION)
    )


def _site(span: tuple[int, int], links: tuple[Link, ...]) -> str | None:
    """The one site that the links of a name lead to; None without, or when they reach beyond the name."""
    own = [x for x in links if x.start < span[1] and x.end > span[0]]
    within = all(span[0] - 1 <= x.start and x.end <= span[1] + 1 for x in own)
    sites = {urls.registered_domain(urls.unwrap(x.url)) for x in own}
    return sites.pop() if within and len(sites) == 1 else None


def _several(
    reading: Reading,
    parts: tuple[tuple[str, int, int], ...],
    relation: Relation,
    links: tuple[Link, ...],
    shift: int,
    article: Article,
    byline: bool,
) -> Iterator[Credited]:
    """One credit a name; the page's own name or a writer's initials among them say that it was worked on."""
    partner = reading.value("outlet") if reading.value("agency") else None
    if partner and (more := only_agencies(partner, article)) and more.worked:
        parts, partner = (*((a.name, 0, 0) for a in more.agencies), *parts), article.outlet or partner
    writer = bool(partner) and byline and not _is_outlet(reading.slots["outlet"], links, shift)
    others = [
        p for p in parts if (not is_own(p[0], article) and not INITIALS.fullmatch(p[0])) or outlets.is_agency(p[0])
    ]
    own = writer or bool(partner and is_own(partner, article))
    worked = len(others) < len(parts) or own
    agencies = any(outlets.is_agency(p[0]) for p in others)
    if agencies and relation in (Relation.SYNDICATION, Relation.REPUBLICATION):
        relation = Relation.ADAPTATION if worked else relation
    if partner and not own and article.domain and domain_of(partner, None, article.language) != article.domain:
        for part in others:
            first = Locator(name=partner, domain=domain_of(partner, None, article.language))
            yield Credited(
                first, Relation.REPUBLICATION, _locator(part, links, shift, article, len(others) > 1), relation
            )
        return
    said = reading.value("origin")
    origin = _named(said, "origin", reading, links, shift, article) if said else None
    for part in others:
        yield Credited(_locator(part, links, shift, article, len(others) > 1), relation, origin)


def _is_outlet(slot: Slot, links: tuple[Link, ...], shift: int) -> bool:
    """Whether a name is an outlet's: a table knows it, its words are the press's, or it is linked."""
    linked = any(x.start < slot.end + shift and x.end > slot.start + shift for x in links)
    return linked or "." in slot.value or outlets.by_name(slot.value) is not None or sounds_like_press(slot.value)


def _locator(
    part: tuple[str, int, int], links: tuple[Link, ...], shift: int, article: Article, several: bool
) -> Locator:
    name, start, end = part
    own = tuple(x for x in links if x.start < end + shift and x.end > start + shift) if start < end else ()
    url = best_link(own if several or start == end else (own or links), article.domain)
    agency = outlets.agency(name)
    shown = agency.name if agency and outlets.fold(name) != outlets.fold(agency.name) and len(name) < 3 else name
    return Locator(
        name=plain_name(shown),
        url=url,
        domain=domain_of(full_name(name, article.language) or name, url, article.language),
    )


def _without_roles(reading: Reading, links: tuple[Link, ...], shift: int, own_domain: str | None) -> tuple[Link, ...]:
    """The links of a credit but those on the names of other roles; on the name's own site, when that is linked."""
    bare = NAMING.isdisjoint(reading.slots)  # 'Author of the original: Maya Ellison', whose name is the link to it
    spans = [(s.start + shift, s.end + shift) for r in ROLES if not bare and (s := reading.slots.get(r))]
    slot = reading.slots.get("outlet")
    named = [x for x in links if slot and x.start < slot.end + shift and x.end > slot.start + shift]
    kept = tuple(x for x in links if x in named or not any(x.start < e and x.end > s for s, e in spans))
    sites = (urls.registered_domain(urls.unwrap(x.url)) for x in named)
    site = next((d for d in sites if d and d != own_domain), None)
    return tuple(x for x in kept if urls.registered_domain(urls.unwrap(x.url)) == site) if site else kept


def _own_original(reading: Reading, named: Locator | None, links: tuple[Link, ...], article: Article) -> Locator | None:
    """The page of the same site in another language, of which the words plainly say that this is a translation."""
    language = reading.language_code
    if reading.line.says != "translation" or reading.line.weak or language in (None, article.language):
        return None
    url = best_link(links, None)
    if url is None or urls.registered_domain(url) != article.domain or not urls.depth(url):
        return None
    return replace(named or Locator(), url=url, domain=article.domain, language=language)


def _publisher(reading: Reading, links: tuple[Link, ...], shift: int, article: Article) -> Locator | None:
    """Whom a translation was made for, when that is another outlet than the page's own."""
    name = reading.value("for")
    if name is None or is_own(name, article) or not (article.domain or article.outlet):
        return None
    return _named(name, "for", reading, links, shift, article)


def _named(name: str, slot: str, reading: Reading, links: tuple[Link, ...], shift: int, article: Article) -> Locator:
    where = reading.slots[slot]
    return _locator((name, where.start, where.end), links, shift, article, several=True)
