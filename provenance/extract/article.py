"""Putting an article together from what the other modules of this package read."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from provenance import urls
from provenance.charset import as_utf8, decode
from provenance.errors import NotAnArticle
from provenance.extract import address, dating, dom, identity, jsonld, language, places, plain, text, tree
from provenance.extract import facts as declared
from provenance.extract.prose import fold, size
from provenance.model import Article, Block, Capture, DateInterval, Fact, Link, Place

MAX_IMAGES = 50
_THIN = 250


@dataclass(frozen=True, slots=True)
class _Page:
    """What was read of a page, before the capture's own declarations are laid over it."""

    own: address.Own
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()
    title: str | None = None
    outlet: str | None = None
    language: str | None = None
    published: DateInterval | None = None
    authors: tuple[str, ...] = ()


def build(capture: Capture) -> Article:
    """The article of a capture, raising NotAnArticle when it holds no letter."""
    source = decode(capture)
    page = _html(capture, source) if "html" in capture.media_type or "xml" in capture.media_type else None
    page = page or _plain(capture, source)
    if not any(char.isalpha() for block in page.blocks for char in block.text):
        raise NotAnArticle(f"{capture.path or capture.target}: no text")
    page = _laid_over(page, capture)
    url = page.own.url
    key = urls.canonical_key(url) if url else f"text:{_digest(text.normal(page.blocks))}"
    return Article(
        id=urls.node_id(key),
        url=url,
        domain=urls.registered_domain(page.own.host) if page.own.host else None,
        title=page.title,
        outlet=page.outlet,
        language=page.language,
        published=page.published,
        authors=page.authors,
        blocks=page.blocks,
        facts=page.facts,
        text=text.running(page.blocks),
        sha256=capture.sha256,
        path=as_utf8(capture.path) if capture.path else None,
        fetched=capture.fetched,
    )


def _digest(normal: str) -> str:
    return hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()


def _laid_over(page: _Page, capture: Capture) -> _Page:
    """The values that a container declares (a JSONL line's title, outlet ...) before the page's own."""
    said = {key: value.strip() for key, value in capture.declared.items() if value and value.strip()}
    tongue = language.code(said.get("language")) or page.language
    published = dating.read(said["published"], tongue) if "published" in said else None
    return replace(
        page,
        title=said.get("title") or page.title,
        outlet=said.get("outlet") or page.outlet,
        language=tongue,
        published=published or page.published,
        authors=(said["author"],) if "author" in said else page.authors,
    )


def _plain(capture: Capture, source: str) -> _Page:
    blocks = plain.blocks(source)
    own = address.told(capture, ())
    title = next((block.text for block in blocks if block.place is Place.TITLE), None)
    tongue = language.detect(None, text.running(blocks) or " ".join(block.text for block in blocks))
    return _Page(own, blocks, title=title, language=tongue)


def _html(capture: Capture, source: str) -> _Page | None:
    root = tree.parse(source)
    if root is None:
        return None
    documents = jsonld.documents(root)
    facts = declared.read(root, source, documents)
    placed = places.place(dom.read(source, root), facts)
    blocks = placed.blocks + _from_jsonld(placed.blocks, documents)
    blocks = blocks or _from_facts(facts)
    own = address.own(capture, facts, blocks, root)
    base = address.base(root, own)
    replayed = address.is_replayed(capture, facts)
    blocks = _resolved(blocks, base, replayed)
    facts = (*declared.absolute(facts, own.url, replayed), *_images(placed.images, base, replayed))
    domain = urls.registered_domain(own.host) if own.host else None
    outlet = identity.outlet(facts, blocks, domain)
    tongue = language.detect(
        declared.first(facts, "html.lang", "meta.content-language", "meta.og:locale"), text.running(blocks)
    )
    return _Page(
        own=own,
        blocks=blocks,
        facts=facts,
        title=identity.title(facts, blocks, placed.title, outlet, domain),
        outlet=outlet,
        language=tongue,
        published=dating.published(facts, blocks, root, own.url, tongue),
        authors=identity.authors(facts, blocks),
    )


def _from_jsonld(blocks: Sequence[Block], documents: Sequence[Any]) -> tuple[Block, ...]:
    """The text that a page holds in JSON-LD only, because a script would have shown it."""
    shown = text.running(blocks)
    if size(shown) >= _THIN:
        return ()
    hidden = jsonld.body(documents)
    if size(hidden) <= 2 * size(shown) or (shown and fold(shown[:60]) in fold(hidden)):
        return ()
    return tuple(
        replace(block, place=Place.TAIL if block.place is Place.TAIL else Place.INLINE)
        for block in plain.blocks(hidden)
    )


def _from_facts(facts: Sequence[Fact]) -> tuple[Block, ...]:
    """Title and summary as declared, for a page that shows nothing without scripts."""
    said = declared.values(facts, "meta.og:title", "meta.og:description", "meta.description")
    return tuple(Block(line, Place.METADATA, "meta") for line in dict.fromkeys(said))


def _resolved(blocks: Sequence[Block], base: str | None, replayed: bool) -> tuple[Block, ...]:
    memory: dict[str, str] = {}

    def link(one: Link) -> Link:
        return replace(one, url=address.absolute(one.url, base, memory, replayed))

    return tuple(replace(block, links=tuple(map(link, block.links))) if block.links else block for block in blocks)


def _images(sources: Sequence[str], base: str | None, replayed: bool) -> list[Fact]:
    """The hosts of the body's images, one fact an image, and the addresses of those that have one."""
    memory: dict[str, str] = {}
    found = []
    for source in sources[:MAX_IMAGES]:
        where = "" if source.startswith("data:") else address.absolute(source, base, memory, replayed)
        host = urls.host(where) if where else None
        if host and "." in host:
            found += [Fact("image", host), Fact("image.url", where)]
    return found
