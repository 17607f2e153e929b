"""The formats, as one tuple: a format is a module with `write` and one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import TextIO, TypeAlias

from provenance.errors import ExportError
from provenance.formats import cytoscape, dot, graphml, html, jsonl, mermaid
from provenance.model import Graph

Writer: TypeAlias = Callable[[Graph, TextIO, str | None], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name on the command line, the suffix of its files, its writer."""

    name: str
    suffix: str
    write: Writer

    @property
    def doc(self) -> str:
        """What the format is for, from the docstring of its writer."""
        return cleandoc(self.write.__doc__ or "")


FORMATS: tuple[Format, ...] = (
    Format("graphml", ".graphml", graphml.write),
    Format("dot", ".dot", dot.write),
    Format("json", ".json", cytoscape.write),
    Format("jsonl", ".jsonl", jsonl.write),
    Format("mermaid", ".mmd", mermaid.write),
    Format("html", ".html", html.write),
)


def find(name: str) -> Format:
    """The format called `name`; ExportError naming the valid ones if there is none."""
    for each in FORMATS:
        if each.name == name:
            return each
    valid = ", ".join(each.name for each in FORMATS)
    raise ExportError(f"unknown format {name!r}; one of: {valid}")
