"""The command `watch`."""

from typing import Annotated

import typer

from provenance.cli.links import link_new
from provenance.cli.reach import Reach, reaching
from provenance.cli.settings import DONE, NOTHING_DONE, SOME_FAILED, Settings, seconds, settings


@reaching()
def watch(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Addresses or files: feeds, sitemaps, robots.txt, OPML, lists of these, or pages that name a feed.",
        ),
    ],
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    interval: Annotated[
        float, typer.Option(min=1, callback=seconds, help="Seconds from the begin of one round to the next.")
    ] = 900,
    most: Annotated[int, typer.Option(min=1, help="How many pages to fetch for one source in one round.")] = 100,
    *,
    reach: Reach,
    link: Annotated[
        bool,
        typer.Option("--link/--no-link", help="Find what new pages were taken from, as the command link does."),
    ] = True,
) -> int:
    """Poll feeds and sitemaps, ingest and link what is new.

    Ctrl-C stops; the next watch goes on from there.
    """
    from provenance.watching import Rounds
    from provenance.watching import watch as verb

    here: Settings = settings(context)
    status = DONE
    with here.open() as store:
        rounds = Rounds(once=once, interval=interval, most=most)
        linker = (lambda _: link_new(store, here)) if link else None
        for one_round in verb(sources, store, reach.options(sources), rounds, linker):
            done = one_round.done
            failed = [one for one in done if one.error]
            for one in failed:
                here.complain(str(one.error))
            new = sum(one.new for one in done)
            here.say(f"{new} new, {len(done) - len(failed) - new} already there, {len(failed)} not read")
            status = DONE if not failed else SOME_FAILED if one_round.answered else NOTHING_DONE
    return status
