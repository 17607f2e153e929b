"""The further addresses of an article: those that led to it, and the one that it calls its own."""

from collections.abc import Iterator

from provenance import urls
from provenance.model import Article, Capture


def addresses_of(article: Article, capture: Capture) -> Iterator[str]:
    """The canonical keys under which an article is to be found besides its own.

    A canonical link counts only within the article's own outlet: elsewhere it may name what the article was taken from.
    """
    own = urls.canonical_key(article.url) if article.url else None
    led = [capture.url, capture.final_url, *(one.url for one in capture.redirects)]
    declared = [fact.value for fact in article.facts if fact.key == "link.canonical"]
    said = [url for url in declared if article.url and urls.same_outlet(url, article.url) and not urls.is_home(url)]
    for url in (*led, *said):
        key = urls.canonical_key(url) if url else None
        if key and key != own:
            yield key
