"""The command that tells who takes from whom."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.completing import flow_formats
from provenance.cli.settings import DONE, USAGE, settings
from provenance.cli.tree import put

if TYPE_CHECKING:
    from provenance.flows import Flow
    from provenance.origins import Origins


def outlets(
    context: typer.Context,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            autocompletion=flow_formats,
            help="text, json, csv (a table), or a graph format of `export`.",
        ),
    ] = "text",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where a graph goes; - is standard output.")
    ] = "-",
) -> int:
    """Who takes from whom: counts, lags, languages, the share credited."""
    from provenance.errors import ExportError
    from provenance.flows import flows, outlet_graph
    from provenance.formats import export
    from provenance.formats.formats import find
    from provenance.model import Derivation, Graph, Node, Status
    from provenance.origins import origins

    here = settings(context)
    printed = form in ("text", "json", "csv")
    try:
        if not printed:
            find(form)
        elif output != "-":
            raise ExportError(f"{form} is printed on standard output; --output is for graphs")
    except ExportError as error:
        here.complain(str(error))
        return USAGE
    with here.open(write=False) as store:
        parts = list(store.whole_graph())
    nodes = tuple(part for part in parts if isinstance(part, Node))
    graph = Graph(nodes, tuple(part for part in parts if isinstance(part, Derivation)))
    found = flows(graph)
    if printed:
        _print(found, origins((node.id for node in nodes if node.status is Status.READ), graph), form)
    else:
        export(outlet_graph(found), form, output)
    return DONE


def _print(found: "tuple[Flow, ...]", behind: "Origins", form: str) -> None:
    import sys

    from provenance.formats.flows import flow_json, write_flows
    from provenance.formats.words import origins_json as counted
    from provenance.formats.words import told

    if form == "json":
        told_of = {"flows": [flow_json(flow) for flow in found], "origins": counted(behind)}
        typer.echo(json.dumps(told_of, ensure_ascii=False, indent=2))
    elif form == "csv":
        write_flows(found, sys.stdout)
    elif found:
        _table(found)
        typer.echo(told(behind))
    else:
        typer.echo("No hop between two known outlets is in the store.")


def _table(found: "tuple[Flow, ...]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from provenance.formats.flows import languages, relations
    from provenance.formats.values import one_line

    shown = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("outlet", "took from", "hops", "how", "languages", "median lag", "credited"):
        shown.add_column(title, justify="right" if title in ("hops", "median lag", "credited") else "left")
    for flow in found:
        lag = "not known" if flow.lag is None else f"{flow.lag.total_seconds() / 3600:.1f} h"
        cells = (one_line(flow.derived, 80), one_line(flow.source, 80), str(flow.hops), relations(flow))
        shown.add_row(*map(Text, (*cells, languages(flow), lag, f"{flow.credited:.0%}")))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, console.measure(shown).maximum, 200)  # in a pipe no line is broken
    put(console, shown)
