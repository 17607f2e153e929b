"""From the words and links of a credit to a Locator: which name, which address.

Nothing is fetched: archive addresses and redirectors are unwrapped by their form alone.
"""

from collections.abc import Iterable

import regex

from provenance import outlets, urls
from provenance.case import is_small
from provenance.grammar import Reading, sounds_like_press
from provenance.model import Link, Locator

# Addresses in a credit that are never its source: licences and translation tools.
NEVER = frozenset({"creativecommons.org", "deepl.com", "gnu.org"})
NEVER_HOSTS = frozenset(
    {"translate.google.com", "play.google.com", "apps.apple.com", "books.google.com", "store.steampowered.com"}
)


def locate(reading: Reading, links: Iterable[Link], own_domain: str | None, language: str | None) -> Locator | None:
    """The source that a reading of a page in a language names; None when it names nothing and links nowhere."""
    name = reading.value("outlet") or reading.value("agency")
    written = reading.value("url")
    linked = best_link(links, own_domain)
    url = linked or (urls.clean(urls.unwrap(written)) if written else None)
    title = reading.value("title") or reading.value("quoted")
    if name is None and title and _is_outlet(title, reading, url):
        name, title = title.split(",", 1)[0].strip(), None
    if name is None and url is None and title is None:
        return None
    domain = domain_of(name, url, language)
    name = shown(name) if name else None
    return Locator(
        name=name or (known_name(domain) if domain else None) or (written and domain),
        url=url,
        domain=domain,
        title=title,
        author=reading.value("author"),
        language=reading.language_code,
        published=reading.value("date"),
    )


MOST_WORDS = 5


def _is_outlet(title: str, reading: Reading, url: str | None) -> bool:
    """Whether what stands where a title may ('Original: ...') is an outlet: known, or a short name before a date."""
    slot = reading.slots.get("title")
    if slot is None or slot.end - slot.start - len(slot.value) > 1:  # quotation marks were taken off
        return False
    head, _, rest = title.partition(",")
    if outlets.by_name(head) or (url and outlets.name_matches_host(head, urls.registered_domain(url) or "")):
        return True
    short = len(head.split()) <= MOST_WORDS and not is_small(head[:1])
    return short and (any(c.isdigit() for c in rest) or sounds_like_press(head))


LATIN = regex.compile(r"\p{Latin}")
ABBREVIATION = regex.compile(r"\(\p{Lu}{2,8}(?P<closed>\))?\s*$")
TRAILING = regex.compile(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]?\s*$")


def shown(name: str) -> str:
    """A name without what stands behind it: a bracket with a country or a date, a colon and more words."""
    if outlets.by_name(name):
        return name
    abbreviated = ABBREVIATION.search(name)
    if abbreviated:
        return name if abbreviated["closed"] else f"{name})"
    short = TRAILING.sub("", name)
    head = short.split(": ", 1)[0]
    return (head if len(head) > 2 else short) or name


def best_link(links: Iterable[Link], own_domain: str | None) -> str | None:
    """The deepest off-site address among the links, unwrapped; the first of equals."""
    found = []
    for link in links:
        url = urls.clean(urls.unwrap(link.url))
        if url is None or urls.is_share_or_social(url) or _is_no_source(url):
            continue
        if own_domain is None or urls.registered_domain(url) != own_domain:
            found.append(url)
    return max(found, key=lambda url: (not url.rstrip("/").endswith("/profile"), urls.depth(url)), default=None)


def _is_no_source(url: str) -> bool:
    """Whether an address is a licence's, a tool's or a shop's."""
    domain = urls.registered_domain(url) or ""
    return domain in NEVER or urls.host(url) in NEVER_HOSTS or outlets.is_shop(domain)


def domain_of(name: str | None, url: str | None, language: str | None) -> str | None:
    """The registered domain of a source: of its address, of a name that is a domain, or of the outlet that a page in a
    language means."""
    if url and not urls.is_shortener(url):
        return urls.registered_domain(url)
    if name is None:
        return None
    if "." in name and " " not in name and (url := urls.clean(name.lower())):
        return urls.registered_domain(url)
    outlet = outlets.meant(name, language)
    if outlet is None or not outlet.domains:
        return None
    kind = len(name.split()) == 1 and sounds_like_press(name)  # 'Tribune' is any paper of that kind, 'La Tribune' one
    return None if kind and not outlets.is_written_so(name, outlet.names) else outlet.domains[0]


def known_name(domain: str) -> str | None:
    """The name of the outlet that has this domain, if the table knows it by one in Latin letters."""
    outlet = outlets.by_domain(domain)
    return outlet.name if outlet and LATIN.search(outlet.name) else None
