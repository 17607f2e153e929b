"""Claims and matches -> Derivations: hops between nodes of the graph."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from provenance import dates, urls
from provenance.infer.confidence import probability
from provenance.infer.rules import BIAS
from provenance.match.thresholds import MATCHED
from provenance.model import Article, Claim, Derivation, Evidence, Locator, Match, Node, Relation, Rival, Status

UNMATCHED = -1.2
OLDER = -1.5


def link_id(derived: str, source: str) -> str:
    """The id of the hop between two nodes: the same pair always has the same one."""
    return "l" + hashlib.sha256(f"{derived}>{source}".encode()).hexdigest()[:16]


def named_id(derived: str, source: Locator) -> str:
    """The id of a source that is only named, as seen from what was taken from it."""
    return urls.node_id(f"named:{derived}:{source.domain or (source.name or source.title or '').casefold()}")


def named_node(derived: str, claim: Claim, status: Status, detail: str) -> Node:
    """The node for a claim whose page was not read."""
    source = claim.source
    key = urls.node_id(urls.canonical_key(source.url)) if urls.is_deep(source.url) else named_id(derived, source)
    return Node(
        id=key,
        status=status,
        url=source.url,
        domain=source.domain,
        outlet=source.name,
        title=source.title,
        language=claim.original_language if claim.relation is Relation.TRANSLATION else source.language,
        authors=(source.author,) if source.author else (),
        detail=detail,
    )


def derive(claim: Claim, derived: str, source: str, extra: Iterable[Evidence] = ()) -> Derivation:
    """The hop that a claim asserts between two nodes, with further evidence (a match, dates, another page's line)."""
    evidence = (*claim.evidence, *extra, *(Evidence("remark", 0.0, remark) for remark in claim.remarks))
    return Derivation(
        id=link_id(derived, source),
        derived=derived,
        source=source,
        relation=claim.relation,
        confidence=probability([BIAS, *(e.weight for e in evidence)]),
        evidence=evidence,
        translator=claim.translator,
        translated_for=claim.translated_for,
        reviser=claim.reviser,
        licence=claim.licence,
    )


def with_rivals(derivation: Derivation, rivals: Iterable[Rival]) -> Derivation:
    """The hop with the pages that were considered and not chosen."""
    return replace(derivation, rivals=tuple(rivals))


def evidence_of_match(match: Match, asked: bool) -> Evidence:
    """What the texts show of a claimed source: for it, or against it when its address led there (`asked`)."""
    against = UNMATCHED if asked else 0.0
    weight = round(0.5 + 3.0 * (match.score - MATCHED), 4) if match.score >= MATCHED else against
    return Evidence(f"text-{match.measure}", weight, match.detail or f"{match.measure} {match.score:.2f}")


def evidence_of_dates(derived: Article, source: Article) -> Evidence | None:
    """A copy that is older than its source speaks against it; None when the dates agree or are unknown."""
    if derived.published and source.published and dates.impossible(derived.published, source.published):
        detail = f"dated {derived.published.text}, before its source's {source.published.text}"
        return Evidence("older-than-its-source", OLDER, detail)
    return None
