"""Where an answer leads on to: by its status and Location, or by the page's own refresh."""

from urllib.parse import urldefrag, urljoin

from provenance import urls
from provenance.acquire.exchange import Exchange
from provenance.errors import Refused, Unreachable

MOVED = frozenset({301, 302, 303, 307, 308})
_SOON = 10  # seconds: a page that sends its reader on later than that is there to be read
_HEAD = 65_536


def moved(exchange: Exchange) -> str | None:
    """The address that an answer redirects to; None when it does not. Unreachable, Refused when it cannot be one."""
    if exchange.status not in MOVED:
        return None
    location = exchange.header("location")
    if not location:
        raise Unreachable(f"{exchange.url}: a redirect to nowhere")
    return onward(exchange.url, _utf8(location))


def onward(here: str, location: str) -> str:
    """The http or https address that `location` means on a page at `here`; Refused when it means none."""
    try:
        there = urldefrag(urljoin(here, location.strip())).url
    except ValueError:
        there = ""
    if not there.lower().startswith(("http://", "https://")) or urls.host(there) is None:
        raise Refused(f"{here}: redirects to {location[:100]!r}, no http or https address")
    return there


def _utf8(value: str) -> str:
    """A header as UTF-8 where it is that: servers send addresses unescaped."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def refresh_of(body: bytes, url: str, charset: str | None) -> str | None:
    """The address that a page's bytes send their reader on to within 10 seconds, other than its own."""
    head = body[:_HEAD]
    if b"refresh" not in head.lower():
        return None
    from w3lib.html import get_meta_refresh

    try:
        seconds, there = get_meta_refresh(head.decode(charset or "utf-8", "replace"), url)
    except (LookupError, ValueError):
        return None
    if seconds is None or there is None or seconds > _SOON:
        return None
    there = onward(url, there)
    return None if urls.canonical_key(there) == urls.canonical_key(url) else there
