"""What the slots of a reading hold, cleaned; None for what no such slot can hold.

Patterns find where a name must stand; whether what stands there can be a name is decided here.
"""

from functools import cache

import regex

from provenance.case import is_small
from provenance.grammar.load import slots
from provenance.grammar.press import sounds_like_press

QUOTES = "\"'«»“”„‹›‘’《》「」『』״*_ "
OPENERS = "([（【{"
CLOSERS = ")]）】}"
DOMAIN = regex.compile(r"(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+\p{L}{2,12}(?:/\S*)?")
ADDRESS = regex.compile(rf"(?<=\S)\s?[(（\[](?:https?://)?{DOMAIN.pattern}[)）\]]?$")
SENTENCE = regex.compile(r"[\p{L}]{4}[.!?؟۔։።]\s+\p{L}|[,;،؛]\s.*[,;،؛]\s.*[,;،؛]\s")
# Agencies and papers that write themselves small (dpa, taz, ino/dpa); whoever reads on must know the name.
SHORT = regex.compile(r"[\p{Ll}]{2,5}(?:/[\p{L}-]{2,12})*")
# Under which somebody keeps a diary: 'saltmarsh_77'.
NICK = regex.compile(r"(?=.*[\d_])\p{Ll}[\p{Ll}\d_-]{2,30}")
# Names of several words that are written small.
SMALL = frozenset({"news aktuell"})
MAX_WORDS = 10
# Behind a name and a year: 'Harbour Weekly 2020 shows that ferries dream' is no name of an issue.
PROSE = regex.compile(r"(?:19|20)\d\d\s\p{Ll}{3,}\s\p{Ll}{3,}")
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
MAX_UNSPACED = 26
KIND = regex.compile(r"(?P<kind>\p{L}+)\s(?:«(?P<inside>[^«»]+)»?|[“„](?P<inside>[^“”„]+)[”“]?)")
CLOSED = regex.compile(r"(?P<inside>[^«“„‟\"]{2,})[»”]\s")
MARKED = regex.compile(r"(?:«(?P<inside>[^«»]+)»|[“„](?P<inside>[^“”„]+)[”“])\s?(?=(?:[;:(]|,\s*[\p{Ll}\d№])[^«“„]*$)")
LISTED = regex.compile(r"[、/;；]|(?<=[》」』”〉])(?:和|与|與|及|と)(?=[《「『“〈])")


def name(text: str) -> str | None:
    """An outlet's name: begins like a name, is short, holds no sentence."""
    given = _between_marks(_clause().sub("", text))
    value = _trim(_without_kind(_issue().sub("", given)))
    if not value or PROSE.search(given, len(value)) or len(value) > 90 or "://" in value or SENTENCE.search(value):
        return None
    if len(value.split()) > MAX_WORDS or (UNSPACED.search(value) and max(map(len, LISTED.split(value))) > MAX_UNSPACED):
        return None
    return value if _looks_named(value) else None


def _between_marks(text: str) -> str:
    """What stands between quotation marks at the beginning, when a comma or a bracket follows them.

    Also what stands before a mark that closes one in front of it ('“Published by Harbour Weekly” with a link').
    """
    found = MARKED.match(text.strip()) or CLOSED.match(text)
    return found["inside"] if found else text


def _without_kind(text: str) -> str:
    """What stands between marks behind a word for a kind of paper: 'Газета «Заря»' -> 'Заря'."""
    found = KIND.fullmatch(text.strip())
    return found["inside"] if found and sounds_like_press(found["kind"]) else text


@cache
def _issue() -> "regex.Pattern[str]":
    """The number of an issue, its year or a day behind a name, and what follows it."""
    words = slots()["lists"]["issue"]
    on = slots()["between"]["on"]
    day = r"\d{1,2}\.?\s(?:de\s)?\p{L}{3,12}\.?,?\s(?:de\s)?(?:19|20)\d\d"
    number = r"\d{1,4}\s?/\s?\d{1,4}|(?:19|20)\d\d"
    return regex.compile(
        rf"(?<=\p{{L}}\p{{M}}?[»”“\"’']?),?\s\(?(?:(?:{words})\s?(?:\d+|$)|{number}|(?:{on})\s{day})(?!\p{{L}}).*$",
        regex.DOTALL | regex.IGNORECASE,
    )


