"""What puts rows into the store; each function runs inside the caller's transaction."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, func, select

from provenance.errors import StoreError
from provenance.model import Article, Capture, Derivation, Node, Signal, Status
from provenance.store import indexing, pack, rows
from provenance.store.bulk import insert_rows, upsert
from provenance.store.look import chunks
from provenance.store.tables import ARTICLES, CAPTURES, LINKS, SIGNALS, TEXTS

# A node may only climb: what was read stays read, and a failed attempt says more than a mere name.
_RANK = {
    Status.UNIDENTIFIED: 0,
    Status.NAMED: 1,
    Status.NOT_LOOKED: 2,
    Status.UNREACHABLE: 3,
    Status.READ: 4,
}
_AT_ONCE = 500  # links that one statement asks for: SQLite takes 32,766 values, PostgreSQL 65,535
_OF_READING = frozenset({"fetched", "digest", "capture_sha256", "path"})  # other where nothing else may be


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article as rows, made before the transaction begins so that others wait less."""

    row: rows.Row
    text: str
    signals: tuple[rows.Row, ...]


def prepare(article: Article, signals: Sequence[Signal]) -> Prepared:
    """The rows of an article and its signals. Raises StoreError for values that cannot be kept."""
    text = pack.clean(article.text)
    row = rows.article_row(article)
    row["text_sha256"] = hashlib.sha256(text.encode()).hexdigest()
    said = tuple(rows.signal_row(row["id"], number, signal) for number, signal in enumerate(signals))
    row["digest"] = _digest(row, said)
    row["blocks"] = pack.squeeze(row["blocks"])
    return Prepared(row, text, said)


def _digest(row: rows.Row, signals: Iterable[rows.Row]) -> str:
    machine = hashlib.sha256()
    for part in (row, *signals):
        for column, value in part.items():
            if column != "fetched":
                written = f"{column}={value!s}" if value is not None else column
                machine.update(f"{len(written)}:{written}".encode())
    return machine.hexdigest()


def put_articles(connection: Connection, articles: Sequence[Prepared]) -> set[str]:
    """Insert or replace articles: the ids of those that are new or differ."""
    wanted = {article.row["id"]: article for article in articles}
    asked = select(ARTICLES.c.id, ARTICLES.c.number, ARTICLES.c.digest)
    known = {row.id: row for row in connection.execute(asked.where(ARTICLES.c.id.in_(wanted)))}
    fresh = [
        article for node, article in wanted.items() if node not in known or known[node].digest != article.row["digest"]
    ]
    if not fresh:
        return set()
    altered = [node for node in _altered(connection, fresh) if node in known]
    texts = [{"sha256": article.row["text_sha256"], "text": article.text} for article in fresh]
    upsert(connection, TEXTS, texts, ("sha256",), replace=False)
    upsert(connection, ARTICLES, [article.row for article in fresh], ("id",))
    connection.execute(delete(SIGNALS).where(SIGNALS.c.article.in_([article.row["id"] for article in fresh])))
    insert_rows(connection, SIGNALS, [signal for article in fresh for signal in article.signals])
    indexing.leave(connection, [known[node].number for node in altered])
    indexing.note_unindexed(connection, [*altered, *(node for node in wanted if node not in known)])
    return {article.row["id"] for article in fresh}


def _altered(connection: Connection, articles: Iterable[Prepared]) -> Iterator[str]:
    """Those of which anything else is kept that tells kin: not the text alone, credits, language and dates too."""
    new = {article.row["id"]: article for article in articles}
    signals: dict[str, list[rows.Row]] = {}
    said = select(SIGNALS).where(SIGNALS.c.article.in_(new)).order_by(SIGNALS.c.article, SIGNALS.c.ordinal)
    for row in connection.execute(said).mappings():
        signals.setdefault(row["article"], []).append(dict(row))
    for before in connection.execute(select(ARTICLES).where(ARTICLES.c.id.in_(new))).mappings():
        article = new[before["id"]]
        same = all(before[name] == value for name, value in article.row.items() if name not in _OF_READING)
        if not same or signals.get(before["id"], []) != list(article.signals):
            yield before["id"]


def put_node(connection: Connection, node: Node) -> bool:
    """Insert a named source, or add to what is known of it: True when that changes anything."""
    row = rows.node_row(node)
    found = connection.execute(select(ARTICLES).where(ARTICLES.c.id == row["id"])).mappings().first()
    if found is not None:
        if found["status"] == Status.READ:
            return False
        row = _merged(found, row)
        if all(found[column] == value for column, value in row.items()):
            return False
    upsert(connection, ARTICLES, [row], ("id",))
    return True


def _merged(found: RowMapping, new: rows.Row) -> rows.Row:
    # Who knows more is believed, the other fills the gaps; the reason goes with its status.
    climbs = _RANK[new["status"]] >= _RANK.get(found["status"], 0)
    first, second = (new, found) if climbs else (found, new)
    row = {column: second[column] if first[column] is None else first[column] for column in new}
    authors = second["authors"] if first["authors"] == "[]" else first["authors"]
    return {**row, "authors": authors, "detail": first["detail"]}


def put_links(connection: Connection, derivations: Iterable[Derivation]) -> int:
    """Insert or replace links by id: how many are new. Raises StoreError when an end is not kept yet."""
    return sum(_put_links(connection, some) for some in chunks(derivations, _AT_ONCE))


def _put_links(connection: Connection, derivations: Iterable[Derivation]) -> int:
    values = {row["id"]: row for row in map(rows.link_row, derivations)}
    _require_ends(connection, values.values())
    there = select(func.count()).select_from(LINKS).where(LINKS.c.id.in_(values))
    old = connection.execute(there).scalar_one()
    upsert(connection, LINKS, list(values.values()), ("id",))
    return len(values) - old


def _require_ends(connection: Connection, links: Iterable[rows.Row]) -> None:
    ends = {row[end]: row["id"] for row in links for end in ("derived", "source")}
    known = connection.execute(select(ARTICLES.c.id).where(ARTICLES.c.id.in_(ends))).scalars()
    missing = sorted(set(ends) - set(known))
    if missing:
        raise StoreError(f"link {ends[missing[0]]}: its end {missing[0]} is not in the store")


def drop_links(connection: Connection, ids: Iterable[str]) -> int:
    """Delete links: how many were there."""
    every = (delete(LINKS).where(LINKS.c.id.in_(some)) for some in chunks(map(pack.clean, ids), _AT_ONCE))
    return sum(connection.execute(statement).rowcount for statement in every)


def put_capture(connection: Connection, capture: Capture) -> bool:
    """Insert a capture, once for each target and time."""
    row = rows.capture_row(capture)
    once = [CAPTURES.c[name] == row[name] for name in ("sha256", "target", "fetched")]
    if connection.execute(select(CAPTURES.c.number).where(*once)).first():
        return False
    connection.execute(CAPTURES.insert(), [row])
    return True
