"""The command that writes graph files."""

from typing import Annotated

import typer

from provenance.cli.settings import USAGE, settings


def export(
    context: typer.Context,
    target: Annotated[
        str | None, typer.Argument(metavar="[TARGET]", help="An article; without it the whole store.")
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", help="graphml, gexf, dot, mermaid, json, jsonl, jsonld, csv, html, prov-json or prov-ttl."
        ),
    ] = "graphml",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = "-",
) -> int:
    """Write a graph file: the whole store, or one article's family."""
    from provenance.errors import ExportError
    from provenance.formats import export as verb
    from provenance.formats.formats import find
    from provenance.formats.stream import Stream
    from provenance.walk import show

    here = settings(context)
    try:
        find(form)
    except ExportError as error:
        here.complain(str(error))
        return USAGE
    with here.open(write=False) as store:
        if target is None:
            graph, focus = Stream(store.whole_graph()), None
        else:
            chain = show(target, store)
            graph, focus = Stream((*chain.graph.nodes, *chain.graph.links)), chain.article
        verb(graph, form, output, focus)
    if output != "-":
        here.say(f"{output}: {graph.counts[0]} nodes, {graph.counts[1]} links")
    return 0
