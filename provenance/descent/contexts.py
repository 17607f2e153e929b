"""What a family tells of each of its members: who has which line, whom its tail and its claims name."""

from collections.abc import Mapping, Sequence, Set

from provenance.descent.laid import after
from provenance.descent.names import Address, address, claimed, mentions
from provenance.descent.spelling import Spelling
from provenance.descent.traits import Context, Mark
from provenance.descent.witness import Witness

_END = 3  # words by which versions of a line are known


def contexts_of(members: Sequence[Witness], plain: Set[int], shares: Mapping[int, float]) -> dict[str, Context]:
    """Give the context of each member, by id; `plain` and `shares` as in `family.Known`."""
    family: dict[str, Address] = {member.id: address(member) for member in members}
    holders: dict[int, set[str]] = {}
    for member in members:
        for line in (*member.body, *member.tail):
            holders.setdefault(line.key, set()).add(member.id)
    held = {key: frozenset(nodes) for key, nodes in holders.items()}
    marks: dict[Mark, set[str]] = {}
    for member in members:
        for line in member.tail:
            marks.setdefault((line.key, line.links), set()).add(member.id)
    marked = {mark: frozenset(nodes) for mark, nodes in marks.items()}
    credits = {line.key for member in members for line in member.tail if line.credits or line.links}
    bare = frozenset(plain) - credits
    layers: dict[str, dict[int, dict[str, float]]] = {}
    for member in members:
        others = {node: wanted for node, wanted in family.items() if node != member.id}
        found = mentions(member.tail, others)
        layers[member.id] = {line.key: named for line, named in zip(member.tail, found, strict=True)}
    named_by = {node: frozenset(n for layer in found.values() for n in layer) for node, found in layers.items()}
    varied = _varied(members)
    spellings = {
        tongue: Spelling(line for member in members if member.language == tongue for line in member.body)
        for tongue in {member.language for member in members}
    }
    contexts = {}
    for member in members:
        others = {node: wanted for node, wanted in family.items() if node != member.id}
        sure, any_claim = claimed(member.claims, others)
        spelling = spellings[member.language]
        contexts[member.id] = Context(
            held,
            layers[member.id],
            sure,
            any_claim,
            named_by,
            bare,
            spelling,
            shares,
            varied,
            _elder(member, members),
            marked,
        )
    return contexts


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
