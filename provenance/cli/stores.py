"""The commands that care for the store: info, check, migrate, reindex, wacz, backup, restore."""

from typing import Annotated

import typer

from provenance.cli.settings import DONE, NOTHING_DONE, settings

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.command()
def info(context: typer.Context) -> int:
    """Where the store is, and how much is in it."""
    with settings(context).open(write=False) as store:
        for name, value in store.info().items():
            typer.echo(f"{name:12} {value}")
    return DONE


@app.command()
def check(context: typer.Context) -> int:
    """Whether the store is whole; exit status 3 when it is not."""
    with settings(context).open(write=False) as store:
        problems = store.check()
    for problem in problems:
        settings(context).complain(problem)
    if not problems:
        settings(context).say("the store is whole")
    return NOTHING_DONE if problems else DONE


@app.command()
def migrate(context: typer.Context) -> int:
    """Bring the store to the newest schema."""
    with settings(context).open(create=False) as store:
        store.migrate()
        settings(context).say(f"schema {store.info().get('schema')}")
    return DONE


@app.command()
def reindex(context: typer.Context) -> int:
    """Empty the indexes; the next link reads every text for them again."""
    with settings(context).open(create=False) as store:
        store.index.forget()
    settings(context).say("the indexes are empty: link fills them again")
    return DONE


@app.command()
def wacz(
    context: typer.Context, path: Annotated[str, typer.Argument(metavar="FILE", help="A new file, NAME.wacz.")]
) -> int:
    """Write all captures, the answers as they came, into one WACZ file."""
    from pathlib import Path

    from provenance.captures import folder_of, write_wacz
    from provenance.errors import ExportError

    with settings(context).open(write=False) as store:
        folder = folder_of(store)
        where = store.location.label
    if folder is None:
        raise ExportError(f"{where}: a store in memory keeps no captures")
    count = write_wacz(folder, Path(path))
    settings(context).say(f"{count} pages written to {path}")
    return DONE


@app.command()
def backup(
    context: typer.Context, path: Annotated[str, typer.Argument(metavar="FILE", help="A new file for the copy.")]
) -> int:
    """Copy the store while others go on writing."""
    with settings(context).open(write=False) as store:
        store.backup(path)
    settings(context).say(f"copied to {path}")
    return DONE


@app.command()
def restore(
    context: typer.Context, path: Annotated[str, typer.Argument(metavar="FILE", help="A backup, or any other store.")]
) -> int:
    """Fill an empty store, in a file or on a server, with what a backup holds."""
    with settings(context).open() as store:
        count = store.restore(path)
    settings(context).say(f"{count} nodes restored from {path}")
    return DONE
