"""Whether two names, two domains, or a name and a domain stand for the same outlet; in which language one publishes."""

from functools import lru_cache

from provenance.outlets.load import by_domain, named
from provenance.outlets.names import fold, initials, listed, spellings

LEAST = 4
# Countries whose sites publish in one language, by far mostly.
COUNTRIES = {
    country: language
    for language, countries in {
        "ru": "ru su рф",
        "fr": "fr",
        "de": "de at",
        "es": "es mx ar cl co pe uy ve ec cu",
        "it": "it",
        "pt": "pt br",
        "nl": "nl",
        "pl": "pl",
        "cs": "cz",
        "sk": "sk",
        "ro": "ro",
        "bg": "bg",
        "el": "gr",
        "tr": "tr",
        "sv": "se",
        "no": "no",
        "da": "dk",
        "hu": "hu",
        "hr": "hr",
        "sr": "rs",
        "zh": "cn tw hk",
        "ja": "jp",
        "ko": "kr",
        "vi": "vn",
        "en": "uk us au nz ie",
        "ca": "cat",
        "fa": "ir",
        "ar": "eg sa jo iq sy",
        "id": "id",
        "lt": "lt",
        "lv": "lv",
        "et": "ee",
        "sl": "si",
        "is": "is",
        "sq": "al",
        "ka": "ge",
        "hy": "am",
        "mk": "mk",
        "th": "th",
    }.items()
    for country in countries.split()
}
# Country codes that are sold to everyone.
SOLD = frozenset({"co", "tv", "me", "io", "ai", "us"})


def label(domain: str) -> str:
    """The first label of a registered domain, folded: 'le-monde.fr' -> 'lemonde'."""
    return fold(domain.split(".", 1)[0])


def language_of(domain: str) -> str | None:
    """The language in which a site publishes: of the tables, else of its country; None when neither tells."""
    known = by_domain(domain)
    if known:
        return known.language
    suffix = domain.rpartition(".")[2]
    return None if suffix in SOLD and domain.count(".") == 1 else COUNTRIES.get(suffix)


@lru_cache(maxsize=16384)
def name_matches_host(name: str, domain: str) -> bool:
    """Whether a name is the one in a host: the same letters (also in Latin ones), but for 'online' and the
    like, or the initials."""
    host, whole = label(domain), fold(domain)
    if not host:
        return False
    if any(spelt in (host, whole) or _but_for_extra(spelt, host) for spelt in spellings(name)):
        return True
    return len(host) > 2 and initials(name) == host


def _but_for_extra(name: str, host: str) -> bool:
    short, long = sorted((name, host), key=len)
    if len(short) < LEAST:
        return False
    return (long.startswith(short) and long[len(short) :] in listed("added")) or (
        long.endswith(short) and long[: -len(short)] in listed("added") | listed("added_before")
    )


def same_source(name_a: str | None, domain_a: str | None, name_b: str | None, domain_b: str | None) -> bool:
    """Whether two sources, each by name or domain or both, are one outlet."""
    if domain_a and domain_b and _same_site(domain_a, domain_b):
        return True
    if name_a and name_b and (fold(name_a) == fold(name_b) or _same_named(name_a, name_b)):
        return True
    if domain_a and domain_b:
        return False
    a_is_b = name_a and domain_b and _is_named(name_a, domain_b)
    return bool(a_is_b or (name_b and domain_a and _is_named(name_b, domain_a)))


def _same_site(a: str, b: str) -> bool:
    return a == b or _same_row(a, b) or _same_label(a, b)


def _same_row(a: str, b: str) -> bool:
    row = by_domain(a)
    return row is not None and row is by_domain(b)


def _same_label(a: str, b: str) -> bool:
    """'sputniknews.com' and 'sputniknews.ru': one name under two suffixes."""
    return len(label(a)) > LEAST and label(a) == label(b)


def _same_named(a: str, b: str) -> bool:
    return any(one is other or not set(one.domains).isdisjoint(other.domains) for one in named(a) for other in named(b))


def _is_named(name: str, domain: str) -> bool:
    return any(domain in row.domains for row in named(name)) or name_matches_host(name, domain)


def is_misnamed(name: str | None, domain: str | None) -> bool:
    """Whether a page of a known outlet gives itself the name of another known one: whose text it took over."""
    said, known = named(name) if name else (), by_domain(domain) if domain else None
    return bool(said) and known is not None and all(one != known and domain not in one.domains for one in said)
