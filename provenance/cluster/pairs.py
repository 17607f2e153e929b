"""Which candidates are kin: the decisions of `linking`, over rows that hold both sides."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from provenance.cluster.fingerprints import lean
from provenance.cluster.rows import Row
from provenance.linking.likeness import aligned, alike
from provenance.linking.lookups import HINT, best_of, closest
from provenance.match.thresholds import MATCHED


def copies(rows: Iterable[Row]) -> Iterator[Row]:
    """EDGEs, both ways, of the rows (a, b, shared, mine, theirs: all shingles of both) that are copies.

    What shares more comes before, as in `linking.jointly`.
    """
    for row in rows:
        if alike(frozenset(row["mine"]), frozenset(row["theirs"])):
            yield {"asker": row["a"], "other": row["b"], "rank": -row["shared"]}
            yield {"asker": row["b"], "other": row["a"], "rank": -row["shared"]}


def nearest(rows: Iterable[Row]) -> Iterator[Row]:
    """EDGEs to the pages that are worth aligning; a row is an asker with its `length` and all `others`."""
    for row in rows:
        others = {other["id"]: other for other in row["others"]}
        shared = {node: other["shared"] for node, other in others.items()}
        lengths = {node: other["length"] for node, other in others.items()}
        for rank, node in enumerate(closest(shared, row["length"], lengths)):
            yield {"asker": row["asker"], "other": others[node]["number"], "rank": rank}


def translated(rows: Iterable[Row]) -> Iterator[Row]:
    """EDGEs of the rows (asker, other, rank, both sides' lean columns) of which one text translates the other."""
    return (_edge(row, row["rank"]) for row in rows if _score(row) >= MATCHED)


def hinted(rows: Iterable[Row]) -> Iterator[Row]:
    """The same where a line leads to the other page: less is enough."""
    return (_edge(row, row["rank"]) for row in rows if _score(row) >= HINT)


def of_site(rows: Iterable[Row]) -> Iterator[Row]:
    """EDGEs from pages to those that they must mean of a site that they name.

    Rows are sorted by site (kind, key): first the site's pages (asker missing), then those that name it.
    """
    for _, site in groupby(rows, key=lambda row: (row["kind"], row["key"])):
        pages = {}
        for row in site:
            page = lean(row)
            if row["asker"] is None:
                pages[page.id] = (row["number"], page)
                continue
            best = best_of(page, [other for _, other in pages.values()])
            if best is not None:
                yield {"asker": row["asker"], "other": pages[best.id][0], "rank": row["rank"]}


def _score(row: Row) -> float:
    return aligned(lean(row, "my_"), lean(row, "their_"))


def _edge(row: Row, rank: int) -> Row:
    return {"asker": row["asker"], "other": row["other"], "rank": rank}
