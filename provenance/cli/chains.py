"""What `trace` and `show` print: the chain as a tree, the article first, each hop's source below it."""

import json

import typer

from provenance.cli.settings import Shape
from provenance.formats import chain_json
from provenance.model import Chain, Derivation, Node, OriginStatus, Status

ORIGINS = {
    OriginStatus.FOUND: "Origin: {what}, found and read ({sure})",
    OriginStatus.NAMED: "Origin: {what}, named but not read ({sure})",
    OriginStatus.ORIGINAL: "This article names no source: as far as is known, it is an original.",
    OriginStatus.UNKNOWN: "The origin is not known.",
}


def print_chain(chain: Chain, shape: Shape) -> None:
    """Print a chain on standard output."""
    if shape is Shape.JSON:
        typer.echo(json.dumps(chain_json(chain), ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    console = Console(highlight=False, soft_wrap=False)
    nodes = {node.id: node for node in chain.graph.nodes}
    up: dict[str, list[Derivation]] = {}
    for link in chain.graph.links:
        up.setdefault(link.derived, []).append(link)
    root = Tree(_who(nodes[chain.article]), guide_style="dim")

    def grow(branch: Tree, here: str, seen: frozenset[str]) -> None:
        for link in up.get(here, ()):
            source = nodes[link.source]
            child = branch.add(Text.assemble(_hop(link), "\n", _who(source)))
            for line in _lines(link):
                child.add(Text(line, style="italic dim"))
            if link.source not in seen:
                grow(child, link.source, seen | {link.source})

    grow(root, chain.article, frozenset({chain.article}))
    console.print(root)
    for link in chain.graph.links:
        if link.id not in chain.hops:
            console.print(Text.assemble("taken by ", _who(nodes[link.derived]), "  ", _hop(link)))
    for note in chain.notes:
        console.print(Text(f"Note: {note}"))
    console.print(Text(_ending(chain, nodes), style="bold"))


def _who(node: Node) -> str:
    """Title, outlet, language, date and address of a node; why it was not read."""
    date = (node.published.text or node.published.earliest.date().isoformat())[:10] if node.published else None
    facts = (node.outlet or node.domain, node.language, date)
    what = node.title or ("an article that is not identified" if node.status is not Status.READ else "untitled")
    head = " · ".join([f"“{what}”" if node.title else what, *(f for f in facts if f)])
    lines = [head, *([node.url] if node.url else [])]
    if node.status is not Status.READ:
        lines.append(f"[{node.status}] {node.detail or ''}".rstrip())
    return "\n".join(lines)


def _hop(link: Derivation) -> str:
    by = f" by {link.translator}" if link.translator else ""
    whom = f" for {link.translated_for}" if link.translated_for else ""
    word = f", {link.judgement}ed by a person" if link.judgement else ""
    return f"↑ {link.relation}{by}{whom}  {link.confidence:.0%}{word}  {link.id}"


def _lines(link: Derivation) -> list[str]:
    """The quoted lines of a hop with where they stood, then what the texts and dates show."""
    quoted = {e.quote: f"“{e.quote}” ({e.place})" for e in reversed(link.evidence) if e.quote}
    shown = [e.detail for e in link.evidence if e.rule.startswith(("text-", "older-"))]
    return [*reversed(quoted.values()), *shown]


def _ending(chain: Chain, nodes: dict[str, Node]) -> str:
    node = nodes.get(chain.origin.node)
    what = (node.title or node.outlet or node.domain or node.id) if node else chain.origin.node
    site = f" ({node.outlet or node.domain})" if node and node.title and (node.outlet or node.domain) else ""
    return ORIGINS[chain.origin.status].format(what=f"{what}{site}", sure=f"{chain.origin.confidence:.0%}")
