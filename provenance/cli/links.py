"""The command that links all that is stored, and the option by which other commands do so."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.embeddings import Embeddings
from provenance.cli.settings import DONE, USAGE, Settings, settings

if TYPE_CHECKING:
    from provenance.linking import Linked
    from provenance.store import Store

Linking = Annotated[
    bool, typer.Option("--link", help="Then find what the new pages were taken from, as the command link does.")
]


class Engine(StrEnum):
    """What does the work."""

    LOCAL = "local"
    SPARK = "spark"


def link(
    context: typer.Context,
    again: Annotated[bool, typer.Option("--again", help="Link everything anew, not only what is new.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, max=256, help="How many processes read new pages for the indexes; 1 unless given."
        ),
    ] = None,
    embeddings: Embeddings = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="What does the work: spark links everything anew, on a cluster.")
    ] = Engine.LOCAL,
    master: Annotated[
        str | None, typer.Option("--spark-master", metavar="URL", help="Where Spark runs; this machine unless given.")
    ] = None,
    conf: Annotated[
        list[str] | None,
        typer.Option("--spark-conf", metavar="KEY=VALUE", help="A setting of Spark's; may be repeated."),
    ] = None,
    tables: Annotated[
        str | None,
        typer.Option("--tables", metavar="FOLDER", help="spark: link these Parquet tables (see export), and no store."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="With --tables: the new folder for what was found."),
    ] = None,
) -> int:
    """Find among all that is stored what was taken from what.

    Copies, excerpts and translations are found by their texts and credits, and each page is given its parent.

    What was linked before is looked at again only where new pages join its family.
    """
    here = settings(context)
    if engine is Engine.SPARK:
        if jobs or embeddings:
            here.complain("--jobs and --embeddings are not for --engine spark")
            return USAGE
        return _on_spark(here, master, conf or [], tables, output)
    if master or conf or tables or output:
        here.complain("--spark-master, --spark-conf, --tables and --output are for --engine spark")
        return USAGE
    with here.open(create=False) as store:
        link_new(store, here, again=again, jobs=jobs or 1)
    return DONE


def _on_spark(here: Settings, master: str | None, given: Sequence[str], tables: str | None, output: str | None) -> int:
    from provenance.cluster.link import link_store, link_tables
    from provenance.cluster.session import LOCAL

    master = master or LOCAL
    conf = dict(pair.partition("=")[::2] for pair in given)
    if not all(conf.values()) or (tables is None) != (output is None):
        here.complain("--spark-conf takes KEY=VALUE, --tables and --output need each other")
        return USAGE
    if tables is not None and output is not None:
        _tell(here, **link_tables(tables, output, master, conf))
        return DONE
    with here.open(create=False) as store:
        _tell(here, **_summed(link_store(store, master, conf)))
    return DONE


def link_new(store: "Store", here: Settings, *, again: bool = False, jobs: int = 1) -> None:
    """Link what is new in a store, or all of it, and say what came of it."""
    from provenance.linking import link as verb

    _tell(here, **_summed(verb(store, again=again, jobs=jobs)))


def _summed(families: "Iterable[Linked]") -> dict[str, int]:
    sums = {"pages": 0, "families": 0, "links": 0, "dropped": 0}
    for family in families:
        sums["pages"] += family.pages
        sums["families"] += family.pages > 1
        sums["links"] += family.links
        sums["dropped"] += family.dropped
    return sums


def _tell(here: Settings, pages: int, families: int, links: int, dropped: int) -> None:
    told = (_count(pages, "page"), _count(families, "family", "families"), _count(links, "link"))
    here.say(f"{told[0]} looked at, {told[1]}, {told[2]}, {dropped} dropped")


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
