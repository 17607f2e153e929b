"""What a feed says of an entry's origin: the feed it came from, a guid that survived reposting, a publisher's credit.

The facts are those that `acquire.feeds` writes. Links rel=via, Dublin Core and canonical addresses are declared as in
any page's head and are read there (`microformats`, `metadata`).
"""

from collections.abc import Iterator

import regex

from provenance import urls
from provenance.model import Article, Locator, Place, Signal
from provenance.signals.elsewhere import address, elsewhere, is_article, named, relation_to, words

# Roles of Media RSS (role, scheme urn:ebu) that are an outlet's or an agency's; the others are of people and pictures.
PUBLISHING = ("publisher", "distributor", "distribution company", "news agency", "agency", "provider", "source")
# Hosts that mint guids for sites of other names.
MINTERS = words("medium.com feedburner.com libsyn.com podbean.com buzzsprout.com megaphone.fm simplecast.com rss.app")
# WordPress's guid: the number of a post on the host where the blog began.
NUMBERED = regex.compile(
    r"https?://[^/]+/(?:[\w-]+/)*(?:index\.php)?\?(?:[\w=&;#]*&)?(?:p|page_id|post|attachment_id)=\d+", regex.I
)
SOURCE, GUID, CREDIT = 0.7, 0.6, 0.5


def find(article: Article) -> Iterator[Signal]:
    """The guid last: it leads to the very page."""
    said: dict[str, list[str]] = {}
    for fact in article.facts:
        if fact.key.startswith("meta.feed."):
            said.setdefault(fact.key.removeprefix("meta.feed."), []).append(fact.value)
    if not said:
        return
    yield from _credit(article, said)
    yield from _source(article, said)
    yield from _guid(article, said)


Said = dict[str, list[str]]


def _signal(cue: str, source: Locator, value: str, strength: float) -> Signal:
    quote = f"{cue}: {value}"[:400]
    return Signal("feeds", cue, relation_to(source), Place.METADATA, quote, source=source, strength=strength)


def _source(article: Article, said: Said) -> Iterator[Signal]:
    """The feed that an entry names as its source: the site of that feed, unless it is this feed's own or the page's."""
    title = next(iter(said.get("source.title", ())), None)
    if title and title in said.get("title", ()):
        return
    pages = said.get("source.url", [])
    found = [url for page in pages if (url := address(page)) and is_article(url)]
    if any(_is_own(url, said) for url in found):
        return
    if found:
        source = elsewhere(article, f"https://{urls.host(found[0])}/", title)
    else:
        source = named(title, article) if title and not pages else None
    if source:
        yield _signal("source", source, " ".join(filter(None, (title, next(iter(pages), None)))), SOURCE)


def _guid(article: Article, said: Said) -> Iterator[Signal]:
    """A guid that is an address of a third site: not the entry's, not the feed's, not how all are numbered."""
    value = next(iter(said.get("guid", ())), "")
    url = address(value) if value[:8].lower().startswith(("http://", "https://")) else None
    if url is None or not is_article(url) or (urls.is_home(url) and not NUMBERED.match(value)):
        return
    if _is_own(url, said) or _is_media(said) or _is_minted(url, value) or _is_usual(article, url, value, said):
        return
    source = elsewhere(article, url)
    if source:
        yield _signal("guid", source, value, GUID)


def _credit(article: Article, said: Said) -> Iterator[Signal]:
    for role in PUBLISHING:
        for value in said.get(f"credit.{role}", [])[:1]:
            source = named(value, article)
            if source:
                yield _signal(f"credit.{role}", source, value, CREDIT)


def _is_own(url: str, said: Said) -> bool:
    """Whether an address is on the site of the feed itself."""
    return any(urls.same_outlet(url, own) for key in ("site", "self") for own in said.get(key, ()))


def _is_media(said: Said) -> bool:
    """An episode's guid is its host's, and no text was taken."""
    return any(kind.startswith(("audio/", "video/")) for kind in said.get("media", ()))


def _is_minted(url: str, value: str) -> bool:
    """Whether the guid's host makes guids for others: a platform on which a blog began that has its own name now."""
    domain = urls.registered_domain(url) or ""
    is_platform = any(
        domain.endswith(f".{platform}") for platform in ("wordpress.com", "wpengine.com", "wpcomstaging.com")
    )
    return domain in MINTERS or (is_platform and bool(NUMBERED.match(value)))


def _is_usual(article: Article, url: str, value: str, said: Said) -> bool:
    """Whether most entries have guids of that site, by number or with the page's own path: the site's former name."""
    if "most" not in said.get("guid-shared", ()):
        return False
    return bool(NUMBERED.match(value)) or _path(url) == _path(article.url or "")


def _path(url: str) -> str:
    return urls.canonical_key(url).partition("/")[2]
