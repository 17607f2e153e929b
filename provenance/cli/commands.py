"""The commands about articles: inspect, trace, ingest, show, judge."""

import os
import sys
from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from provenance.cli.completing import links
from provenance.cli.embeddings import Embeddings
from provenance.cli.links import Linking, link_new
from provenance.cli.reach import Reach, reaching
from provenance.cli.settings import DONE, NOTHING_DONE, SOME_FAILED, PageShape, Settings, Shape, settings, who
from provenance.cli.settings import seconds as in_seconds
from provenance.errors import AcquireError, Stop
from provenance.model import Chain, Status, Verdict

SOURCES = "URLs, files, folders, WARC, JSON Lines, or - for standard input."
Targets = Annotated[
    list[str], typer.Argument(metavar="TARGET...", help="URLs, files, folders, or - for standard input.")
]
Target = Annotated[
    str, typer.Argument(metavar="TARGET", help="A URL, a file, - for standard input, or an id in the store.")
]


@reaching()
def inspect(
    context: typer.Context,
    targets: Targets,
    reach: Reach,
    shape: Annotated[PageShape, typer.Option("--format", help="How to print the answers.")] = PageShape.TEXT,
) -> int:
    """What pages themselves say of their origin.

    Reads no store, writes none, follows nothing.
    """
    from provenance.cli.pages import Printer
    from provenance.inspection import inspect as verb

    printer = Printer(shape)
    options = reach.options(targets)
    good = bad = 0
    for target in targets:
        for answer in verb(target, options):
            printer.add(answer)
            if answer.error:
                bad += 1
                settings(context).complain(str(answer.error))
            else:
                good += 1
    printer.finish()
    return _status(good, bad)


@reaching("archive", "if_gone", "search", "offline", "refresh")
def trace(
    context: typer.Context,
    target: Target,
    depth: Annotated[int, typer.Option(min=1, max=100, help="How many hops to follow.")] = 10,
    *,
    reach: Reach,
    pages: Annotated[
        int, typer.Option(min=0, max=1000, help="Pages to read in search of a source that is only named.")
    ] = 20,
    seconds: Annotated[
        float, typer.Option(min=1.0, callback=in_seconds, help="Seconds after which no further page is asked for.")
    ] = 600.0,
    link: Linking = False,
    embeddings: Embeddings = None,
    shape: Annotated[Shape, typer.Option("--format", help="How to print the chain.")] = Shape.TEXT,
) -> int:
    """Follow an article upstream to its origin.

    Every hop is recorded in the store; the chain is shown.
    """
    from provenance.cli.chains import print_chains
    from provenance.cli.progress import progress
    from provenance.walk import Limits, behind
    from provenance.walk import trace as verb

    here: Settings = settings(context)
    with here.open() as store, progress(here):
        then = partial(link_new, here=here) if link else None
        chain = verb(target, store, reach.options([target]), Limits(depth, pages, seconds), then)
        counted = behind(_read(chain), store)
    print_chains([chain], shape, [target], counted, several=False)
    return DONE


@reaching("archive", "if_gone", "offline", "refresh", "at_once")
def ingest(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help=SOURCES),
    ],
    depth: Annotated[
        int, typer.Option(min=1, max=100, help="How many levels of sitemaps within sitemaps to go through.")
    ] = 10,
    *,
    reach: Reach,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, max=256, help="How many processes read pages; all processors, at most 8, unless given."
        ),
    ] = None,
    link: Linking = False,
) -> int:
    """Put pages into the store.

    What is already there is left alone.
    """
    from provenance.captures import recording
    from provenance.cli.progress import progress
    from provenance.ingestion import ingest as verb

    here: Settings = settings(context)
    options = replace(reach.options(sources), depth=depth)
    new = known = bad = 0
    with here.open() as store, progress(here, sources) as at:
        options = replace(recording(options, store), progress=at)  # one file of captures for all of them
        for source in sources:
            for result in verb(source, store, options, jobs or _processors()):
                if result.error:
                    bad += 1
                    here.complain(str(result.error))
                else:
                    new += result.new
                    known += not result.new
        if link:
            link_new(store, here)
    here.say(f"{new} new, {known} already there, {bad} not read")
    return _status(new + known, bad)


def show(
    context: typer.Context,
    targets: Annotated[
        list[str],
        typer.Argument(metavar="TARGET...", help="URLs, files or ids that are in the store."),
    ],
    upstream: Annotated[bool, typer.Option("--upstream", help="Only what it was taken from.")] = False,
    downstream: Annotated[bool, typer.Option("--downstream", help="Only what was taken from it.")] = False,
    shape: Annotated[Shape, typer.Option("--format", help="How to print the chain.")] = Shape.TEXT,
) -> int:
    """What the store knows of an article.

    Its chain upstream, the copies taken from it, the evidence for each hop; how many origins stand behind them.

    Of several articles, how many independent origins stand behind these.
    """
    from provenance.cli.chains import print_chains
    from provenance.walk import behind
    from provenance.walk import show as verb

    both = upstream == downstream
    here = settings(context)
    found: dict[str, Chain] = {}
    bad = 0
    with here.look() as store:
        for one in dict.fromkeys(targets):
            try:
                found[one] = verb(one, store, upstream=upstream or both, downstream=downstream or both)
            except (AcquireError, Stop) as error:
                bad += 1
                here.complain(str(error))
        if not found:
            return NOTHING_DONE
        chains = [found[one] for one in targets if one in found]
        # JSON has one form for several, however many of them are there.
        several = len(chains) > 1 or (len(targets) > 1 and shape is Shape.JSON)
        counted = behind([chain.article for chain in chains] if several else _read(chains[0]), store)
    print_chains(chains, shape, [one for one in targets if one in found], counted, several=several)
    return _status(len(found), bad)


def judge(
    context: typer.Context,
    link: Annotated[
        str,
        typer.Argument(metavar="LINK", autocompletion=links, help="The id of a link, or the beginning of it."),
    ],
    verdict: Annotated[Verdict, typer.Argument(metavar="VERDICT", help="confirm, reject or unsure.")],
    by: Annotated[str | None, typer.Option(help="Who judges; your login name unless given.")] = None,
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
) -> int:
    """Put your word on a link.

    It outranks the score from then on; a later word replaces it.
    """
    here = settings(context)
    with here.open(create=False) as store:
        word = store.judge(link, verdict, by or who(), note)
    here.say(f"{word.link}: {word.verdict} by {word.by}")
    return DONE


def _processors() -> int:
    """How many processors this process may use; at most 8, for pages in all languages take 500 MB a reader."""
    there = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(there, 8)


def _read(chain: Chain) -> list[str]:
    """The ids of the articles of a chain."""
    return [node.id for node in chain.graph.nodes if node.status is Status.READ]


def _status(good: int, bad: int) -> int:
    """0 all done, 1 some targets could not be read, 3 none could."""
    if not bad:
        return DONE
    return SOME_FAILED if good else NOTHING_DONE
