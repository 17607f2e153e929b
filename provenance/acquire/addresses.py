"""Which network addresses a page may lead to: only those of the public internet.

A name is resolved once, and the very address that was checked is connected to, so that a second answer
of the name server cannot lead elsewhere. Redirects pass the same gate.
"""

import ipaddress
import socket

from provenance.errors import Refused, Unreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LIMIT = 8


def resolve(host: str, port: int, *, allow_private: bool = False) -> tuple[str, ...]:
    """The addresses of a host that may be connected to, at most 8, in the resolver's order.

    Unreachable when there is none, Refused when the host leads to this machine or a private network.
    """
    found = tuple(dict.fromkeys(_lookup(_undotted(host.strip("[]")), port)))
    if allow_private:
        return found[:_LIMIT]
    # One private address among public ones is an attack or a mistake: neither is followed.
    bad = next((address for address in found if not is_public(address)), None)
    if bad is not None:
        named = "" if bad == host.strip("[]") else f" ({bad})"
        raise Refused(f"{host}: a private or local address{named}")
    return found[:_LIMIT]


def _undotted(host: str) -> str:
    """A name that no name server need be asked for without the dot at its end: `localhost.`, `127.0.0.1.`."""
    bare = host.rstrip(".")
    last = bare.rpartition(".")[2].lower()
    return bare if last == "localhost" or last.isdigit() else host


def refuse_literal(host: str) -> None:
    """Refused when a host is written as an address of this machine or a private network; no name is resolved."""
    bare = _undotted(host.strip("[]"))
    try:
        found = socket.getaddrinfo(bare, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError, ValueError):
        found = []
    is_here = bare.lower().rpartition(".")[2] == "localhost"
    if is_here or not all(is_public(str(entry[4][0])) for entry in found):
        raise Refused(f"{host}: a private or local address")


def is_public(address: str) -> bool:
    """Whether an IP address is a unicast address of the public internet, also under IPv6 disguises."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    return all(_is_global(one) for one in (known, *_embedded(known)))


def _is_global(address: Address) -> bool:
    blocked = address.is_multicast or address.is_reserved or address.is_unspecified or _is_local(address)
    if isinstance(address, ipaddress.IPv6Address) and address in _NAT64:
        return True
    mapped = isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None
    return mapped or (address.is_global and not blocked)


def _is_local(address: Address) -> bool:
    site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_loopback or address.is_link_local or address.is_private or site_local


def _embedded(address: Address) -> tuple[Address, ...]:
    """The IPv4 addresses that an IPv6 address carries: mapped, NAT64, 6to4, Teredo, compatible."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in _NAT64 or int(address) >> 32 == 0:
        return (ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF),)
    if address.sixtofour:
        return (address.sixtofour,)
    return address.teredo or ()


def _lookup(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError):
        raise Unreachable(f"{host}: no such host") from None
    if not found:
        raise Unreachable(f"{host}: no such host")
    return [str(entry[4][0]) for entry in found]
