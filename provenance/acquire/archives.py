"""Archived pages, through any Memento or Wayback replay: its index (CDX), else its TimeMap, else its TimeGate.

An archive is named by its replay prefix, before which no date stands: `https://web.archive.org/web/`,
`http://localhost:8080/web/` (a collection of pywb). Pages are asked for as they were captured (`id_`).
https://pywb.readthedocs.io, RFC 7089.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote, urljoin, urlsplit

from provenance import urls
from provenance.acquire.exchange import Allowance, Exchange, ascii_of
from provenance.acquire.fetch import fetch, place_of
from provenance.acquire.onward import MOVED, onward
from provenance.acquire.pages import Options
from provenance.acquire.snapshots import Snapshot, parse_cdx, parse_http_date, parse_timemap
from provenance.errors import AcquireError, Refused, Unreachable
from provenance.model import Redirect

_REDIRECTS = 10
_TRIED = 3  # captures of one address
_LISTED = 2_000
_LARGEST = 10_000_000
_MOMENT = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/")
_WAYBACK = "/cdx/search/cdx"
# Only the Internet Archive's index knows these words; a busy site has more rows than an answer.
_ONCE = "&collapse=urlkey&filter=statuscode:200&filter=mimetype:text/html"
Parser = Callable[[bytes], list[Snapshot] | None]


def prefix_of(text: str) -> str:
    """A service's address as it is used, with its last slash; Refused when it is no http or https address."""
    url = text.strip()
    if not url.lower().startswith(("http://", "https://")) or urls.host(url) is None or "?" in url or "#" in url:
        raise Refused(f"{text[:200]}: not the address of a service (such as https://web.archive.org/web/)")
    return url if url.endswith("/") else f"{url}/"


def snapshots(prefix: str, url: str, options: Options) -> list[Snapshot]:
    """What an archive holds of an address, oldest first; Unreachable when it cannot say."""
    exact = ascii_of(url)
    listed = _cdx(prefix, {"url": exact, "limit": str(_LISTED)}, options)
    if listed is None:
        listed = _asked(f"{prefix}timemap/link/{exact}", prefix, options, parse_timemap)
    if listed is None:
        listed = _at_the_gate(prefix, exact, options)
    return sorted(listed, key=lambda one: one.at)


def around(prefix: str, domain: str, earliest: datetime, latest: datetime, options: Options) -> list[Snapshot]:
    """The pages of a domain that an archive captured between two moments; empty when it has no index."""
    asked = {
        "url": domain,
        "matchType": "domain",
        "from": earliest.strftime("%Y%m%d"),
        "to": latest.strftime("%Y%m%d"),
        "limit": str(_LISTED),
    }
    return [one for one in _cdx(prefix, asked, options) or () if one.is_page]


def read_archived(prefix: str, url: str, options: Options) -> tuple[Exchange, tuple[Redirect, ...]]:
    """The first capture of an address that holds a page, redirects followed within the archive.

    The exchange is that of the address archived, at the moment of its capture. Unreachable when there is none.
    """
    passed: list[Redirect] = []
    here = url
    while True:
        exchange = _first(prefix, here, options)
        there = _onward(exchange)
        if there is None:
            return exchange, tuple(passed)
        passed.append(Redirect(exchange.url, exchange.status))
        if len(passed) > _REDIRECTS or there in (one.url for one in passed):
            raise Unreachable(f"{url}: redirects in a circle in {prefix}")
        here = there


def _first(prefix: str, url: str, options: Options) -> Exchange:
    """The oldest capture that can be had: pages before redirects."""
    listed = snapshots(prefix, url, options)
    moved = [one for one in listed if one.status in MOVED]
    tried = [*(one for one in listed if one.is_page)][:_TRIED] + moved[-1:]
    failure = f"{url}: no capture in {prefix}"
    if listed and not tried:
        failure = f"{url}: {prefix} holds {len(listed)} captures, none of a page"
    for one in tried:
        try:
            return replay(prefix, one, options)
        except AcquireError as error:
            failure = str(error)
    raise Unreachable(failure)


