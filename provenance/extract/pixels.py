"""What software leaves in a page's markup that no reader sees: counting pixels, feed links, importers' classes.

Facts: `pixel`, the address of an image, frame or script that counts readers; `tracked`, the page that an inline counter
says it counts; `href.feed`, a link marked as taken out of a feed; `mark.<class>`, where a box of such a class leads.
"""

import re
from collections.abc import Iterator

from lxml import etree

from provenance.extract.flow import plain
from provenance.model import Fact

MAX_FACTS = 40
MAX_VALUE = 1_000
MAX_SCRIPT = 20_000

# Names of counters; addresses of tiny images count whatever their name.
_COUNTER = re.compile(
    r"pixel|/count(?:er)?\b|//counter|/rt\.gif|/ti\?|/b\.gif|/ct/CT\?|/tracker/|/~r/|/_/stat\?|/mf\.gif", re.I
)
_TRACKED = re.compile(r"trackPageView\(\s*\{\s*[\"']?url[\"']?\s*:\s*[\"'](https?://[^\s\"'<>]{4,900})[\"']")
_OF_A_FEED = re.compile(r"[?&;]utm_(?:medium|source)=(?:rss|feed|atom|feedburner)(?:[&;#]|$)", re.I)
_TINY = frozenset({"0", "1", "0px", "1px"})
_SIZED = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*[01]px", re.I)
_MARKS = ("wpcom-reblog-snapshot", "reblog-source", "reblog-from", "reblog-post", "tumblr_blog", "wpematico_credit")
_MARKED = etree.XPath(
    "//*[contains(@class, 'reblog') or contains(@class, 'tumblr_blog') or contains(@class, 'wpematico')]"
)
_FEED_LINKS = etree.XPath("//a[contains(@href, 'utm_medium=') or contains(@href, 'utm_source=')]")
_COUNTING = etree.XPath("//script[contains(., 'trackPageView')]")


def facts(root: etree._Element) -> Iterator[Fact]:
    """All of them, in document order, each kind bounded and without repetitions."""
    yield from _first(Fact("pixel", address) for address in _pixels(root))
    yield from _first(Fact("tracked", plain(address)) for address in _tracked(root))
    yield from _first(Fact("href.feed", address) for address in _feed_links(root))
    yield from _first(_marks(root))


def _first(found: Iterator[Fact]) -> Iterator[Fact]:
    seen: set[Fact] = set()
    for fact in found:
        if fact.value and fact not in seen:
            seen.add(fact)
            yield fact
        if len(seen) >= MAX_FACTS:
            return


def _pixels(root: etree._Element) -> Iterator[str]:
    for element in root.iter("img", "iframe", "script"):
        address = _address(element.get("src")) or _address(element.get("data-src") or element.get("data-lazy-src"))
        if address and (_COUNTER.search(address) or (element.tag != "script" and _is_tiny(element))):
            yield address


def _is_tiny(element: etree._Element) -> bool:
    sizes = (element.get("width", "").strip(), element.get("height", "").strip())
    return not _TINY.isdisjoint(sizes) or bool(_SIZED.search(element.get("style") or ""))


def _address(written: str | None) -> str | None:
    """An absolute address as it is written, or None: data and the site's own paths count nobody's copies."""
    value = plain((written or "")[:MAX_VALUE])
    if value.startswith("//"):
        return f"https:{value}"
    return value if value[:7].lower().startswith(("http://", "https:/")) else None


def _tracked(root: etree._Element) -> Iterator[str]:
    for script in _COUNTING(root):
        yield from _TRACKED.findall("".join(script.itertext())[:MAX_SCRIPT])


def _feed_links(root: etree._Element) -> Iterator[str]:
    for link in _FEED_LINKS(root):
        address = _address(link.get("href"))
        if address and _OF_A_FEED.search(address):
            yield address


def _marks(root: etree._Element) -> Iterator[Fact]:
    for element in _MARKED(root):
        classes = (element.get("class") or "").split()
        for name in _MARKS:
            if name in classes and (address := _leads_to(element)):
                yield Fact(f"mark.{name}", address)


def _leads_to(element: etree._Element) -> str | None:
    links = (element, *element.iter("a"))
    return next((address for link in links if (address := _address(link.get("href")))), None)
