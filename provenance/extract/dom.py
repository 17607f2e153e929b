"""HTML -> the visible blocks of a page in reading order, each with the element it stands in.

Nothing is judged here: navigation, comments and credits are all kept; `places` says what is what.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from provenance.extract.flow import BREAK, CLOSE, OPEN, Anchor, lay, seen
from provenance.extract.tables import INLINE, SLANTED, UNREAD
from provenance.extract.tree import LOST, flatten, parse
from provenance.model import Link

MAX_BLOCKS = 50_000
MAX_BOXES = 200_000
MAX_LINKS = 50_000

_NAMING = ("class", "id", "role", "itemprop", "rel", "data-testid")
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_UNSEEN_CLASS = re.compile(r"(?<!\S)(sr-only|screen-reader-text|visually-?hidden|assistive-text)(?!\S)")
_PRE_STYLE = re.compile(r"white-space\s*:\s*pre", re.I)
BOLD = frozenset({"strong", "b"})
LONGEST_LABEL = 40
BEGINS = re.compile(r"\s*[^\W_a-z]|\s*[\"«“„]")
_FIELD = re.compile(
    r"author|byline|\bdate|time|publi|posted|source|credit|categ|rubri|\bmeta|\bfn\b|agency|editor|provider"
    r"|transl|locat|value|field"
)


@dataclass(frozen=True, slots=True)
class Box:
    """An element that text stands in: `parent` is an index, `names` its class, id, role, itemprop, rel."""

    parent: int
    tag: str
    names: str


@dataclass(frozen=True, slots=True)
class Raw:
    """A block of text, its element's box, and the names of the inline elements within it."""

    text: str
    links: tuple[Link, ...]
    box: int
    tag: str
    fields: str = ""


