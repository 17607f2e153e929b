"""Descents -> the nodes and links that a store keeps of them."""

from collections.abc import Iterable, Sequence

from provenance import outlets, urls
from provenance.descent import Descent, Parent, Unseen, Witness, unseen
from provenance.descent.traits import TRAITS
from provenance.descent.weights import WEIGHTS
from provenance.infer.derivations import derive, link_id, named_id, named_node
from provenance.model import Claim, Derivation, Evidence, Node, Relation, Rival, Status

RULE = "descent-"
"""How the rules of evidence begin by which `link` knows its own links."""
_WORTH_KEEPING = 0.2
_UNSEEN = 0.6  # confidence of a link to an ancestor that only its copies speak for
_WORTH_NAMING = 0.05
_MOST_RIVALS = 5
_TELLING = 0.05  # log-odds below which a trait is not told
_EXCERPT = 0.5  # share of the source's text of which an excerpt has at most this much


def drawn(descents: Sequence[Descent]) -> tuple[list[Node], list[Derivation]]:
    """The links of a family, and the sources that its pages name and that are not among them."""
    nodes: list[Node] = []
    links: list[Derivation] = []
    for descent in descents:
        if descent.parent is not None:
            if descent.parent.probability >= _WORTH_KEEPING:
                links.append(_link(descent, descent.parent))
        elif descent.original >= 0.5:
            for claim in descent.child.claims:
                if claim.hop == 1 and claim.confidence >= 0.5:
                    node = _named(descent.child, claim)
                    nodes.append(node)
                    links.append(_named_link(descent.child, claim, node))
    for ancestor in unseen(descents):
        node = _unseen_node(ancestor)
        nodes.append(node)
        links.extend(_unseen_link(page, ancestor, node) for page in ancestor.copies)
    return nodes, links


def obsolete(members: Sequence[Witness], links: Sequence[Derivation], before: Iterable[Derivation]) -> list[str]:
    """The links of these pages that an earlier run drew (`before`) and this one does not; judged ones stay."""
    now = {link.id for link in links}
    found = {link.derived for link in links}
    pages = {page.id: page for page in members}
    gone = []
    for link in before:
        page = pages[link.derived]
        named = {link_id(page.id, named_id(page.id, claim.source)) for claim in page.claims}
        ours = any(e.rule.startswith(RULE) for e in link.evidence)
        superseded = link.id in named and page.id in found
        if (ours or superseded) and link.id not in now and link.judgement is None:
            gone.append(link.id)
    return gone


def relation_of(parent: Parent) -> Relation:
    """How a copy stands to its source: what the languages and the texts show, then what its credit says."""
    pair = parent.pair
    if pair.crosses:
        return Relation.TRANSLATION
    claim = next((c for c in pair.child.claims if c.hop == 1), None)
    if pair.parent.outlet and outlets.is_agency(pair.parent.outlet):
        return Relation.SYNDICATION
    mine = sum(len(line.words) for line in pair.child.body)
    theirs = sum(len(line.words) for line in pair.parent.body) or 1
    if mine <= _EXCERPT * theirs:
        return Relation.EXCERPT
    if claim is not None and claim.relation in (Relation.ADAPTATION, Relation.EXCERPT) and pair.lines.cut:
        return claim.relation
    return Relation.REPUBLICATION


def _link(descent: Descent, parent: Parent) -> Derivation:
    child, source = parent.pair.child, parent.pair.parent
    claim = next((c for c in child.claims if c.hop == 1), None)
    relation = relation_of(parent)
    translated = relation is Relation.TRANSLATION and claim is not None
    return Derivation(
        id=link_id(child.id, source.id),
        derived=child.id,
        source=source.id,
        relation=relation,
        confidence=round(min(0.99, max(0.01, parent.probability)), 4),
        evidence=tuple(_evidence(parent)),
        translator=claim.translator if translated and claim else None,
        translated_for=claim.translated_for if translated and claim else None,
        rivals=tuple(
            Rival(p.pair.parent.id, round(p.probability, 4))
            for p in descent.rivals[:_MOST_RIVALS]
            if p.probability >= _WORTH_NAMING
        ),
        reviser=claim.reviser if translated and claim else None,
        licence=claim.licence if claim else None,
    )


def _evidence(parent: Parent) -> Iterable[Evidence]:
    """What spoke for and against, the weightiest first; lines of the tail are quoted where they name the source."""
    rows = []
    for trait, value in zip(TRAITS, parent.values, strict=True):
        weight = value * WEIGHTS.get(trait.__name__, 0.0)
        if abs(weight) >= _TELLING:
            detail = " ".join((trait.__doc__ or "").split())
            rows.append(
                Evidence(
                    RULE + trait.__name__.replace("_", "-"), round(weight, 4), detail, *_quote(parent, trait.__name__)
                )
            )
    rows.sort(key=lambda e: (-abs(e.weight), e.rule))
    return rows or [Evidence(RULE + "alone", 0.0, "no trait speaks for or against")]


def _quote(parent: Parent, trait: str) -> tuple[str | None, str | None]:
    if trait != "names_source":
        return None, None
    pair = parent.pair
    for line in reversed(pair.tails.outside):
        if pair.parent.id in pair.context.layers.get(line.key, {}):
            return line.text, "tail"
    return None, None


def _unseen_node(ancestor: Unseen) -> Node:
    """A node that stays the same while its copies share the same lines."""
    key = min((line.key for line in ancestor.lines), default=0)
    detail = f"never read: {len(ancestor.copies)} copies share what none of them can have from another"
    return Node(urls.node_id(f"unseen:{key}"), Status.UNIDENTIFIED, language=ancestor.copies[0].language, detail=detail)


def _unseen_link(page: Witness, ancestor: Unseen, node: Node) -> Derivation:
    others = [other for other in ancestor.copies if other.id != page.id]
    shared = max(ancestor.lines, key=lambda line: len(line.words), default=None)
    said = f"the same lines stand in {len(others)} other pages, which also have what this one lacks"
    evidence = Evidence(RULE + "unseen", 0.0, said, shared.text if shared else None, "inline")
    return Derivation(link_id(page.id, node.id), page.id, node.id, Relation.REPUBLICATION, _UNSEEN, (evidence,))


def _named(child: Witness, claim: Claim) -> Node:
    status = Status.NOT_LOOKED if urls.is_deep(claim.source.url) else Status.NAMED
    return named_node(child.id, claim, status, "named by a copy; no stored page matches")


def _named_link(child: Witness, claim: Claim, node: Node) -> Derivation:
    return derive(
        claim, child.id, node.id, [Evidence(RULE + "unread", 0.0, "the source is not among the stored pages")]
    )
