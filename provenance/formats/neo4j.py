"""The two tables that Neo4j's bulk importer takes, in one zip file."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from provenance.formats.moments import Moments
from provenance.formats.stream import Parts
from provenance.formats.tables import table
from provenance.formats.values import LINK_KEYS, NODE_KEYS, Flat, clean, flat_link, flat_node

_TYPES = {
    "confidence": "double",
    "published_earliest": "datetime",
    "published_latest": "datetime",
    "derived_published": "datetime",
}


def write(graph: Parts, out: BinaryIO, focus: str | None = None) -> None:
    """A zip of nodes.csv and relationships.csv for `neo4j-admin database import full`.

    Nodes are labelled Article; a relationship runs from copy to source and its type is the
    relation in capitals (TRANSLATION). Texts may hold line feeds: import with
    `--multiline-fields=true`. Cells are as RFC 4180 quotes them, nothing is put before them. What is not quoted
    loses the blanks at its ends in the import, what is quoted and empty is no missing value.
    """
    dates = Moments()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        header = ("id:ID", ":LABEL", *map(_typed, NODE_KEYS))
        table(packed, "nodes.csv", header, ("id", ":LABEL", *NODE_KEYS), _nodes(graph, dates), str, quoting=True)
        header = ("id", ":START_ID", ":END_ID", ":TYPE", *map(_typed, LINK_KEYS))
        keys = ("id", ":START_ID", ":END_ID", ":TYPE", *LINK_KEYS)
        table(packed, "relationships.csv", header, keys, _links(graph, dates), str, quoting=True)


def _typed(key: str) -> str:
    return f"{key}:{_TYPES.get(key, 'string')}"


def _nodes(graph: Parts, dates: Moments) -> Iterator[Flat]:
    for node in graph.nodes:
        dates.note(node)
        yield {"id": clean(node.id), ":LABEL": "Article", **flat_node(node)}


def _links(graph: Parts, dates: Moments) -> Iterator[Flat]:
    for link in graph.links:
        ends: Flat = {":START_ID": clean(link.derived), ":END_ID": clean(link.source)}
        kind = link.relation.value.upper()
        yield {"id": clean(link.id), ":TYPE": kind, **ends, **flat_link(link, dates.of(link.derived))}
