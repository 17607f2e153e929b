"""The elements JSON of Cytoscape and Cytoscape.js."""

import json
from collections.abc import Iterable
from typing import TextIO

from provenance.formats.moments import Moments
from provenance.formats.stream import Parts
from provenance.formats.values import clean, flat_link, flat_node
from provenance.model import Node


def write(graph: Parts, out: TextIO, focus: str | None = None) -> None:
    """Cytoscape.js elements JSON: `{"data", "elements": {"nodes", "edges"}}`, edges from copy to source."""
    data = {"name": "provenance"} | ({"focus": clean(focus)} if focus is not None else {})
    out.write(f'{{"data": {_text(data)},\n"elements": {{"nodes": [')
    dates = Moments()
    _list(out, (_node(node, dates) for node in graph.nodes))
    out.write('],\n"edges": [')
    _list(
        out,
        (
            {
                "data": {
                    "id": clean(link.id),
                    "source": clean(link.derived),
                    "target": clean(link.source),
                    **flat_link(link, dates.of(link.derived)),
                }
            }
            for link in graph.links
        ),
    )
    out.write("]}}\n")


def _node(node: Node, dates: Moments) -> object:
    dates.note(node)
    return {"data": {"id": clean(node.id), **flat_node(node)}}


def _list(out: TextIO, values: Iterable[object]) -> None:
    for index, value in enumerate(values):
        out.write((",\n" if index else "\n") + _text(value))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
