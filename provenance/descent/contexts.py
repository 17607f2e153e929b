"""What a family tells of each of its members: who has which line, whom its tail and its claims name."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from typing import TypeVar

from provenance.descent.laid import after, enclosed
from provenance.descent.names import Address, address, claimed, mentions
from provenance.descent.spelling import Spelling
from provenance.descent.traits import Context, Mark
from provenance.descent.witness import Witness

K = TypeVar("K", bound=Hashable)
_END = 3  # words by which versions of a line are known


def contexts_of(
    members: Sequence[Witness], plain: Set[int], shares: Mapping[int, float], sites: Mapping[str, Set[int]]
) -> dict[str, Context]:
    """Give the context of each member, by id; `plain`, `shares` and `sites` as in `family.Known`."""
    family: dict[str, Address] = {member.id: address(member) for member in members}
    holders = _holders((line.key, member.id) for member in members for line in (*member.body, *member.tail))
    marks: dict[Mark, frozenset[str]] = _holders(
        ((line.key, line.links), member.id) for member in members for line in member.tail
    )
    credits = {line.key for member in members for line in member.tail if line.credits or line.links}
    bare = frozenset(plain) - credits
    layers = {member.id: _layers(member, family) for member in members}
    named_by = {node: frozenset(n for layer in found.values() for n in layer) for node, found in layers.items()}
    varied = _varied(members)
    owners = _owners(members, family)
    spellings = _spellings(members)
    several = len(spellings) > 1  # languages: only a translation asks for what is older
    contexts = {}
    for member in members:
        sure, any_claim = claimed(member.claims, _others(member, family))
        contexts[member.id] = Context(
            holders=holders,
            layers=layers[member.id],
            claimed=sure,
            claims=any_claim,
            named_by=named_by,
            plain=bare,
            spelling=spellings[member.language],
            shares=shares,
            varied=varied,
            elder=_elder(member, members) if several else 0.0,
            marks=marks,
            foreign=_foreign(member, bare, sites),
            owners=owners,
        )
    return contexts


def _owners(members: Sequence[Witness], family: Mapping[str, Address]) -> dict[int, frozenset[str]]:
    """The lines of tails that name a page they stand on, as whose they are: 'translated by T for P', on P.

    Of several pages of one site none is told apart by the site's name.
    """
    sites = Counter(member.domain for member in members)
    alone = [member for member in members if sites[member.domain] == 1]
    named = ((member, mentions(member.tail, {member.id: family[member.id]})) for member in alone)
    return _holders(
        (line.key, member.id) for member, found in named for line, own in zip(member.tail, found, strict=True) if own
    )


def _foreign(member: Witness, plain: Set[int], sites: Mapping[str, Set[int]]) -> tuple[int, ...]:
    """The plain lines of a tail that another site put there; where nothing is known of its own, those within."""
    own = sites.get(member.domain or "")
    if own is None:
        return tuple(line.key for line in enclosed(member.tail, plain))
    stands = Counter(line.key for line in member.tail if line.key in plain)
    return tuple(key for key, count in stands.items() if key not in own or count > 1)


def _holders(held: Iterable[tuple[K, str]]) -> dict[K, frozenset[str]]:
    """The members that have each thing, from pairs of a thing and a member."""
    found: dict[K, set[str]] = {}
    for thing, node in held:
        found.setdefault(thing, set()).add(node)
    return {thing: frozenset(nodes) for thing, nodes in found.items()}


def _others(member: Witness, family: Mapping[str, Address]) -> dict[str, Address]:
    return {node: wanted for node, wanted in family.items() if node != member.id}


def _layers(member: Witness, family: Mapping[str, Address]) -> dict[int, dict[str, float]]:
    """The members that each line of a tail names, and how plainly."""
    found = mentions(member.tail, _others(member, family))
    return {line.key: named for line, named in zip(member.tail, found, strict=True)}


def _spellings(members: Sequence[Witness]) -> dict[str, Spelling]:
    """How each language of the family is spelt, by the texts in it."""
    return {
        tongue: Spelling(line for member in members if member.language == tongue for line in member.body)
        for tongue in {member.language for member in members}
    }


def _varied(members: Sequence[Witness]) -> dict[int, int]:
    """The lines of which a language has several versions (they begin or end alike): how many members have any."""
    versions: dict[tuple[str, ...], dict[int, set[str]]] = {}
    for member in members:
        for line in member.body:
            for end in (("first", *line.words[:_END]), ("last", *line.words[-_END:])):
                versions.setdefault((member.language, *end), {}).setdefault(line.key, set()).add(member.id)
    found: dict[int, int] = {}
    for keys in versions.values():
        if len(keys) > 1:
            every = len(set.union(*keys.values()))
            found |= {key: max(every, found.get(key, 0)) for key in keys}
    return found


def _elder(member: Witness, members: Sequence[Witness]) -> float:
    """How likely any of the others in a page's language is older than it."""
    return max((after(o, member) for o in members if o.id != member.id and o.language == member.language), default=0.0)
