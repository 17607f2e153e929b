"""Inline text as a reader sees it: white space collapsed, lines kept, links at exact offsets.

A block is written as one string with four noncharacters as marks, so that cleaning and
collapsing are done once, over the whole block, and offsets are counted on the final text only.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from provenance.model import Link

OPEN, CLOSE, BREAK = "\ufdd0", "\ufdd1", "\ufdd2"

_TOKEN = re.compile(f"[{OPEN}{CLOSE}{BREAK}]|\\s+|[^\\s{OPEN}{CLOSE}{BREAK}]+")
_MARKS = re.compile(f"[{OPEN}{CLOSE}{BREAK}]")
# Soft hyphen, zero-width and bidi controls, other controls, noncharacters, lone surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# The joiners are spelling in Arabic and Indic scripts and in emoji, and noise elsewhere.
_JOINER = re.compile(
    "(?<![\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]+"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The address and the rel of a link, before its place in the text is known."""

    url: str
    rel: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text without an empty line in it, with its links."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class _Opened:
    anchor: Anchor
    start: int | None = None
    seen: bool = False


@dataclass(slots=True)
class _Sheet:
    """The run being written: pieces of text, their summed length, links without their text."""

    pieces: list[str] = field(default_factory=list)
    size: int = 0
    links: list[tuple[int, int, Anchor]] = field(default_factory=list)

    def write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.size += len(piece)

    def run(self) -> Run:
        text = "".join(self.pieces)
        links = tuple(
            Link(start, end, anchor.url, text[start:end], anchor.rel)
            for start, end, anchor in sorted(self.links, key=lambda link: link[:2])
        )
        return Run(text, links)


def seen(text: str) -> str:
    """Drop the characters that no reader sees; the marks of this module are among them."""
    if text.isascii() and text.isprintable():
        return text
    return _JOINER.sub("", _UNSEEN.sub("", text))


def plain(text: str) -> str:
    """One line of text: unseen characters dropped, white space collapsed, NFC."""
    return unicodedata.normalize("NFC", " ".join(seen(text).split()))


def lay(source: str, anchors: Sequence[Anchor]) -> Iterator[Run]:
    """Lay out a block written with marks; an empty line parts it into several runs.

    `source` holds text already passed through `seen`, OPEN and CLOSE around anchors (in the order
    of `anchors`) and BREAK for line breaks. Runs without text are left out.
    """
    source = unicodedata.normalize("NFC", source)
    if not _MARKS.search(source):
        text = " ".join(source.split())
        if text:
            yield Run(text)
        return
    yield from (run for run in _runs(source, iter(anchors)) if run.text)


def _runs(source: str, anchors: Iterator[Anchor]) -> Iterator[Run]:
    sheet, opened, breaks, gap = _Sheet(), list[_Opened](), 0, False
    for token in _TOKEN.findall(source):
        if token == OPEN:
            opened.append(_Opened(next(anchors)))
        elif token == CLOSE:
            _close(sheet, opened)
        elif token == BREAK:
            breaks += 1
        elif token.isspace():
            gap = True
        else:
            if breaks > 1 and sheet.size:
                yield _cut(sheet, opened)
                sheet = _Sheet()
            elif sheet.size and (breaks or gap):
                sheet.write("\n" if breaks else " ")
            breaks, gap = 0, False
            _mark(opened, sheet.size)
            sheet.write(token)
    while opened:
        _close(sheet, opened)
    yield sheet.run()


def _mark(opened: list[_Opened], at: int) -> None:
    for one in opened:
        one.seen = True
        if one.start is None:
            one.start = at


def _close(sheet: _Sheet, opened: list[_Opened]) -> None:
    """End the innermost link; one without any text (an image) is a point in the text."""
    if not opened:
        return
    one = opened.pop()
    if one.start is not None:
        sheet.links.append((one.start, sheet.size, one.anchor))
    elif not one.seen:
        sheet.links.append((sheet.size, sheet.size, one.anchor))


def _cut(sheet: _Sheet, opened: list[_Opened]) -> Run:
    """End a run at an empty line; links that are still open go on in the next one."""
    for one in opened:
        if one.start is not None:
            sheet.links.append((one.start, sheet.size, one.anchor))
            one.start = None
    return sheet.run()
