"""What is known of a chain in the words that people read, on a terminal and in a browser."""

from provenance.formats.values import number
from provenance.model import Chain, Claim, Derivation, Node, OriginStatus, Relation, Status, Verdict
from provenance.origins import Origins

_ORIGINS = {
    OriginStatus.FOUND: "Origin: {what}, found and read ({sure:.0%} sure)",
    OriginStatus.NAMED: "Origin: {what}, named but not read ({sure:.0%} sure)",
    OriginStatus.ORIGINAL: "This article names no source: as far as is known, it is an original.",
    OriginStatus.UNKNOWN: "Origin: not known; the chain was followed as far as {what}.",
}
UNREAD = {
    Status.NAMED: "not read",
    Status.UNREACHABLE: "could not be read",
    Status.NOT_LOOKED: "not looked at",
    Status.UNIDENTIFIED: "not identified",
}
JUDGED = {
    Verdict.CONFIRM: "confirmed by a person",
    Verdict.REJECT: "rejected by a person",
    Verdict.UNSURE: "a person is unsure",
}


def roles(hop: Claim | Derivation) -> str:
    """' by T for P' behind a translation, ', in the translation of T' behind what took one over; '' for neither."""
    if hop.relation is not Relation.TRANSLATION:
        return f", in the translation of {hop.translator}" if hop.translator else ""
    by = f" by {hop.translator}" if hop.translator else ""
    return by + (f" for {hop.translated_for}" if hop.translated_for else "")


def origins_json(found: Origins) -> dict[str, object]:
    """`found` as a JSON object; `nodes` are the ids of the ends counted by `most`."""
    return {"articles": found.articles, "least": found.least, "most": found.most, "nodes": list(found.ends)}


def told(found: Origins) -> str:
    """`found` in a sentence."""
    count = f"{found.least}" if found.least == found.most else f"between {found.least} and {found.most}"
    articles = "1 article stands" if found.articles == 1 else f"{found.articles} articles stand"
    return f"{articles} on {count} independent origin{'' if found.most == 1 else 's'}."


def quotes(link: Derivation) -> dict[str, str]:
    """The lines quoted for a hop, each with the place where it stands; each line once."""
    found: dict[str, str] = {}
    for one in link.evidence:
        if one.quote:
            found.setdefault(one.quote, one.place or "")
    return found


def shown(link: Derivation) -> tuple[str, ...]:
    """What texts and dates show of a hop."""
    texts = [f"the texts, copy first: {one.detail}" for one in link.evidence if one.rule.startswith("text-")]
    return (*texts, *(one.detail for one in link.evidence if one.rule.startswith(("older-", "archived-"))))


def outlet_of(node: Node) -> str:
    """The name of a node's outlet, with its domain when its page is not there to show it; '' when neither is known."""
    if node.outlet and node.domain and node.status is not Status.READ and node.outlet != node.domain:
        return f"{node.outlet} ({node.domain})"
    return node.outlet or node.domain or ""


def ending(chain: Chain) -> str:
    """Where a chain ends, in a sentence."""
    node = next((one for one in chain.graph.nodes if one.id == chain.origin.node), None)
    what = _called(node) if node else chain.origin.node
    return _ORIGINS[chain.origin.status].format(what=what, sure=chain.origin.confidence)


def sure(confidence: float) -> str:
    """A probability: '97% sure'."""
    shown = number(confidence)
    return "not a number" if shown is None else f"{shown:.0%} sure"


def _called(node: Node) -> str:
    outlet = outlet_of(node)
    if node.title:
        return f"“{node.title}”" + (f" ({outlet})" if outlet else "")
    return outlet or node.url or node.id
