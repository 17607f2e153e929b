"""Which members of a family a page names at its ends, and in what order: the outermost first."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from provenance import outlets, urls
from provenance.descent.witness import Line, Witness
from provenance.model import Claim

PAGE, SITE = 1.0, 0.6
_SHORTEST = 5  # letters of an outlet's name that is looked for in a line


@dataclass(frozen=True, slots=True)
class Address:
    """How a member of a family may be named: its page, its site, its outlet's name."""

    key: str | None
    domain: str | None
    name: str | None


def address(member: Witness) -> Address:
    """The ways to name a page."""
    name = outlets.fold(member.outlet) if member.outlet else None
    key = urls.canonical_key(member.url) if member.url else None
    return Address(key, member.domain, name if name and len(name) >= _SHORTEST else None)


def named_in(line: Line, folded: str, sites: Set[str | None], wanted: Address) -> float:
    """How plainly a line names a page: its address, its site (where links lead: `sites`), its outlet; else 0."""
    if wanted.key in line.links and wanted.key:
        return PAGE
    if wanted.domain and wanted.domain in sites:
        return SITE
    if wanted.name and wanted.name in folded:
        return SITE
    if wanted.key and wanted.key in line.text:
        return PAGE
    return SITE if wanted.domain and wanted.domain in line.text else 0.0


def _site(key: str) -> str | None:
    return urls.registered_domain(f"https://{key}")


def mentions(tail: Sequence[Line], family: Mapping[str, Address]) -> list[dict[str, float]]:
    """For each line of a tail, the members that it names and how plainly."""
    found = []
    for line in tail:
        folded, sites = outlets.fold(line.text), {_site(link) for link in line.links}
        here = {node: plain for node, wanted in family.items() if (plain := named_in(line, folded, sites, wanted))}
        # The address of one page is not the mention of its neighbours on the site.
        exact = {family[node].domain for node, plain in here.items() if plain == PAGE}
        found.append({node: plain for node, plain in here.items() if plain == PAGE or family[node].domain not in exact})
    return found


def claimed(claims: Iterable[Claim], family: Mapping[str, Address]) -> tuple[dict[str, float], bool]:
    """The members that the nearest claims name, by how sure and how plain; whether any claim is made at all."""
    nearest = [claim for claim in claims if claim.hop == 1]
    found: dict[str, float] = {}
    for claim in nearest:
        key = urls.canonical_key(claim.source.url) if claim.source.url else None
        exact = [node for node, wanted in family.items() if key and wanted.key == key]
        others = [] if exact else [node for node, wanted in family.items() if _is_of(claim, wanted)]
        for node in exact or others:
            plain = PAGE if exact else SITE
            found[node] = max(found.get(node, 0.0), plain * claim.confidence)
    return found, bool(nearest)


def _is_of(claim: Claim, wanted: Address) -> bool:
    return outlets.same_source(claim.source.name, claim.source.domain, wanted.name, wanted.domain)
