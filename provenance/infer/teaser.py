"""Whether a page was read itself, or only what its feed says of it."""

from provenance.model import Article


def is_teaser(article: Article) -> bool:
    """Whether only the teaser of a feed was read, which names no source though the page may (see `acquire.feeds`)."""
    return any(fact.key == "meta.feed.teaser" for fact in article.facts)
