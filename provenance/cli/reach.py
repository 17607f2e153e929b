"""The options that say how the web may be reached: declared once, given to the commands that read pages."""

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from provenance.cli.settings import seconds

if TYPE_CHECKING:
    from provenance.acquire import Options

Command = Callable[..., int]


@dataclass(frozen=True, slots=True)
class Reach:
    """How the web may be reached in one run: each field is an option, in the order in which `--help` shows them."""

    archive: Annotated[
        str | None,
        typer.Option(
            "--archive",
            metavar="PREFIX",
            help="Read pages from this web archive instead of the live web: its replay prefix, "
            "such as http://localhost:8080/web/.",
        ),
    ] = None
    if_gone: Annotated[
        list[str] | None,
        typer.Option(
            "--if-gone",
            metavar="PREFIX",
            envvar="PROVENANCE_IF_GONE",
            help="Ask this web archive for pages that are gone from the live web; may be given more than once.",
        ),
    ] = None
    search: Annotated[
        str | None,
        typer.Option(
            "--search",
            metavar="URL",
            envvar="PROVENANCE_SEARCH",
            help="Ask this SearXNG instance for sources that are only named.",
        ),
    ] = None
    offline: Annotated[bool, typer.Option("--offline", help="Use the store and the given files only.")] = False
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again for pages that were read before.")] = False
    private: Annotated[
        bool,
        typer.Option(
            "--allow-private",
            help="Let the addresses given here lead to this machine or its network; what a page names never may.",
        ),
    ] = False
    ignore_robots: Annotated[
        bool, typer.Option("--ignore-robots", help="Read also what a site's robots.txt forbids.")
    ] = False
    proxy: Annotated[
        str | None,
        typer.Option(
            "--proxy",
            metavar="URL",
            envvar="PROVENANCE_PROXY",
            help="Send all requests through this proxy: http://, https:// or socks5://.",
        ),
    ] = None
    delay: Annotated[
        float,
        typer.Option(
            "--delay", min=0.0, max=3600.0, callback=seconds, help="Seconds between two requests to one host."
        ),
    ] = 1.0
    at_once: Annotated[
        int, typer.Option("--at-once", min=1, max=100, help="How many hosts to ask at a time for pages of a list.")
    ] = 8
    timeout: Annotated[
        float,
        typer.Option("--timeout", min=0.1, max=3600.0, callback=seconds, help="Seconds that one page may take."),
    ] = 30.0
    agent: Annotated[
        str | None,
        typer.Option("--user-agent", envvar="PROVENANCE_USER_AGENT", help="How to introduce yourself to the sites."),
    ] = None

    def options(self, targets: Sequence[str]) -> "Options":
        """The reading options of a run whose user named these targets; typer.BadParameter for what cannot be meant."""
        from provenance import urls
        from provenance.acquire import Options
        from provenance.acquire.fetch import place_of
        from provenance.acquire.pages import USER_AGENT

        named = (urls.clean(target) for target in targets) if self.private else ()
        return Options(
            user_agent=_one_line(self.agent) if self.agent else USER_AGENT,
            offline=self.offline,
            private=frozenset(place_of(url) for url in named if url),
            robots=not self.ignore_robots,
            delay=self.delay,
            at_once=self.at_once,
            proxy=_proxy(self.proxy) if self.proxy else None,
            timeout=self.timeout,
            refresh=self.refresh,
            archive=_prefix(self.archive, "--archive") if self.archive else None,
            if_gone=tuple(_prefix(one, "--if-gone") for one in self.if_gone or ()),
            search=_prefix(self.search, "--search") if self.search else None,
        )


ALWAYS = frozenset({"private", "ignore_robots", "proxy", "delay", "timeout", "agent"})
"""The options of every command that reads pages."""


def reaching(*more: str) -> Callable[[Command], Command]:
    """Give a command those options of `Reach` that all have, and `more` by name; it gets them as its `reach`.

    They stand where its parameter `reach` stands. The command line library reads a function's signature: what is made
    here has one with the options in it.
    """
    offered = [field for field in fields(Reach) if field.name in ALWAYS.union(more)]

    def given(command: Command) -> Command:
        def run(**values: Any) -> int:  # noqa: ANN401 - whatever the options are
            reach = Reach(**{field.name: values.pop(field.name) for field in offered})
            return command(**values, reach=reach)

        own = inspect.signature(command, eval_str=True).parameters.values()
        shown: list[inspect.Parameter] = []
        for parameter in own:
            shown += (
                [_parameter(field.name, field.type, field.default) for field in offered]
                if parameter.name == "reach"
                else [_parameter(parameter.name, parameter.annotation, parameter.default)]
            )
        run.__name__, run.__doc__, run.__module__ = command.__name__, command.__doc__, command.__module__
        run.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in shown}
        return run

    return given


def _parameter(name: str, kind: object, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _one_line(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        raise typer.BadParameter("letters of ASCII only", param_hint="--user-agent")
    return text


def _proxy(text: str) -> str:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https", "socks5", "socks5h") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        is_set = os.environ.get("PROVENANCE_PROXY") == text and not any(one.startswith("--proxy") for one in sys.argv)
        raise typer.BadParameter(
            f"{text[:200]}: not the address of a proxy (such as socks5://localhost:9050)",
            param_hint="PROVENANCE_PROXY" if is_set else "--proxy",
        )
    return text


def _prefix(text: str, option: str) -> str:
    from provenance.acquire.archives import prefix_of
    from provenance.errors import Refused

    try:
        return prefix_of(text)
    except Refused as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
