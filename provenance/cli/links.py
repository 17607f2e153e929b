"""The command that links all that is stored, and the option by which other commands do so."""

from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.models import Embeddings
from provenance.cli.settings import Settings, settings

if TYPE_CHECKING:
    from provenance.store import Store

Linking = Annotated[
    bool, typer.Option("--link", help="Then find what the new pages were taken from, as the command link does.")
]


def link(
    context: typer.Context,
    again: Annotated[bool, typer.Option("--again", help="Link everything anew, not only what is new.")] = False,
    processes: Annotated[
        int, typer.Option("--processes", min=1, help="How many processes read new pages for the indexes.")
    ] = 1,
    embeddings: Embeddings = None,
) -> int:
    """Find among all that is stored what was taken from what.

    Copies, excerpts and translations are found by their texts and credits, and each page is given its parent.

    What was linked before is looked at again only where new pages join its family.
    """
    here = settings(context)
    with here.open() as store:
        link_new(store, here, again=again, processes=processes)
    return 0


def link_new(store: "Store", here: Settings, *, again: bool = False, processes: int = 1) -> None:
    """Link what is new in a store, or all of it, and say what came of it."""
    from provenance.linking import link as verb

    families = pages = links = dropped = 0
    for family in verb(store, again=again, processes=processes):
        families += family.pages > 1
        pages += family.pages
        links += family.links
        dropped += family.dropped
    told = (_count(pages, "page"), _count(families, "family", "families"), _count(links, "link"))
    here.say(f"{told[0]} looked at, {told[1]}, {told[2]}, {dropped} dropped")


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
