"""What is known of a chain in the words that people read, on a terminal and in a browser."""

from provenance.model import Claim, Derivation, OriginStatus, Relation, Status, Verdict
from provenance.origins import Origins

ORIGINS = {
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
