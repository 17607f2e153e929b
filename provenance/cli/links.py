"""The command that links all that is stored."""

from typing import Annotated

import typer

from provenance.cli.settings import settings


def link(
    context: typer.Context,
    again: Annotated[bool, typer.Option("--again", help="Link everything anew, not only what is new.")] = False,
) -> int:
    """Find among all that is stored what was taken from what.

    Copies, excerpts and translations are found by their texts and credits, and each page is given its parent.

    What was linked before is looked at again only where new pages join its family.
    """
    from provenance.linking import link as verb

    families = pages = links = dropped = 0
    here = settings(context)
    with here.open() as store:
        for family in verb(store, again=again):
            families += family.pages > 1
            pages += family.pages
            links += family.links
            dropped += family.dropped
    here.say(f"{pages} pages looked at, {families} families, {links} links, {dropped} dropped")
    return 0
