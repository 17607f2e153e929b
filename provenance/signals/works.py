"""The properties of a declared work (JSON-LD, microdata) -> Signals: what it is based on, who provided it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from provenance import outlets, urls
from provenance.model import Article, Locator, Place, Relation, Signal
from provenance.outlets import Kind
from provenance.signals.credits import is_own
from provenance.signals.elsewhere import address, bare, elsewhere, is_article, named, relation_to, words

Properties = Mapping[str, Sequence[str]]

# Types of the page's own work by their last names, in lower case.
ARTICLES = words(
    """
    newsarticle article blogposting reportagenewsarticle analysisnewsarticle opinionnewsarticle report
    backgroundnewsarticle askpublicnewsarticle reviewnewsarticle liveblogposting techarticle creativework
    """
)
# Types of what an article is about rather than taken from.
NO_ARTICLES = words(
    """
    book chapter dataset datadownload scholarlyarticle medicalscholarlyarticle publicationissue periodical movie
    tvseries tvepisode videoobject audioobject imageobject podcastepisode recipe product softwaresourcecode
    softwareapplication legislation event person organization place review claimreview map
    """
)
BASES = {
    "isBasedOn": (Relation.REPUBLICATION, 0.8),
    "isBasedOnUrl": (Relation.REPUBLICATION, 0.8),
    "translationOfWork": (Relation.TRANSLATION, 0.8),
    "exampleOfWork": (Relation.REPUBLICATION, 0.5),
}
GIVERS = {
    "provider": 0.6,
    "sourceOrganization": 0.6,
    "articleSource": 0.7,
    "publisher": 0.6,
    "creditText": 0.5,
    "author": 0.6,
}
GIVE_ALL = ("provider", "sourceOrganization", "articleSource")
# Sites that hold others' articles and name the provider, known to a table or not.
PORTALS = words(
    """
    msn.com yahoo.com aol.com newsbreak.com smartnews.com dailyhunt.in upday.com pressreader.com
    """
)
MAX_SOURCES = 3


def find(finder: str, work: Properties, article: Article) -> Iterator[Signal]:
    """Every upstream that a work declares, by what it is based on and by who gave it."""
    translator = _translator(work, article)
    based = [signal for name in BASES if (signal := _based(finder, name, work, article, translator))]
    yield from based
    if translator and not based:
        quote = f"translator: {translator}"
        yield Signal(finder, "translator", None, Place.METADATA, quote, translator=translator, strength=0.6)
    for name in GIVERS:
        yield from _given(finder, name, work, article)


def _values(work: Properties, name: str, *ends: str) -> list[str]:
    return [value for end in ends for value in work.get(f"{name}{end}", ())]


def _translator(work: Properties, article: Article) -> str | None:
    names = (bare(value) for value in _values(work, "translator", ".name", ""))
    return next((name for name in names if name and not is_own(name, article)), None)


def _based(finder: str, name: str, work: Properties, article: Article, translator: str | None) -> Signal | None:
    """What the work is said to be based on; several sites are its references, a study or a book is what it is about."""
    if any(kind.rsplit("/", 1)[-1].lower() in NO_ARTICLES for kind in _values(work, name, ".@type")):
        return None
    source = _work(name, work, article)
    if source is None:
        return None
    relation, strength = BASES[name]
    relation = Relation.TRANSLATION if translator else relation
    return Signal(
        finder=finder,
        cue=name,
        relation=relation,
        place=Place.METADATA,
        quote=f"{name}: {source.url or source.title or source.name}"[:400],
        source=source,
        translator=translator,
        original_language=next(iter(_values(work, name, ".inLanguage")), None),
        strength=strength,
    )


def _work(name: str, work: Properties, article: Article) -> Locator | None:
    title = next(iter(_values(work, name, ".name", ".headline")), None)
    author = next(iter(_values(work, name, ".author.name", ".author")), None)
    outlet = next((called for value in _values(work, name, ".publisher.name") if (called := bare(value))), None)
    pages = [url for value in _values(work, name, ".url", ".@id", "") if (url := address(value))]
    if pages:
        found = [elsewhere(article, url, outlet if len(set(pages)) == 1 else None) for url in pages]
        sites = {urls.registered_domain(url) for url in pages}
        if len(sites) > 1 or not all(map(is_article, pages)) or found[0] is None:
            return None
        return replace(found[0], title=title, author=author)
    source = elsewhere(article, None, outlet) if outlet else None
    return replace(source, title=title, author=author) if source else None


def _given(finder: str, name: str, work: Properties, article: Article) -> Iterator[Signal]:
    """Each other outlet or agency that is named as the giver of the text."""
    pages = [url for value in _values(work, name, ".url", ".@id") if (url := address(value))]
    found: dict[str | None, tuple[str, Locator]] = {}
    for value in dict.fromkeys(_values(work, name, ".name", "")):
        source = _giver(name, value, work, article, pages)
        if source:
            found.setdefault(source.name, (value, source))
    if not found and name in GIVE_ALL and not _values(work, name, ".name"):
        for url in (*pages, *filter(None, map(address, _values(work, name, "")))):
            source = elsewhere(article, url)
            if source and source.domain and outlets.by_domain(source.domain):
                found.setdefault(source.name, (url, source))
    for value, source in list(found.values())[:MAX_SOURCES]:
        quote = f"{name}: {value}"[:400]
        yield Signal(finder, name, relation_to(source), Place.METADATA, quote, source=source, strength=GIVERS[name])


def _giver(name: str, value: str, work: Properties, article: Article, pages: list[str]) -> Locator | None:
    """The outlet of a giver's name: known to the tables, confirmed by its own address, or named by a portal."""
    called = bare(value)
    if called is None:
        return None
    if name == "author" and not _is_outlet(called, work):
        return None
    if name == "publisher" and (agency := _agency(called, article)):
        return agency
    source = named(called, article)
    if source or name not in GIVE_ALL:
        return source
    page = next((u for u in pages if outlets.name_matches_host(called, urls.registered_domain(u) or "")), None)
    return elsewhere(article, page, called) if page or article.domain in PORTALS else None


def _is_outlet(name: str, work: Properties) -> bool:
    """Whether an author is an outlet; agencies among authors are read with the bylines."""
    kinds = _values(work, "author", ".@type")
    known = outlets.by_name(name)
    organised = bool(kinds) and all(kind.endswith("Organization") for kind in kinds)
    return organised and known is not None and known.kind is Kind.OUTLET and not outlets.is_agency(name)


def _agency(name: str, article: Article) -> Locator | None:
    """A publisher that is an agency, on a site that is not the agency's: its name may pass for the page's own."""
    known = outlets.agency(name)
    if known is None or article.domain is None or outlets.same_source(name, None, None, article.domain):
        return None
    return Locator(name=known.name, domain=known.domains[0] if known.domains else None)
