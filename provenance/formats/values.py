"""The attributes of nodes and links, cleaned once for every format.

A cleaned text holds only what XML 1.0 allows, without control characters, lone surrogates and
carriage returns; None and empty values are left out of the flat forms; lists are joined.
"""

import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeAlias

from provenance.model import DateInterval, Derivation, Evidence, Node
from provenance.urls import readable

Flat: TypeAlias = dict[str, str | float]

NODE_KEYS = (
    "label", "url", "domain", "outlet", "title", "language", "published", "published_earliest",
    "published_latest", "authors", "status", "detail",
)  # fmt: skip
LINK_KEYS = (
    "relation", "confidence", "translator", "translated_for", "judgement", "quotes", "rules", "reviser",
    "licence", "derived_published",
)  # fmt: skip

# C0 but tab and newline, DEL and C1, lone surrogates, and the two that XML 1.0 forbids.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f\ud800-\udfff\ufffe\uffff\"<>\\^`{|}]+\Z", re.IGNORECASE)


def clean(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids; newlines are single line feeds."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cleaned(text: str | None) -> str | None:
    """`text` cleaned, or None when nothing is left of it."""
    return (clean(text) or None) if text is not None else None


def one_line(text: str, limit: int) -> str:
    """`text` cleaned, on one line, of at most `limit` characters, cut with an ellipsis."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def address(url: str | None) -> str | None:
    """`url` cleaned, as people write it: what was given in letters is found again by them."""
    return cleaned(readable(url)) if url is not None else None


def web_url(url: str | None) -> str | None:
    """`url` if it is a plain http or https address that is safe to make a link of, else None."""
    return url if url is not None and _WEB.match(url) else None


def number(value: float) -> float | None:
    """`value` rounded to four places, or None if it is not finite."""
    return round(value, 4) + 0.0 if math.isfinite(value) else None


def moment(when: datetime) -> str:
    """`when` in UTC as `2024-03-01T12:00:00Z`; a time without zone is taken as UTC."""
    aware = when.replace(tzinfo=UTC) if when.tzinfo is None else _in_utc(when)
    return aware.replace(tzinfo=None).isoformat() + "Z"


def _in_utc(when: datetime) -> datetime:
    try:
        return when.astimezone(UTC)
    except OverflowError:  # at the very ends of the calendar no shift is possible
        return when


def name(node: Node) -> str | None:
    """What a reader calls `node`'s source: its outlet, else its domain, else its title."""
    return cleaned(node.outlet) or cleaned(node.domain) or cleaned(node.title)


def label(node: Node, limit: int = 80) -> str:
    """One line for a picture: title and outlet as far as they are known, else url or id."""
    parts = [one_line(part, limit) for part in (node.outlet or node.domain, node.title) if part]
    return " · ".join(filter(None, parts)) or one_line(node.url or node.id, limit)


def joined(parts: Iterable[str | None], separator: str = "; ") -> str:
    """The texts of `parts` cleaned and joined in order, each once, empty ones left out."""
    return separator.join(dict.fromkeys(filter(None, (clean(part) for part in parts if part))))


def flat_node(node: Node) -> Flat:
    """The attributes of `node` but its id, flat: keys are of `NODE_KEYS`, nothing empty."""
    date = node.published
    return _filled(
        label=label(node),
        url=cleaned(node.url),
        domain=cleaned(node.domain),
        outlet=cleaned(node.outlet),
        title=cleaned(node.title),
        language=cleaned(node.language),
        published=cleaned(date.text) if date else None,
        published_earliest=moment(date.earliest) if date else None,
        published_latest=moment(date.latest) if date else None,
        authors=joined(node.authors),
        status=node.status.value,
        detail=cleaned(node.detail),
    )


def flat_link(link: Derivation, derived_published: str | None = None) -> Flat:
    """The attributes of `link` but its id and ends, flat: keys are of `LINK_KEYS`, nothing empty.

    `derived_published` is the earliest moment at which the copy was published (see `moments`).
    """
    return _filled(
        relation=link.relation.value,
        confidence=number(link.confidence),
        translator=cleaned(link.translator),
        translated_for=cleaned(link.translated_for),
        judgement=link.judgement.value if link.judgement else None,
        quotes=joined((item.quote for item in link.evidence), "\n"),
        rules=joined(item.rule for item in link.evidence),
        reviser=cleaned(link.reviser),
        licence=cleaned(link.licence),
        derived_published=derived_published,
    )


def _filled(**values: str | float | None) -> Flat:
    return {key: value for key, value in values.items() if value is not None and value != ""}


def published(date: DateInterval | None) -> dict[str, str] | None:
    """`date` as `{"earliest", "latest", "text"}`, or None."""
    if date is None:
        return None
    return {"earliest": moment(date.earliest), "latest": moment(date.latest), "text": clean(date.text)}


def node_json(node: Node) -> dict[str, object]:
    """`node` as a JSON object with every key, unknown ones null."""
    return {
        "id": clean(node.id),
        "url": address(node.url),
        "domain": cleaned(node.domain),
        "outlet": cleaned(node.outlet),
        "title": cleaned(node.title),
        "language": cleaned(node.language),
        "published": published(node.published),
        "authors": [author for author in map(clean, node.authors) if author],
        "status": node.status.value,
        "detail": cleaned(node.detail),
    }


def evidence_json(evidence: Iterable[Evidence]) -> list[dict[str, object]]:
    """`evidence` as JSON objects with every key; weights are log-odds, rounded to four places."""
    return [
        {
            "rule": clean(item.rule),
            "weight": number(item.weight),
            "detail": clean(item.detail),
            "quote": cleaned(item.quote),
            "place": cleaned(item.place),
            "finder": cleaned(item.finder),
        }
        for item in evidence
    ]


def roles_json(link: Derivation) -> dict[str, object]:
    """For whom a copy was translated, who revised it, the licence under which it was taken, as the copy names them."""
    return {
        "translated_for": cleaned(link.translated_for),
        "reviser": cleaned(link.reviser),
        "licence": cleaned(link.licence),
    }


def rivals_json(link: Derivation) -> list[dict[str, object]]:
    """The competing parents of `link` as JSON objects."""
    return [{"source": clean(r.source), "confidence": number(r.confidence)} for r in link.rivals]


def link_json(link: Derivation) -> dict[str, object]:
    """`link` as a JSON object with every key, unknown ones null; `derived` is the id of the copy."""
    return {
        "id": clean(link.id),
        "derived": clean(link.derived),
        "source": clean(link.source),
        "relation": link.relation.value,
        "confidence": number(link.confidence),
        "translator": cleaned(link.translator),
        "judgement": link.judgement.value if link.judgement else None,
        "evidence": evidence_json(link.evidence),
        "rivals": rivals_json(link),
        **roles_json(link),
    }
