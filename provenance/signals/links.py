"""What the head of a page says by links: a canonical address on another site, rel=via."""

from collections.abc import Iterator

from provenance import urls
from provenance.model import Article, Locator, Place, Relation, Signal
from provenance.signals.locate import known_name

CUES = {"link.canonical": (Relation.REPUBLICATION, 0.8), "link.via": (Relation.VIA, 0.6)}


def find(article: Article) -> Iterator[Signal]:
    """A canonical address or a rel=via that leads to another outlet than the page's own."""
    for fact in article.facts:
        if fact.key not in CUES or (url := urls.clean(urls.unwrap(fact.value))) is None:
            continue
        domain = urls.registered_domain(url)
        if article.domain is None or domain is None or urls.same_outlet(domain, article.domain):
            continue
        relation, strength = CUES[fact.key]
        source = Locator(name=known_name(domain) or domain, url=url, domain=domain)
        yield Signal(
            finder="links",
            cue=fact.key,
            relation=relation,
            place=Place.METADATA,
            quote=f"{fact.key.removeprefix('link.')}: {fact.value}",
            source=source,
            strength=strength,
        )
