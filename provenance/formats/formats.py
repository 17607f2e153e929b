"""The formats, as one tuple: a format is a module with `write` and one line here."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import BinaryIO, TextIO, TypeAlias

from provenance.errors import ExportError
from provenance.formats import (
    cytoscape,
    dot,
    gexf,
    graphml,
    html,
    jsonl,
    jsonld,
    mermaid,
    neo4j,
    prov,
    report,
    stix,
    svg,
    tables,
)
from provenance.formats.record import Record
from provenance.formats.stream import Parts, whole
from provenance.model import Graph

Writer: TypeAlias = Callable[[Graph, TextIO, str | None], None]
StreamWriter: TypeAlias = Callable[[Parts, TextIO, str | None], None]
RecordWriter: TypeAlias = Callable[[Graph, TextIO, str | None, Record | None], None]
ByteWriter: TypeAlias = Callable[[Parts, BinaryIO, str | None], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name on the command line, the suffix of its files, its writer.

    `write` writes text, `stream` too and holds no nodes or links while it does, `pack` bytes in the
    same manner, `tell` text that takes a record too; a format has one of the four.
    """

    name: str
    suffix: str
    write: Writer | None = None
    stream: StreamWriter | None = None
    pack: ByteWriter | None = None
    tell: RecordWriter | None = None

    def to(self, graph: Parts, raw: BinaryIO, focus: str | None, record: Record | None = None) -> None:
        """Write `graph` as bytes to `raw`; text is UTF-8 with single line feeds, whatever the locale says."""
        if self.pack:
            self.pack(graph, raw, focus)
            return
        out = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
        try:
            if self.stream:
                self.stream(graph, out, focus)
            if self.write:
                self.write(whole(graph), out, focus)
            if self.tell:
                self.tell(whole(graph), out, focus, record)
            out.flush()
        finally:
            out.detach()

    @property
    def doc(self) -> str:
        """What the format is for, from the docstring of its writer."""
        return cleandoc((self.write or self.stream or self.pack or self.tell).__doc__ or "")


FORMATS: tuple[Format, ...] = (
    Format("graphml", ".graphml", stream=graphml.write),
    Format("gexf", ".gexf", stream=gexf.write),
    Format("dot", ".dot", stream=dot.write),
    Format("json", ".json", stream=cytoscape.write),
    Format("jsonl", ".jsonl", stream=jsonl.write),
    Format("csv", ".zip", pack=tables.write),
    Format("neo4j", ".zip", pack=neo4j.write),
    Format("prov-json", ".json", prov.write_json),
    Format("prov-ttl", ".ttl", prov.write_turtle),
    Format("jsonld", ".jsonld", jsonld.write),
    Format("stix", ".json", stream=stix.write),
    Format("mermaid", ".mmd", mermaid.write),
    Format("svg", ".svg", svg.write),
    Format("report", ".html", tell=report.write),
    Format("html", ".html", tell=html.write),
)


def find(name: str) -> Format:
    """The format called `name`; ExportError naming the valid ones if there is none."""
    for each in FORMATS:
        if each.name == name:
            return each
    valid = ", ".join(each.name for each in FORMATS)
    raise ExportError(f"unknown format {name!r}; one of: {valid}")
