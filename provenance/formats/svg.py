"""A still picture of the chain."""

from collections import Counter
from collections.abc import Iterator
from typing import TextIO, TypeAlias
from unicodedata import combining, east_asian_width

from provenance.formats.layers import places
from provenance.formats.looks import LOOKS
from provenance.formats.markup import escape
from provenance.formats.values import clean, label, name, number, one_line
from provenance.model import Derivation, Graph, Node, Relation, Status, Verdict

Spot: TypeAlias = tuple[int, int]

_WIDE, _HIGH, _ACROSS, _DOWN, _EDGE = 230, 66, 170, 30, 24
_FIT = 31  # letters of a line in a box; wide ones count twice
_TOLD = 200  # hops told in words

_BORDERS = {
    Status.READ: "",
    Status.NAMED: ' stroke-dasharray="6 3"',
    Status.UNREACHABLE: ' stroke-dasharray="12 3" stroke-width="2.5"',
    Status.NOT_LOOKED: ' stroke-dasharray="2 3"',
    Status.UNIDENTIFIED: ' stroke-dasharray="6 3 2 3"',
}
_HEADS = {
    "full": '<path d="M0,0 L10,4 L0,8 Z" fill="#3a4252"/>',
    "twin": '<path d="M0,0 L6,4 L0,8 Z M5,0 L11,4 L5,8 Z" fill="#3a4252"/>',
    "hollow": '<path d="M1,1 L9,4 L1,7 Z" fill="#fff" stroke="#3a4252"/>',
    "open": '<path d="M1,0 L9,4 L1,8" fill="none" stroke="#3a4252"/>',
    "lozenge": '<path d="M0,4 L5,1 L10,4 L5,7 Z" fill="#3a4252"/>',
}


def write(graph: Graph, out: TextIO, focus: str | None = None) -> None:
    """SVG: a picture of the chain, the origin at the left, its copies to the right, arrows from copy to source.

    It refers to nothing outside itself, runs nothing, and tells the hops in words to screen readers.
    """
    spots = {node: (_across(column), _down(row)) for node, (column, row) in places(graph).items()}
    used = [relation for relation in Relation if any(link.relation is relation for link in graph.links)]
    wide = max((x for x, _ in spots.values()), default=0) + _WIDE + _EDGE
    low = max((y for _, y in spots.values()), default=0) + _HIGH + _EDGE
    wide, high = max(wide, 480), low + 22 * len(used) + _EDGE
    out.write(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        ' role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="12" fill="#1d2330">\n'
    )
    out.write(f'<title id="title">{_text(_title(graph, focus))}</title>\n<desc id="desc">')
    out.writelines(_words(graph))
    out.write("</desc>\n<defs>\n")
    for key, shape in _HEADS.items():
        size = 'markerWidth="11" markerHeight="8" refX="10" refY="4" markerUnits="userSpaceOnUse" orient="auto"'
        out.write(f'<marker id="{key}" {size}>{shape}</marker>\n')
    out.write('</defs>\n<rect width="100%" height="100%" fill="#fff"/>\n')
    between: Counter[tuple[str, str]] = Counter()
    for link in graph.links:
        ends = link.derived, link.source
        out.write(_hop(link, spots[link.derived], spots[link.source], 28 * between[ends]))
        between[ends] += 1
    for node in graph.nodes:
        out.write(_box(node, spots[node.id], node.id == focus))
    for row, relation in enumerate(used):
        out.write(_sample(relation, low + 22 * row))
    out.write("</svg>\n")


def _across(column: int) -> int:
    return _EDGE + column * (_WIDE + _ACROSS)


def _down(row: int) -> int:
    return _EDGE + row * (_HIGH + _DOWN)


def _title(graph: Graph, focus: str | None) -> str:
    asked = next((node for node in graph.nodes if node.id == focus), None)
    return f"Where it came from: {label(asked)}" if asked else "Where they came from"


def _words(graph: Graph) -> Iterator[str]:
    yield f"{len(graph.nodes)} pages and sources, {len(graph.links)} hops between them.\n"
    nodes = {node.id: node for node in graph.nodes}
    for link in graph.links[:_TOLD]:
        derived, source = label(nodes[link.derived]), label(nodes[link.source])
        by = f" by {one_line(link.translator, 60)}" if link.translator else ""
        yield _text(f"{derived} is taken from {source}: {_relation(link)}{by}.") + "\n"
    if len(graph.links) > _TOLD:
        yield f"And {len(graph.links) - _TOLD} more hops.\n"


