"""Pages that say in words that they are gone, though their server says all is well ("soft 404")."""

import re
import tomllib
from functools import cache
from html import unescape
from pathlib import Path

from provenance.charset import text_of

_HEAD = 65_536
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|»·•]\s*|\s+[-–—]\s+|:\s+|[.!?…]+\s+")
_NO_LETTERS = re.compile(r"[\W\d_]+")
# A page that calls itself an article may well be one about pages that are gone.
_ARTICLE = re.compile(
    r'"@type"\s*:\s*\[?\s*"(?:\w*Article|BlogPosting)"|property\s*=\s*["\']?og:type["\']?\s+content\s*=\s*["\']?article\b',
    re.IGNORECASE,
)


def says_gone(body: bytes, charset: str | None) -> str | None:
    """The title of an HTML page if that says that there is no such page; None for all others."""
    head = text_of(body[:_HEAD], charset)
    found = _TITLE.search(head)
    if found is None or _ARTICLE.search(head):
        return None
    title = " ".join(unescape(found[1]).split())
    return title if any(map(_is_gone, _PARTS.split(title))) else None


def _is_gone(part: str) -> bool:
    words = _NO_LETTERS.sub(" ", part).strip().casefold()
    phrases, errors = _words()
    return words in phrases or ("404" in part and words in errors)


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    known = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return (
        frozenset(_NO_LETTERS.sub(" ", one).strip().casefold() for one in known["phrases"]),
        frozenset(one.casefold() for one in known["errors"]),
    )
