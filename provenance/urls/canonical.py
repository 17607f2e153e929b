"""The normal forms of an address: the key that names a page, and the clean address to fetch and show."""

import hashlib
import re
from dataclasses import replace
from urllib.parse import urljoin

from provenance.urls import tables
from provenance.urls.domains import desktop_host, has_known_suffix
from provenance.urls.parts import Parts, escape, join, pairs, split, tidy
from provenance.urls.wraps import is_archive, unwrap

_LIMIT = 2000
_LONGEST_KEY = 8192
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_PATH_SAFE = "/:@!$&'()*+,;=~"
_QUERY_SAFE = "/:@!$'()*+,;=~?"
_SESSION_PART = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_HEX_ID = re.compile(r"[0-9a-f]{26,64}\Z", re.IGNORECASE)
_INDEX = re.compile(
    r"/(?:(?:index|default|home)\.(?:html?|xhtml|shtml|php\d?|aspx?|jsp|cfm)|amp|amp\.html?|print|printable)?\Z",
    re.IGNORECASE,
)
_AMP_FILE = re.compile(r"\.amp(\.html?)?\Z", re.IGNORECASE)
# Names of files that also end like a host: no address when they stand alone.
_FILE_LIKE = re.compile(r"[^/]+\.(?:md|py|sh|zip|mov|so|ps)\Z", re.IGNORECASE)


def node_id(key: str) -> str:
    """The id of a node: "n" and the first 16 hexadecimal digits of the SHA-256 of its key."""
    return "n" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def canonical_key(url: str) -> str:
    """The identity of a page under its several addresses, e.g. `topwar.ru/1.html`; idempotent.

    Dropped: scheme, `www.` and mobile or AMP labels, default port, fragment (but `#!`), tracking and
    session parameters, print, AMP and mobile renderings, index pages, the last slash. Text that is no
    web address comes back tidied. Archive addresses keep theirs: see `unwrap`.
    """
    text = tidy(url)
    if len(text) > _LONGEST_KEY:
        return text
    parts = split(text)
    if parts is None and not _OTHER_SCHEME.match(text) and not text.startswith("/"):
        parts = split(f"//{text}")
    if parts is None:
        return text
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    path = _key_path(parts.path)
    query = "&".join(sorted(set(_kept(parts, renderings=True))))
    fragment = f"#!{escape(parts.fragment[1:], _QUERY_SAFE)}" if parts.fragment.startswith("!") else ""
    return f"{desktop_host(parts.host)}{port}{path}{'?' if query else ''}{query}{fragment}"


def clean(url: str, base: str | None = None) -> str | None:
    """An absolute http(s) address without tracking parameters, credentials and fragment (but `#!`).

    Relative addresses are joined to `base`; on a replayed page of an archive, to the page that it
    replays. Scheme-less ones (`topwar.ru/1.html`) are taken when they have the shape of a host with a
    known suffix. None for other schemes, malformed ones and those over 2,000 characters.
    """
    text = tidy(url)
    if not text or len(text) > _LIMIT:
        return None
    parts = split(text) or _without_scheme(text) or _joined(text, base)
    if parts is None:
        return None
    found = join(
        replace(
            parts,
            path=escape(parts.path, _PATH_SAFE) or "/",
            query="&".join(_kept(parts, renderings=False)),
            fragment=escape(parts.fragment, _QUERY_SAFE) if parts.fragment.startswith("!") else "",
        )
    )
    return found if len(found) <= _LIMIT else None


def _without_scheme(text: str) -> Parts | None:
    authority = re.split(r"[/?#]", text, maxsplit=1)[0]
    if "." not in authority or "@" in authority or _OTHER_SCHEME.match(text) or _FILE_LIKE.fullmatch(text):
        return None
    parts = split(f"//{text}")
    return parts if parts and has_known_suffix(parts.host) else None


def _joined(text: str, base: str | None) -> Parts | None:
    if base is None or _OTHER_SCHEME.match(text) or text.startswith("//"):
        return None
    # A page-relative link of a replayed page belongs to the page; `/web/2024.../` to the archive.
    if is_archive(base) and not re.match(r"/(?:[\w.~-]+/){1,4}(?:https?:|$)", text):
        base = unwrap(base)
    try:
        return split(urljoin(base, text))
    except ValueError:
        return None


def _kept(parts: Parts, *, renderings: bool) -> list[str]:
    """The `name=value` pieces of a query that say which page it is, percent-encoding normalised."""
    pieces = (escape(piece, _QUERY_SAFE).replace("%20", "+") for piece in pairs(parts.query))
    return [piece for piece in pieces if not _dropped(piece, parts.host, renderings=renderings)]


def _dropped(piece: str, host: str, *, renderings: bool) -> bool:
    name, _, value = piece.partition("=")
    name, value = name.lower(), value.lower()
    if name in tables.TRACKING or name.startswith(tables.TRACKING_PREFIXES) or name in tables.SESSION:
        return True
    if name in tables.AMBIGUOUS and value in tables.TRACKER_VALUES:
        return True
    if name in ("sid", "s") and _HEX_ID.match(value):
        return True
    if name in ("s", "t") and host.endswith(("twitter.com", "x.com")):
        return True
    if name in ("si", "feature") and host.endswith(("youtube.com", "youtu.be")):
        return True
    return renderings and any(name == known and (not values or value in values) for known, values in tables.RENDERINGS)


def _key_path(path: str) -> str:
    text = _dots(_SESSION_PART.sub("", escape(path, _PATH_SAFE)))
    for _ in range(len(text)):
        # What is dropped may leave a dot as a last segment (`/..amp`).
        short = _dots(_AMP_FILE.sub(lambda found: found[1] or "", _INDEX.sub("", text)))
        if short.lower().startswith("/amp/") and len(short) > 5:
            short = short[4:]
        if short == text:
            break
        text = short
    return text


def _dots(path: str) -> str:
    """`.` and `..` segments resolved (RFC 3986, 5.2.4); empty segments kept: archives need them."""
    if "/." not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept)
