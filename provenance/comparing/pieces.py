"""What of an article is compared: its paragraphs in reading order, credits and captions among them."""

import unicodedata
from collections.abc import Iterator

import regex

from provenance.comparing.nouns import Piece
from provenance.match.sentences import sentences
from provenance.match.tokens import LIMIT, tokens
from provenance.model import Article, Place

SHOWN = frozenset({Place.HEAD, Place.BYLINE, Place.INLINE, Place.QUOTE, Place.CAPTION, Place.TAIL})
MOST = 600
"""Paragraphs of one article that are compared singly; of more, neighbours are joined."""
MOST_SENTENCES = 250
"""The same for sentences, which are costlier to compare."""
_FOLDS = regex.compile(r"\s+|[‘’‚‛`´ʼ']|[“”„‟«»\"]|[‐‑‒–—―-]|\.\.\.|…|[\u00ad\u200b-\u200f\u2060\ufeff]")
_KINDS = {"…": "...", "...": "..."}


def paragraphs(article: Article) -> tuple[Piece, ...]:
    """The blocks that a reader takes for the article, title and page furniture left out."""
    return _joined([Piece(0, n, text, place) for n, (text, place) in enumerate(_shown(article), 1)], MOST)


def in_sentences(article: Article) -> tuple[Piece, ...]:
    """The sentences of the same blocks."""
    found = [
        Piece(0, number, part.text, place)
        for number, (text, place) in enumerate(_shown(article), 1)
        for part in sentences(text, at_most=len(text) or 1)
    ]
    return _joined(found, MOST_SENTENCES)


def _joined(found: list[Piece], most: int) -> tuple[Piece, ...]:
    """At most so many pieces, neighbours joined, with their numbers."""
    size = -(-len(found) // most) or 1
    groups = (found[i : i + size] for i in range(0, len(found), size))
    return tuple(
        Piece(number, group[0].paragraph, "\n".join(piece.text for piece in group), group[0].place)
        for number, group in enumerate(groups, 1)
    )


def is_long(article: Article) -> bool:
    """Whether more stands in the article than is compared."""
    return sum(len(block.text) for block in article.blocks if block.place in SHOWN) > LIMIT


def forms(text: str) -> list[str]:
    """The folded words of a text, by which paragraphs find each other; its marks when it has no words."""
    return [token.form for token in tokens(text)] or text.split()


def in_one_form(text: str) -> str:
    """`text` without what copying alone changes: spaces, kinds of quotation marks and dashes, composed letters."""
    return " ".join(_FOLDS.sub(_plain, unicodedata.normalize("NFKC", text)).split())


def _plain(found: regex.Match[str]) -> str:
    mark = found[0]
    if mark.isspace():
        return " "
    if mark in _KINDS:
        return _KINDS[mark]
    if mark in "‘’‚‛`´ʼ'“”„‟«»\"":
        return '"'
    return "-" if mark in "‐‑‒–—―-" else ""


def _shown(article: Article) -> Iterator[tuple[str, Place]]:
    left = LIMIT
    for block in article.blocks:
        if block.place not in SHOWN or left <= 0:
            continue
        lines = (" ".join(line.split()) for line in block.text.splitlines())
        text = "\n".join(line for line in lines if line)[:left]
        if text:
            left -= len(text)
            yield text, block.place
