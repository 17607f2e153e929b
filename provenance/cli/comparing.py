"""The command that tells what changed from one article to another."""

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.embeddings import Embeddings
from provenance.cli.reach import Reach, reaching
from provenance.cli.settings import DONE, NOTHING_DONE, Settings, settings

if TYPE_CHECKING:
    from provenance.acquire import Options
    from provenance.comparing import Comparison
    from provenance.model import Article
    from provenance.store import Store

WHAT = "a URL, a file, - for standard input, or an id in the store."


class ComparisonShape(StrEnum):
    """How a comparison is printed."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


@reaching("offline", "refresh")
def compare(
    context: typer.Context,
    a: Annotated[str, typer.Argument(metavar="A", help=f"The earlier article: {WHAT}")],
    b: Annotated[str, typer.Argument(metavar="B", help=f"The later article: {WHAT}")],
    whole: Annotated[bool, typer.Option("--all", help="Show also what was kept (text only).")] = False,
    *,
    reach: Reach,
    embeddings: Embeddings = None,
    shape: Annotated[
        ComparisonShape, typer.Option("--format", "-f", help="How to print it; html is a page, both side by side.")
    ] = ComparisonShape.TEXT,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where json or html goes; - is standard output.")
    ] = "-",
) -> int:
    """What changed from A to B.

    Paragraphs kept, cut, added, moved, altered; between languages, sentence by sentence. Nothing is recorded.
    """
    if a == b == "-":
        raise typer.BadParameter("standard input can be read once only", param_hint="B")
    if shape is ComparisonShape.TEXT and output != "-":
        raise typer.BadParameter("text is printed on standard output; --output is for json and html", param_hint="-o")
    here = settings(context)
    read = _read([a, b], here, reach.options([a, b]))
    if len(read) < 2:
        return NOTHING_DONE
    from provenance.comparing import compare as beside

    _print(beside(*read), shape, output, whole)
    return DONE


def _read(targets: list[str], here: Settings, options: "Options") -> "list[Article]":
    """The articles of both targets, as far as they could be read; what is wrong with the others is said."""
    from contextlib import nullcontext

    from provenance.comparison import article
    from provenance.errors import AcquireError

    found = []
    with _store(targets, here) or nullcontext() as store:
        for target in targets:
            try:
                found.append(article(target, store, options, here.say))
            except AcquireError as error:
                here.complain(str(error))
    return found


def _store(targets: list[str], here: Settings) -> "Store | None":
    """The store, if a target may be in it and there is one; comparing two files needs none."""
    from provenance.acquire.files import is_local

    if all(map(is_local, targets)):
        return None
    from provenance.store.connect import locate

    path = locate(here.store).path
    return None if path is not None and not path.exists() else here.open(write=False)


def _print(found: "Comparison", shape: ComparisonShape, output: str, whole: bool) -> None:
    if shape is ComparisonShape.TEXT:
        from provenance.cli.changes import print_changes

        print_changes(found, whole=whole)
        return
    from provenance.formats.comparison import comparison_json, save

    if shape is ComparisonShape.HTML:
        from provenance.formats.side_by_side import page

        save(page(found), output)
    else:
        save(json.dumps(comparison_json(found), ensure_ascii=False, indent=2) + "\n", output)
