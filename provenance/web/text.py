"""The text of a page with the lines that say where it came from marked in their places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from provenance.model import Article, Block, Place, Signal

_READ = frozenset({Place.TITLE, Place.HEAD, Place.BYLINE, Place.INLINE, Place.TAIL, Place.CAPTION, Place.QUOTE})

_BLOCKS, _LETTERS = 200, 200_000  # of a part of a text, which is what one page shows


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters; `mark` says what is read from it, `link` is the hop that it speaks for, both may be empty."""

    text: str
    mark: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a page, in pieces."""

    place: str
    heading: bool
    pieces: tuple[Piece, ...]

    @property
    def marked(self) -> bool:
        """Whether a line of it speaks of the origin."""
        return any(piece.mark for piece in self.pieces)


def passages(article: Article, signals: Iterable[Signal], quotes: Mapping[str, str]) -> list[Passage]:
    """What a reader sees of a page, in order, with its marks; `quotes` gives the hop by the line quoted for it.

    Of menus, comments and the like only what is marked.
    """
    spoken: dict[int, list[Signal]] = {}
    for signal in signals:
        spoken.setdefault(signal.block, []).append(signal)
    shown = (_passage(block, spoken.get(number, []), quotes) for number, block in enumerate(article.blocks))
    kept = [one for one, block in zip(shown, article.blocks, strict=True) if block.place in _READ or one.marked]
    return kept or [Passage("inline", False, (Piece(line),)) for line in article.text.split("\n") if line]


def parts(found: Iterable[Passage]) -> list[list[Passage]]:
    """The passages of a text, as many together as one page bears; of a huge one its beginning."""
    made: list[list[Passage]] = []
    left = blocks = 0
    for one in found:
        size = sum(len(piece.text) for piece in one.pieces)
        if not made or size > left or not blocks:
            made.append([])
            left, blocks = _LETTERS, _BLOCKS
        made[-1].append(one if size <= _LETTERS else replace(one, pieces=tuple(_begun(one.pieces))))
        left, blocks = left - size, blocks - 1
    return made


def _begun(pieces: Iterable[Piece]) -> Iterator[Piece]:
    left = _LETTERS
    for piece in pieces:
        if len(piece.text) > left:
            yield replace(piece, text=piece.text[:left] + "…")
            return
        left -= len(piece.text)
        yield piece


def around(found: list[Passage], before: int = 1, most: int = 12) -> list[Passage | None]:
    """The marked passages with those before them; None where others are left out. Without marks, the beginning."""
    wanted = {
        near for place, one in enumerate(found) if one.marked for near in range(max(0, place - before), place + 1)
    }
    chosen = sorted(wanted)[:most] or list(range(min(3, len(found))))
    shown: list[Passage | None] = []
    last = -1
    for place in chosen:
        if place != last + 1:
            shown.append(None)
        shown.append(found[place])
        last = place
    return [*shown, None] if last < len(found) - 1 else shown


def _passage(block: Block, signals: list[Signal], quotes: Mapping[str, str]) -> Passage:
    heading = block.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    return Passage(block.place.value, heading, tuple(_pieces(block.text, signals, quotes)))


def _pieces(text: str, signals: list[Signal], quotes: Mapping[str, str]) -> Iterator[Piece]:
    """Marks do not overlap: the one that begins first, and of those the longest, is shown."""
    at = 0
    for signal in sorted(signals, key=lambda one: (one.start, -one.end)):
        start, end = max(signal.start, 0), min(signal.end, len(text))
        if start < at or end <= start:
            continue
        if start > at:
            yield Piece(text[at:start])
        link = next((quotes[quote] for quote in (signal.quote, text[start:end]) if quote in quotes), "")
        yield Piece(text[start:end], _said(signal), link)
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _said(signal: Signal) -> str:
    """What a line was read as, for the tip over it."""
    source = signal.source
    of = (source.name or source.domain or source.url) if source else None
    by = f"translator {signal.translator}" if signal.translator else None
    what = signal.relation.value if signal.relation else "importer's stamp" if signal.stamp else "credit"
    return ", ".join(filter(None, (f"{what} of {of}" if of else what, by, f"found by {signal.finder}")))
