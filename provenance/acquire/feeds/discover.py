"""Which feeds a page leads to, and which addresses look like a feed's."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from provenance import urls
from provenance.model import Article

MAX_FEEDS = 20
_TYPES = re.compile(
    r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json\b|text/(?:rss|atom)(?:\+xml)?", re.I
)
_PATH = re.compile(
    r"(?:/(?:feeds?|rss2?|atom|index\.rdf)/?$|\.(?:rss|atom|rdf)$|(?:feed|rss|atom|index)[\w-]*\.(?:xml|json)$|/feeds?/(?:rss2?|atom|rdf|json|all|news|main|default|posts)(?:\.xml)?/?$)",
    re.I,
)
_QUERY = re.compile(r"(?:^|[&;])(?:feed=(?:rss|atom)|format=(?:rss|atom|feed)|type=rss|alt=rss)", re.I)
_WORDS = re.compile(r"\b(?:rss|atom|feeds?)\b", re.I)
_COMMENTS = re.compile(r"comment", re.I)


def looks_like_feed(url: str) -> bool:
    """Whether an address has the shape of a feed's (`/feed/`, `rss.xml`, `?feed=rss2`); nothing is fetched."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(_PATH.search(parts.path) or _QUERY.search(parts.query))


def feeds_of(page: Article | bytes, base: str | None = None) -> tuple[str, ...]:
    """The addresses of the feeds that a page offers, the declared ones first, those of comments last.

    Of an Article its declared links and the anchors of its text are asked, of bytes also links in the body; `base`
    is the page's address, to which relative ones are joined.
    """
    found = _of_article(page) if isinstance(page, Article) else _of_bytes(page)
    base = base or (page.url if isinstance(page, Article) else None)
    cleaned = (urls.clean(href.replace("feed://", "https://", 1), base) for href in found)
    kept = dict.fromkeys(url for url in cleaned if url)
    return tuple(sorted(kept, key=lambda url: bool(_COMMENTS.search(url))))[:MAX_FEEDS]


def _of_article(article: Article) -> Iterator[str]:
    for fact in article.facts:
        kind = fact.key.removeprefix("link.alternate.")
        if kind != fact.key and _TYPES.fullmatch(kind):
            yield fact.value
    for block in article.blocks:
        yield from (link.url for link in block.links if _is_feed_link(link.url, link.text))


def _of_bytes(body: bytes) -> Iterator[str]:
    # The parser of HTML, which resolves no entities and reads nothing else.
    root = (
        etree.fromstring(body, etree.HTMLParser(no_network=True, huge_tree=False, recover=True))
        if body.strip()
        else None
    )
    if root is None:
        return
    links = list(root.iter("link", "a"))[:20_000]
    for link in links:
        if "alternate" in (link.get("rel") or "").lower().split() and _TYPES.match((link.get("type") or "").strip()):
            yield (link.get("href") or "").strip()
    for link in links:
        href = (link.get("href") or "").strip()
        if link.tag == "a" and _is_feed_link(href, " ".join("".join(link.itertext())[:200].split())):
            yield href


def _is_feed_link(href: str, shown: str) -> bool:
    """An anchor leads to a feed when its address looks like one and its words say so, or it is of a feed's own kind."""
    if not href or urls.is_share_or_social(href):
        return False
    plain = re.search(r"\.(?:rss|atom|rdf)$|/(?:rss|atom)\.xml$|/feed/?$", href.split("?", maxsplit=1)[0], re.I)
    return bool(plain or (looks_like_feed(href) and _WORDS.search(shown)))
