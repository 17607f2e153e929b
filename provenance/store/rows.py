"""A noun as a row of its table, and back."""

import math
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import RowMapping

from provenance.errors import StoreError
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
from provenance.outlets import fold
from provenance.store import pack
from provenance.urls import canonical_key

Row = dict[str, Any]
E = TypeVar("E", bound=StrEnum)


def article_row(article: Article) -> Row:
    """An article without its text and digest, which `write` adds."""
    return {
        **_common(article),
        "status": Status.READ.value,
        "detail": None,
        "capture_sha256": pack.clean(article.sha256),
        "path": pack.maybe(article.path),
        "fetched": pack.write_time(article.fetched),
        "facts": pack.dump(pack.FACTS, article.facts),
        "blocks": pack.dump(pack.BLOCKS, article.blocks),
    }


def node_row(node: Node) -> Row:
    """A node that was not read."""
    return {**_common(node), "status": node.status.value, "detail": pack.maybe(node.detail)}


def _common(page: Article | Node) -> Row:
    published = page.published
    return {
        "id": pack.clean(page.id),
        "url": pack.maybe(page.url),
        "canonical_key": pack.clean(canonical_key(page.url)) if page.url else None,
        "domain": pack.maybe(page.domain),
        "outlet": pack.maybe(page.outlet),
        "outlet_key": pack.clean(fold(page.outlet)) if page.outlet else None,
        "title": pack.maybe(page.title),
        "language": pack.maybe(page.language),
        "published_earliest": pack.write_time(published.earliest) if published else None,
        "published_latest": pack.write_time(published.latest) if published else None,
        "published_text": pack.clean(published.text) if published else None,
        "authors": pack.dump(pack.AUTHORS, page.authors),
    }


def read_article(row: RowMapping) -> Article:
    """The article of a row of `articles` joined with its text. Raises StoreError for a damaged row."""
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


def read_node(row: RowMapping) -> Node:
    """The node of a row of `articles`. Raises StoreError for a damaged row."""
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


def _interval(row: RowMapping, what: str) -> DateInterval | None:
    earliest = _time(row["published_earliest"], what)
    latest = _time(row["published_latest"], what)
    return DateInterval(earliest, latest, row["published_text"] or "") if earliest and latest else None


def _time(written: str | None, what: str) -> datetime | None:
    return None if written is None else pack.read_time(written, what)


def _one_of(kind: type[E], value: str, what: str) -> E:
    try:
        return kind(value)
    except ValueError as error:
        raise StoreError(f"{what}: {value!r} is not a {kind.__name__.lower()}") from error


def signal_row(article: str, ordinal: int, signal: Signal) -> Row:
    """A signal as the row number `ordinal` of its article."""
    return {
        "article": article,
        "ordinal": ordinal,
        "finder": pack.clean(signal.finder),
        "cue": pack.clean(signal.cue),
        "relation": signal.relation and signal.relation.value,
        "place": signal.place.value,
        "quote": pack.clean(signal.quote),
        "block": signal.block,
        "quote_start": signal.start,
        "quote_end": signal.end,
        "source": pack.dump(pack.LOCATOR, signal.source),
        "origin": pack.dump(pack.LOCATOR, signal.origin),
        "translator": pack.maybe(signal.translator),
        "translated_for": pack.maybe(signal.translated_for),
        "origin_relation": signal.origin_relation and signal.origin_relation.value,
        "original_language": pack.maybe(signal.original_language),
        "strength": _finite(signal.strength, f"signal of {article}: strength"),
        "stamp": signal.stamp,
        "reviser": pack.maybe(signal.reviser),
        "licence": pack.maybe(signal.licence),
    }


def read_signal(row: RowMapping) -> Signal:
    """The signal of a row. Raises StoreError for a damaged row."""
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
        stamp=row["stamp"],
        reviser=row["reviser"],
        licence=row["licence"],
    )


def link_row(link: Derivation) -> Row:
    """A link without its judgement, which has its own table. Raises StoreError for a number that is none."""
    for evidence in link.evidence:
        _finite(evidence.weight, f"link {link.id}: weight of {evidence.rule}")
    for rival in link.rivals:
        _finite(rival.confidence, f"link {link.id}: confidence of a rival")
    return {
        "id": pack.clean(link.id),
        "derived": pack.clean(link.derived),
        "source": pack.clean(link.source),
        "relation": link.relation.value,
        "confidence": _finite(link.confidence, f"link {link.id}: confidence"),
        "translator": pack.maybe(link.translator),
        "translated_for": pack.maybe(link.translated_for),
        "evidence": pack.dump(pack.EVIDENCE, link.evidence),
        "rivals": pack.dump(pack.RIVALS, link.rivals),
        "reviser": pack.maybe(link.reviser),
        "licence": pack.maybe(link.licence),
    }


def _finite(number: float, what: str) -> float:
    # JSON has no word for infinity, SQLite none for NaN.
    if not math.isfinite(number):
        raise StoreError(f"{what} is {number}, not a finite number")
    return number


def read_link(row: RowMapping) -> Derivation:
    """The link of a row of `links` joined with its current verdict. Raises StoreError for a damaged row."""
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


def read_judgement(row: RowMapping) -> Judgement:
    """The judgement of a row. Raises StoreError for a damaged row."""
    what = f"judgement of {row['link']}"
    verdict = _one_of(Verdict, row["verdict"], what)
    return Judgement(row["link"], verdict, row["by"], pack.read_time(row["at"], what), row["note"])


def capture_row(capture: Capture) -> Row:
    """A capture without its body."""
    return {
        "sha256": pack.clean(capture.sha256),
        "target": pack.clean(capture.target),
        "fetched": pack.write_time(capture.fetched),
        "url": pack.maybe(capture.url),
        "final_url": pack.maybe(capture.final_url),
        "status": capture.status,
        "media_type": pack.clean(capture.media_type),
        "charset": pack.maybe(capture.charset),
        "path": pack.maybe(capture.path),
        "headers": pack.dump(pack.HEADERS, capture.headers),
        "declared": pack.dump(pack.DECLARED, dict(capture.declared)),
        "redirects": pack.dump(pack.REDIRECTS, capture.redirects),
        "memento": pack.maybe(capture.memento),
    }


def read_capture(row: RowMapping) -> Capture:
    """The capture of a row, its body empty. Raises StoreError for a damaged row."""
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
