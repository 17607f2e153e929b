"""What a site lists of itself: the entries of its feeds, the pages of its sitemaps, as addresses with their dates."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import urljoin

from provenance import dates, urls
from provenance.acquire import feeds, robots, sitemaps
from provenance.acquire.exchange import ASIDE, Allowance
from provenance.acquire.feeds.pages import link_of
from provenance.acquire.pages import Options
from provenance.acquire.polling import Polled, poll
from provenance.errors import AcquireError
from provenance.model import DateInterval

Parsed = TypeVar("Parsed")
MOST_FEEDS = 2
MOST_DOCUMENTS = 8  # of one site, its front page among them
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_/.]?(0[1-9]|1[0-2]))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that a site or an archive lists: `at` is the moment it was published, changed or captured, if told."""

    url: str
    at: datetime | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The pages, how many documents were read for them, and why others could not be."""

    pages: tuple[Listed, ...]
    documents: int
    failures: tuple[str, ...]


@dataclass(slots=True)
class _Visit:
    """One site's visit: what is left to spend, and what went wrong."""

    options: Options
    stop: Callable[[], bool]
    documents: int = 0
    failures: tuple[str, ...] = ()

    def ask(self, url: str, parse: Callable[[Polled], Parsed]) -> Parsed | None:
        """What a document holds; None when it cannot be had or read, or enough was asked for."""
        if self.documents >= MOST_DOCUMENTS or self.stop():
            return None
        self.documents += 1
        try:
            return parse(poll(url, self.options, use=ASIDE))
        except AcquireError as error:
            self.failures += (str(error),)
            return None


def listing(
    site: str, start: datetime, end: datetime, options: Options, stop: Callable[[], bool] = lambda: False
) -> Listing:
    """What a site's feeds and sitemaps list, those sitemaps first that seem to hold the time from `start` to `end`.

    At most 8 documents are read, and none once `stop` says so.
    """
    visit = _Visit(options, stop)
    front = visit.ask(site, lambda answer: answer)
    home = front.url if front else site
    found: list[Listed] = []
    for url in feeds.feeds_of(front.body, home)[:MOST_FEEDS] if front and front.body else ():
        found += visit.ask(url, _of_feed) or ()
    found += _of_sitemaps(home, start, end, visit)
    return Listing(tuple(dict.fromkeys(found)), visit.documents, visit.failures)


def _of_feed(answer: Polled) -> list[Listed]:
    feed = feeds.parse(answer.body or b"", answer.url, answer.url)
    found = []
    for entry in feed.entries:
        url = link_of(entry, feed.site or answer.url)
        written = dates.parse_iso(entry.published or entry.updated or "")
        if url:
            found.append(Listed(url, written.earliest if written else None, entry.title))
    return found


def _of_sitemaps(home: str, start: datetime, end: datetime, visit: _Visit) -> Iterator[Listed]:
    waiting = list(_named_in_robots(home, visit.options) or [urljoin(home, "/sitemap.xml")])
    been: set[str] = set()
    while waiting and visit.documents < MOST_DOCUMENTS and not visit.stop():
        url = waiting.pop(0)
        if url in been:
            continue
        been.add(url)
        found = visit.ask(url, _sitemap) or sitemaps.Sitemap()
        # What an index lists is nearer to the pages than what else waits.
        waiting[:0] = [one.url for one in promising(found.sitemaps, start, end)]
        for page in found.pages:
            yield Listed(page.url, page.date.earliest if page.date else None, page.title)


def _sitemap(answer: Polled) -> sitemaps.Sitemap:
    return sitemaps.parse(answer.body or b"", answer.url, answer.url)


def _named_in_robots(home: str, options: Options) -> list[str]:
    try:
        return [
            url for named in robots.sitemaps(home, options, Allowance(options.timeout)) if (url := urls.clean(named))
        ]
    except AcquireError:
        return []


def promising(listed: Iterable[sitemaps.ListedPage], start: datetime, end: datetime) -> list[sitemaps.ListedPage]:
    """The sitemaps of an index that may hold a time: those named after it, then those changed soonest after it."""

    def rank(one: sitemaps.ListedPage) -> tuple[int, float]:
        changed = one.modified.latest if one.modified else None
        after = (changed - end).total_seconds() if changed and changed >= end else 0.0
        return (0 if _spans(one.url) else 1 if changed else 2, after)

    kept = [one for one in listed if not _is_before(one.modified, start) and not _is_apart(one.url, start, end)]
    return sorted(kept, key=rank)


def _is_before(changed: DateInterval | None, start: datetime) -> bool:
    return changed is not None and changed.latest < start


def _spans(url: str) -> list[tuple[int, int | None]]:
    """The years, with their months if told, after which an address is named."""
    path = url.partition("://")[2].partition("/")[2]
    return [(int(year), int(month) if month else None) for year, month in _MONTH.findall(path)]


def _is_apart(url: str, start: datetime, end: datetime) -> bool:
    """Whether an address is named after a time that is not this one."""
    named = _spans(url)
    first, last = (start.year, start.month), (end.year, end.month)
    fits = (
        first <= (year, month) <= last if month is not None else start.year <= year <= end.year for year, month in named
    )
    return bool(named) and not any(fits)
