"""What a table that lists a page says of the page's source (facts `list.*`, written by the importers)."""

from collections.abc import Iterator

from provenance.model import Article, Place, Signal
from provenance.signals.elsewhere import address, elsewhere, is_article, named, relation_to

STRENGTH = 0.8


def find(article: Article) -> Iterator[Signal]:
    """The address in the table's column of sources with the name beside it, or a name that the tables know."""
    said = {fact.key: fact.value for fact in article.facts if fact.key.startswith("meta.list.source-")}
    title, page = said.get("meta.list.source-title"), said.get("meta.list.source-url")
    url = address(page) if page else None
    if url and is_article(url):
        source, cue, quote = elsewhere(article, url, title), "source-url", f"Source URL: {page}"
    else:
        source, cue, quote = named(title, article) if title else None, "source-title", f"Source Title: {title}"
    if source:
        relation = relation_to(source)
        yield Signal("listed", cue, relation, Place.METADATA, quote[:400], source=source, strength=STRENGTH)
