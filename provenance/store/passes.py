"""What is read in one pass over the whole store: the index of hashes, the links, the ids of articles."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select, text

from provenance.store.look import chunks
from provenance.store.tables import ARTICLES, INDEXED

_POSTINGS = text(
    "SELECT hash, article FROM postings WHERE (hash, article) > (:hash, :article) ORDER BY hash, article LIMIT :most"
)
_HOPS = text("""
SELECT d.number, s.number FROM links JOIN articles d ON d.id = links.derived JOIN articles s ON s.id = links.source
WHERE d.status = 'read' AND s.status = 'read'
""")


def postings(connection: Connection, after: tuple[int, int], limit: int) -> list[tuple[int, int]]:
    """The next rows of the index (hash, number of the article) in their order."""
    found = connection.execute(_POSTINGS, {"hash": after[0], "article": after[1], "most": limit})
    return [(row[0], row[1]) for row in found]


def hops(connection: Connection) -> list[tuple[int, int]]:
    """The numbers of copy and source of every link between two pages that were read."""
    return [(row[0], row[1]) for row in connection.execute(_HOPS)]


def held(connection: Connection, nodes: Iterable[str]) -> dict[str, tuple[int, int, int, int]]:
    """How many hashes the index holds of each article, and how many of these 2, 4 and 8 divide."""
    found: dict[str, tuple[int, int, int, int]] = {}
    parts = (INDEXED.c.hashes, INDEXED.c.halves, INDEXED.c.quarters, INDEXED.c.eighths)
    for some in chunks(sorted(set(nodes)), 500):
        here = ARTICLES.c.id.in_(some), INDEXED.c.hashes > 0
        asked = select(ARTICLES.c.id, *parts).join(INDEXED, INDEXED.c.article == ARTICLES.c.number).where(*here)
        for node, *counts in connection.execute(asked):
            found[node] = (int(counts[0]), int(counts[1]), int(counts[2]), int(counts[3]))
    return found


def ids(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The id of each article of these numbers."""
    found: dict[int, str] = {}
    for some in chunks(sorted(set(numbers)), 500):
        asked = select(ARTICLES.c.number, ARTICLES.c.id).where(ARTICLES.c.number.in_(some))
        found |= {row.number: row.id for row in connection.execute(asked)}
    return found


def indexed(connection: Connection) -> int:
    """How many articles the indexes hold."""
    return int(connection.execute(select(func.count()).select_from(INDEXED)).scalar_one())


def texts(connection: Connection) -> list[str]:
    """The ids of all articles with a text, in the order in which they came."""
    here = select(ARTICLES.c.id).where(ARTICLES.c.text_sha256.is_not(None))
    return list(connection.execute(here.order_by(ARTICLES.c.number)).scalars())
