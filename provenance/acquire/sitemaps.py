"""Sitemaps, from bytes: index, urlset, news and text sitemaps (sitemaps.org 0.9), gzipped or not; robots.txt."""

import io
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from provenance import dates, urls
from provenance.acquire import sniff
from provenance.acquire.inflate import Broken, TooMuch, inflate
from provenance.acquire.lists import lines_of, looks_like_list, until_broken
from provenance.charset import text_of
from provenance.errors import NotAnArticle, TooLarge
from provenance.model import DateInterval

# The protocol allows 50,000 addresses and 52,428,800 bytes, inflated.
MAX_ENTRIES, MAX_BYTES = 50_000, 52_428_800
_GZIP = b"\x1f\x8b"
_TAIL = 65_536
_ENTRY_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?(url|sitemap)[\s>]")
_CLOSED = re.compile(rb"</(?:[\w.-]+:)?(?:urlset|sitemapindex)\s*>")
_SITEMAP_LINE = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*\S", re.I | re.M)
_AGENT_LINE = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*user-agent[ \t]*:", re.I | re.M)
_ROBOTS_LINES = 10_000


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page as a sitemap lists it: `modified` its lastmod; the others a news sitemap tells."""

    url: str
    modified: DateInterval | None = None
    published: DateInterval | None = None
    title: str | None = None
    language: str | None = None
    outlet: str | None = None

    @property
    def date(self) -> DateInterval | None:
        """When it was published, else when it was changed."""
        return self.published or self.modified


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a sitemap, and the `sitemaps` that an index lists; `damage` says how its bytes are broken."""

    pages: tuple[ListedPage, ...] = ()
    sitemaps: tuple[ListedPage, ...] = ()
    damage: str | None = None


def is_sitemap(head: bytes) -> bool:
    """Whether bytes begin a sitemap in XML, gzipped or not."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 65_536)
        except zlib.error:
            return False
    return sniff.binary_kind(head) == "a sitemap"


def is_robots(head: bytes) -> bool:
    """Whether bytes are a robots.txt that names sitemaps."""
    return bool(_SITEMAP_LINE.search(head) and _AGENT_LINE.search(head)) and not sniff.looks_html(head)


def parse(body: bytes, name: str, base: str | None = None) -> Sitemap:
    """The sitemap in these bytes; `base` is its own address, to which relative ones are joined.

    NotAnArticle when it is no sitemap, TooLarge beyond the protocol's 52,428,800 bytes.
    """
    body = _inflated(body, name)
    if len(body) > MAX_BYTES:
        raise TooLarge(f"{name}: larger than the limit of {MAX_BYTES:,} bytes")
    if sniff.binary_kind(body) != "a sitemap":
        if looks_like_list(body[:65_536]):
            found = (urls.clean(line, base) for _, line in lines_of(body))
            return Sitemap(tuple(ListedPage(url) for url in found if url)[:MAX_ENTRIES])
        raise NotAnArticle(f"{name}: no sitemap")
    return _xml(sniff.without_declarations(body), base)


def of_robots(body: bytes) -> tuple[str, ...]:
    """The addresses of the sitemaps that a robots.txt names (RFC 9309, 2.2.4), in their order."""
    found = []
    for line in text_of(body).splitlines()[:_ROBOTS_LINES]:
        field, colon, value = line.partition("#")[0].partition(":")
        if colon and field.strip().lower() == "sitemap" and (url := urls.clean(value.strip())):
            found.append(url)
    return tuple(dict.fromkeys(found))


def _inflated(body: bytes, name: str) -> bytes:
    if not body.startswith(_GZIP):
        return body
    try:
        return inflate(body, MAX_BYTES)
    except TooMuch:
        raise TooLarge(f"{name}: larger than the limit of {MAX_BYTES:,} bytes") from None
    except Broken as error:
        raise NotAnArticle(f"{name}: broken gzip ({error})") from None


def _xml(body: bytes, base: str | None) -> Sitemap:
    pages: list[ListedPage] = []
    sitemaps: list[ListedPage] = []
    found = {"url": pages, "sitemap": sitemaps}
    # Entities are left alone and nothing is fetched; a cut or broken sitemap gives what stands before the break.
    events = etree.iterparse(
        io.BytesIO(body), events=("end",), resolve_entities=False, no_network=True, huge_tree=False, recover=True
    )
    count = 0
    for _, element in until_broken(events):
        kind = _local(element)
        if kind in found:
            count += 1
            one = _listed(element, base)
            if one and len(found[kind]) < MAX_ENTRIES:
                found[kind].append(one)
            _let_go(element)
    damage = None if _is_whole(body, count) else _damage(events.error_log)
    if damage and (left_open := _left_open(body)) and found[left_open]:
        found[left_open].pop()
    return Sitemap(tuple(pages), tuple(sitemaps), damage)


def _is_whole(body: bytes, count: int) -> bool:
    """Whether a sitemap comes to its end with all its entries read: what else is wrong in it (a prefix) is mended."""
    begun = sum(not closing for closing, _ in _ENTRY_TAG.findall(body))
    return bool(_CLOSED.search(body[-4_096:])) and count >= begun


def _left_open(body: bytes) -> str | None:
    """The kind of an entry in which a cut sitemap ends: its address may be cut too."""
    last = next(iter(reversed(_ENTRY_TAG.findall(body[-_TAIL:]))), None)
    return last[1].decode() if last and not last[0] else None


def _let_go(element: etree._Element) -> None:
    """Drop what was read, so that a long sitemap takes no more room than a short one."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _listed(element: etree._Element, base: str | None) -> ListedPage | None:
    said = dict(_texts(element))
    news = next((child for child in element if _local(child) == "news"), None)
    more = dict(_texts(news)) if news is not None else {}
    publication = next((child for child in news if _local(child) == "publication"), None) if news is not None else None
    whose = dict(_texts(publication)) if publication is not None else {}
    url = urls.clean(said.get("loc", ""), base)
    if url is None:
        return None
    return ListedPage(
        url=url,
        modified=dates.parse_iso(said.get("lastmod", "")),
        published=dates.parse_iso(more.get("publication_date", "")),
        title=more.get("title"),
        language=(whose.get("language") or more.get("language") or "")[:20] or None,
        outlet=whose.get("name"),
    )


def _texts(element: etree._Element) -> Iterable[tuple[str, str]]:
    """Name and text of the children of the element's own kind; those of pictures and films are left out."""
    for child in element:
        text = " ".join((child.text or "").split())[:4_000] if isinstance(child.tag, str) else ""
        if text:
            yield _local(child), text


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def _damage(log: "etree._ListErrorLog") -> str | None:
    last = next(iter(log.filter_from_errors()), None)
    return f"line {last.line}: {' '.join(last.message.split())}"[:200] if last else None