def replay(prefix: str, snapshot: Snapshot, options: Options) -> Exchange:
    """One capture, as it was received; Unreachable when the archive does not give it."""
    exchange = _answer(f"{prefix}{snapshot.stamp}id_/{snapshot.url}", prefix, options, _as_captured)
    if exchange.memento is None:
        raise Unreachable(f"{snapshot.url}: HTTP {exchange.status} from {prefix} for the capture of {snapshot.stamp}")
    return exchange


def _as_captured(exchange: Exchange) -> Exchange:
    """A replayed answer as that of the address archived; an archive's own answer stays as it is."""
    at = parse_http_date(exchange.header("memento-datetime"))
    original = _archived_in(exchange.url)
    if at is None or original is None:
        return exchange
    return replace(exchange, url=original, at=at, memento=exchange.url)


def _archived_in(replayed: str) -> str | None:
    """The address archived, out of the address of its replay."""
    found = _MOMENT.search(replayed)
    rest = replayed[found.end() :] if found else ""
    if rest.lower().startswith(("http://", "https://")):
        return rest
    inner = urls.unwrap(replayed)
    return None if inner == replayed else inner


def _onward(exchange: Exchange) -> str | None:
    """Where a captured redirect leads, in terms of the addresses archived."""
    location = exchange.header("location")
    if exchange.status not in MOVED or not location:
        return None
    return urls.unwrap(onward(exchange.url, urls.unwrap(location)))


def _cdx(prefix: str, asked: dict[str, str], options: Options) -> list[Snapshot] | None:
    """The rows of an archive's index; None when it has none at the two usual places."""
    query = "&".join(f"{name}={quote(value, safe=':/')}" for name, value in {**asked, "output": "json"}.items())
    known = options.manners.indexes.get(prefix)
    for place in [known] if known else _places(prefix):
        more = _ONCE if place.endswith(_WAYBACK) and "matchType" in asked else ""
        rows = _asked(f"{place}?{query}{more}", prefix, options, parse_cdx)
        if rows is not None:
            options.manners.indexes[prefix] = place
            return rows
    return None


def _places(prefix: str) -> list[str]:
    """Where an index may be: pywb's beside the replay, the Internet Archive's (and OpenWayback's) at the root."""
    beside, root = f"{prefix}cdx", urljoin(prefix, _WAYBACK)
    return [root, beside] if (urlsplit(prefix).hostname or "").endswith("archive.org") else [beside, root]


def _asked(url: str, prefix: str, options: Options, parse: Parser) -> list[Snapshot] | None:
    """A list of the archive's; None when there is none at this address. Unreachable when it cannot be asked."""
    exchange = _answer(url, prefix, options)
    if exchange.status == 429 or exchange.status >= 500:
        raise Unreachable(f"{url}: HTTP {exchange.status}")
    media = exchange.header("content-type").lower()
    if exchange.status != 200 or media.startswith("text/html"):
        return None
    return parse(exchange.content(_LARGEST))


def _at_the_gate(prefix: str, url: str, options: Options) -> list[Snapshot]:
    """The capture nearest to the beginning of the web, as the archive's TimeGate gives it."""
    first = {"Accept-Datetime": format_datetime(datetime(1996, 1, 1, tzinfo=UTC), usegmt=True)}
    exchange = _answer(f"{prefix}{url}", prefix, options, headers=first)
    at = parse_http_date(exchange.header("memento-datetime"))
    original = urls.unwrap(exchange.url)
    return [Snapshot(original, at, exchange.status)] if at and _MOMENT.search(exchange.url) else []


def _answer(
    url: str,
    prefix: str,
    options: Options,
    seen: Callable[[Exchange], Exchange] | None = None,
    headers: dict[str, str] | None = None,
) -> Exchange:
    """An archive's answer; its own redirects (to the exact moment) are followed, those it captured are not.

    The archive may lie where only the user may send us: he named it.
    """
    allowance = Allowance(options.timeout)
    home = place_of(prefix)
    for _ in range(_REDIRECTS):
        own = True if place_of(url) == home else None
        exchange = fetch(url, options, allowance, headers=headers, private=own, seen=seen)
        location = exchange.header("location")
        if exchange.memento or exchange.status not in MOVED or not location:
            return exchange
        if seen is None and parse_http_date(exchange.header("memento-datetime")):
            return exchange
        url = onward(url, location)
    raise Unreachable(f"{url}: more than {_REDIRECTS} redirects")
