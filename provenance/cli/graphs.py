"""The command that writes graph files."""

from typing import Annotated

import typer

from provenance.cli.completing import formats
from provenance.cli.settings import DONE, USAGE, Settings, settings


def export(
    context: typer.Context,
    target: Annotated[
        str | None, typer.Argument(metavar="[TARGET]", help="An article; without it the whole store.")
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            autocompletion=formats,
            help="graphml, gexf, dot, mermaid, svg, json, jsonl, jsonld, csv, neo4j, stix, html, report, prov-json,"
            " prov-ttl or parquet (the whole store, into a folder).",
        ),
    ] = "graphml",
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write: a file, or for csv and neo4j a folder; - is standard output.",
        ),
    ] = "-",
) -> int:
    """Write a graph file: the whole store, or one article's family.

    A family is all that goes back to one origin: what the article was taken from, and whatever was taken from that.

    With --format parquet, all that the store holds as a folder of tables, which ingest reads back.
    """
    from provenance.errors import ExportError
    from provenance.formats import Stream
    from provenance.formats import export as verb
    from provenance.formats.formats import find
    from provenance.formats.stream import whole
    from provenance.walk import family, record

    here = settings(context)
    if form == "parquet":
        return _tables(here, target, output)
    try:
        tells = find(form).tell is not None
    except ExportError as error:
        here.complain(str(error))
        return USAGE
    with here.open(write=False) as store:
        chain = family(target, store) if target is not None else None
        stream = Stream((*chain.graph.nodes, *chain.graph.links) if chain else store.whole_graph())
        focus = chain.article if chain else None
        if tells:
            graph = whole(stream)
            verb(graph, form, output, focus, record(graph, store, chain))
        else:
            verb(stream, form, output, focus)
    if output != "-":
        here.say(f"{output}: {stream.counts[0]} nodes, {stream.counts[1]} links")
    return DONE


def _tables(here: Settings, target: str | None, output: str) -> int:
    """The whole store as a folder of Parquet tables."""
    from provenance.parquet import export_tables

    if target is not None or output == "-":
        here.complain("--format parquet writes the whole store into a folder: no TARGET, and a name after --output")
        return USAGE
    with here.open(write=False) as store:
        counts = export_tables(store, output)
    here.say(f"{output}: {', '.join(f'{count} {table}' for table, count in counts.items())}")
    return DONE
