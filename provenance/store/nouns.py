"""A noun from a row of its table, whatever database gave the row; `rows` is the way there."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from provenance.errors import Damaged
from provenance.model import (
    Article,
    Capture,
    DateInterval,
    Derivation,
    Judgement,
    Node,
    Place,
    Relation,
    Signal,
    Status,
    Verdict,
)
from provenance.store import pack

E = TypeVar("E", bound=StrEnum)


class Row(Protocol):
    """A row: the value of a column by its name."""

    def __getitem__(self, column: str, /) -> Any: ...  # noqa: ANN401 - whatever the column holds


def read_article(row: Row) -> Article:
    """The article of a row of `articles` joined with its text. Raises Damaged for a damaged row."""
    what = f"article {row['id']}"
    return Article(
        id=row["id"],
        url=row["url"],
        domain=row["domain"],
        title=row["title"],
        outlet=row["outlet"],
        language=row["language"],
        published=_interval(row, what),
        authors=pack.load(pack.AUTHORS, row["authors"], f"{what}: authors"),
        blocks=pack.load(pack.BLOCKS, pack.unsqueeze(row["blocks"], f"{what}: blocks"), f"{what}: blocks"),
        facts=pack.load(pack.FACTS, row["facts"], f"{what}: facts"),
        text=row["text"],
        sha256=row["capture_sha256"] or "",
        path=row["path"],
        fetched=_time(row["fetched"], what),
    )


def read_node(row: Row) -> Node:
    """The node of a row of `articles`. Raises Damaged for a damaged row."""
    what = f"node {row['id']}"
    return Node(
        id=row["id"],
        status=_one_of(Status, row["status"], what),
        url=row["url"],
        domain=row["domain"],
        outlet=row["outlet"],
        title=row["title"],
        language=row["language"],
        published=_interval(row, what),
        authors=pack.load(pack.AUTHORS, row["authors"], f"{what}: authors"),
        detail=row["detail"],
    )


def _interval(row: Row, what: str) -> DateInterval | None:
    earliest = _time(row["published_earliest"], what)
    latest = _time(row["published_latest"], what)
    return DateInterval(earliest, latest, row["published_text"] or "") if earliest and latest else None


def _time(written: str | None, what: str) -> datetime | None:
    return None if written is None else pack.read_time(written, what)


def _one_of(kind: type[E], value: str, what: str) -> E:
    try:
        return kind(value)
    except ValueError as error:
        raise Damaged(f"{what}: {value!r} is not a {kind.__name__.lower()}") from error


def read_signal(row: Row) -> Signal:
    """The signal of a row. Raises Damaged for a damaged row."""
    what = f"signal {row['ordinal']} of {row['article']}"
    return Signal(
        finder=row["finder"],
        cue=row["cue"],
        relation=_one_of(Relation, row["relation"], what) if row["relation"] else None,
        place=_one_of(Place, row["place"], what),
        quote=row["quote"],
        block=row["block"],
        start=row["quote_start"],
        end=row["quote_end"],
        source=pack.load(pack.LOCATOR, row["source"], f"{what}: source"),
        origin=pack.load(pack.LOCATOR, row["origin"], f"{what}: origin"),
        translator=row["translator"],
        translated_for=row["translated_for"],
        origin_relation=_one_of(Relation, row["origin_relation"], what) if row["origin_relation"] else None,
        original_language=row["original_language"],
        strength=row["strength"],
        stamp=bool(row["stamp"]),
        reviser=row["reviser"],
        licence=row["licence"],
    )


def read_link(row: Row) -> Derivation:
    """The link of a row of `links` joined with its current verdict. Raises Damaged for a damaged row."""
    what = f"link {row['id']}"
    return Derivation(
        id=row["id"],
        derived=row["derived"],
        source=row["source"],
        relation=_one_of(Relation, row["relation"], what),
        confidence=row["confidence"],
        evidence=pack.load(pack.EVIDENCE, row["evidence"], f"{what}: evidence"),
        translator=row["translator"],
        translated_for=row["translated_for"],
        rivals=pack.load(pack.RIVALS, row["rivals"], f"{what}: rivals"),
        judgement=_one_of(Verdict, row["verdict"], what) if row["verdict"] else None,
        reviser=row["reviser"],
        licence=row["licence"],
    )


def read_judgement(row: Row) -> Judgement:
    """The judgement of a row. Raises Damaged for a damaged row."""
    what = f"judgement of {row['link']}"
    verdict = _one_of(Verdict, row["verdict"], what)
    return Judgement(row["link"], verdict, row["by"], pack.read_time(row["at"], what), row["note"])


def read_capture(row: Row) -> Capture:
    """The capture of a row, its body empty. Raises Damaged for a damaged row."""
    what = f"capture {row['sha256']}"
    return Capture(
        target=row["target"],
        body=b"",
        sha256=row["sha256"],
        media_type=row["media_type"],
        fetched=pack.read_time(row["fetched"], what),
        url=row["url"],
        final_url=row["final_url"],
        status=row["status"],
        headers=pack.load(pack.HEADERS, row["headers"], f"{what}: headers"),
        charset=row["charset"],
        path=row["path"],
        declared=pack.load(pack.DECLARED, row["declared"], f"{what}: declared"),
        redirects=pack.load(pack.REDIRECTS, row["redirects"], f"{what}: redirects"),
        memento=row["memento"],
    )
