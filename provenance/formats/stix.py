"""STIX 2.1 of OASIS, a bundle for OpenCTI and its like, written as a stream in flat memory.

Its package `stix2` takes seven times as long and holds all; the tests read with it what is written here.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TextIO, TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from provenance.formats.moments import Moments
from provenance.formats.shelf import Shelf
from provenance.formats.stream import Parts
from provenance.formats.values import LINK_KEYS, NODE_KEYS, clean, cleaned, flat_link, flat_node, label, name, web_url
from provenance.model import Derivation, Node, Verdict

Value: TypeAlias = dict[str, Any]

_OBSERVED = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""The namespace of STIX itself, for ids of observed things (2.9 of the specification)."""
_SPACE = uuid5(NAMESPACE_URL, "urn:article-provenance:stix")
# An id stands for the same thing in every file, and STIX wants the creation of a thing to stay: it is
# when these ids were agreed on. `modified` is when the file was written.
_CREATED = "2026-01-01T00:00:00.000Z"
_KEYS = ", ".join(sorted({"node_id", "link_id", "derived_id", "source_id", *NODE_KEYS, *LINK_KEYS}))
_SCHEMA = (
    f"Texts and numbers about an article (on report and grouping) or about one hop from a copy to its source (on"
    f" relationship), each of them optional: {_KEYS}. confidence is a probability, moments are in UTC, lists are"
    " joined by semicolons, quotes by line feeds."
)


def write(graph: Parts, out: TextIO, focus: str | None = None) -> None:
    """STIX 2.1: pages as observed URLs that derive from each other, outlets as identities, articles as reports.

    Each article is a report, or a grouping where its date is not known, of its URL and outlet. Each
    hop is a relationship from the copy to what it was taken from: `derived-from` between two URLs,
    `related-to` where an end has no address; revoked if a person rejected it. What STIX has no
    property for stands in one extension, defined in the bundle. Ids are version-5 UUIDs of ids of
    the graph: a later file updates what an earlier one brought.
    """
    out.write(f'{{"type": "bundle", "id": "{_id("bundle", focus or "")}",\n"objects": [\n')
    with Shelf() as ends, Shelf() as seen:
        for index, each in enumerate(_objects(graph, focus, ends, seen)):
            out.write((",\n" if index else "") + json.dumps(each, ensure_ascii=False))
    out.write("\n]}\n")


def _id(kind: str, key: str) -> str:
    # The namespace of STIX itself is for observed things alone; theirs the package computes.
    return f"{kind}--{uuid5(_SPACE, json.dumps([kind, clean(key)]))}"


_TOOL, _EXTENSION = _id("identity", "article-provenance"), _id("extension-definition", "article-provenance")


def _objects(graph: Parts, focus: str | None, ends: Shelf, seen: Shelf) -> Iterator[Value]:
    """Every object once, each after those that it refers to."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    made = {"spec_version": "2.1", "created": _CREATED, "modified": now, "created_by_ref": _TOOL}
    yield _of("identity", made, id=_TOOL, name="article-provenance", identity_class="system")
    yield _of(
        "extension-definition", made, id=_EXTENSION, name="article-provenance", schema=_SCHEMA, version="1.0.0",
        extension_types=["property-extension"],
    )  # fmt: skip
    dates = Moments()
    for node in graph.nodes:
        when = dates.note(node)
        parts = list(_parts(node, made))
        yield from (part for part in parts if seen.put(part["id"]))
        refs = [part["id"] for part in parts] or [_TOOL]
        article = _article(node, when, refs, made, node.id == focus)
        # The address stands for an article, else the outlet, else what tells of it.
        ends.put(node.id, f"{parts[0]['id'] if parts else article['id']} {article['name']}")
        yield article
    for link in graph.links:
        yield _hop(link, dates.of(link.derived), ends, made)


def _of(kind: str, made: Value, **own: object) -> Value:
    """An object of a kind, without what is not known."""
    return {"type": kind, **made, **{key: value for key, value in own.items() if value is not None}}


def _parts(node: Node, made: Value) -> Iterator[Value]:
    """The address of an article and its outlet, as far as they are known."""
    if url := web_url(cleaned(node.url)):
        # The canonical JSON of RFC 8785: an address holds no character that it would write otherwise.
        key = json.dumps({"value": url}, ensure_ascii=False, separators=(",", ":"))
        yield {"type": "url", "spec_version": "2.1", "id": f"url--{uuid5(_OBSERVED, key)}", "value": url}
    outlet = cleaned(node.outlet) or cleaned(node.domain)
    if outlet and outlet.strip():
        yield _of("identity", made, id=_id("identity", f"outlet {outlet}"), name=outlet, identity_class="organization")


def _article(node: Node, when: str | None, refs: list[str], made: Value, focus: bool) -> Value:
    kind = "report" if when else "grouping"
    url = web_url(cleaned(node.url))
    return _of(
        kind,
        made,
        id=_id(kind, node.id),
        name=label(node),
        lang=cleaned(node.language),
        published=when,
        context=None if when else "unspecified",
        object_refs=refs,
        labels=[node.status.value, *(["focus"] if focus else [])],
        external_references=[{"source_name": name(node) or "web", "url": url}] if url else None,
        extensions=_own({"node_id": clean(node.id), **flat_node(node)}),
    )


def _hop(link: Derivation, when: str | None, ends: Shelf, made: Value) -> Value:
    own = flat_link(link, when)
    source, _, copy = ends.get(link.derived).partition(" ")
    target, _, original = ends.get(link.source).partition(" ")
    addresses = source.startswith("url--") and target.startswith("url--")
    story = f"{link.relation.value}: “{copy}” was taken from “{original}”"
    return _of(
        "relationship",
        made,
        id=_id("relationship", link.id),
        relationship_type="derived-from" if addresses else "related-to",
        source_ref=source,
        target_ref=target,
        description="\n".join(filter(None, (story, str(own.get("quotes", ""))))),
        start_time=when,
        confidence=_percent(own.get("confidence")),
        labels=[link.relation.value],
        revoked=True if link.judgement is Verdict.REJECT else None,
        extensions=_own(
            {"link_id": clean(link.id), "derived_id": clean(link.derived), "source_id": clean(link.source), **own}
        ),
    )


def _percent(probability: str | float | None) -> int | None:
    """STIX's scale of confidence, 0 to 100, from a probability; None when there is none."""
    return round(100 * min(1.0, max(0.0, probability))) if isinstance(probability, float) else None


def _own(values: dict[str, str | float]) -> Value:
    filled = {key: value for key, value in values.items() if value != ""}
    return {_EXTENSION: {"extension_type": "property-extension", **filled}}
