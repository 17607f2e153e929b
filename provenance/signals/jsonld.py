"""What schema.org markup in JSON-LD says of the page's own work: isBasedOn, translationOfWork, provider ..."""

from collections.abc import Iterator, Mapping, Sequence

from provenance import outlets, urls
from provenance.model import Article, Signal
from provenance.signals import works

Work = dict[str, list[str]]
# Properties that an object has once: where they come again, the next object has begun.
ONCE = frozenset({"@type", "headline"})
OWN_PAGE = ("url", "@id", "mainEntityOfPage", "mainEntityOfPage.@id", "mainEntityOfPage.url")


def find(article: Article) -> Iterator[Signal]:
    """The upstreams of the page's own work; related items, comments, recipes and reviews are others'."""
    own = _own(_works(article), article)
    if own:
        yield from works.find("jsonld", own, article)


def _works(article: Article) -> list[tuple[str, Work]]:
    """The top objects of the page's JSON-LD as (type, values by path)."""
    found: list[tuple[str, Work]] = []
    for fact in article.facts:
        parts = fact.key.split(".", 2)
        if parts[0] != "jsonld" or len(parts) < 3:
            continue
        _, kind, path = parts
        if not found or found[-1][0] != kind or _begins(found[-1][1], path):
            found.append((kind, {}))
        found[-1][1].setdefault(path, []).append(fact.value)
    return found


def _begins(work: Work, path: str) -> bool:
    """Whether a value belongs to the next object: the last one has it already, and it comes once or came first."""
    return path in work and (path in ONCE or (path == next(iter(work)) and list(work)[-1] != path))


def _own(found: Sequence[tuple[str, Work]], article: Article) -> Mapping[str, Sequence[str]] | None:
    """The object that describes the page: an article, with the page's address or headline when there are several."""
    articles = [work for kind, work in found if kind.lower() in works.ARTICLES]
    articles = articles or [inner for kind, work in found if kind == "WebPage" and (inner := _main(work))]
    if len(articles) == 1 and not _is_another(articles[0], article):
        return articles[0]
    return next((work for work in articles if _is_page(work, article)), None)


def _main(work: Work) -> Work:
    """A page's main entity, or the page itself when none is described."""
    inner = {path.removeprefix("mainEntity."): v for path, v in work.items() if path.startswith("mainEntity.")}
    kinds = inner.get("@type", [])
    if kinds and not any(kind.lower() in works.ARTICLES for kind in kinds):
        return {}
    return inner if kinds else work


def _is_page(work: Work, article: Article) -> bool:
    headline = outlets.fold(" ".join(work.get("headline", ())[:1]))
    return bool(headline and headline == outlets.fold(article.title or "")) or _address_is(work, article) is True


def _is_another(work: Work, article: Article) -> bool:
    """Whether the one article described stands at another address of the same site, under another headline."""
    return _address_is(work, article) is False and bool(work.get("headline")) and not _is_page(work, article)


def _address_is(work: Work, article: Article) -> bool | None:
    """Whether the object's address is the page's; None when either has none, or it leads to another site."""
    said = [v for path in OWN_PAGE for v in work.get(path, ()) if v.startswith("http")]
    here = [v for v in said if article.domain and urls.registered_domain(v) == article.domain and not urls.is_home(v)]
    if article.url is None or not here:
        return None
    return any(urls.canonical_key(v) == urls.canonical_key(article.url) for v in here)
