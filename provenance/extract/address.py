"""A page's own address and host, when the capture does not tell them.

A canonical link or even og:url may point to the page that this one was taken from, so the host is
put to the vote: what the site says of itself in many places outweighs one line of metadata.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import etree

from provenance import urls
from provenance.extract import facts as declared
from provenance.extract import titles
from provenance.extract.prose import fold
from provenance.extract.tables import OWN_PAGE, OWN_SERVICES, OWN_SITE, SERVED
from provenance.model import Block, Capture, Fact, Place

_AROUND = frozenset({Place.CHROME, Place.ASIDE, Place.COMMENT})
_NAMED = 15
_LOGO = ("logo", "site-title", "site-name", "site-branding", "navbar-brand", "masthead", "header")


@dataclass(frozen=True, slots=True)
class Own:
    """The page's own address, or only its host, or neither."""

    url: str | None
    host: str | None

    @property
    def base(self) -> str | None:
        """What relative links are joined to."""
        return self.url or (f"https://{self.host}/" if self.host else None)


def own(capture: Capture, facts: Sequence[Fact], blocks: Sequence[Block], root: etree._Element) -> Own:
    """The capture's address (unwrapped from an archive's), a saved-from remark, or the vote."""
    found = told(capture, facts)
    return found if found.host else _vote(facts, blocks, root)


def told(capture: Capture, facts: Sequence[Fact]) -> Own:
    """The address that the capture or a remark of whoever saved the page gives."""
    for one in (capture.final_url, capture.url, declared.first(facts, "saved-from")):
        found = urls.clean(urls.unwrap(one)) if one else None
        if found:
            return Own(found, urls.host(found))
    return Own(None, None)


def base(root: etree._Element, known: Own) -> str | None:
    """What relative links are joined to: the page's `base` element, its address, or its host."""
    element = root.find(".//base[@href]")
    href = (element.get("href") or "").strip() if element is not None else ""
    return (urls.clean(href, known.base) if href else None) or known.base


def _vote(facts: Sequence[Fact], blocks: Sequence[Block], root: etree._Element) -> Own:
    votes = Counter[str]()
    hosts: dict[str, str] = {}
    for address, weight in _ballots(facts, blocks, root):
        host = urls.host(address) if "//" in address or "/" not in address else None
        site = urls.registered_domain(host) if host else None
        if host and site and not _is_service(address):
            votes[site] += weight
            hosts.setdefault(site, host)
    if not votes:
        return Own(None, None)
    names = _names(facts)
    domain = max(votes, key=lambda one: votes[one] + (_NAMED if fold(one.split(".")[0]) in names else 0))
    for page in (*_declared(facts, *OWN_PAGE, "link.canonical"), *_shared(root)):
        found = urls.clean(page) if "//" in page else None
        if found and urls.registered_domain(found) == domain and not urls.is_home(found):
            return Own(found, urls.host(found))
    return Own(None, hosts[domain])


def _declared(facts: Sequence[Fact], *keys: str) -> Iterator[str]:
    """Declared addresses of pages; a translator's and a cache's are the page that they show, as in `told`."""
    for address in declared.values(facts, *keys):
        yield address if urls.is_archive(address) else urls.unwrap(address)


def _is_service(address: str) -> bool:
    return urls.is_share_or_social(address) or urls.is_shortener(address) or urls.is_archive(address)


def _names(facts: Sequence[Fact]) -> set[str]:
    """What may be the site's name: og:site_name and `<title>`'s end with their words, `<title>`'s start."""
    parts = titles.parted(declared.first(facts, "title") or "")
    ends = [*declared.values(facts, "meta.og:site_name", "meta.application-name"), *parts[-1:]]
    words = [word for piece in ends for word in piece.split()]
    return {fold(word) for piece in (*ends, *parts[:1], *words) for word in (piece, piece.split(".")[0])} - {""}


