"""PROV of the W3C, as PROV-JSON and as Turtle, written as streams.

What the program concluded is a hypothesis: it stands in the bundle `hypotheses`, attributed to
the program as a software agent. What a person confirmed is stated plainly as well; what a person
rejected stands in the bundle only, with that judgement.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO

from provenance.formats.jsonld import BASE, iri
from provenance.formats.jsontext import in_json
from provenance.formats.moments import Moments
from provenance.formats.values import Flat, clean, flat_link, flat_node, label
from provenance.model import Derivation, Graph, Node, Relation, Verdict

_TYPES = {Relation.EXCERPT: "Quotation", Relation.REVISION: "Revision"}
_PLAIN = {Relation.EXCERPT: "wasQuotedFrom", Relation.REVISION: "wasRevisionOf"}
_PREFIXES = {"prov": "http://www.w3.org/ns/prov#", "p": BASE, "t": f"{BASE}term:"}
_BUNDLE, _AGENT = "hypotheses", "software"


def write_json(graph: Graph, out: TextIO, focus: str | None = None) -> None:
    """PROV-JSON: articles as entities, hops as derivations in a bundle attributed to the program."""
    dates = Moments()
    for node in graph.nodes:
        dates.note(node)
    prefixes = {key: value for key, value in _PREFIXES.items() if key != "prov"}  # that one is built in
    out.write(f'{{"prefix": {in_json(prefixes)},\n"agent": {in_json({f"p:{_AGENT}": _software()})},\n"entity": {{')
    bundle: tuple[str, object] = (f"p:{_BUNDLE}", {"prov:type": _qname("prov:Bundle")})
    _members(out, [bundle])
    _members(out, ((_name("article", node.id), _entity(node, node.id == focus)) for node in graph.nodes), first=False)
    attributed = {"_:a": {"prov:entity": f"p:{_BUNDLE}", "prov:agent": f"p:{_AGENT}"}}
    out.write(f'}},\n"wasAttributedTo": {in_json(attributed)},\n"wasDerivedFrom": {{')
    confirmed = (link for link in graph.links if link.judgement is Verdict.CONFIRM)
    _members(out, ((_name("link", link.id), _ends(link)) for link in confirmed))
    out.write(f'}},\n"bundle": {{"p:{_BUNDLE}": {{"wasDerivedFrom": {{')
    hops = (
        (_name("link", link.id), _ends(link) | _own(flat_link(link, dates.of(link.derived)))) for link in graph.links
    )
    _members(out, hops)
    out.write("}}}}\n")


def write_turtle(graph: Graph, out: TextIO, focus: str | None = None) -> None:
    """PROV in Turtle: each hop plainly and as a qualified derivation that belongs to the program's bundle.

    Turtle has no named graphs, so membership is said by `t:bundle`.
    """
    for key, value in _PREFIXES.items():
        out.write(f"@prefix {key}: <{value}> .\n")
    out.write(f"p:{_AGENT} a prov:SoftwareAgent .\np:{_BUNDLE} a prov:Bundle ; prov:wasAttributedTo p:{_AGENT} .\n")
    if focus is not None:
        out.write(f"p:{_BUNDLE} t:focus <{iri('article', focus)}> .\n")
    dates = Moments()
    for node in graph.nodes:
        dates.note(node)
        about = _triples({**flat_node(node), "id": clean(node.id)})
        out.write(f"<{iri('article', node.id)}> a prov:Entity{about} .\n")
    for link in graph.links:
        out.writelines(_statements(link, dates.of(link.derived)))


def _statements(link: Derivation, when: str | None) -> Iterator[str]:
    derived, source, hop = iri("article", link.derived), iri("article", link.source), iri("link", link.id)
    if link.judgement is not Verdict.REJECT:
        yield f"<{derived}> prov:wasDerivedFrom <{source}> .\n"
        if link.relation in _PLAIN:
            yield f"<{derived}> prov:{_PLAIN[link.relation]} <{source}> .\n"
        yield f"<{derived}> prov:qualifiedDerivation <{hop}> .\n"
    kind = _TYPES.get(link.relation)
    kinds = f"prov:Derivation, prov:{kind}" if kind else "prov:Derivation"
    yield f"<{hop}> a {kinds} ; prov:entity <{source}> ; t:derived <{derived}> ; t:bundle p:{_BUNDLE}"
    yield f"{_triples({**flat_link(link, when), 'id': clean(link.id)})} .\n"


def _triples(values: Flat) -> str:
    return "".join(f" ;\n  t:{key} {_literal(value)}" for key, value in values.items())


def _literal(value: str | float) -> str:
    # Turtle takes the escapes of JSON but not its surrogate pairs, and there are none without ASCII.
    return in_json(value) if isinstance(value, str) else f"{value:e}"  # an exponent makes it a double


def _software() -> dict[str, object]:
    return {"prov:type": _qname("prov:SoftwareAgent"), "prov:label": "article-provenance"}


def _entity(node: Node, focus: bool) -> dict[str, object]:
    said: dict[str, object] = {"prov:label": label(node), "t:id": clean(node.id)}
    return said | ({"t:focus": True} if focus else {}) | _own(flat_node(node))


def _ends(link: Derivation) -> dict[str, object]:
    ends: dict[str, object] = {
        "prov:generatedEntity": _name("article", link.derived),
        "prov:usedEntity": _name("article", link.source),
    }
    kind = _TYPES.get(link.relation)
    return ends | ({"prov:type": _qname(f"prov:{kind}")} if kind else {})


def _own(values: Flat) -> dict[str, object]:
    return {
        f"t:{key}": value if isinstance(value, str) else {"$": str(value), "type": "xsd:double"}
        for key, value in values.items()
    }


def _qname(name: str) -> dict[str, str]:
    return {"$": name, "type": "xsd:QName"}


def _name(kind: str, name: str) -> str:
    return "p:" + iri(kind, name).removeprefix(BASE)


def _members(out: TextIO, members: Iterable[tuple[str, object]], first: bool = True) -> None:
    for key, value in members:
        out.write(("\n" if first else ",\n") + f"{in_json(key)}: {in_json(value)}")
        first = False
