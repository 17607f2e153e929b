"""What markup on the page's elements says: microformats (u-repost-of ...), rel=via, schema.org as microdata."""

from collections.abc import Iterator
from itertools import chain

from provenance.model import Article, Locator, Place, Relation, Signal
from provenance.signals import works
from provenance.signals.elsewhere import address, elsewhere

# u-syndication and u-repost lead downstream, u-in-reply-to and its kin take nothing.
UPSTREAM = {
    "mf.u-repost-of": (Relation.REPUBLICATION, 0.8),
    "mf.u-translation-of": (Relation.TRANSLATION, 0.8),
    "mf.u-quotation-of": (Relation.EXCERPT, 0.6),
    "link.via": (Relation.VIA, 0.6),
}
AROUND = frozenset({Place.ASIDE, Place.COMMENT, Place.CHROME, Place.CAPTION})


def find(article: Article) -> Iterator[Signal]:
    """Each upstream that an element of the page declares; two of one kind are a list of others' posts."""
    for key, (relation, strength) in UPSTREAM.items():
        found = {
            url: s
            for fact in article.facts
            if fact.key == key and (url := address(fact.value)) and (s := elsewhere(article, url))
        }
        if len(found) == 1:
            url, source = next(iter(found.items()))
            cue = key.partition(".")[2]
            yield Signal(
                "microformats", key, relation, Place.METADATA, f"{cue}: {url}", source=source, strength=strength
            )
    yield from chain.from_iterable(_via(article))
    work = _work(article)
    if work:
        yield from works.find("microformats", work, article)


def _via(article: Article) -> Iterator[Iterator[Signal]]:
    """Links of the text itself that are marked rel=via."""
    for number, block in enumerate(article.blocks):
        if block.place not in AROUND and any("via" in link.rel.split() for link in block.links):
            yield _via_of(number, article)


def _via_of(number: int, article: Article) -> Iterator[Signal]:
    block = article.blocks[number]
    for link in block.links:
        url = address(link.url) if "via" in link.rel.split() else None
        source = elsewhere(article, url) if url else None
        if source:
            text = block.text[link.start : link.end] or link.text
            named = Locator(name=source.name, url=source.url, domain=source.domain)
            yield Signal(
                "microformats",
                "rel=via",
                Relation.VIA,
                block.place,
                text,
                block=number,
                start=link.start,
                end=link.end,
                source=named,
                strength=0.6,
            )


def _work(article: Article) -> dict[str, list[str]]:
    """The microdata of the page's own work by property; nothing when two items of that type stand on the page."""
    found: dict[str, list[str]] = {}
    for fact in article.facts:
        parts = fact.key.split(".", 2)
        if parts[0] == "microdata" and len(parts) == 3 and parts[1].lower() in works.ARTICLES:
            found.setdefault(parts[2], []).append(fact.value)
    return {} if len(set(found.get("headline", ()))) > 1 else found