def _ballots(facts: Sequence[Fact], blocks: Sequence[Block], root: etree._Element) -> Iterator[tuple[str, int]]:
    """Addresses with their weights in tenths; the canonical link speaks last and softest."""
    yield from _once(_declared(facts, *OWN_PAGE), 25)
    yield from _once(declared.values(facts, *OWN_SITE), 20)
    yield from _once(declared.values(facts, *OWN_SERVICES), 25)
    yield from _once(declared.values(facts, *SERVED), 4)
    yield from _once(_shared(root), 25)
    yield from _once(_logos(root), 20)
    yield from _once(_top(blocks), 10)
    yield from _neighbours(blocks, root)
    yield from _once(_declared(facts, "link.canonical"), 8)


def _once(addresses: Iterable[str], weight: int) -> Iterator[tuple[str, int]]:
    """One ballot a host: the first address of each."""
    seen: set[str | None] = set()
    for address in addresses:
        host = urls.host(address)
        if host not in seen:
            seen.add(host)
            yield address, weight


def _shared(root: etree._Element) -> Iterator[str]:
    """The address that the page's share buttons pass on."""
    for link in islice(root.iter("a"), 3_000):
        href = (link.get("href") or "").strip()
        if "http" in href[8:] and len(href) <= 2_000 and urls.is_share_or_social(href):
            yield from (value for value in _passed(href) if value.startswith("http"))


def _passed(href: str) -> list[str]:
    """The values that an address passes on; none of one that is malformed, or passes on too many."""
    try:
        return [value for _, value in parse_qsl(urlsplit(href).query, max_num_fields=20)]
    except ValueError:
        return []


def _logos(root: etree._Element) -> Iterator[str]:
    """Links to a home page that are the site's name or logo."""
    for link in islice(root.iter("a"), 400):
        href = (link.get("href") or "").strip()
        if href.startswith(("http", "//")) and urls.is_home(href) and _is_logo(link):
            yield href


def _top(blocks: Sequence[Block]) -> Iterator[str]:
    """The first link to a home page above the title."""
    title = next((number for number, block in enumerate(blocks) if block.place is Place.TITLE), 0)
    above = (link.url for block in blocks[:title] for link in block.links)
    yield from islice((url for url in above if url.startswith("http") and urls.is_home(url)), 1)


def _is_logo(link: etree._Element) -> bool:
    parent = link.getparent()
    names = [link.get("class"), link.get("rel"), link.get("id")]
    if parent is not None:
        names += [parent.get("class"), parent.get("id"), parent.tag if isinstance(parent.tag, str) else ""]
    text = " ".join(name for name in names if name).lower()
    return "home" in (link.get("rel") or "").lower() or any(word in text for word in _LOGO)


def _neighbours(blocks: Sequence[Block], root: etree._Element) -> Iterator[tuple[str, int]]:
    """The sites that the links around the article lead to, by their shares of different pages."""
    within = {
        link.url for block in blocks if block.place not in _AROUND and not _is_entry(block) for link in block.links
    }
    pages = {(link.get("href") or "").strip() for link in islice(root.iter("a"), 3_000)}
    hosts = Counter[str]()
    for page in pages - within:
        if page.startswith(("http:", "https:", "//")) and not _is_service(page):
            hosts[urls.registered_domain(page) or ""] += 1 if urls.is_home(page) else 2
    total = hosts.total()
    if total >= 3:
        yield from ((host, 50 * count // total) for host, count in hosts.most_common(5) if host)


def _is_entry(block: Block) -> bool:
    """A line that is a link from end to end leads on to other pages, within a text or not."""
    return sum(len(link.text) for link in block.links) >= 0.9 * len(block.text) and len(block.text) > 40


def is_replayed(capture: Capture, facts: Sequence[Fact]) -> bool:
    """Was the page read out of a web archive, which rewrites its links?"""
    asked = (capture.final_url, capture.url)
    return bool(declared.first(facts, "replayed")) or any(urls.is_archive(one) for one in asked if one)


def absolute(href: str, base: str | None, memory: dict[str, str], replayed: bool = False) -> str:
    """The address a link leads to, cleaned; as it is written when that cannot be said."""
    if href not in memory:
        if len(memory) > 5_000:
            return href
        found = _resolved(href, base)
        memory[href] = urls.unwrap(found) if replayed and "/http" in found else found
    return memory[href]


def _resolved(href: str, base: str | None) -> str:
    if href.startswith("#"):
        return href
    try:
        return urls.clean(href, base) or (urljoin(base, href) if base else href)
    except ValueError:
        return href
