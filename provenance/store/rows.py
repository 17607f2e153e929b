"""A noun as a row of its table; `nouns` is the way back."""

import math
from typing import Any

from provenance.errors import StoreError
from provenance.model import Article, Capture, Derivation, Node, Signal, Status
from provenance.outlets import fold
from provenance.store import pack
from provenance.urls import canonical_key

Row = dict[str, Any]


def article_row(article: Article) -> Row:
    """An article without its text and digest, which `write` adds."""
    return {
        **_common(article),
        "status": Status.READ.value,
        "detail": None,
        "capture_sha256": pack.clean(article.sha256),
        "path": pack.maybe(article.path),
        "fetched": pack.write_time(article.fetched),
        "facts": pack.dump(article.facts),
        "blocks": pack.dump(article.blocks),
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
        "authors": pack.dump(page.authors),
    }


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
        "source": pack.dump(signal.source),
        "origin": pack.dump(signal.origin),
        "translator": pack.maybe(signal.translator),
        "translated_for": pack.maybe(signal.translated_for),
        "origin_relation": signal.origin_relation and signal.origin_relation.value,
        "original_language": pack.maybe(signal.original_language),
        "strength": _finite(signal.strength, f"signal of {article}: strength"),
        "stamp": signal.stamp,
        "reviser": pack.maybe(signal.reviser),
        "licence": pack.maybe(signal.licence),
    }


def link_row(link: Derivation) -> Row:
    """A link without its judgement, which has its own table. Raises StoreError for a number that is none."""
    for evidence in link.evidence:
        _finite(evidence.weight, f"link {link.id}: weight of {evidence.rule}")
    for rival in link.rivals:
        _probability(rival.confidence, f"link {link.id}: confidence of a rival")
    return {
        "id": pack.clean(link.id),
        "derived": pack.clean(link.derived),
        "source": pack.clean(link.source),
        "relation": link.relation.value,
        "confidence": _probability(link.confidence, f"link {link.id}: confidence"),
        "translator": pack.maybe(link.translator),
        "translated_for": pack.maybe(link.translated_for),
        "evidence": pack.dump(link.evidence),
        "rivals": pack.dump(link.rivals),
        "reviser": pack.maybe(link.reviser),
        "licence": pack.maybe(link.licence),
    }


def _finite(number: float, what: str) -> float:
    # JSON has no word for infinity, SQLite none for NaN.
    if not math.isfinite(number):
        raise StoreError(f"{what} is {number}, not a finite number")
    return number


def _probability(number: float, what: str) -> float:
    if not 0.0 <= _finite(number, what) <= 1.0:
        raise StoreError(f"{what} is {number}, not a probability")
    return number


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
        "headers": pack.dump(capture.headers),
        "declared": pack.dump(dict(capture.declared)),
        "redirects": pack.dump(capture.redirects),
        "memento": pack.maybe(capture.memento),
    }
