"""Pages as they are ingested: many in one transaction, each known again by what it was read from."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, select

from provenance.charset import as_utf8
from provenance.model import Article, Capture, Signal
from provenance.store import pack, rows, write
from provenance.store.addresses import addresses_of
from provenance.store.bulk import upsert
from provenance.store.look import chunks
from provenance.store.tables import ADDRESSES, ARTICLES, CAPTURES, READINGS


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """A page as rows, made before the transaction begins, maybe in another process.

    `capture` is None for what lies on a disk: it may be read every day.
    """

    article: write.Prepared
    capture: rows.Row | None
    addresses: tuple[str, ...]
    reading: rows.Row


def prepare_page(article: Article, signals: Sequence[Signal], capture: Capture, way: str = "") -> PreparedPage:
    """The rows of a page, which was read in this `way`. Raises StoreError for values that cannot be kept."""
    reading = {"digest": reading_digest(capture), "article": pack.clean(article.id), "way": way}
    row = None if capture.status is None else rows.capture_row(capture)
    addresses = tuple(map(pack.clean, dict.fromkeys(addresses_of(article, capture))))
    return PreparedPage(write.prepare(article, signals), row, addresses, reading)


def reading_digest(capture: Capture) -> str:
    """SHA-256 in hexadecimal digits over all that a page is read from: the bytes, and what was told with them."""
    told = replace(capture, body=b"", target="", path=_whole_path(capture), declared={})
    parts = [
        (told.sha256, told.media_type, told.url, told.final_url, told.status, told.charset, told.path, told.memento),
        told.headers,
        sorted(capture.declared.items()),
        [(one.url, one.status) for one in told.redirects],
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _whole_path(capture: Capture) -> str | None:
    return as_utf8(str(Path(capture.path).absolute())) if capture.path else None


def known(connection: Connection, captures: Iterable[Capture], way: str) -> dict[str, str]:
    """Of these captures, by the digests of their readings, those that were read in this way: the ids of their articles.

    Without those that were read before what is kept now: a file or a page that was changed, and changed back.
    """
    there = (ARTICLES.c.capture_sha256, ARTICLES.c.path, ARTICLES.c.fetched)
    asked = select(READINGS.c.digest, READINGS.c.article, *there).join(ARTICLES, ARTICLES.c.id == READINGS.c.article)
    found: dict[str, str] = {}
    for some in chunks(captures, 500):
        wanted = {reading_digest(capture): capture for capture in some}
        read = asked.where(READINGS.c.digest.in_(wanted), READINGS.c.way == way)
        for digest, article, *kept in connection.execute(read):
            if not _is_newer(wanted[digest], *kept):
                found[digest] = article
    return found


def _is_newer(capture: Capture, sha256: str | None, path: str | None, fetched: str | None) -> bool:
    """Whether other bytes of the same file, or of the web and from before, are kept."""
    if capture.sha256 == sha256 or _whole_path(capture) != path:
        return False
    if capture.status is not None:
        return (pack.write_time(capture.fetched) or "") > (fetched or "")
    # Of a file alone: a feed may hold two entries of one name, which would be read in turns.
    return path is not None and capture.url is None and not capture.declared


def put(connection: Connection, pages: Sequence[PreparedPage]) -> list[bool]:
    """Keep pages, in their order: for each whether it is new, or other than what was there."""
    new: list[bool] = []
    for some in _without_repeats(pages):
        changed = write.put_articles(connection, [page.article for page in some])
        new += [page.article.row["id"] in changed for page in some]
    put_captures(connection, [page.capture for page in pages if page.capture])
    led = {key: page.article.row["id"] for page in pages for key in page.addresses}
    upsert(connection, ADDRESSES, [{"key": key, "article": node} for key, node in led.items()], ("key",))
    read = {page.reading["digest"]: page.reading for page in pages}
    upsert(connection, READINGS, list(read.values()), ("digest",))
    return new


def _without_repeats(pages: Sequence[PreparedPage]) -> Iterable[list[PreparedPage]]:
    """The pages in runs in which each article comes once: what comes again replaces what came before."""
    run: dict[str, PreparedPage] = {}
    for page in pages:
        node = page.article.row["id"]
        if node in run:
            yield list(run.values())
            run = {}
        run[node] = page
    yield list(run.values())


def put_captures(connection: Connection, captures: Sequence[rows.Row]) -> None:
    """Note captures, each once for a target and time."""
    once = ("sha256", "target", "fetched")
    rows_once = {tuple(row[name] for name in once): row for row in captures}
    upsert(connection, CAPTURES, list(rows_once.values()), once, replace=False)
