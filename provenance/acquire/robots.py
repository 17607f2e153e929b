"""robots.txt, as RFC 9309 has it: read once a run from each host, by protego."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.acquire.exchange import Allowance, Exchange
from provenance.acquire.fetch import fetch, place_of
from provenance.acquire.onward import moved
from provenance.errors import AcquireError, Refused, Unreachable

if TYPE_CHECKING:
    from protego import Protego

    from provenance.acquire.pages import Options

LARGEST = 512_000  # RFC 9309, 2.5: at least 500 KiB are read
_HOPS = 5


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says: its rules, or why it could not be had; neither is leave for everything."""

    text: "Protego | None" = None
    failure: str | None = None


def check(url: str, options: "Options", allowance: Allowance) -> None:
    """Refused when robots.txt forbids the address to us, Unreachable when the host cannot say."""
    if not options.robots:
        return
    rules = _rules(url, options, allowance)
    if rules.failure:
        raise Unreachable(f"{url}: not asked, for its robots.txt could not be read ({rules.failure})")
    if rules.text and not rules.text.can_fetch(url, options.agent):
        raise Refused(f"{url}: robots.txt forbids it")


def sitemaps(url: str, options: "Options", allowance: Allowance) -> tuple[str, ...]:
    """The sitemaps that the robots.txt of an address's host names; none when it cannot be had."""
    rules = _rules(url, options, allowance)
    return tuple(rules.text.sitemaps) if rules.text else ()


def _rules(url: str, options: "Options", allowance: Allowance) -> Rules:
    """The rules of an address's host, read once a run."""
    where = place_of(url)
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    host = options.manners.host(where)
    rules = host.rules.get(root)
    if rules is None:
        rules = host.rules[root] = _read(root, options, allowance)
        pause = rules.text.crawl_delay(options.agent) if rules.text else None
        options.manners.slow(where, pause or 0.0)
    return rules


def _read(root: str, options: "Options", allowance: Allowance) -> Rules:
    """The rules of a host: 2xx are read, 4xx and circles are leave, 5xx are none (RFC 9309, 2.3.1)."""
    from protego import Protego

    try:
        exchange = _answer(f"{root}/robots.txt", options, allowance)
        if exchange is None or (300 <= exchange.status < 500 and exchange.status != 429):
            return Rules()
        if exchange.status >= 400:
            return Rules(failure=f"HTTP {exchange.status}")
        return Rules(Protego.parse(exchange.content(LARGEST).decode("utf-8", "replace")))
    except Unreachable as error:
        return Rules(failure=str(error))
    except AcquireError:
        return Rules()  # too large, or it leads where nobody may go: the page itself passes the same gates


def _answer(here: str, options: "Options", allowance: Allowance) -> Exchange | None:
    """What stands at the end of at most five redirects; None when there are more."""
    for _ in range(_HOPS + 1):
        exchange = fetch(here, options, allowance, limit=LARGEST, delay=0.0)
        onward = moved(exchange)
        if onward is None:
            return exchange
        here = onward
    return None
