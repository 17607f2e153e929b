"""Addresses that may be those of a source which is only named: from its site's own lists, an archive's index, a
search service."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from urllib.parse import urljoin

from anyascii import anyascii

from provenance import dates, urls
from provenance.acquire import Options
from provenance.acquire.archives import around
from provenance.acquire.listings import Listed, listing
from provenance.acquire.search import results
from provenance.errors import AcquireError
from provenance.model import Article

BEFORE, AFTER = timedelta(days=30), timedelta(days=2)  # a source is older than its copy, but clocks differ
_WORD = re.compile(r"[a-z0-9]{3,}")
_MOST = 200
_LONGEST = 200  # letters of a title that are searched for
_WEB_BEGAN = datetime(1991, 8, 6, tzinfo=UTC)


def captured(prefix: str, domain: str, derived: Article, options: Options) -> tuple[list[str], str]:
    """Pages that an archive captured of a site around an article's date, likeliest first; and what that was."""
    start, middle, end = _window(derived)
    span = f"{start:%Y-%m-%d} to {end:%Y-%m-%d}"
    try:
        found = around(prefix, domain, start, end, options)
    except AcquireError as error:
        return [], f"{prefix} could not be asked ({error})"
    listed = likeliest((Listed(one.url, one.at) for one in found), derived, middle)
    return listed, f"{len(listed)} pages of {domain} captured from {span} in {prefix}"


def listed(
    domain: str, url: str | None, derived: Article, options: Options, stop: Callable[[], bool]
) -> tuple[list[str], str]:
    """Pages that a site lists itself around an article's date, likeliest first; and what that was."""
    start, middle, end = _window(derived)
    known = urls.clean(url) if url else None
    home = urljoin(known, "/") if known else f"https://{domain}/"
    found = listing(home, start, end, options, stop)
    span = f"{start:%Y-%m-%d} to {end:%Y-%m-%d}"
    of_site = [one for one in found.pages if urls.registered_domain(one.url) == domain]
    within = [one for one in map(_dated, of_site) if one.at is None or start <= one.at <= end]
    # A sitemap that was written anew gives all its pages one late date: their order is that of their words.
    late = [Listed(one.url, None, one.title) for one in of_site if one.at and one.at > end]
    pages = likeliest(within, derived, middle) or likeliest(late, derived, middle)
    if not found.pages and found.failures:
        return [], f"no feed or sitemap of {domain} could be read ({found.failures[0]})"
    return pages, f"{len(pages)} pages from {span} of {len(of_site)} in the feeds and sitemaps of {domain}"


def _dated(one: Listed) -> Listed:
    """A listed page with the date that its address tells, where the list tells none."""
    told = dates.from_url(one.url) if one.at is None else None
    return replace(one, at=told.earliest) if told else one


def _window(derived: Article) -> tuple[datetime, datetime, datetime]:
    """From when to when a source may have been captured, and the date of its copy between the two."""
    dated = derived.published
    for first, last in [(dated.earliest, dated.latest)] if dated else []:
        if _WEB_BEGAN < first <= last < datetime.now(UTC) + BEFORE:  # else the page's date is no date
            return first - BEFORE, first, last + AFTER
    middle = derived.fetched or datetime.now(UTC)
    return middle - BEFORE, middle, middle + AFTER


def searched(service: str, words: str, domain: str | None, options: Options) -> tuple[list[str], str]:
    """Pages that a search service finds, of one site if that is given; and what that was."""
    words = words[:_LONGEST]
    asked = f"site:{domain} {words}" if domain else words
    try:
        found = results(service, asked, options)
    except AcquireError as error:
        return [], f"{service} could not be asked ({error})"
    listed = [url for url in _once(found) if domain is None or urls.registered_domain(url) == domain]
    return listed, f"{len(listed)} results of {service} for {asked!r}"


def likeliest(found: Iterable[Listed], derived: Article, middle: datetime) -> list[str]:
    """Addresses of articles, those first that share words with a title, then those whose date is nearest."""
    title = set(_WORD.findall(anyascii(derived.title or "").lower()))

    def distance(one: Listed) -> timedelta:
        return abs(one.at - middle) if one.at else timedelta.max

    nearest: dict[str, Listed] = {}
    for one in sorted(found, key=distance):
        if not urls.is_home(one.url):
            nearest.setdefault(urls.canonical_key(one.url), one)

    def rank(one: Listed) -> tuple[int, bool, timedelta]:
        path = one.url.partition("://")[2].partition("/")[2].lower()
        words = f"{path} {anyascii(one.title or '').lower()}"
        shared = len(title & set(_WORD.findall(words)))
        return -shared, not re.search(r"\d|-.*-", path), distance(one)

    return [one.url for one in islice(sorted(nearest.values(), key=rank), _MOST)]


def _once(found: Iterable[str]) -> list[str]:
    return list({urls.canonical_key(url): url for url in found if urls.clean(url) and not urls.is_home(url)}.values())
