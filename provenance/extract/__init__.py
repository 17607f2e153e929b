"""Capture -> Article: the visible blocks of a page in reading order, each with its Place, and its metadata.

Credits stand where main-text extractors cut (heads, bylines, last lines), so every visible block is
kept and judged by place; nothing is left out but what no reader sees.
"""

from provenance.model import Article, Capture

__all__ = ["extract"]


def extract(capture: Capture) -> Article:
    """The article of a capture; values that the capture's container declares outrank the page's.

    Raises NotAnArticle when there is no text in it.
    """
    from provenance.extract.article import build

    return build(capture)
