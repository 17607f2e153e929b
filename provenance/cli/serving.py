"""The command `serve`."""

import secrets
from typing import Annotated

import typer

from provenance.cli.settings import DONE, settings, who
from provenance.errors import MissingExtra, StoreError


def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="Where to listen. Beyond this machine only with a token of your own.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 picks a free one.")] = 8765,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="PROVENANCE_TOKEN", help="What whoever writes must show; a new one each time unless given."
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A further name by which browsers call this server; repeatable."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nothing can be written.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open it in your browser.")] = False,
) -> int:
    """Browse the store in a web browser.

    Prints the address to open, which holds the token; Ctrl-C stops it.
    """
    _check(token)
    try:
        from provenance.web.access import SHORTEST, Access, is_loopback
        from provenance.web.server import listening, run
        from provenance.web.site import Site, stores
    except ModuleNotFoundError as error:
        raise MissingExtra.of("serve", str(error.name), "web") from error
    private = not is_loopback(host)
    if private and len(token or "") < SHORTEST:
        raise typer.BadParameter(
            f"others can reach {host}: give a --token (or PROVENANCE_TOKEN) of {SHORTEST} characters or more",
            param_hint="--host",
        )
    here = settings(context)
    reader, writer = stores(here.store, read_only=read_only)
    try:
        listener = listening(host, port)
    except OSError as error:
        raise StoreError(f"cannot listen on {host}:{port}: {_why(error)}") from error
    at = listener.getsockname()[1]
    secret = token or secrets.token_urlsafe(24)
    names = frozenset(one.lower().rstrip(".") for one in ("localhost", host, *(name or ())))
    access = Access(secret, private, writer is None, names, f"provenance_{at}")
    site = Site(reader, writer, access, who())
    address = f"http://{f'[{host}]' if ':' in host else host}:{at}/?token={secret}"
    if writer is None and not read_only:
        here.say("the store cannot be written: judgements are shown, none can be given")
    try:
        run(site, listener, lambda: _ready(address, open_))
    finally:
        listener.close()
        site.close()
    return DONE


def _check(token: str | None) -> None:
    if token is not None and not (token.isascii() and token.isprintable() and " " not in token and token):
        raise typer.BadParameter("a token is letters, digits and signs of ASCII without spaces", param_hint="--token")


def _ready(address: str, show: bool) -> None:
    typer.echo(address)
    if show:
        import threading
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _why(error: OSError) -> str:
    # Python adds which address it tried, which is said already.
    return str(error.strerror or error).partition(" (while")[0]
