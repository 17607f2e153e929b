"""One self-contained page: the picture, its evidence and its tables, from files in `assets`.

A server that draws a chain within pages of its own takes the same parts: `frame()` is the HTML that the picture
lives in, `style()` its style sheet, `scripts()` what draws it, `put_data` the graph as JSON for the element
`<script type="application/json" id="data">`, and `policy(style, *scripts)` the content security policy that
allows these and nothing else. The scripts come after the frame and the data, in the order given.
"""

import base64
import hashlib
import html
import re
from collections.abc import Callable
from importlib.resources import files
from typing import TextIO

from provenance.formats.jsontext import in_json, put_list
from provenance.formats.looks import LOOKS
from provenance.formats.record import Record
from provenance.formats.values import (
    address,
    clean,
    cleaned,
    evidence_json,
    label,
    link_json,
    moment,
    node_json,
    one_line,
)
from provenance.model import Derivation, Graph, Judgement, Node

# d3-zoom and what it needs, in the order in which they need each other.
_D3 = ("dispatch", "color", "timer", "ease", "selection", "interpolate", "drag", "transition", "zoom")
_SCRIPTS = (
    "text.js", "graph.js", "slots.js", "layout.js", "routes.js", "paint.js", "marks.js", "axis.js", "cards.js",
    "image.js", "view.js", "sketch.js", "panel.js", "tables.js", "filters.js", "print.js", "main.js",
)  # fmt: skip
_SLOT = re.compile(r"\{\{(\w+)\}\}")
# Inside a script element these could end it, open a comment, or (in old parsers) end a line.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def write(graph: Graph, out: TextIO, focus: str | None = None, record: Record | None = None) -> None:
    """One interactive page that needs no network: origin left, copies right, evidence on click."""
    sheet, (library, script) = style(), scripts()
    slots: dict[str, Callable[[], None]] = {
        "policy": lambda: _put(out, policy(sheet, library, script)),
        "title": lambda: _put(out, html.escape(_title(graph, focus))),
        "style": lambda: _put(out, sheet),
        "frame": lambda: _put(out, frame()),
        "data": lambda: put_data(graph, out, focus, record),
        "library": lambda: _put(out, library),
        "script": lambda: _put(out, script),
    }
    # re.split keeps the names of the slots at the odd places.
    for index, part in enumerate(_SLOT.split(_asset("page.html"))):
        slots[part]() if index % 2 else _put(out, part)


def frame() -> str:
    """The HTML that the picture lives in, without data: header, filters, picture, evidence, tables."""
    return _asset("frame.html")


def style() -> str:
    """The style sheet of the frame, for light, dark, narrow windows and paper."""
    return _asset("page.css")


def scripts() -> tuple[str, str]:
    """The library and what draws the picture with it, to be run in this order after frame and data."""
    library = "\n".join(_asset(f"d3/{name}.min.js").strip() for name in _D3)
    return f"/*\n{_asset('d3/LICENSE').strip()}\n*/\n{library}\n", "".join(map(_asset, _SCRIPTS))


def policy(sheet: str, *allowed: str) -> str:
    """A content security policy under which only the style `sheet` and the scripts `allowed` work, by their digests."""
    return (
        f"default-src 'none'; script-src {' '.join(map(_hash, allowed))}; style-src {_hash(sheet)}; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def put_data(graph: Graph, out: TextIO, focus: str | None = None, record: Record | None = None) -> None:
    """Write what the picture shows as JSON that cannot end its script element: focus, looks, nodes, links.

    With a `record`, evidence has what stands around its line, nodes when they were captured, links the words of
    people on them.
    """
    proofs = record or Record()
    looks = {relation.value: {"dashes": look.dashes, "head": look.head} for relation, look in LOOKS.items()}
    out.write('{"focus":' + _text(cleaned(focus)) + ',"looks":' + _text(looks) + ',"nodes":[')
    put_list(out, (node_json(node) | {"captured": _captured(proofs, node)} for node in graph.nodes), _text)
    out.write('],"links":[')
    put_list(out, (_link(link, proofs) for link in graph.links), _text)
    out.write("]}")


def _put(out: TextIO, text: str) -> None:
    out.write(text)


def _asset(name: str) -> str:
    return (files("provenance.formats") / "assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _title(graph: Graph, focus: str | None) -> str:
    asked = next((node for node in graph.nodes if node.id == focus), None)
    return one_line(f"Where it came from: {label(asked)}" if asked else "Where they came from", 120)


def _captured(record: Record, node: Node) -> list[dict[str, str | None]]:
    captures = record.kept[node.id].captures if node.id in record.kept else ()
    return [{"when": moment(each.fetched), "memento": address(each.memento)} for each in captures]


def _link(link: Derivation, record: Record) -> dict[str, object]:
    evidence = evidence_json(link.evidence)
    for index, item in enumerate(evidence):
        context = record.contexts.get((link.id, index))
        item["around"] = context and {
            "node": clean(context.node),
            "before": clean(context.before),
            "after": clean(context.after),
        }
    words = [_word(word) for word in record.judgements.get(link.id, ())]
    return link_json(link) | {"words": words, "evidence": evidence}


def _word(word: Judgement) -> dict[str, str | None]:
    return {"verdict": word.verdict.value, "by": clean(word.by), "at": moment(word.at), "note": cleaned(word.note)}


def _text(value: object) -> str:
    return in_json(value).translate(_ESCAPES)
