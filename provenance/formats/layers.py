"""Where the nodes of a graph stand in a picture: columns from the origin at the left to its copies.

After Sugiyama, Tagawa and Toda (1981): a column for each node by its longest way from an origin,
then few crossings by putting each node near the mean of its neighbours, to and fro.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import TypeAlias

from provenance.model import Graph, Verdict

Places: TypeAlias = dict[str, tuple[int, int]]
Near: TypeAlias = Mapping[str, Sequence[str]]

_SWEEPS = 8


def places(graph: Graph) -> Places:
    """The column and the row of each node by its id, both from 0; the copies of a page stand right of it.

    In a ring of links one is passed over; links that a person rejected draw nothing to them.
    """
    sources: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    copies: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for link in graph.links:
        if link.judgement is not Verdict.REJECT and link.derived != link.source:
            sources[link.derived].append(link.source)
            copies[link.source].append(link.derived)
    columns = _columns(sources)
    rows = _rows(columns, sources, copies)
    return {node: (columns[node], rows[node]) for node in sources}


def _columns(sources: Near) -> dict[str, int]:
    """The length of the longest way upstream of each node, without recursion: chains may be long."""
    columns: dict[str, int] = {}
    for start in sources:
        on_the_way: dict[str, int] = {}  # how many of a node's sources were looked at
        stack = [] if start in columns else [start]
        while stack:
            node = stack[-1]
            looked = on_the_way.get(node, 0)
            if looked < len(sources[node]):
                on_the_way[node] = looked + 1
                above = sources[node][looked]
                if above not in columns and above not in on_the_way:
                    stack.append(above)
                continue
            stack.pop()
            columns[node] = max((columns[above] + 1 for above in sources[node] if above in columns), default=0)
            on_the_way.pop(node, None)
    return columns


def _rows(columns: Mapping[str, int], sources: Near, copies: Near) -> dict[str, int]:
    layers: list[list[str]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
    for node in sources:  # in the order of the graph, which is stable
        layers[columns[node]].append(node)
    rows = {node: row for layer in layers for row, node in enumerate(layer)}
    for sweep in range(_SWEEPS):
        near, order = (copies, layers[::-1]) if sweep % 2 else (sources, layers)
        for layer in order:
            layer.sort(key=lambda node: _mean((rows[each] for each in near[node]), rows[node]))
            rows.update((node, row) for row, node in enumerate(layer))
    return rows


def _mean(rows: Iterable[int], default: int) -> float:
    known = list(rows)
    return fmean(known) if known else default
