"""Republication counters: the pixels and scripts that go with a text when it is given away, and tell whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from provenance import urls
from provenance.model import Article, Locator, Place, Relation, Signal
from provenance.signals.elsewhere import address, elsewhere

CORROBORATES = 0.2
AROUND = frozenset({Place.ASIDE, Place.COMMENT, Place.CHROME})


@dataclass(frozen=True, slots=True)
class Tracker:
    """A counter: the form of its addresses, whose it is (or its `host` group), and the page of an `id`."""

    name: str
    form: regex.Pattern[str]
    domain: str | None = None
    page: str | None = None
    relation: Relation = Relation.REPUBLICATION
    strength: float = 0.8
    least: int = 1


def _form(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?i)https?://{pattern}")


_HOST = r"(?P<host>[\w.-]+\.\w+)"
_AMP = r"(?:&(?:amp;)?|\?)"
PIXELS = (
    Tracker(
        "The Conversation's counter",
        _form(r"counter\.theconversation\.(?:com|edu\.au)/content/(?P<id>\d+)/"),
        "theconversation.com",
    ),
    Tracker("ProPublica's counter", _form(r"pixel\.propublica\.org/"), "propublica.org", strength=0.6),
    Tracker(
        "republication tracker",
        _form(rf"{_HOST}/(?:[^?]*)\?(?:[^#]*&(?:amp;)?)?republication-pixel=true{_AMP}post=(?P<id>\d+)"),
        page="https://{host}/?p={id}",
    ),
    Tracker(
        "republication tracker",
        _form(rf"{_HOST}/[^?]*republication-tracker-tool/includes/pixel\.php\?(?:[^#]*&(?:amp;)?)?post=(?P<id>\d+)"),
        page="https://{host}/?p={id}",
    ),
    Tracker(
        "WordPress.com's feed counter",
        _form(
            r"(?:pixel\.wp\.com|stats?\.wordpress\.com)/b\.gif\?(?=[^#]*\bfeed=1)(?=[^#]*\bpost=(?P<id>\d+))"
            r"[^#]*?\bhost=(?P<host>[\w.-]+\.\w+)"
        ),
        page="https://{host}/?p={id}",
    ),
    Tracker(
        "Medium's feed counter",
        _form(r"medium\.com/_/stat\?(?=[^#]*full_rss)[^#]*?postId=(?P<id>[0-9a-f]{8,14})"),
        "medium.com",
        "https://medium.com/p/{id}",
    ),
    Tracker(
        "PR Newswire's counter",
        _form(r"rt\.prnewswire\.com/rt\.gif\?(?:[^#]*&(?:amp;)?)?NewsItemId=(?P<id>\w+)"),
        "prnewswire.com",
        relation=Relation.SYNDICATION,
        strength=0.5,
    ),
    Tracker(
        "GlobeNewswire's counter",
        _form(r"(?:www\.)?globenewswire\.com/newsroom/ti\?nf=(?P<id>[\w=%+/-]+)"),
        "globenewswire.com",
        relation=Relation.SYNDICATION,
        strength=0.5,
    ),
    Tracker(
        "GlobeNewswire's counter",
        _form(r"ml(?:-eu)?\.globenewswire\.com/media/(?P<id>[\w=%+-]+)"),
        "globenewswire.com",
        relation=Relation.SYNDICATION,
        strength=0.5,
    ),
    Tracker(
        "Business Wire's counter",
        _form(r"cts\.businesswire\.com/ct/CT\?id=bwnews[^#]*?sty=(?P<id>\d{14})"),
        "businesswire.com",
        "https://www.businesswire.com/news/home/{id}/en",
        Relation.SYNDICATION,
        0.5,
    ),
)
# One counted link may be in a blogger's quotation; a release has them all through.
LINKS = (
    Tracker(
        "Business Wire's links",
        _form(r"cts\.businesswire\.com/ct/CT\?[^#]*?newsitemid=(?P<id>\d{14})"),
        "businesswire.com",
        "https://www.businesswire.com/news/home/{id}/en",
        Relation.SYNDICATION,
        0.5,
        2,
    ),
    Tracker(
        "PR Newswire's links",
        _form(r"c212\.net/c/(?:link|img)/\?[^#]*?\bo=(?P<id>\d{5,})"),
        "prnewswire.com",
        relation=Relation.SYNDICATION,
        strength=0.5,
        least=2,
    ),
)


def find(article: Article) -> Iterator[Signal]:
    """Each counter of another outlet; counters of several texts are a list's, and say nothing of this one."""
    pixels = [fact.value for fact in article.facts if fact.key == "pixel"]
    links = [link.url for block in article.blocks if block.place not in AROUND for link in block.links]
    for tracker in PIXELS:
        yield from _counted(tracker, pixels, article)
    for tracker in LINKS:
        yield from _counted(tracker, links, article)
    yield from _tracked(article)
    yield from _fed(article)


def _counted(tracker: Tracker, addresses: list[str], article: Article) -> Iterator[Signal]:
    found = [match for value in addresses if (match := tracker.form.match(value[:2_000]))]
    texts = {(match.groupdict().get("host"), match.groupdict().get("id")) for match in found}
    if len(texts) != 1 or len(found) < tracker.least:
        return
    host, number = texts.pop()
    page = tracker.page.format(host=host, id=number) if tracker.page else _linked(article, tracker.domain, number)
    source = elsewhere(article, page or f"https://{tracker.domain or host}/")
    if source:
        source = source if page else replace(source, url=None)
        yield _signal(tracker.name, tracker.relation, source, found[0].string, tracker.strength)


def _linked(article: Article, domain: str | None, number: str | None) -> str | None:
    """The page of the counted text, where the page links to it: its address ends in the same number."""
    if number is None or not number.isdigit():
        return None
    links = (link.url for block in article.blocks for link in block.links)
    ends = f"-{number}"
    return next((u for u in links if u.endswith(ends) and urls.registered_domain(u) == domain), None)


def _tracked(article: Article) -> Iterator[Signal]:
    """The page that an inline counter reports instead of this one."""
    found = {url for fact in article.facts if fact.key == "tracked" and (url := address(fact.value))}
    source = elsewhere(article, url) if len(found) == 1 and not urls.is_home(url := found.pop()) else None
    if source:
        yield _signal("counted page", Relation.REPUBLICATION, source, source.url or "", 0.8)


def _fed(article: Article) -> Iterator[Signal]:
    """A link marked as taken out of a feed: it confirms a source that is named, and no more."""
    found = {url for fact in article.facts if fact.key == "href.feed" and (url := address(fact.value))}
    sources = [source for url in sorted(found) if (source := elsewhere(article, url))]
    if len({source.domain for source in sources}) == 1:
        url = sources[0].url or ""
        yield _signal("link out of a feed", Relation.REPUBLICATION, sources[0], url, CORROBORATES)


def _signal(cue: str, relation: Relation, source: Locator, value: str, strength: float) -> Signal:
    quote = f"{cue}: {value}"[:400]
    return Signal("trackers", cue, relation, Place.METADATA, quote, source=source, strength=strength)
