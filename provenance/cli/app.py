"""The Typer application: global options, the commands, and what happens when something goes wrong."""

import errno
import gc
import io
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from provenance.cli import commands, comparing, graphs, links, outlets, rules, serving, stores, watching
from provenance.cli.settings import DONE, INTERRUPTED, NOTHING_DONE, USAGE, Settings, complain, tell_of_the_work
from provenance.errors import ProvenanceError, Stop
from provenance.version import __version__


class _ReaderGone(Exception):
    """Whoever read what is written here went away."""


class _Commands(TyperGroup):
    """The commands; what the command line library would take for Ctrl-C, or end itself, is ours to tell."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the command line library's own
        try:
            return super().invoke(ctx)
        except EOFError as error:
            raise Stop(f"data ended before their end ({error or 'no more of them'})") from error
        except BrokenPipeError as error:
            raise _ReaderGone from error


STORE = "The store: a file or a database URL. Without it, a file in your data folder."
STATUSES = "Exit status: 0 done, 1 some targets could not be read, 2 wrong usage, 3 nothing could be done."

app = typer.Typer(
    name="provenance",
    cls=_Commands,
    help="Where did this article come from? Reads, follows and graphs republication chains.",
    epilog=STATUSES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"provenance {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    store: Annotated[
        str | None,
        typer.Option(
            envvar="PROVENANCE_STORE",
            metavar="PATH|URL",
            help=STORE,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on standard error but errors.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Name each page that is read, on standard error.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Where did this article come from?"""
    context.obj = Settings(store, quiet, verbose)
    tell_of_the_work(verbose)


app.command()(commands.inspect)
app.command()(commands.trace)
app.command()(commands.ingest)
app.command()(links.link)
app.command()(commands.show)
app.command()(comparing.compare)
app.command()(commands.judge)
app.command()(outlets.outlets)
app.command()(graphs.export)
app.command()(watching.watch)
app.command()(serving.serve)
app.command()(rules.rules)
app.add_typer(stores.app, name="store", help="Care of the store.")


def main() -> None:
    """Run the command line; every failure is one line on standard error and an exit status (see STATUSES)."""
    _fill_closed_streams()
    _allow_every_letter()
    # What a start loads (indexes, tables) stays for good: looking through it for garbage costs a tenth of a second.
    gc.set_threshold(200_000, 20, 20)
    try:
        status = app(prog_name="provenance", standalone_mode=False)
    except ProvenanceError as error:
        _fail(str(error), NOTHING_DONE)
    except (KeyboardInterrupt, typer.Abort):
        _interrupted()
    except (_ReaderGone, BrokenPipeError):
        _close_output()
        sys.exit(DONE)
    except OSError as error:
        where = error.filename or _unwritten(error)
        _fail(f"{where}: {error.strerror or error}" if where else error.strerror or str(error), NOTHING_DONE)
    except Exception as error:
        _usage_or_raise(error)
    else:
        if status == INTERRUPTED:  # the command line library turns Ctrl-C into a status of its own
            _interrupted()
        sys.exit(status if isinstance(status, int) else DONE)


def _usage_or_raise(error: Exception) -> None:
    """Wrong usage is shown as the command line library words it; anything else is a defect and is shown whole."""
    show = getattr(error, "show", None)
    if show is None:
        raise error
    _say_where_it_stands(error)
    show()
    sys.exit(getattr(error, "exit_code", USAGE))


def _say_where_it_stands(error: Any) -> None:  # noqa: ANN401 - the command line library's own
    """Tell of an option of the program that was given to a command where it belongs: before the command."""
    option, context = getattr(error, "option_name", None), getattr(error, "ctx", None)
    above = context.parent if context else None
    if context and above and any(option in parameter.opts for parameter in above.command.params):
        error.message = f"{option} stands before the command: {above.command_path} {option} ... {context.info_name}"
        error.possibilities = None


def _interrupted() -> None:
    _fail("interrupted; what was finished is kept", INTERRUPTED)


def _fail(message: str, status: int) -> None:
    complain(message)
    sys.exit(status)


def _fill_closed_streams() -> None:
    """What was closed before the start (`>&-`) leads nowhere; else the next file opened would take its place."""
    for name, way in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(way, encoding="utf-8")  # noqa: SIM115 - stays open until the end
            os.set_inheritable(stream.fileno(), True)  # for the processes that read pages
            setattr(sys, name, stream)


def _allow_every_letter() -> None:
    """Letters that the output's encoding lacks are written as escapes rather than end the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _unwritten(error: OSError) -> str:
    """`standard output` for a full disk that no file is named with: whoever writes a file says which."""
    return "standard output" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else ""


def _close_output() -> None:
    """A reader that went away (`| head`) is no error: nothing more is written."""
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open until the end
