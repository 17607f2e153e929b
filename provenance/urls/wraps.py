"""The page behind a wrapped address: archives, AMP caches, translators, redirectors; nothing is fetched."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote

from provenance.urls import tables
from provenance.urls.domains import under
from provenance.urls.parts import Parts, join, split, tidy

_DEPTH = 5
_LONGEST = 8192
_URL = r"(https?(?::/{1,3}|%3[aA]%2[fF]%2[fF])[^/\s].*)\Z"
_STAMP = r"(?:\d{4,14}\*?|\d{4}\.\d{2}\.\d{2}-\d{6}|\*|newest|oldest)"
_MODE = r"(?:[a-z]{2}_)"
# Any site: a full stamp before an address, or a collection's name, perhaps a stamp or mode, an address.
_REPLAY = re.compile(rf"(?:/[\w.~-]+){{0,4}}?/\d{{14}}{_MODE}?/{_URL}", re.DOTALL)
_COLLECTION = re.compile(
    rf"(?:/[\w.~-]+){{0,3}}?/(?:web|wayback|archive|memento|live|all|record)(?:/{_STAMP}?{_MODE}?)?/{_URL}",
    re.DOTALL,
)
# Known archives: also without a stamp, and with a bare host after one.
_KNOWN = re.compile(rf"(?:/[\w.~*-]+){{0,4}}?/{_URL}", re.DOTALL)
_BARE = re.compile(rf"(?:/[a-z]+){{0,2}}/{_STAMP}{_MODE}?/([\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#].*)?)\Z", re.DOTALL)
_CACHE = re.compile(r"cache:(?:[\w-]{6,}:)?(\S+)")
_AMP = re.compile(r"/(?:amp|[a-z]|[a-z]/[a-z]|amp/[a-z])/(s/)?([\w-]+(?:\.[\w-]+)+/?.*)\Z", re.DOTALL)
_GOOGLE = re.compile(r"(?:[a-z0-9-]+\.)*google\.(?:com?\.)?[a-z]{2,3}\Z")
_DEFENSE = re.compile(r"/v3/__(.+?)__;", re.DOTALL)


def unwrap(url: str) -> str:
    """The address inside an archive, AMP-cache, translator or redirector address; else `url` as it is.

    Wraps within wraps are undone to a depth of 5. The inner address is given as it is written there.
    """
    for _ in range(_DEPTH):
        inner = _inner(url)
        if inner is None:
            return url
        url = inner
    return url


def is_archive(url: str) -> bool:
    """Whether an address is an archived copy: of a known archive, or shaped like a Wayback replay."""
    parts = _parts(url)
    if parts is None:
        return False
    tail = _tail(parts)
    return under(parts.host, tables.ARCHIVES) or bool(_REPLAY.match(tail) or _COLLECTION.match(tail))


def _inner(url: str) -> str | None:
    parts = _parts(url)
    if parts is None:
        return None
    for wrap in WRAPS:
        found = _address(wrap(parts))
        if found is not None:
            return found
    return None


def _parts(url: str) -> Parts | None:
    text = tidy(url)
    if len(text) > _LONGEST:
        return None
    return split(text) or (split(f"//{text}") if re.match(r"[\w-]+(?:\.[\w-]+)+/", text) else None)


def _address(found: str | None) -> str | None:
    """A wrapped value as an absolute address: decoded when it is still encoded, its slashes mended."""
    if not found:
        return None
    text = found.strip()
    if re.match(r"https?%3a", text, re.IGNORECASE):
        text = unquote(text)
    text = re.sub(r"\A(https?):/{1,3}", r"\1://", text, flags=re.IGNORECASE)
    return text if re.match(r"https?://", text, re.I) and split(text) else None


def _tail(parts: Parts) -> str:
    """What follows the host, as written: the query and fragment belong to the inner address."""
    query = f"?{parts.query}" if parts.query else ""
    return parts.path + query + (f"#{parts.fragment}" if parts.fragment else "")


def _query(parts: Parts) -> dict[str, str]:
    try:
        return {name.lower(): value for name, value in reversed(parse_qsl(parts.query, max_num_fields=200))}
    except ValueError:
        return {}


def _replay(parts: Parts) -> str | None:
    """Wayback and pywb replays: `/web/20240113101500id_/https://...`, whatever the host."""
    tail = _tail(parts)
    found = _REPLAY.match(tail) or _COLLECTION.match(tail)
    return found[1] if found else None


def _archive(parts: Parts) -> str | None:
    """Known archives and reading proxies: without a stamp, with a bare host, or in the query."""
    if not under(parts.host, tables.ARCHIVES) and not under(parts.host, tables.PREFIX_PROXIES):
        return None
    tail = _tail(parts)
    found = _KNOWN.match(tail)
    if found:
        return found[1]
    bare = _BARE.match(tail)
    if bare:
        return f"http://{bare[1]}"
    query = _query(parts)
    cached = _CACHE.match(query.get("q", ""))
    if cached:
        return cached[1] if "://" in cached[1] else f"http://{cached[1]}"
    return query.get("url")


def _amp(parts: Parts) -> str | None:
    """AMP caches: `x.cdn.ampproject.org/c/s/HOST/...`, `google.com/amp/s/HOST/...`."""
    cache = under(parts.host, ("cdn.ampproject.org", "bing-amp.com", "ampproject.net"))
    if not cache and not (_GOOGLE.match(parts.host) and parts.path.startswith("/amp/")):
        return None
    found = _AMP.match(_tail(parts))
    return f"{'https' if found[1] else 'http'}://{found[2]}" if found else None


def _translator(parts: Parts) -> str | None:
    """`www-foo-com.translate.goog/...`: hyphens stand for dots, doubled ones for themselves."""
    if not parts.host.endswith(".translate.goog"):
        return None
    name = parts.host.removesuffix(".translate.goog").replace("--", "\0").replace("-", ".").replace("\0", "-")
    kept = [piece for piece in parts.query.split("&") if piece and not piece.startswith("_x_tr_")]
    return join(Parts("https", name, None, parts.path, "&".join(kept), parts.fragment))


def _redirector(parts: Parts) -> str | None:
    """Known redirectors, by host, path and parameter."""
    path = parts.path.lower() or "/"
    if _GOOGLE.match(parts.host):
        names: tuple[str, ...] = ("url", "q", "u") if path.startswith(("/url", "/translate", "/website")) else ()
        return _first(parts, names)
    for host, start, known in tables.REDIRECTORS:
        if under(parts.host, (host,)) and path.startswith(start):
            return _first(parts, known)
    return None


def _redirect_path(parts: Parts) -> str | None:
    """Any site whose path says that it leads out: `/goto/?url=...`, `/away/https://...`."""
    defense = _DEFENSE.match(_tail(parts)) if under(parts.host, ("urldefense.com",)) else None
    if defense:
        return defense[1]
    head, _, rest = _tail(parts).partition("http")
    words = head.lower().strip("/?").split("/")
    if rest and head.endswith("/") and words[-1] in tables.REDIRECT_WORDS:
        return f"http{rest}"
    if not tables.REDIRECT_WORDS.isdisjoint(parts.path.lower().split("/")):
        return _first(parts, tables.REDIRECT_PARAMS)
    return parts.query if under(parts.host, ("href.li", "anonym.to", "nullrefer.com")) else None


def _first(parts: Parts, names: tuple[str, ...]) -> str | None:
    query = _query(parts)
    return next((query[name] for name in names if query.get(name, "").lower().startswith("http")), None)


WRAPS: tuple[Callable[[Parts], str | None], ...] = (
    _replay,
    _archive,
    _amp,
    _translator,
    _redirector,
    _redirect_path,
)
