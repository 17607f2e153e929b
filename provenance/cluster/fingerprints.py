"""What the stages need of each page, read once: what the indexes would hold, what it asks them, whom it credits."""

from collections.abc import Iterable, Iterator

from provenance import urls
from provenance.cluster.rows import Row
from provenance.descent import Line, Witness, credited, witness
from provenance.errors import NotAnArticle
from provenance.formats.parquet.rows import read_article
from provenance.infer import claims
from provenance.linking.indexing import entry_of
from provenance.linking.likeness import anchors_of, square
from provenance.match import joint
from provenance.match.shingles import hashes_of
from provenance.model import Article, DateInterval, Node, Signal
from provenance.outlets import fold
from provenance.store import pack

ADDRESS, LINK, DOMAIN, OUTLET = "address", "link", "domain", "outlet"
"""What a page names: an address in a claim, one that a line of its tail leads to, a site by its domain or outlet."""


def fingerprints(rows: Iterable[Row]) -> Iterator[Row]:
    """A row of ENTRY for each page of the table `articles`."""
    for row in rows:
        article, signals = page_of(row)
        yield _entry(int(row["number"]), article, witness(article, signals, claims(article, signals)))


def page_of(row: Row) -> tuple[Article, tuple[Signal, ...]]:
    """A row of `articles` that was read, with its signals. NotAnArticle names the row that cannot be one."""
    where = f"articles.parquet: number {row['number']}"
    article, signals = read_article(row, where)
    if isinstance(article, Node):
        raise NotAnArticle(f"{where}: no page that was read")
    return article, signals


def addressed(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of ADDRESSED: the key under which the address of each node is found, see `store.find`."""
    for row in rows:
        yield {"number": row["number"], "key": pack.clean(urls.canonical_key(row["url"]))}


def lean(row: Row, side: str = "") -> Witness:
    """A witness with what comparing texts needs, of an entry's columns `side`id, `side`language ..."""
    earliest, latest = row.get(f"{side}earliest"), row.get(f"{side}latest")
    moment = DateInterval(earliest, latest, "") if earliest and latest else None
    body = (Line(row[f"{side}text"], 0, ()),)
    domain = row.get(f"{side}domain")
    return Witness(row[f"{side}id"], None, domain, None, "", row[f"{side}language"], "", moment, False, body, ())


def _entry(number: int, article: Article, page: Witness) -> Row:
    every = hashes_of(page.text, page.language)
    _, hashes, shelves = entry_of(page, every)
    anchors = [(view.partition(" "), found) for view, found in shelves.items()]
    lines = {line.key for line in page.tail} | {line.formula for line in page.tail if line.formula}
    return {
        "number": number,
        "id": page.id,
        "language": page.language,
        "domain": pack.maybe(page.domain),
        "outlet": pack.clean(fold(article.outlet)) if article.outlet else None,
        "earliest": page.moment.earliest if page.moment else None,
        "latest": page.moment.latest if page.moment else None,
        "size": len(page.text),
        "length": square(anchors_of(page)),
        "text": page.text,
        "every": sorted(every),
        "estimate": estimate(hashes),
        "hashes": sorted(hashes),
        "told": sorted(lines | {credited(page.language)}),
        "anchors": [
            {"language": language, "view": view, "hash": key, "weight": weight}
            for (language, _, view), found in anchors
            for key, weight in found.items()
        ],
        "credits": [
            {"kind": kind, "key": pack.clean(key), "rank": rank} for rank, (kind, key) in enumerate(_credits(page))
        ],
    }


def estimate(hashes: Iterable[int]) -> int:
    """How many shingles a text must have of which an index holds these hashes, as a pass over the index tells it."""
    import numpy as np

    held = np.array(list(hashes), np.int64)
    counts = [np.array([np.count_nonzero(held & (modulus - 1) == 0)]) for modulus in joint.MODULI]
    return int(joint.sizes(counts)[0])


def _credits(page: Witness) -> Iterator[tuple[str, str]]:
    """What `linking.lookups.Lookups.credited` asks for, in its order."""
    for address in sorted({claim.source.url or "" for claim in page.claims}):
        if urls.is_deep(address):
            yield ADDRESS, urls.canonical_key(pack.clean(address.strip()))
    for address in sorted({link for line in page.tail for link in line.links}):
        if urls.is_deep(address):
            yield LINK, urls.canonical_key(pack.clean(address.strip()))
    for claim in page.claims:
        if claim.hop == 1 and not urls.is_deep(claim.source.url):
            if claim.source.domain:
                yield DOMAIN, claim.source.domain
            elif claim.source.name:
                yield OUTLET, fold(claim.source.name)
