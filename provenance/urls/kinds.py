"""What an address is for: a short link, a share button, a home page."""

import re
from typing import TypeGuard

from provenance.urls import tables
from provenance.urls.domains import under
from provenance.urls.parts import Parts, split, tidy

_INDEX = re.compile(r"(?:index|default|home|accueil|main)(?:\.[a-z]{2,5}\d?)?\Z", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"[a-z]{2}(?:[-_][a-z]{2,4})?\Z|(?:eng|rus|fra|deu|spa|ara|ukr|english|francais)\Z", re.IGNORECASE
)


def is_shortener(url: str) -> bool:
    """Whether an address is a short link that only a request could resolve (`bit.ly/x`)."""
    parts = _parts(url)
    return parts is not None and under(parts.host, tables.SHORTENERS)


def is_share_or_social(url: str) -> bool:
    """Whether an address is a share button, or the profile or home page of a social network.

    Posts (`x.com/foo/status/1`), videos and Telegram channels are sources like others: False.
    """
    text = tidy(url).lower()
    if text.startswith(("mailto:", "whatsapp:", "tg:", "viber:", "fb-messenger:", "sms:", "tel:")):
        return True
    parts = _parts(text)
    if parts is None:
        return False
    path = parts.path or "/"
    if any(path.startswith(start) and under(parts.host, (name,)) for name, start in tables.SHARE_PATHS):
        return True
    if "share=" in parts.query and re.search(r"(?:\A|&)share=[a-z-]+(?:&|\Z)", parts.query):
        return True
    return under(parts.host, tables.NETWORKS) and _profile(parts)


def is_home(url: str) -> bool:
    """Whether an address is a site's front page: nothing after the host but a language or an index page."""
    parts = _parts(url)
    if parts is None or parts.query or parts.fragment.startswith("!"):
        return False
    segments = _segments(parts)
    if segments and _INDEX.match(segments[-1]):
        segments.pop()
    return not segments or (len(segments) == 1 and bool(_LANGUAGE.match(segments[0])))


def is_deep(url: str | None) -> TypeGuard[str]:
    """Whether there is an address, and it is that of a page rather than of a site."""
    return bool(url) and not is_home(str(url))


def depth(url: str) -> int:
    """The number of segments of an address's path; 0 when it has none or is no address."""
    parts = _parts(url)
    return len(_segments(parts)) if parts else 0


def _profile(parts: Parts) -> bool:
    segments = _segments(parts)
    if segments and segments[0] in (
        "in",
        "company",
        "channel",
        "c",
        "user",
        "groups",
        "pages",
        "profile",
        "invite",
    ):
        return len(segments) <= 3
    story = parts.query and segments and segments[0] in ("watch", "story.php", "permalink.php", "photo.php", "wall")
    # A post of VK is one segment: wall-123_456.
    return len(segments) <= 1 and not story and not re.match(r"wall-?\d", segments[0] if segments else "")


def _segments(parts: Parts) -> list[str]:
    return [segment for segment in parts.path.split("/") if segment]


def _parts(url: str) -> Parts | None:
    text = tidy(url)
    return split(text) or (split(f"//{text}") if re.match(r"[\w-]+(?:\.[\w-]+)+(?:[:/?#]|\Z)", text) else None)
