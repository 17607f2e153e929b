"""HTML -> lxml's tree, and how to keep a page readable that nests deeper than the parser goes.

libxml2 loses the text below 2,048 open elements without a word: such a page is flattened first (tags
below `DEEP` open ones become line breaks) and parsed again.
"""

import re

from lxml import etree

from provenance.extract.tables import INLINE, UNNESTED, VOID

DEEP = 200
LOST = 2_000

_BREAKS = re.compile(r"(?:<br>\s*){3,}")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")


def parse(html: str) -> etree._Element | None:
    """The root element of a page, or None when there is no markup in it. Never fetches."""
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        return etree.fromstring(html.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def flatten(html: str) -> str:
    """The page with the tags below `DEEP` open elements turned into breaks; linear in its length."""
    depth = below = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth, below
        name = tag[2].lower()
        if name in VOID or (name in UNNESTED and depth < DEEP):
            return tag[0]
        if tag[1]:
            if below:
                below -= 1
                return "" if name in INLINE else "<br><br>"
            depth = max(depth - 1, 0)
            return tag[0]
        if depth >= DEEP:
            below += 1
            return "" if name in INLINE else "<br><br>"
        depth += 1
        return tag[0]

    return _BREAKS.sub("<br><br>", _TAG.sub(keep, html))
