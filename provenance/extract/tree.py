"""HTML -> lxml's tree, and how to keep a page readable that nests deeper than the parser goes.

libxml2 loses the text below 2,048 open elements without a word: such a page is flattened first (tags
below `DEEP` open ones become line breaks) and parsed again.
"""

import re

from lxml import etree

from provenance.extract.tables import HEAD, INLINE, UNNESTED, VOID

DEEP = 200
LOST = 2_000

_BREAKS = re.compile(r"(?:<br>\s*){3,}")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")


def parse(html: str) -> etree._Element | None:
    """The root element of a page, or None when there is no markup in it. Never fetches."""
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        root = etree.fromstring(html.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    if root is not None:
        _begin_body(root)
    return root


def _begin_body(root: etree._Element) -> None:
    """Put what no head may hold at the body's beginning, as HTML5 has it.

    libxml2 knows no `article` or `main`, and leaves those in the head when no `<body>` is written before them.
    """
    head, body = root.find("head"), root.find("body")
    first = next((child for child in head if child.tag not in HEAD), None) if head is not None else None
    if head is None or first is None:
        return
    moved = [first, *first.itersiblings()]
    if body is None:
        body = etree.SubElement(root, "body")
    for place, child in enumerate(moved):
        body.insert(place, child)


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
