"""When two names or addresses mean the same source: the scorer's own reading, so that it does not lean on the tool's."""

import re
import unicodedata
from functools import cache
from urllib.parse import urlsplit

from provenance.model import Locator
from tests.corpus.pages import Wanted

ARTICLES = frozenset(
    [
        "the",
        "le",
        "la",
        "les",
        "l",
        "el",
        "els",
        "los",
        "il",
        "lo",
        "i",
        "gli",
        "o",
        "a",
        "os",
        "as",
        "der",
        "die",
        "das",
        "de",
        "het",
    ]
)
AGENCIES = (
    "ap|associatedpress|apnews",
    "afp|agencefrancepresse|فرانسبرس|وكالةفرانسبرس|法新社|afp通信",
    "dpa|deutschepresseagentur|dpaafx|dpainfocom",
    "efe|agenciaefe",
    "reuters|thomsonreuters|رويترز|路透社|로이터|ロイター|рейтер|рейтерс",
    "ansa|agenziaansa",
    "lusa|agencialusa",
    "sid|sportinformationsdienst",
    "kna|katholischenachrichtenagentur",
    "epd|evangelischerpressedienst",
    "apa|austriapresseagentur",
    "sda|ats|keystonesda|keystoneats",
    "pap|polskaagencjaprasowa",
    "ctk|ceskatiskovakancelar|ceskatiskovakancelarctk",
    "tass|тасс|итартасс",
    "xinhua|新华社|新华网|xinhuanet",
    "rianovosti|ria|риановости|рианововости",
    "aa|anadolu|anadoluajansı|anadoluajansi|anadoluagency",
    "yonhap|연합뉴스",
    "kyodo|共同通信|共同|共同通信社",
    "tt|ttnyhetsbyran|tidningarnastelegrambyra",
    "stt|suomentietotoimisto",
    "ntb|norsktelegrambyra",
    "mti|magyartaviratiiroda",
    "anp|algemeennederlandspersbureau",
    "acn|agenciacatalanadenoticies",
    "belga|agencebelga|persbureaubelga",
)
SECOND_LEVEL = frozenset(["co", "com", "org", "net", "gov", "ac", "edu", "ne", "or", "in", "gob", "gouv"])


@cache
def _families() -> dict[str, str]:
    groups = [group.split("|") for group in AGENCIES]
    return {_letters(name): names[0] for names in groups for name in names}


def _letters(name: str) -> str:
    """Lower-case letters and digits of a name; accents, punctuation and leading articles dropped."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(r"\w+", "".join(c for c in apart if not unicodedata.combining(c)))
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return "".join(words)


def fold(name: str | None) -> str:
    """A name as it is compared: its letters; an agency by one of its names."""
    letters = _letters(name or "")
    return _families().get(letters, letters)


def registered(address: str | None) -> str:
    """The registered domain of an address, near enough for hosts of the corpus; empty without one."""
    address = address or ""
    host = (urlsplit(address if "//" in address else f"//{address}").hostname or "").removeprefix("www.")
    parts = host.split(".")
    keep = 3 if len(parts) > 2 and parts[-2] in SECOND_LEVEL and len(parts[-1]) == 2 else 2
    return ".".join(parts[-keep:])


def deep(url: str | None) -> str:
    """An address without scheme, `www.`, query and last slash; empty for a home page."""
    parts = urlsplit(url or "")
    path = parts.path.rstrip("/")
    return (parts.hostname or "").removeprefix("www.") + path if path or parts.query else ""


def same_source(said: Locator, wanted: Wanted) -> bool:
    """Whether a claim names the wanted source: by domain, by name, or by a name that is the other's domain."""
    mine = registered(said.url) or registered(said.domain)
    theirs = registered(wanted.url) or registered(wanted.domain)
    if mine and mine == theirs:
        return True
    names = {fold(said.name), *_of_domain(mine)}
    others = {fold(wanted.name), *_of_domain(theirs), *map(fold, wanted.aliases)}
    return bool((names & others) - {""})


def _of_domain(domain: str) -> set[str]:
    return {fold(domain), fold(domain.partition(".")[0])}
