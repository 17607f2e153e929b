"""What `trace` and `show` print: the article, below it each hop to its source, then what was taken from it."""

import json
from collections.abc import Iterable, Sequence

import typer

from provenance import dates
from provenance.cli.settings import Shape
from provenance.cli.tree import Branch, draw, say
from provenance.formats import chain_json, hops
from provenance.formats.hops import Row
from provenance.formats.words import (
    JUDGED,
    UNREAD,
    ending,
    origins_json,
    outlet_of,
    roles,
    told,
)
from provenance.model import Chain, Derivation, Node, Status
from provenance.origins import Origins

_AUTHORS = 3  # named in full


def print_chains(
    chains: Sequence[Chain], shape: Shape, asked: Sequence[str], behind: Origins, *, several: bool
) -> None:
    """Print what the store knows of one or several articles, and how many origins stand behind all that is shown.

    As JSON, of one article its chain with the key `origins`; of several, their `chains` and `origins`.
    """
    if shape is Shape.JSON:
        shown = [chain_json(chain) for chain in chains]
        counted = {"origins": origins_json(behind)}
        whole = {"chains": shown} | counted if several else shown[0] | counted
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    for chain, name in zip(chains, asked, strict=True):
        _print_chain(chain, name, behind if not several and behind.articles > 1 else None)
    if several:
        say(told(behind), bold=True)


def _print_chain(chain: Chain, asked: str, behind: Origins | None) -> None:
    """Print a chain as text; `asked` is what the user called its article."""
    nodes = {node.id: node for node in chain.graph.nodes}
    root = Branch(_asked(nodes[chain.article], asked), strong=1)
    _hang(root, hops.upstream(chain))
    draw(root)
    if copies := hops.downstream(chain):
        below = Branch(["Taken from it:"])
        _hang(below, copies)
        draw(below)
    for note in chain.notes:
        say(f"Note: {note}")
    if behind:
        say(told(behind))
    say(ending(chain), bold=True)


def _hang(root: Branch, rows: Iterable[Row]) -> None:
    """Hang rows on a branch, each on the last one that is set in less."""
    way = [root]
    for row in rows:
        del way[row.depth + 1 :]
        way.append(_branch(row))
        way[-2].children.append(way[-1])


def _branch(row: Row) -> Branch:
    """A hop with what speaks for it; a page that stands above, with what comes behind it, is said to do so."""
    arrow = "↓" if row.hop is None else f"↑ hop {row.hop}:"
    again = ["stands above already"] if row.again else []
    lines = [f"{arrow} {_hop(row.link)}", *_who(row.node), *again]
    return Branch(lines, [Branch([line], faint=True) for line in _evidence(row)], strong=1)


def _asked(node: Node, asked: str) -> list[str]:
    """The article asked about; one without an address has its id told, by which `show` finds it."""
    if node.url:
        return _who(node)
    named = "standard input" if asked == "-" else asked
    return [*_who(node, "" if asked == node.id else named), f"id {node.id}"]


def _who(node: Node, called: str = "") -> list[str]:
    """Title, outlet, authors, language, date and address of a node; why it was not read."""
    date = dates.as_iso(node.published).partition("T")[0] if node.published else None
    if node.title:
        what = [f"“{node.title}”", outlet_of(node)]
    elif node.status is Status.READ:
        what = [called or "untitled", outlet_of(node)]
    else:
        what = [f"a page of {outlet_of(node)}" if outlet_of(node) else "a page that is not identified"]
    lines = [" · ".join(fact for fact in (*what, _authors(node), node.language, date) if fact)]
    if node.url:
        lines.append(node.url)
    if node.status is Status.READ and node.detail:
        lines.append(node.detail)
    if node.status is not Status.READ:
        lines.append(": ".join(filter(None, (UNREAD[node.status], node.detail))))
    return lines


def _authors(node: Node) -> str:
    more = f" and {len(node.authors) - _AUTHORS} more" if len(node.authors) > _AUTHORS else ""
    return f"by {', '.join(node.authors[:_AUTHORS])}{more}" if node.authors else ""


def _hop(link: Derivation) -> str:
    word = f", {JUDGED[link.judgement]}" if link.judgement else ""
    return f"{link.relation}{roles(link)}, {link.confidence:.0%} sure{word} (link {link.id})"


def _evidence(row: Row) -> list[str]:
    """The quoted lines of a hop with where they stood, then what the texts and dates show."""
    return [*(f"“{quote}” ({place})" for quote, place in row.quotes), *row.shown]
