"""JSON-LD in the words of schema.org, with an own word for what schema.org cannot say."""

from typing import TextIO
from urllib.parse import quote

from provenance.formats.jsontext import in_json
from provenance.formats.moments import Moments
from provenance.formats.values import LINK_KEYS, NODE_KEYS, clean, cleaned, flat_link, flat_node, moment, web_url
from provenance.model import Derivation, Graph, Node, Relation, Verdict

BASE = "urn:article-provenance:"
_OWN = {f"p:{key}": {"@type": "http://www.w3.org/2001/XMLSchema#double"} for key in ("confidence",)}
_CONTEXT = {"@vocab": "https://schema.org/", "p": f"{BASE}term:", **_OWN}


def write(graph: Graph, out: TextIO, focus: str | None = None) -> None:
    """JSON-LD of schema.org: articles with isBasedOn and translationOfWork, and one p:Link for each hop.

    The hops carry what schema.org has no word for (relation, confidence, quotes). A hop that a
    person rejected has its p:Link but no isBasedOn.
    """
    out.write(f'{{"@context": {in_json(_CONTEXT)},\n"@graph": [')
    comma = "\n"
    dates = Moments()
    for node in graph.nodes:
        dates.note(node)
        out.write(comma + in_json(_article(node)))
        comma = ",\n"
    for link in graph.links:
        if link.judgement is not Verdict.REJECT:
            out.write(comma + in_json(_plain(link)))
            comma = ",\n"
        out.write(comma + in_json(_link(link, dates.of(link.derived))))
        comma = ",\n"
    if focus is not None:
        out.write(comma + in_json({"@id": f"{BASE}graph", "mainEntity": {"@id": iri("article", focus)}}))
    out.write("\n]}\n")


def iri(kind: str, name: str) -> str:
    """The address of the article or link `name` in these files: a URN that holds its id, percent-encoded."""
    return f"{BASE}{kind}:{quote(clean(name), safe='')}"


def _article(node: Node) -> dict[str, object]:
    outlet = cleaned(node.outlet) or cleaned(node.domain)
    said: dict[str, object | None] = {
        "headline": cleaned(node.title),
        "url": web_url(node.url),
        "inLanguage": cleaned(node.language),
        "datePublished": moment(node.published.earliest) if node.published else None,
        "author": [{"@type": "Person", "name": author} for author in map(clean, node.authors) if author] or None,
        "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
    }
    own = flat_node(node)
    filled = {key: value for key, value in said.items() if value is not None}
    named = {"@id": iri("article", node.id), "@type": "NewsArticle", "identifier": clean(node.id)}
    return named | filled | {f"p:{key}": own[key] for key in NODE_KEYS if key in own}


def _plain(link: Derivation) -> dict[str, object]:
    word = "translationOfWork" if link.relation is Relation.TRANSLATION else "isBasedOn"
    said: dict[str, object] = {"@id": iri("article", link.derived), word: {"@id": iri("article", link.source)}}
    if translator := cleaned(link.translator):
        said["translator"] = {"@type": "Person", "name": translator}
    return said


def _link(link: Derivation, when: str | None) -> dict[str, object]:
    own = flat_link(link, when)
    return {
        "@id": iri("link", link.id),
        "@type": "p:Link",
        "p:derived": {"@id": iri("article", link.derived)},
        "p:source": {"@id": iri("article", link.source)},
        **{f"p:{key}": own[key] for key in LINK_KEYS if key in own},
    }
