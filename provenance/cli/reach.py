"""The options that say how the web may be reached, shared by the commands that read pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from provenance.acquire import Options

Offline = Annotated[bool, typer.Option("--offline", help="Use the store and the given files only.")]
Private = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Let the addresses given here lead to this machine or its network; what a page names never may.",
    ),
]
NoRobots = Annotated[bool, typer.Option("--ignore-robots", help="Read also what a site's robots.txt forbids.")]
Delay = Annotated[float, typer.Option("--delay", min=0.0, max=3600.0, help="Seconds between two requests to one host.")]
Proxy = Annotated[
    str | None,
    typer.Option(
        "--proxy",
        metavar="URL",
        envvar="PROVENANCE_PROXY",
        help="Send all requests through this proxy: http://, https:// or socks5://.",
    ),
]
AtOnce = Annotated[
    int, typer.Option("--at-once", min=1, max=100, help="How many hosts to ask at a time for pages of a list.")
]
Timeout = Annotated[float, typer.Option("--timeout", min=0.1, max=3600.0, help="Seconds that one page may take.")]

Agent = Annotated[
    str | None,
    typer.Option("--user-agent", envvar="PROVENANCE_USER_AGENT", help="How to introduce yourself to the sites."),
]
Refresh = Annotated[bool, typer.Option("--refresh", help="Ask again for pages that were read before.")]
Archive = Annotated[
    str | None,
    typer.Option(
        "--archive",
        metavar="PREFIX",
        help="Read pages from this web archive instead of the live web: its replay prefix, "
        "such as http://localhost:8080/web/.",
    ),
]
IfGone = Annotated[
    list[str] | None,
    typer.Option(
        "--if-gone",
        metavar="PREFIX",
        envvar="PROVENANCE_IF_GONE",
        help="Ask this web archive for pages that are gone from the live web; may be given more than once.",
    ),
]
SearchService = Annotated[
    str | None,
    typer.Option(
        "--search",
        metavar="URL",
        envvar="PROVENANCE_SEARCH",
        help="Ask this SearXNG instance for sources that are only named.",
    ),
]
Pages = Annotated[
    int, typer.Option("--pages", min=0, max=1000, help="Pages to read in search of a source that is only named.")
]
Seconds = Annotated[float, typer.Option("--seconds", min=1.0, help="Seconds after which no further page is asked for.")]


def reaching(
    targets: Sequence[str],
    *,
    offline: bool = False,
    private: bool = False,
    ignore_robots: bool = False,
    delay: float = 1.0,
    at_once: int = 8,
    proxy: str | None = None,
    timeout: float = 30.0,
    agent: str | None = None,
    refresh: bool = False,
    archive: str | None = None,
    if_gone: Sequence[str] | None = None,
    search: str | None = None,
) -> "Options":
    """The reading options of a run whose user named these targets."""
    from provenance import urls
    from provenance.acquire import Options
    from provenance.acquire.fetch import place_of
    from provenance.acquire.pages import USER_AGENT

    named = (urls.clean(target) for target in targets) if private else ()
    return Options(
        user_agent=_one_line(agent) if agent else USER_AGENT,
        offline=offline,
        private=frozenset(place_of(url) for url in named if url),
        robots=not ignore_robots,
        delay=delay,
        at_once=at_once,
        proxy=_proxy(proxy) if proxy else None,
        timeout=timeout,
        refresh=refresh,
        archive=_prefix(archive, "--archive") if archive else None,
        if_gone=tuple(_prefix(one, "--if-gone") for one in if_gone or ()),
        search=_prefix(search, "--search") if search else None,
    )


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
        raise typer.BadParameter(
            f"{text[:200]}: not the address of a proxy (such as socks5://localhost:9050)", param_hint="--proxy"
        )
    return text


def _prefix(text: str, option: str) -> str:
    from provenance.acquire.archives import prefix_of
    from provenance.errors import Refused

    try:
        return prefix_of(text)
    except Refused as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
