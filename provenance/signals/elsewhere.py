"""Declared values -> Locators: only what names another outlet than the page's own counts.

Nothing is fetched: addresses are unwrapped by their form, names resolve through the tables of outlets.
"""

import regex

from provenance import outlets, urls
from provenance.model import Article, Locator, Relation
from provenance.outlets import Kind
from provenance.signals.credits import is_own
from provenance.signals.locate import NEVER, NEVER_HOSTS, domain_of, known_name


def words(text: str) -> frozenset[str]:
    """A table of words, as they are parted by spaces."""
    return frozenset(text.split())


MAX_NAME = 80
LEAST = 5
OWN_NAMES = frozenset({"meta.og:site_name", "meta.application-name"})
# Where studies, books, data and laws stand, which an article speaks of but is no copy of.
NO_ARTICLES = words(
    """
    nih.gov doi.org nature.com arxiv.org biorxiv.org medrxiv.org science.org sciencemag.org sciencedirect.com
    springer.com wiley.com thelancet.com nejm.org jamanetwork.com bmj.com plos.org pnas.org cell.com
    frontiersin.org mdpi.com tandfonline.com sagepub.com oup.com cambridge.org jstor.org ssrn.com researchgate.net
    semanticscholar.org zenodo.org figshare.com osf.io europepmc.org acs.org aps.org ieee.org acm.org pubmed.gov
    handle.net worldcat.org goodreads.com openlibrary.org isbnsearch.org data.gov kaggle.com github.com
    wikidata.org youtube.com youtu.be vimeo.com spotify.com wikipedia.org documentcloud.org imdb.com
    """
)
QUOTES = " \t\"'“”„«»‘’`"
YEARS = regex.compile(r"[\s,]*\b(?:19|20)\d\d$")


def address(value: str) -> str | None:
    """The page that a declared value gives the address of; None for names, share buttons, short links, licences."""
    text = value.strip()
    if not regex.match(r"(?i)https?:|//|www\.", text):
        return None
    url = urls.clean(urls.unwrap(f"https:{text}" if text.startswith("//") else text))
    if url is None or urls.is_share_or_social(url) or urls.is_shortener(url) or urls.is_archive(url):
        return None
    domain = urls.registered_domain(url)
    return None if domain is None or domain in NEVER or urls.host(url) in NEVER_HOSTS else url


def is_article(url: str) -> bool:
    """Whether an address may be an article's: not a study's, a book's, a film's or a data set's."""
    domain = urls.registered_domain(url) or ""
    return domain not in NO_ARTICLES and domain.split(".", 1)[0] != "amazon"


def elsewhere(article: Article, url: str | None, name: str | None = None) -> Locator | None:
    """The outlet of an address or a name, when it is another than the page's own and the page's own is known."""
    domain = domain_of(name, url, article.language)
    if (url is None and name is None) or (url is not None and domain is None):
        return None
    if not (article.domain or article.outlet) or is_own_house(article, name, domain):
        return None
    shown = name or (known_name(domain) or domain if domain else None)
    return Locator(name=shown, url=url, domain=domain)


def is_own_house(article: Article, name: str | None, domain: str | None) -> bool:
    """Whether a name or a domain is the page's own outlet's, or a sister's under the same name."""
    own = article.domain
    if own and domain and (_label(own) == _label(domain) or outlets.same_source(None, domain, None, own)):
        return True
    if name and (
        is_own(name, article) or (own and outlets.same_source(name, None, None, own)) or _holds(name, article)
    ):
        return True
    return any(outlets.same_source(called, None, name, domain) for called in own_names(article))


def own_names(article: Article) -> tuple[str, ...]:
    """The names under which the page presents its own site."""
    said = [fact.value for fact in article.facts if fact.key in OWN_NAMES]
    return tuple(dict.fromkeys(name for name in (*said, article.outlet) if name))


def named(value: str, article: Article) -> Locator | None:
    """The outlet of a declared name, when the tables know it and it is another than the page's own."""
    name = bare(value)
    known = outlets.by_name(name) if name else None
    if known is None or name is None:
        return None
    found = elsewhere(article, None, name)
    if found is None:
        return None
    return Locator(name=known.name, domain=found.domain or next(iter(known.domains), None))


def bare(value: str) -> str | None:
    """A declared name without quotation marks and year ('Nature 2026'); None when it is none."""
    name = YEARS.sub("", value.strip(QUOTES)).strip(QUOTES)
    return name if 1 < len(name) <= MAX_NAME and "//" not in name and outlets.fold(name) else None


def relation_to(source: Locator) -> Relation:
    """How a page stands to a source that is declared and no more."""
    known = (outlets.by_name(source.name) if source.name else None) or (
        outlets.by_domain(source.domain) if source.domain else None
    )
    return Relation.REPUBLICATION if known is None or known.kind is Kind.OUTLET else Relation.SYNDICATION


def _holds(name: str, article: Article) -> bool:
    """Whether a longer name holds the page's own ('Yahoo News Australia' on Yahoo News), or the reverse."""
    folded = outlets.fold(name)
    own = [outlets.fold(called) for called in own_names(article)]
    own += [outlets.fold(_label(article.domain))] if article.domain else []
    return any(
        len(short) >= LEAST and short in long for called in own for short, long in [sorted((called, folded), key=len)]
    )


def _label(domain: str) -> str:
    return domain.split(".", 1)[0]
