"""What the head of a page says: a canonical address elsewhere, syndication-source, Dublin Core, publisher keys."""

from collections.abc import Iterator, Mapping

from provenance import outlets, urls
from provenance.model import Article, Locator, Place, Relation, Signal
from provenance.signals.elsewhere import address, elsewhere, is_article, named, relation_to

# Keys that hold the address of what was taken, or the name of a known outlet, and how plainly they say so.
SOURCES: Mapping[str, float] = {
    "meta.syndication-source": 0.8,
    "meta.syndication_source": 0.8,
    "meta.original-source": 0.7,
    "link.original-source": 0.7,
    "meta.dc.source": 0.6,
    "meta.dcterms.source": 0.6,
    "meta.dc.relation.isversionof": 0.6,
    "meta.dcterms.isversionof": 0.6,
    "meta.dc.relation.isformatof": 0.6,
    "meta.dcterms.isformatof": 0.6,
    "meta.source": 0.5,
    "meta.article:source": 0.5,
    "meta.sourceorganization": 0.5,
}
# Keys of whoever publishes: a holding's name and a home page are usual, so that only what the tables know counts.
PUBLISHERS = (
    "meta.article:publisher",
    "meta.dc.publisher",
    "meta.dcterms.publisher",
    "meta.publisher",
    "meta.provider",
)
# Addresses of a study's pages: on an article's page they lead to another outlet only when it was reprinted.
CITATIONS = ("meta.citation_public_url", "meta.citation_abstract_html_url", "meta.citation_fulltext_html_url")
PLAIN, AGREED, GAINSAID = 0.8, 0.85, 0.9


def find(article: Article) -> Iterator[Signal]:
    """Declared sources first, the canonical address last: it is the nearest of several."""
    for key, strength in SOURCES.items():
        yield from _declared(key, strength, article)
    for key in (*PUBLISHERS, *CITATIONS):
        yield from _known(key, article)
    yield from _canonical(article)


def _values(article: Article, key: str) -> list[str]:
    return list(dict.fromkeys(fact.value for fact in article.facts if fact.key == key))


def _signal(key: str, relation: Relation, source: Locator, value: str, strength: float) -> Signal:
    quote = f"{key.partition('.')[2]}: {value}"[:400]
    return Signal("metadata", key, relation, Place.METADATA, quote, source=source, strength=strength)


def _declared(key: str, strength: float, article: Article) -> Iterator[Signal]:
    """What one key declares; several sites are credits for the news or references, and the page's own is nothing."""
    found: list[tuple[str, Locator]] = []
    for value in _values(article, key):
        url = address(value)
        source = elsewhere(article, url) if url else named(value, article)
        if source is None or (url and (not is_article(url) or urls.is_home(url))):
            return
        found.append((value, source))
    if len({source.domain or source.name for _, source in found}) == 1:
        value, source = found[0]
        yield _signal(key, relation_to(source), source, value, strength)


def _known(key: str, article: Article) -> Iterator[Signal]:
    """Another outlet that the tables know, by its name or its address, named where the publisher stands."""
    for value in _values(article, key)[:1]:
        url = address(value)
        known = outlets.by_domain(urls.registered_domain(url) or "") if url else outlets.by_name(value)
        source = (elsewhere(article, url) if url else named(value, article)) if known else None
        if source and (url is None or is_article(url)):
            yield _signal(key, relation_to(source), source, value, 0.5)


def _canonical(article: Article) -> Iterator[Signal]:
    """A canonical address at another outlet; og:url, which never counts alone, says whether the page means it.

    Where og:url is the page's own, whoever runs the site set the canonical one by hand; where both lead to the same
    site, the head may have been copied with the text.
    """
    for value in _values(article, "link.canonical")[:1]:
        url = address(value)
        source = elsewhere(article, url) if url and article.domain and not urls.is_home(url) else None
        if source is None:
            continue
        shared = next((u for v in _values(article, "meta.og:url") if (u := address(v))), None)
        strength, remark = _agreement(shared, source, article)
        yield _signal("link.canonical", Relation.REPUBLICATION, source, f"{value}{remark}", strength)


def _agreement(shared: str | None, source: Locator, article: Article) -> tuple[float, str]:
    """How og:url bears on a canonical address elsewhere, and the words for it."""
    domain = urls.registered_domain(shared) if shared else None
    if domain is None:
        return PLAIN, ""
    if domain == article.domain:
        return GAINSAID, " (og:url: the page's own)"
    if domain == source.domain:
        return AGREED, " (og:url: the same site)"
    return PLAIN, f" (og:url: {domain})"
