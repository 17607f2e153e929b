"""Who may do what: the token, the session that a browser has for it, the hosts that a request may name."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

SHORTEST = 16
"""Characters of a token that somebody chose; others on a network may try theirs."""


@dataclass(frozen=True, slots=True)
class Access:
    """What is asked of a request. `private`: also reading needs the token. `hosts`: the names by which we are called.

    The session and the form key are drawn from the token, so that a restart with the same one forgets nobody.
    """

    token: str
    private: bool = False
    read_only: bool = False
    hosts: frozenset[str] = frozenset({"localhost"})
    cookie: str = "provenance"

    @property
    def session(self) -> str:
        """The value of the session's cookie."""
        return self._drawn("session")

    @property
    def form_key(self) -> str:
        """What each form carries, so that no other site can send one in a reader's name."""
        return self._drawn("form")

    def _drawn(self, purpose: str) -> str:
        return hmac.new(self.token.encode(), f"provenance {purpose}".encode(), hashlib.sha256).hexdigest()

    def is_token(self, said: str) -> bool:
        """Whether this is the token; takes as long for a near one as for any."""
        return same(said, self.token)

    def has_session(self, cookies: str) -> bool:
        """Whether a Cookie header holds the session."""
        try:
            found = SimpleCookie(cookies).get(self.cookie)
        except CookieError:
            return False
        return found is not None and same(found.value, self.session)

    def knows(self, host: str) -> bool:
        """Whether a Host header names us. A page of another site whose name was made to lead here does not.

        An address in figures is no name: nobody can lead it elsewhere.
        """
        name = host_name(host)
        return name in self.hosts or _is_address(name)


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, whatever characters somebody sent."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets, in small letters; "" when it is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