def _relation(link: Derivation) -> str:
    sure = number(link.confidence)
    verdict = f" ({link.judgement.value})" if link.judgement else ""
    return link.relation.value + ("" if sure is None else f" {sure:.0%}") + verdict


def _hop(link: Derivation, derived: Spot, source: Spot, bow: int) -> str:
    """A curve from the left of the copy to the right of its source, named in its middle, `bow` lower than straight."""
    look = LOOKS[link.relation]
    (x1, y1), (x2, y2) = (derived[0], derived[1] + _HIGH // 2), (source[0] + _WIDE, source[1] + _HIGH // 2)
    bend = max(60, abs(x1 - x2) // 2)
    path = f"M{x1},{y1} C{x1 - bend},{y1 + bow} {x2 + bend},{y2 + bow} {x2},{y2}"
    wide = 1 + 2 * min(1.0, max(0.0, number(link.confidence) or 0.0))
    pale = ' opacity="0.45"' if link.judgement is Verdict.REJECT else ""
    quote = next((one_line(item.quote, 300) for item in link.evidence if item.quote), "")
    tip = f"<title>{_text(quote)}</title>" if quote else ""
    line = f'<path d="{path}" fill="none" stroke="{look.colour}" stroke-width="{wide:.1f}"{_dashed(look.dashes)}'
    middle = f'x="{(x1 + x2) // 2}" y="{(y1 + y2 + 3 * bow // 2) // 2 - 5}" text-anchor="middle" font-size="11"'
    # Letters stand out from what they cross by a white rim.
    rim = 'stroke="#fff" stroke-width="4" paint-order="stroke"'
    line = f'{line} marker-end="url(#{look.head})"/>'
    return f"<g{pale}>{tip}{line}<text {middle} {rim}>{_text(_relation(link))}</text></g>\n"


def _dashed(dashes: str) -> str:
    return f' stroke-dasharray="{dashes}"' if dashes else ""


def _box(node: Node, spot: Spot, focus: bool) -> str:
    x, y = spot
    border = ' stroke-width="3.5"' if focus else _BORDERS[node.status]
    date = node.published.earliest.date().isoformat() if node.published else None
    facts = filter(None, (node.language, date, None if node.status is Status.READ else node.status.value))
    head = (name(node) or "").strip() or label(node)
    lines = [head, node.title if head != node.title else "", " · ".join(facts)]
    tip = "\n".join(filter(None, (node.title, node.url, node.detail)))
    texts = "".join(
        f'<text x="12" y="{21 + 17 * row}"{weight}>{_text(_cut(line or ""))}</text>'
        for row, (line, weight) in enumerate(zip(lines, (' font-weight="bold"', "", ' fill="#59626e"'), strict=True))
    )
    place = f'x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="8"'
    box = f'<rect {place} fill="#fff" stroke="#3a4252"{border}/>'
    # A picture within the picture is cut at its sides: no letter leaves its box, whatever its width.
    inner = f'<svg x="{x}" y="{y}" width="{_WIDE - 6}" height="{_HIGH}">{texts}</svg>'
    return f"<g><title>{_text(tip)}</title>{box}{inner}</g>\n"


def _sample(relation: Relation, y: int) -> str:
    look = LOOKS[relation]
    way = f'd="M{_EDGE + 70},{y} L{_EDGE},{y}" fill="none"'
    line = f'<path {way} stroke="{look.colour}" stroke-width="2"{_dashed(look.dashes)}'
    return f'{line} marker-end="url(#{look.head})"/><text x="{_EDGE + 82}" y="{y + 4}">{relation.value}</text>\n'


def _cut(text: str) -> str:
    """`text` on one line that fits a box."""
    line, room = one_line(text, 2 * _FIT), float(_FIT)
    for place, letter in enumerate(line):
        room -= _width(letter)
        if room < 0:
            return line[: place - 1].rstrip() + "…"
    return line


def _width(letter: str) -> float:
    if combining(letter):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1.2 if letter.isupper() or letter > "\u02ff" else 1


def _text(text: str) -> str:
    return escape(clean(text))