@cache
def _clause() -> "regex.Pattern[str]":
    """A relative clause behind a name, or one that says where the text can be read."""
    words = slots()["lists"]
    joined, said = rf"(?:,?\s(?:{words['and']})\s|,\s)", r"(?:\p{Ll}[\p{L}\p{M}'-]*\s){1,4}"
    here = rf"{joined}{said}(?:{words['here']})(?:\s\p{{Ll}}+){{0,2}}$"
    return regex.compile(rf",\s(?:{words['relative']})\s.*$|{here}", regex.DOTALL)


def customer(text: str) -> str | None:
    """For whom a translation was made: a name, without the article before it ('für die Bergpost') or an address in
    brackets behind it."""
    said = ADDRESS.sub("", text.strip())
    first, _, rest = said.partition(" ")
    return name(rest if rest[:1].isupper() and first in slots()["lists"]["article"].split("|") else said)


def person(text: str) -> str | None:
    """A person's or a team's name, up to seven words, the first of them written as a name."""
    value = _trim(text).rstrip(",،")
    words = value.split()
    if not words or len(words) > 7 or len(value) > 70 or SENTENCE.search(value):
        return None
    if any(c.isdigit() for c in value) and "@" not in value and len(words) > 2:
        return None
    return value if _looks_named(value) or value.startswith(_groups()) else None


@cache
def _groups() -> tuple[str, ...]:
    """How groups of people begin that are written small ('les lecteurs du site ...')."""
    return tuple(f"{words} " for words in slots()["people"]["groups"].replace("\n", "").split("|"))


def title(text: str) -> str | None:
    """A title, without its quotation marks."""
    value = text.strip().strip(QUOTES).strip()
    return value if any(c.isalpha() for c in value) else None


def url(text: str) -> str | None:
    """An address as written, without what trails it."""
    value = regex.sub(r":\s//", "://", text.strip()).rstrip(".,;:!?)]}>»\"'")
    return value if "." in value else None


def plain(text: str) -> str | None:
    """Any other slot: white space and quotation marks trimmed."""
    return text.strip().strip(QUOTES).strip(",;") or None


CLEANERS = {
    "outlet": name,
    "origin": name,
    "via": name,
    "for": customer,
    "agency": name,
    "author": person,
    "translator": person,
    "reviser": person,
    "title": title,
    "quoted": title,
    "url": url,
}


def clean(slot: str, text: str) -> str | None:
    """The value of one slot; None when the text cannot be one."""
    return CLEANERS.get(slot, plain)(text)


def _trim(text: str) -> str:
    value = text.strip().strip(QUOTES).strip(",;،؛:–—-/+").strip()
    if value[-1:] in CLOSERS and not any(o in value for o in OPENERS):
        value = value[:-1].rstrip()
    if value[:1] in OPENERS and not any(c in value for c in CLOSERS):
        value = value[1:].lstrip()
    return value[:-1] if value.endswith(".") and value.count(".") == 1 else value


def _looks_named(value: str) -> bool:
    """Begins with a capital, a digit or a letter without case; or is a domain; or holds a capital; or is short."""
    first = value[0]
    if not any(c.isalpha() for c in value):
        return False
    if first.isupper() or first.istitle() or first.isdigit() or first in "@#":
        return True
    if first.isalpha() and not is_small(first):
        return True
    word = value.split(maxsplit=1)[0]
    if NICK.fullmatch(value):
        return True
    return bool(value in SMALL or DOMAIN.fullmatch(word.rstrip(",")) or SHORT.fullmatch(value)) or any(
        c.isupper() for c in word
    )
