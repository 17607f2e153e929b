"""What `inspect` prints: one answer a page, as text, as one JSON array, or as JSON lines."""

import json

import typer

from provenance.cli.settings import PageShape
from provenance.cli.tree import plain
from provenance.formats import page_json
from provenance.formats.words import roles
from provenance.inspection import Inspection
from provenance.model import Claim

RELATION_WORDS = {
    "republication": "republished from",
    "syndication": "syndicated from",
    "translation": "translated from",
    "excerpt": "an excerpt from",
    "adaptation": "adapted from",
    "via": "found via",
    "revision": "a revision of",
}


class Printer:
    """Prints each answer as it comes; a JSON array is closed at the end."""

    def __init__(self, shape: PageShape) -> None:
        self.shape = shape
        self.count = 0

    def add(self, answer: Inspection) -> None:
        """Print one answer."""
        if self.shape is PageShape.TEXT:
            typer.echo(_text(answer), nl=False)
        else:
            row = page_json(answer.target, answer.article, answer.claims, answer.error)
            line = json.dumps(row, ensure_ascii=False)
            lead = "" if self.shape is PageShape.JSONL else "[" if self.count == 0 else ","
            typer.echo(lead + line)
        self.count += 1

    def finish(self) -> None:
        """Close what was opened."""
        if self.shape is PageShape.JSON:
            typer.echo("]" if self.count else "[]")


def _text(answer: Inspection) -> str:
    if answer.article is None:
        return ""
    lines = [plain(answer.target)]
    facts = (answer.article.title, answer.article.outlet or answer.article.domain, answer.article.language)
    lines.append("  " + plain(" · ".join(f for f in facts if f) or "untitled"))
    if not answer.claims:
        lines.append("  names no source of its own")
    for claim in answer.claims:
        lines.extend(_claim(claim))
    return "\n".join(lines) + "\n\n"


def _claim(claim: Claim) -> list[str]:
    source = claim.source
    site = f" ({source.domain})" if source.name and source.domain and not source.url else ""
    named = (source.name or source.domain or source.title or "a source without a name") + site
    tongue = f", original in '{claim.original_language}'" if claim.original_language else ""
    what = plain(f"{RELATION_WORDS[claim.relation]} {named}{roles(claim)}{tongue}")
    lines = [f"  hop {claim.hop}  {what}  ({claim.confidence:.0%} sure)"]
    if source.url:
        lines.append(f"         {plain(source.url)}")
    for evidence in claim.evidence:
        if evidence.quote:
            lines.append(f"         “{plain(evidence.quote)}”  ({evidence.place}, {evidence.rule})")
    lines.extend(f"         {role}: {plain(name)}" for role, name in _others(claim))
    lines.extend(f"         note: {plain(remark)}" for remark in claim.remarks)
    return lines


def _others(claim: Claim) -> list[tuple[str, str]]:
    named = (("revised by", claim.reviser), ("licence", claim.licence))
    return [(role, name) for role, name in named if name]