@dataclass(frozen=True, slots=True)
class Dom:
    """The blocks of a page, the boxes they stand in (parents first), its images as (box, src, number of the
    block that follows)."""

    boxes: tuple[Box, ...]
    blocks: tuple[Raw, ...]
    images: tuple[tuple[int, str, int], ...]
    deepest: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the start of an element changed, to be undone at its end."""

    box: int
    block: bool
    link: bool
    pre: bool
    names: str


@dataclass(slots=True)
class _Writer:
    """The state of one walk over the tree."""

    boxes: list[Box] = field(default_factory=list)
    blocks: list[Raw] = field(default_factory=list)
    images: list[tuple[int, str, int]] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    within: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    opened: list[Anchor] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    ended: str | None = None
    pre: int = 0
    links: int = 0

    @property
    def box(self) -> int:
        return self.frames[-1].box if self.frames else -1

    def text(self, text: str | None) -> None:
        if not text:
            return
        text = seen(text)
        if self.pre:
            text = text.replace("\r\n", "\n").replace("\n", BREAK)
        self.pieces.append(text)
        if text and not text.isspace():
            self.ended = None

    def flush(self) -> None:
        """End the block being written; links that are still open go on in the next one."""
        if self.within and self.pieces and len(self.blocks) < MAX_BLOCKS:
            self.pieces.extend(CLOSE for _ in self.opened)
            box, names = self.within[-1], " ".join(self.fields)
            for run in lay("".join(self.pieces), self.anchors):
                self.blocks.append(Raw(run.text, run.links, box, self.boxes[box].tag, names))
        self.pieces, self.anchors, self.fields, self.ended = [], [], [], None
        for anchor in self.opened:
            self.link(anchor)

    def link(self, anchor: Anchor) -> None:
        self.pieces.append(OPEN)
        self.anchors.append(anchor)


def read(html: str, root: etree._Element) -> Dom:
    """The visible blocks of `root` (parsed from `html`); links are as written."""
    dom = walk(root)
    if dom.deepest >= LOST:
        flat = parse(flatten(html))
        dom = walk(flat) if flat is not None else dom
    if _size(dom) < 250:  # some pages are hidden until a script shows them
        shown = walk(root, reveal=True)
        dom = shown if _size(shown) > 2 * _size(dom) + 100 else dom
    return dom


def _size(dom: Dom) -> int:
    return sum(len(block.text) for block in dom.blocks)


def walk(root: etree._Element, *, reveal: bool = False) -> Dom:
    """One pass over the tree; with `reveal`, hidden elements are read too."""
    writer, deepest = _Writer(), 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else "script"
        if event == "end":
            _end(writer)
            writer.text(element.tail)
        elif _skipped(element, tag, reveal) or len(writer.boxes) >= MAX_BOXES:
            walker.skip_subtree()
            writer.frames.append(_Frame(writer.box, False, False, False, ""))
        else:
            _start(writer, element, tag)
            deepest = max(deepest, len(writer.frames))
    writer.flush()
    return Dom(tuple(writer.boxes), tuple(writer.blocks), tuple(writer.images), deepest)


def _skipped(element: etree._Element, tag: str, reveal: bool) -> bool:
    """Is this element no text at all, or (unless `reveal`) hidden from readers?"""
    if tag in UNREAD or (tag == "template" and element.get("shadowrootmode") is None):
        return True
    if reveal:
        return False
    if tag == "dialog" and element.get("open") is None:
        return True
    return (
        element.get("hidden") not in (None, "until-found", "false")
        or bool(_UNSEEN_STYLE.search(element.get("style") or ""))
        or bool(_UNSEEN_CLASS.search(element.get("class") or ""))
    )


def _start(writer: _Writer, element: etree._Element, tag: str) -> None:
    inline = tag in INLINE or ":" in tag
    names = _names(element)
    pre = tag in {"pre", "xmp", "listing"} or bool(_PRE_STYLE.search(element.get("style") or ""))
    href = (element.get("href") or "").strip() if tag == "a" and writer.links < MAX_LINKS else ""
    writer.links += bool(href)
    box = writer.box
    if not inline:
        writer.flush()
    if names or not inline:
        writer.boxes.append(Box(box, tag, names))
        box = len(writer.boxes) - 1
    if inline:
        _part(writer, names, tag, element.text)
        if names:
            writer.fields.append(names)
        if tag in SLANTED and not "".join(writer.pieces).strip(f" \t\n{BREAK}{OPEN}"):
            writer.fields.append(f"tag-{tag}")
    else:
        writer.within.append(box)
    writer.frames.append(_Frame(box, not inline, bool(href), pre, names or tag))
    writer.pre += pre
    if href:
        anchor = Anchor(href, (element.get("rel") or "").strip().lower())
        writer.opened.append(anchor)
        writer.link(anchor)
    elif tag == "br":
        writer.pieces.append(BREAK)
    elif tag == "img":
        source = element.get("data-src") or element.get("data-lazy-src") or element.get("src") or ""
        writer.images.append((box, source.strip()[:2000], len(writer.blocks)))
    writer.text(element.text)


def _end(writer: _Writer) -> None:
    frame = writer.frames.pop()
    if frame.link:
        writer.pieces.append(CLOSE)
        writer.opened.pop()
    if frame.block:
        writer.flush()
        writer.within.pop()
    elif writer.pieces and frame.names:
        writer.ended = frame.names
    writer.pre -= frame.pre


def _part(writer: _Writer, names: str, tag: str, text: str | None) -> None:
    """Keep two inline elements apart that stand side by side without any text between them.

    Two different fields (an author and a date) become two lines, other marked or linked elements
    two words; a label that ends in a colon stays with its value, and one in bold without gets one.
    """
    last = writer.ended
    if last in BOLD and tag not in BOLD and _is_label("".join(writer.pieces)) and text and BEGINS.match(text):
        writer.pieces.append(": ")
        return
    if last is None or tag in {"br", "img", "wbr"} or not (" " in last or " " in names or tag == "a"):
        return
    before = "".join(writer.pieces[-4:]).rstrip(f" \t\n{OPEN}{CLOSE}")
    if len(before) < 2 or before.endswith(BREAK):
        return
    label = before.endswith((":", "：")) or len(before) < 5
    fields = last != names and bool(_FIELD.search(last)) and bool(_FIELD.search(names))
    writer.pieces.append(BREAK if fields and not label else " ")


def _is_label(text: str) -> bool:
    """Whether what stands in a block so far is one short word or two: 'Källa' before its value."""
    word = text.strip(f" \t\n{OPEN}{CLOSE}")
    return 3 < len(word) <= LONGEST_LABEL and word[-1].isalpha() and BREAK not in word and word.count(" ") < 3


def _names(element: etree._Element) -> str:
    """The names of an element, each after a space, lower-cased and bounded; '' without any."""
    found = [value for key in _NAMING if (value := element.get(key))]
    return " " + " ".join(" ".join(found).lower().split())[:300] if found else ""
