"""Feed -> Captures: each entry as the page that it stands for, so that its text is extracted as any page's.

What the feed says beside the text is written into the page's head, where the finders read it: `feed.title`,
`feed.site`, `feed.self`, `feed.guid`, `feed.guid-shared` (`most`), `feed.source.title`, `feed.source.url`, `feed.text`
(`full` or `summary`), `feed.teaser` (`yes` where so little is no text of a page), `feed.media`, `feed.credit.<role>`,
`dc.source`, `dc.publisher`, and links `via`, `related`, `canonical`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urljoin

from provenance import urls
from provenance.acquire.feeds.entries import Entry, Feed
from provenance.acquire.pages import HTML, Failure, Options, Source, make_capture
from provenance.errors import AcquireError, NotAnArticle
from provenance.model import Capture

# From so many entries on, guids of one host tell how a site numbers its own.
SEVERAL = 3
# A summary with fewer letters only names its page: the longest are some 55 words, or one paragraph.
TEASER = 600
_TEASER = b'<meta name="feed.teaser" content="yes">'


@dataclass(frozen=True, slots=True)
class _Known:
    """What is the same for all entries of a feed."""

    feed: Feed
    base: str | None
    domain: str | None
    hosts: Mapping[str, int]


def captures(
    feed: Feed, name: str, options: Options, *, is_file: bool = True, fetched: datetime | None = None
) -> Iterator[Capture | Failure]:
    """One capture an entry, called `name#` and its guid, its link or its number; received now unless `fetched`.

    An entry without any text is a Failure, and so is, at the end, the rest of a feed that is cut or broken.
    NotAnArticle when there is no entry.
    """
    if not feed.entries:
        raise NotAnArticle(f"{name}: a feed without entries{f' ({feed.damage})' if feed.damage else ''}")
    base = _address(feed.site, None) or _address(feed.address, None)
    hosts = Counter(domain for entry in feed.entries if (domain := _domain(entry.guid)))
    known = _Known(feed, base, urls.registered_domain(base) if base else None, hosts)
    for number, entry in enumerate(feed.entries, 1):
        where = f"{name}#{entry.guid or entry.link or number}"
        try:
            yield _capture(known, entry, where, options, fetched, is_file=is_file)
        except AcquireError as error:
            yield Failure(where, error, number)
    if feed.damage:
        said = f"{name}: a damaged feed ({feed.damage}); {len(feed.entries)} entries were read"
        yield Failure(name, NotAnArticle(said))


def _capture(
    known: _Known, entry: Entry, where: str, options: Options, fetched: datetime | None, *, is_file: bool
) -> Capture:
    if not (entry.title or entry.html.strip()):
        raise NotAnArticle(f"{where}: an entry without title and text")
    url = link_of(entry, known.base)
    source = Source(
        url=url,
        charset="utf-8",
        path=where if is_file else None,
        fetched=fetched,
        media_type=HTML,
        declared=dict(_declared(known, entry, url)),
    )
    return make_capture(where, _page(known, entry, url).encode("utf-8", "replace"), options, source)


def is_teaser(page: Capture) -> bool:
    """Whether what an entry carries only names a page, which is to be read where it stands."""
    return page.url is not None and _TEASER in page.body.partition(b"</head>")[0]


def link_of(entry: Entry, base: str | None) -> str | None:
    """The address of the page: the entry's link, unwrapped; a guid that is an address where there is none better.

    Counting services (feedproxy) hide the address that the guid still tells.
    """
    link = _address(urls.unwrap(entry.link), base) if entry.link else None
    guid = _address(entry.guid, None) if _domain(entry.guid) else None
    return guid if guid and (link is None or urls.is_shortener(link)) else link


def _declared(known: _Known, entry: Entry, url: str | None) -> Iterator[tuple[str, str]]:
    if entry.title:
        yield "title", _plain(entry.title)
    if entry.published or entry.updated:
        yield "published", entry.published or entry.updated or ""
    if entry.authors:
        yield "author", ", ".join(entry.authors)
    # The feed's title is the outlet's name where its entries are pages of its own site, or of none.
    is_own = url is None or (known.domain is not None and urls.registered_domain(url) == known.domain)
    if known.feed.title and is_own:
        yield "outlet", known.feed.title


def _page(known: _Known, entry: Entry, url: str | None) -> str:
    language = entry.language or known.feed.language or ""
    metas = "".join(
        f'<meta name="{escape(key)}" content="{escape(value)}">' for key, value in _metas(known, entry) if value
    )
    links = "".join(f'<link rel="{rel}" href="{escape(href)}">' for rel, href in _links(entry))
    base = _address(entry.base, None)
    based = f'<base href="{escape(base)}">' if base and not url else ""
    title = escape(_plain(entry.title or ""))
    heading = f"<h1>{title}</h1>" if title else ""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{title}</title>'
        f"{based}{metas}{links}</head><body><article>{heading}{_markup(entry.html)}</article></body></html>"
    )


def _metas(known: _Known, entry: Entry) -> Iterator[tuple[str, str]]:
    feed = known.feed
    yield "feed.title", feed.title or ""
    yield "feed.site", feed.site or ""
    yield "feed.self", feed.address or ""
    yield "feed.guid", entry.guid or ""
    yield "feed.guid-shared", _shared(known, entry)
    yield "feed.text", "full" if entry.is_full else "summary"
    yield "feed.teaser", "yes" if _is_short(entry) else ""
    yield "feed.media", entry.media
    if entry.source:
        yield "feed.source.title", entry.source.title or ""
        yield from (("feed.source.url", url) for url in entry.source.urls)
    yield "dc.source", entry.dc_source or ""
    yield "dc.publisher", entry.publisher or ""
    yield from ((f"feed.credit.{credit.role.lower() or 'credit'}", credit.name) for credit in entry.credits)


def _is_short(entry: Entry) -> bool:
    return not entry.is_full and len(" ".join(_plain(entry.html).split())) < TEASER


def _shared(known: _Known, entry: Entry) -> str:
    """`most` when more than half of several entries have their guid on this one's site."""
    domain = _domain(entry.guid)
    count = known.hosts[domain] if domain else 0
    return "most" if count >= SEVERAL and 2 * count > len(known.feed.entries) else ""


def _links(entry: Entry) -> Iterator[tuple[str, str]]:
    yield from (("via", href) for href in entry.via)
    yield from (("related", href) for href in entry.related)
    if entry.canonical:
        yield "canonical", entry.canonical


def _markup(text: str) -> str:
    """The text of an entry as markup; plain lines become paragraphs."""
    if "<" in text:
        return text
    return "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())


def _plain(title: str) -> str:
    """A title without the tags that some feeds leave in it."""
    if "<" not in title:
        return title
    import lxml.html

    try:
        return " ".join(lxml.html.fromstring(f"<div>{title}</div>").text_content().split()) or title
    except (ValueError, lxml.etree.ParserError):
        return title


def _domain(guid: str | None) -> str | None:
    return urls.registered_domain(guid) if guid and guid[:8].lower().startswith(("http://", "https://")) else None


def _address(url: str | None, base: str | None) -> str | None:
    if not url:
        return None
    try:
        return urls.clean(urljoin(base, url) if base else url)
    except ValueError:
        return None
