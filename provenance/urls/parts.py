"""A web address in its parts, read as browsers read it."""

import re
from dataclasses import dataclass
from urllib.parse import quote

_INSIDE = dict.fromkeys([*map(ord, "\t\r\n"), *range(0x200B, 0x2010), 0x2060, 0xFEFF])
_EDGE = "".join(map(chr, range(0x21))) + "\x7f\u00a0\u2028\u2029"
_SCHEME = re.compile(r"(?:(https?):/{1,3}|//)(?=[^/])", re.IGNORECASE)
_REST = re.compile(r"([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?\Z", re.DOTALL)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Parts:
    """An absolute http(s) address: `host` in lower case and IDNA, `port` None when it is the default.

    `path` starts with a slash or is empty; `query` and `fragment` come without their sign.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str


def tidy(url: str) -> str:
    """The address without white space and control characters around it, and line ends inside it."""
    return url.translate(_INSIDE).strip(_EDGE)


def split(url: str) -> Parts | None:
    """The parts of an absolute http(s) or `//` address (taken as https); None for all else."""
    text = tidy(url)
    head = _SCHEME.match(text)
    if head is None:
        return None
    scheme = (head[1] or "https").lower()
    rest = _REST.match(text, head.end())
    if rest is None:
        return None
    authority, path, query, fragment = rest[1], rest[2], rest[3] or "", rest[4] or ""
    found = _authority(authority.rpartition("@")[2])
    if found is None:
        return None
    name, port = found
    return Parts(scheme, name, None if port == _PORTS[scheme] else port, path, query, fragment)


def join(parts: Parts) -> str:
    """The address again, in one piece."""
    port = "" if parts.port is None else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.scheme}://{parts.host}{port}{parts.path}{query}{fragment}"


def pairs(query: str) -> list[str]:
    """The `name=value` pieces of a query, empty ones dropped, `&amp;` read as `&`."""
    pieces = (re.sub(r"\A(?:amp;)+", "", piece) for piece in query.split("&"))
    return [piece for piece in pieces if piece.strip("=")]


def escape(text: str, safe: str) -> str:
    """Percent-encoding normalised: unreserved characters bare, others upper-case hex; idempotent."""
    text = _STRAY.sub("%25", text)
    text = _ESCAPE.sub(_bare, text)
    return quote(text, safe=safe + "%", errors="replace")


def _bare(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return char if char in _UNRESERVED else found[0].upper()


def _authority(text: str) -> tuple[str, int | None] | None:
    if text.startswith("["):
        name, _, rest = text[1:].partition("]")
        address = _ipv6(name)
        port = _port(rest.removeprefix(":")) if rest in ("", ":") or rest.startswith(":") else -1
        return None if address is None or port == -1 else (address, port)
    name, _, number = text.partition(":")
    port = _port(number)
    known = host_name(name)
    return None if known is None or port == -1 else (known, port)


def _port(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 5 or not 0 < int(text) < 65536:
        return -1
    return int(text)


def _ipv6(text: str) -> str | None:
    import ipaddress

    try:
        return f"[{ipaddress.IPv6Address(text)}]" if "%" not in text else None
    except ValueError:
        return None


def host_name(text: str) -> str | None:
    """A host name in lower case and IDNA (UTS 46), without a last dot; None when it cannot be one."""
    name = text.lower().rstrip(".")
    if not name or len(name) > 253:
        return None
    if not name.isascii():
        name = _idna(name)
    if name and len(name) <= 253 and all(_LABEL.match(label) for label in name.split(".")):
        return name
    return None


def _idna(name: str) -> str:
    import idna

    try:
        return idna.encode(name, uts46=True).decode("ascii").lower().rstrip(".")
    except (idna.IDNAError, UnicodeError, ValueError):
        return ""
