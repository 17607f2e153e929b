"""Fingerprints of importing software in markup, links and addresses: importers, reblogs, clipboards, translators."""

from collections.abc import Iterator
from dataclasses import replace

import regex

from provenance import urls
from provenance.model import Article, Block, Link, Locator, Place, Relation, Signal
from provenance.signals.elsewhere import address, elsewhere

READ = frozenset({Place.HEAD, Place.BYLINE, Place.INLINE, Place.TAIL})
# Fields in which importers keep the address that a post was taken from, written into the head or shown as they are.
FIELDS = (
    "syndication_permalink",
    "syndication_source_uri",
    "syndication_item_uri",
    "rss_pi_source_url",
    "wprss_item_permalink",
    "feedzy_item_url",
    "wpe_sourcepermalink",
    "wp_automatic_original_link",
    "original_post_url",
)
SHOWN = regex.compile(rf"(?im)^[^\w\n]{{0,9}}(?P<field>{'|'.join(FIELDS)})\s*[:=]\s*(?P<url>https?://\S{{4,900}})")
# What a clipboard script adds to text that is copied: the address, with its own mark behind '#'.
PASTED = regex.compile(r"(?P<url>https?://[^\s#<>]{4,900})#ixzz\w{4,}")
CARDS = ("mark.reblog-source", "mark.reblog-from", "mark.reblog-post", "mark.wpcom-reblog-snapshot")
STAMPED_PIXELS = regex.compile(
    r"(?i)https?://(?:feeds\d?\.feedburner\.com|feedproxy\.google\.com)/~r/[^/]+/~4/|https?://[\w.]*feedsportal\.com/\S*mf\.gif"
    r"|https?://blogger\.googleusercontent\.com/tracker/"
)
# Links that only a feed, or what was made of it, holds; not the ones by which readers subscribe.
STAMPED_LINKS = regex.compile(
    r"(?i)https?://(?:feedproxy\.google\.com/(?:~r/|~)|feeds\d?\.feedburner\.com/~[rf]|[\w.]*feedsportal\.com/c/|ift\.tt/\w"
    r"|(?:www\.|ftr\.)?fivefilters\.org/|(?:www\.)?feed43\.com|(?:www\.)?fetchrss\.com|(?:www\.)?wpematico\.com"
    r"|(?:www\.)?inoreader\.com/(?:article|view)/)"
)
GENERATORS = regex.compile(
    r"(?i)wpematico|feedwordpress|fivefilters|full-?text rss|wp[ -]?automatic|autoblog|fetchrss|rss\.app"
)
PROXIES = regex.compile(
    r"(?i)^https?://(?:[^/]+\.translate\.goog|translate\.google\.[\w.]+|translate\.googleusercontent\.com"
    r"|[^/]*\.cdn\.ampproject\.org|(?:www\.)?google\.[\w.]+/amp/|(?:www\.)?translatetheweb\.com|translate\.yandex\.\w+)(?:/|$)"
)


def find(article: Article) -> Iterator[Signal]:
    """What importers left: a source where the fingerprint names one, else a stamp."""
    yield from _fields(article)
    yield from _cards(article)
    for number, block in enumerate(article.blocks):
        if block.place in READ:
            yield from _in_block(number, block, article)
    yield from _stamps(article)


def _taken(
    cue: str, value: str, source: Locator, strength: float, relation: Relation = Relation.REPUBLICATION
) -> Signal:
    quote = f"{cue}: {value}"[:400]
    return Signal("importers", cue, relation, Place.METADATA, quote, source=source, strength=strength)


def _fields(article: Article) -> Iterator[Signal]:
    """An importer's field in the head of the page."""
    for fact in article.facts:
        field = fact.key.removeprefix("meta.").lstrip("_")
        url = address(fact.value) if field in FIELDS else None
        if url and (source := elsewhere(article, url)):
            yield _taken(field, fact.value, source, 0.8)
            return


def _cards(article: Article) -> Iterator[Signal]:
    """The box in which a blog shows the post that it reblogs; several boxes are several posts."""
    for card in CARDS:
        found = list(dict.fromkeys(url for fact in article.facts if fact.key == card and (url := address(fact.value))))
        if found:
            source = elsewhere(article, found[0])
            if source and len({urls.registered_domain(url) for url in found}) == 1:
                yield _taken("reblog", found[0], source, 0.8)
            return
    yield from _tumblr(article)


def _tumblr(article: Article) -> Iterator[Signal]:
    """A reblog of Tumblr quotes whom it was taken from, and within that whom they took it from."""
    found = [url for fact in article.facts if fact.key == "mark.tumblr_blog" and (url := address(fact.value))]
    sources = [source for url in found if (source := elsewhere(article, url))]
    if sources and len(sources) == len(found):
        last = sources[-1]
        origin = last if last.domain != sources[0].domain else None
        signal = _taken("reblog", found[0], sources[0], 0.7)
        yield replace(signal, origin=origin)


def _in_block(number: int, block: Block, article: Article) -> Iterator[Signal]:
    for found in (*SHOWN.finditer(block.text), *PASTED.finditer(block.text)):
        url = address(found["url"])
        source = elsewhere(article, url) if url else None
        if source:
            pasted = found.re is PASTED
            yield Signal(
                finder="importers",
                cue="clipboard" if pasted else found["field"].lower(),
                relation=Relation.EXCERPT if pasted else Relation.REPUBLICATION,
                place=block.place,
                quote=found[0].strip()[:400],
                block=number,
                start=found.start(),
                end=found.end(),
                source=source,
                strength=0.3 if pasted else 0.8,
            )
    if block.place is Place.TAIL:
        link = next((link for link in block.links if STAMPED_LINKS.match(link.url)), None)
        if link and not _is_own_feed(link, article):
            yield _stamp(f"feed link: {link.url}"[:400], block.place, number, link)


def _is_own_feed(link: Link, article: Article) -> bool:
    """Whether a feed's address holds the page's own name: the site's own button."""
    label = (article.domain or "").split(".", 1)[0]
    return len(label) > 3 and label in link.url.lower()


def _stamps(article: Article) -> Iterator[Signal]:
    """Traces in the head and in pixels: that the text came through software, not from whom."""
    for fact in article.facts:
        if (
            (fact.key == "pixel" and STAMPED_PIXELS.match(fact.value))
            or (fact.key == "meta.generator" and GENERATORS.search(fact.value))
            or (fact.key in ("saved-from", "link.canonical", "meta.og:url") and PROXIES.match(fact.value))
            or fact.key == "mark.wpematico_credit"
        ):
            yield _stamp(f"{fact.key}: {fact.value}"[:400], Place.METADATA)


def _stamp(quote: str, place: Place, block: int = -1, link: Link | None = None) -> Signal:
    start, end = (link.start, link.end) if link else (0, 0)
    return Signal("importers", "stamp", None, place, quote, block, start, end, strength=0.6, stamp=True)
