"""One self-contained page: the picture, its evidence and its tables, from files in `assets`."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import TextIO

from provenance.formats.values import (
    clean,
    cleaned,
    evidence_json,
    label,
    node_json,
    number,
    one_line,
    rivals_json,
)
from provenance.model import Derivation, Graph

_SCRIPTS = ("text.js", "graph.js", "layout.js", "picture.js", "panel.js", "tables.js", "main.js")
_SLOT = re.compile(r"\{\{(\w+)\}\}")
# Inside a script element these could end it, open a comment, or (in old parsers) end a line.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def write(graph: Graph, out: TextIO, focus: str | None = None) -> None:
    """One interactive page that needs no network: origin left, copies right, evidence on click."""
    style, layout, script = _asset("page.css"), _asset("dagre.min.js"), "".join(map(_asset, _SCRIPTS))
    slots: dict[str, Callable[[], None]] = {
        "policy": lambda: _put(out, _policy(style, layout, script)),
        "title": lambda: _put(out, html.escape(_title(graph, focus))),
        "style": lambda: _put(out, style),
        "data": lambda: _data(graph, out, focus),
        "layout": lambda: _put(out, layout),
        "script": lambda: _put(out, script),
    }
    # re.split keeps the names of the slots at the odd places.
    for index, part in enumerate(_SLOT.split(_asset("page.html"))):
        slots[part]() if index % 2 else _put(out, part)


def _put(out: TextIO, text: str) -> None:
    out.write(text)


def _asset(name: str) -> str:
    return (files("provenance.formats") / "assets" / name).read_text(encoding="utf-8")


def _policy(style: str, *scripts: str) -> str:
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _title(graph: Graph, focus: str | None) -> str:
    asked = next((node for node in graph.nodes if node.id == focus), None)
    return one_line(f"Where it came from: {label(asked)}" if asked else "Where they came from", 120)


def _data(graph: Graph, out: TextIO, focus: str | None) -> None:
    out.write('{"focus":' + _text(cleaned(focus)) + ',"nodes":[')
    _list(out, (node_json(node) for node in graph.nodes))
    out.write('],"links":[')
    _list(out, (_link(link) for link in graph.links))
    out.write("]}")


def _link(link: Derivation) -> dict[str, object]:
    return {
        "id": clean(link.id),
        "derived": clean(link.derived),
        "source": clean(link.source),
        "relation": link.relation.value,
        "confidence": number(link.confidence),
        "translator": cleaned(link.translator),
        "translated_for": cleaned(link.translated_for),
        "judgement": link.judgement.value if link.judgement else None,
        "evidence": evidence_json(link.evidence),
        "rivals": rivals_json(link),
    }


def _list(out: TextIO, values: Iterable[object]) -> None:
    for index, value in enumerate(values):
        out.write((",\n" if index else "\n") + _text(value))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_ESCAPES)
