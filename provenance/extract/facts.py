"""What a page declares about itself, as one flat tuple of facts; nothing is judged or fetched.

Keys: `title`, `html.lang`, `generator`, `saved-from`, `replayed` (out of a web archive), `meta.<name>`,
`link.<rel>` (with `link.alternate.hreflang.<code>` and `link.alternate.<type>`), `jsonld.*`,
`microdata.*`, `mf.*`; `pixel`, `tracked`, `href.feed` and `mark.*` (see `pixels`); `article` adds `image`,
the host of an image in the body.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from provenance import urls
from provenance.extract import jsonld, microdata, pixels
from provenance.extract.flow import plain
from provenance.extract.tables import STYLING
from provenance.model import Fact

MAX_VALUE = 2_000
MAX_META = 500
MAX_LINKS = 200

_META_NAMES = ("property", "name", "itemprop", "http-equiv")
_SAVED = re.compile(r"saved from url=\(\d+\)\s*(https?://[^\s<>\"']{4,2000})", re.I)
_SINGLE_FILE = re.compile(r"Page saved with SingleFile.{0,40}?\burl:\s*(https?://[^\s<>\"']{4,2000})", re.S | re.I)
# What a web archive's replay writes into the page: the address and the time of the capture.
_REPLAYED = re.compile(r"__wm\.(?:wombat|rw|init)\(\"(https?://[^\s<>\"']{4,2000})\",\s*\"\d{14}\"")
_SCRAPED = re.compile(r"<!--[^<>]{0,200}?(?:mirrored from|archived from)\s+((?:https?://)?[\w.-]+/[^\s<>\"']*)", re.I)
_KEPT = (_SAVED, _SINGLE_FILE, _REPLAYED, _SCRAPED)


def read(root: etree._Element, html: str, documents: Sequence[Any]) -> tuple[Fact, ...]:
    """All facts of a page, in a fixed order; `documents` are its parsed JSON-LD values."""
    found = [*_page(root, html), *_metas(root), *_links(root)]
    found.extend(jsonld.facts(documents))
    found.extend(microdata.facts(root))
    found.extend(pixels.facts(root))
    return tuple(fact for fact in found if fact.value)


def first(facts: Sequence[Fact], *keys: str) -> str | None:
    """The first value of the first of these keys that is there."""
    for key in keys:
        for fact in facts:
            if fact.key == key:
                return fact.value
    return None


def values(facts: Sequence[Fact], *keys: str) -> list[str]:
    """All values of these keys, key by key in the order given."""
    return [fact.value for key in keys for fact in facts if fact.key == key]


def absolute(facts: Sequence[Fact], base: str | None, replayed: bool = False) -> tuple[Fact, ...]:
    """The same facts with the addresses of `link.*` and `mf.u-*` joined to `base`.

    On a page replayed by a web archive the archive's prefix is taken off all addresses.
    """
    return tuple(Fact(fact.key, _joined(base, fact, replayed)) for fact in facts)


def _joined(base: str | None, fact: Fact, replayed: bool) -> str:
    value = fact.value
    if base and fact.key.startswith(("link.", "mf.u-")):
        try:
            value = urljoin(base, value)
        except ValueError:
            return value
    return urls.unwrap(value) if replayed and value.startswith("http") and urls.is_archive(value) else value


def _page(root: etree._Element, html: str) -> Iterator[Fact]:
    title = root.find(".//title")
    if title is not None:
        yield Fact("title", plain("".join(title.itertext())[:MAX_VALUE]))
    yield Fact(
        "html.lang",
        plain(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "")[
            :40
        ],
    )
    start = html[:6_000]
    saved = next(filter(None, (pattern.search(start) for pattern in _KEPT)), None)
    if saved:
        yield Fact("saved-from", plain(saved[1]))
        if saved.re is _REPLAYED:
            yield Fact("replayed", plain(saved[1]))


def _metas(root: etree._Element) -> Iterator[Fact]:
    for count, meta in enumerate(root.iter("meta")):
        if count >= MAX_META:
            return
        content = plain((meta.get("content") or "")[: 2 * MAX_VALUE])[:MAX_VALUE]
        for attribute in _META_NAMES:
            name = (meta.get(attribute) or "").strip().lower()[:100]
            if name and content:
                yield Fact(f"meta.{name}", content)
                if name == "generator":
                    yield Fact("generator", content)


def _links(root: etree._Element) -> Iterator[Fact]:
    count = 0
    for link in root.iter("link"):
        href = plain((link.get("href") or "")[:MAX_VALUE])
        for rel in (link.get("rel") or "").lower().split()[:4]:
            if href and rel not in STYLING and count < MAX_LINKS:
                count += 1
                yield Fact(_link_key(rel, link), href)


def _link_key(rel: str, link: etree._Element) -> str:
    language = (link.get("hreflang") or "").strip().lower()
    media = (link.get("type") or "").strip().lower()
    if rel == "alternate" and language:
        return f"link.alternate.hreflang.{language[:20]}"
    if rel == "alternate" and media:
        return f"link.alternate.{media[:60]}"
    return f"link.{rel[:40]}"
