"""What stands around the quoted lines of a graph's evidence, on the pages that they were read from.

A line may stand on the copy itself or, where copies of it say the same, on one of those: whoever takes a text takes
its credits with it.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from provenance.formats.record import Context
from provenance.model import Article, Block, Evidence, Graph

_FROM_COPIES = "said-downstream"  # the rule whose lines stand on copies of the copy
_PAGES = 12  # looked at for one line
_AROUND = 160  # characters before and after a line


def contexts(graph: Graph, article: Callable[[str], Article | None]) -> dict[tuple[str, int], Context]:
    """For each quoted line, by the id of its link and its place in the link's evidence: what stands around it.

    `article` gives the page of a node, None where it was not read; each is asked for once and let go.
    Lines that no page of the graph holds are left out.
    """
    found: dict[tuple[str, int], tuple[int, Context]] = {}
    for node, lines in _wanted(graph).items():
        page = article(node)
        if page is None:
            continue
        for key, rank, item in lines:
            if (key not in found or rank < found[key][0]) and (around := _around(page, item)):
                found[key] = rank, around
    return {key: context for key, (_, context) in found.items()}


_Line = tuple[tuple[str, int], int, Evidence]


def _wanted(graph: Graph) -> dict[str, list[_Line]]:
    """For each node the lines that may stand on its page, with how near it is to where they should."""
    copies: dict[str, list[str]] = {}
    for link in graph.links:
        copies.setdefault(link.source, []).append(link.derived)
    wanted: dict[str, list[_Line]] = {}
    for link in graph.links:
        quoted = [(index, item) for index, item in enumerate(link.evidence) if item.quote]
        pages = list(_downstream(link.derived, copies)) if quoted else []
        for index, item in quoted:
            own_last = [*pages[1:], pages[0]] if item.rule == _FROM_COPIES else pages
            for rank, node in enumerate(own_last):
                wanted.setdefault(node, []).append(((link.id, index), rank, item))
    return wanted


def _downstream(start: str, copies: dict[str, list[str]]) -> Iterator[str]:
    """A node and what was taken from it, the nearest first, at most `_PAGES`."""
    waiting, seen = deque([start]), {start}
    for _ in range(_PAGES):
        if not waiting:
            return
        node = waiting.popleft()
        yield node
        for copy in copies.get(node, ()):
            if copy not in seen:
                seen.add(copy)
                waiting.append(copy)


def _around(page: Article, item: Evidence) -> Context | None:
    quote = item.quote or ""
    for exact in (True, False):  # first in the part of the page that the evidence names
        for index, block in enumerate(page.blocks):
            if quote in block.text and (not exact or block.place == item.place):
                return _in_blocks(page.id, page.blocks, index, quote)
    fact = next((fact for fact in page.facts if quote and quote in fact.value), None)
    if fact is None:
        return None
    start = fact.value.index(quote)
    return Context(page.id, _tail(f"{fact.key}: {fact.value[:start]}"), _head(fact.value[start + len(quote) :]))


def _in_blocks(node: str, blocks: Sequence[Block], index: int, quote: str) -> Context:
    text = blocks[index].text
    start = text.index(quote)
    before, after = text[:start], text[start + len(quote) :]
    if not before.strip() and index:
        before = blocks[index - 1].text + "\n"
    if not after.strip() and index + 1 < len(blocks):
        after = "\n" + blocks[index + 1].text
    return Context(node, _tail(before), _head(after))


def _tail(text: str) -> str:
    """The end of `text`, cut before a word."""
    return text if len(text) <= _AROUND else "…" + text[-_AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    """The beginning of `text`, cut behind a word."""
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0] + "…"
