"""Families drawn from what the stages found: `linking` itself, with the answers at hand."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

from provenance.cluster.fingerprints import page_of
from provenance.cluster.rows import Row
from provenance.descent import Witness
from provenance.formats.parquet.rows import article_row, link_row, read_link
from provenance.linking.corpus import Corpus
from provenance.linking.families import outcome
from provenance.linking.kin import Finder
from provenance.model import Article, Derivation, Node, Signal

COPY, TRANSLATED, CREDITED = "copy", "translated", "credited"
"""The kinds of answers."""


def drawn(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of FAMILY from pages with what was found of each, sorted by `top`, which those of one family share.

    A row is one of `articles` with `answers` (kind, rank, number), `spread` (hash, n: how many pages hold each hash
    of its tail), `sites` (place, id, told: the first pages of its site, on one row of each site) and `before` (its
    links).
    """
    for _, together in groupby(rows, key=lambda row: row["top"]):
        yield from _families(list(together))


def _families(rows: Sequence[Row]) -> Iterator[Row]:
    found = Found(rows)
    finder = Finder(found.corpus, found)
    for row in rows:
        finder.add(row["id"])
    for family in finder.families():
        before = found.links_from(*(page.id for page in family.members))
        nodes, links, gone = outcome(found.corpus, family, before)
        first = min(found.numbers[page.id] for page in family.members)
        yield {
            "family": first,
            "pages": len(family.members),
            "nodes": [article_row(first, node) for node in nodes],
            "links": [link_row(link) for link in links],
            "gone": gone,
        }


class Found:
    """What was found of pages that hang together: what `linking` asks of a store (`corpus.Pages`), and its `Look`."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.corpus: Corpus[Found] = Corpus(self)
        self.numbers: dict[str, int] = {row["id"]: row["number"] for row in rows}
        self._ids = {number: node for node, number in self.numbers.items()}
        self._pages = {row["id"]: page_of(row) for row in rows}
        self._answers = {row["id"]: sorted(row["answers"] or (), key=_place) for row in rows}
        self._spread = {one["hash"]: one["n"] for row in rows for one in row["spread"] or ()}
        self._sites = {row["domain"]: sorted(row["sites"], key=_first) for row in rows if row["sites"]}
        self._before = {row["id"]: [read_link(x, "links.parquet") for x in row["before"] or ()] for row in rows}
        self._after: dict[str, list[Derivation]] = {}
        for link in (link for links in self._before.values() for link in links):
            self._after.setdefault(link.source, []).append(link)

    # As a store

    def article(self, node: str) -> Article | None:
        """The page of this id."""
        return self._pages[node][0] if node in self._pages else None

    def signals(self, node: str) -> tuple[Signal, ...]:
        """What a page says of its origin."""
        return self._pages[node][1]

    def node(self, node: str) -> Node | None:
        """Nothing: of a page that is not here it is not known whether it was read."""
        return None

    def links_from(self, *nodes: str) -> list[Derivation]:
        """The links of these pages, surest first."""
        return sorted((link for node in nodes for link in self._before[node]), key=_sure)

    @property
    def index(self) -> "Found":
        """What is asked of a store's indexes: `spread` and `of_site`."""
        return self

    def spread(self, hashes: Iterable[int], most: int) -> dict[int, int]:
        """How many pages of all hold each hash, counted up to `most`."""
        return {key: min(self._spread[key], most) for key in hashes if key in self._spread}

    def of_site(self, hashes: Iterable[int], domain: str, most: int) -> dict[str, frozenset[int]]:
        """The first pages of a site, as many as `most`, each with those of these hashes that it holds."""
        wanted = frozenset(hashes)
        return {one["id"]: wanted.intersection(one["told"] or ()) for one in self._sites.get(domain, ())[:most]}

    # As a look

    def copies(self, page: Witness, seen: Container[str]) -> Iterator[Witness]:
        """The copies of a page, but for those that were seen."""
        for node in self._of(page, COPY):
            other = None if node in seen else self.corpus.witness(node)
            if other is not None:
                yield other

    def translated(self, page: Witness) -> Iterator[tuple[str, str]]:
        """Pairs of a page and one that it translates, or that translates it."""
        return ((page.id, node) for node in self._of(page, TRANSLATED))

    def credited(self, page: Witness) -> Iterator[tuple[str, str]]:
        """Pairs of a page and one that it credits."""
        return ((page.id, node) for node in self._of(page, CREDITED))

    def linked(self, pages: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Pairs that an earlier run, or a walk, linked."""
        for link in self.links_from(*pages):
            if link.source in self._pages:
                yield link.derived, link.source
        for link in sorted((link for page in pages for link in self._after.get(page, ())), key=_sure):
            yield link.source, link.derived

    def _of(self, page: Witness, kind: str) -> list[str]:
        return [self._ids[one["number"]] for one in self._answers[page.id] if one["kind"] == kind]


def _sure(link: Derivation) -> tuple[float, str]:
    return -link.confidence, link.id


def _first(page: Row) -> int:
    return int(page["place"])


def _place(answer: Row) -> tuple[int, int]:
    return answer["rank"], answer["number"]
