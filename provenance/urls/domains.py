"""Hosts and the registered domains (eTLD+1) under them, from the public-suffix list shipped with publicsuffixlist.

Private suffixes and blog platforms count: what stands below `github.io` or `wordpress.com` is an
outlet of its own. The list is never fetched.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import kept
from provenance.urls.parts import host_name, split, tidy
from provenance.urls.tables import PLATFORMS

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_ADDRESS = re.compile(r"[0-9.]+\Z|\[")
# Reserved for documentation (RFC 2606): never in the list, yet host-shaped.
_RESERVED = frozenset({"example"})
_DOCUMENTED = frozenset({"example.com", "example.net", "example.org"})
_MOBILE = frozenset({"m", "amp", "mobile", "wap", "touch"})


def host(url_or_host: str) -> str | None:
    """The host of an address or of a bare `host[:port][/path]`: lower case, IDNA, no port; else None."""
    parts = split(url_or_host)
    if parts is None:
        text = tidy(url_or_host)
        parts = None if re.match(r"[a-z][a-z0-9+.-]*:(?!\d)|/", text, re.I) else split(f"//{text}")
    return parts.host if parts else None


def registered_domain(url_or_host: str) -> str | None:
    """The registered domain (`www.foo.co.uk` -> `foo.co.uk`); None for IP addresses and single names.

    A name under an unknown suffix counts with its last two labels, as the list's default rule says.
    """
    name = host(url_or_host)
    return _registered(name) if name else None


def same_outlet(a: str, b: str) -> bool:
    """Whether two addresses or hosts have the same registered domain (or the very same host)."""
    one, two = host(a), host(b)
    if one is None or two is None:
        return False
    return one == two or (_registered(one) is not None and _registered(one) == _registered(two))


def has_known_suffix(name: str) -> bool:
    """Whether a host ends in a suffix of the public-suffix list (or `.example`) and has a label before it."""
    known = host_name(name)
    if known is None or "." not in known or _ADDRESS.match(known):
        return False
    label, suffix = _extract(known)
    return bool(suffix and label) or known.rpartition(".")[2] in _RESERVED


def under(name: str, hosts: Iterable[str]) -> bool:
    """Whether a host is one of `hosts` (a set) or below one of them."""
    known = hosts if isinstance(hosts, frozenset) else frozenset(hosts)
    rest, dot = name, "."
    while dot:
        if rest in known:
            return True
        _, dot, rest = rest.partition(".")
    return False


@lru_cache(maxsize=65536)
def desktop_host(name: str) -> str:
    """A host without `www.` and the labels of its mobile and AMP twins, the registered domain untouched."""
    while name.startswith("www.") and "." in name[4:]:
        name = name[4:]
    labels = name.split(".")
    if _MOBILE.isdisjoint(labels):
        return name
    domain = _registered(name)
    if domain is None or domain == name:
        return name
    front = name[: -len(domain) - 1].split(".")
    # A twin's label may uncover another `www.`: start again until nothing changes.
    short = ".".join([*(label for label in front if label not in _MOBILE), domain])
    return name if short == name else desktop_host(short)


@lru_cache(maxsize=65536)
def _registered(name: str) -> str | None:
    if "." not in name or _ADDRESS.match(name):
        return None
    while name.startswith("www.") and "." in name[4:]:
        name = name[4:]
    label, suffix = _extract(name)
    if label and suffix:
        domain = f"{label}.{suffix}"
        return _documented(name, domain) if domain in _DOCUMENTED else domain
    # The platform itself (`wordpress.com`), or a suffix that the list does not know.
    return ".".join(name.split(".")[-2:]) if not suffix or name in PLATFORMS else _public(name)


def _documented(name: str, domain: str) -> str:
    """In documentation each name below `example.org` stands for a site of its own."""
    above = name[: -len(domain)].rstrip(".").rpartition(".")[2]
    return f"{above}.{domain}" if above else domain


def _public(name: str) -> str | None:
    """The registered domain of a private suffix itself (`github.io`); None for `co.uk`."""
    return _list(only_icann=True).privatesuffix(name)


def _extract(name: str) -> tuple[str, str]:
    """The label before the public suffix and the suffix, '' for what there is none of."""
    suffix = _list(only_icann=False).publicsuffix(name) or ""
    if not suffix:
        return name.rpartition(".")[2], ""
    return name[: -len(suffix)].rstrip(".").rpartition(".")[2], suffix


@lru_cache(maxsize=2)
def _list(*, only_icann: bool) -> "PublicSuffixList":
    """The suffixes of registries alone, or with private ones and blog platforms; hosts are asked for in IDNA."""
    from publicsuffixlist import PSLFILE, PublicSuffixList, __version__

    source = kept.kept_json("suffixes", kept.digest((__version__.encode(),)), lambda: list(_in_idna(Path(PSLFILE))))
    if not only_icann:
        source = (*source, *PLATFORMS)
    return PublicSuffixList(source, accept_unknown=False, accept_encoded_idn=False, only_icann=only_icann)


def _in_idna(path: Path) -> Iterator[str]:
    """The lines of a suffix list as hosts are written; comments stay, which part it."""
    for line in path.read_text(encoding="utf-8").splitlines():
        bare = line.split(" ")[0].strip()
        mark = bare[:1] if bare.startswith("!") else ""
        if bare and not bare.startswith("//"):
            yield mark + bare.removeprefix(mark).encode("idna").decode("ascii")
        elif line.startswith("// ==="):
            yield line
