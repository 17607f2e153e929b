"""Two tables, nodes.csv and edges.csv, in one zip file."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from typing import BinaryIO, TypeAlias

from provenance.formats.moments import Moments
from provenance.formats.stream import Parts
from provenance.formats.values import LINK_KEYS, NODE_KEYS, Flat, clean, flat_link, flat_node
from provenance.model import Node

Cell: TypeAlias = Callable[[str | float], str]

_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20'")  # also the full-width forms, which spreadsheets take alike
_BLANKS = ("\t", "\n")


def write(graph: Parts, out: BinaryIO, focus: str | None = None) -> None:
    """A zip of nodes.csv and edges.csv (UTF-8, RFC 4180), edges from copy to source.

    No cell is a formula to a spreadsheet: a text that would be one, or that begins with an
    apostrophe, has one apostrophe put before it; a reader drops one leading apostrophe.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        dates = Moments()
        nodes = (_node(node, dates) for node in graph.nodes)
        columns = "id", *NODE_KEYS
        table(packed, "nodes.csv", columns, columns, nodes, safe)
        links = (
            {
                "id": clean(link.id),
                "source": clean(link.derived),
                "target": clean(link.source),
                **flat_link(link, dates.of(link.derived)),
            }
            for link in graph.links
        )
        columns = "id", "source", "target", *LINK_KEYS
        table(packed, "edges.csv", columns, columns, links, safe)


def _node(node: Node, dates: Moments) -> Flat:
    dates.note(node)
    return {"id": clean(node.id), **flat_node(node)}


def table(
    packed: zipfile.ZipFile,
    name: str,
    header: Iterable[str],
    keys: Iterable[str],
    rows: Iterable[Flat],
    cell: Cell,
    *,
    quoting: bool = False,
) -> None:
    """A CSV file called `name` in `packed`: `header`, then of each row the values of `keys`, as `cell` writes them.

    With `quoting`, every cell that is not empty stands in quotation marks.
    """
    entry = zipfile.ZipInfo(name)  # dated 1980, so that one graph gives one file
    entry.compress_type = zipfile.ZIP_DEFLATED
    with packed.open(entry, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
        lines = csv.writer(text)
        lines.writerow(header)
        for row in rows:
            cells = [cell(row.get(key, "")) for key in keys]
            if quoting:
                text.write(",".join(map(_quoted, cells)) + "\r\n")
            else:
                lines.writerow(cells)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if text else ""


def safe(value: str | float) -> str:
    """`value` as a cell that no spreadsheet takes for a formula: one apostrophe before what would be one."""
    text = str(value)
    # Some spreadsheets drop blanks before they look for a formula.
    return f"'{text}" if text.lstrip().startswith(_SIGNS) or text.startswith(_BLANKS) else text
