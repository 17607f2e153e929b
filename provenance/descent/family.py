"""A family of pages -> the parent of each, with rivals and a probability."""

import heapq
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from provenance.descent.bounds import bounded, spanned
from provenance.descent.contexts import contexts_of
from provenance.descent.laid import Comparisons, hours, sediment, shared_by, sifted
from provenance.descent.settling import settled
from provenance.descent.traits import Context, Pair, root_score, score, values
from provenance.descent.tree import arborescence, marginals
from provenance.descent.witness import Witness

Words = Mapping[tuple[str, str], bool]
"""What a person said of the link from a copy to a source: confirmed or rejected."""

_CONFIRMED = 30.0  # log-weight of a person's word
_MOST, _FAR = 80, 1e6  # possible parents that are set beside a page; hours, where a date is missing
_SURE = 0.9  # probability from which an edge bounds dates

Kin = Callable[[Witness, Witness], bool]
"""Whether one of two members may descend from the other, whichever is given first; no page from itself."""


@dataclass(frozen=True, slots=True)
class Parent:
    """A possible parent of a page: the pair, the values of its traits, its log-weight, its probability."""

    pair: Pair
    values: tuple[float, ...]
    score: float
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Descent:
    """What becomes of one page: its parent in the best tree (None: none among these), and every possible one."""

    child: Witness
    context: Context
    parent: Parent | None
    rivals: tuple[Parent, ...]
    original: float


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beyond a family.

    `plain` are the hashes of lines that many pages carry whatever their text: no sediment. `shares` says of the
    formula of a credit how large a part of all credits it is. `words` are what people said of single links. `sites` are
    the plain lines that are boilerplate of a site, by domain; of a site that is missing nothing is known.
    """

    plain: Set[int] = frozenset()
    shares: Mapping[int, float] = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    sites: Mapping[str, Set[int]] = field(default_factory=dict)


def descend(family: Sequence[Witness], kin: Kin, known: Known | None = None) -> tuple[Descent, ...]:
    """Give each member its parent in the best tree; of any order of the members the outcome is the same."""
    if len(family) == 1:
        return (Descent(family[0], Context({}, {}, {}, False, {}), None, (), 1.0),)
    known = known or Known()
    members = spanned(settled(sorted(family, key=lambda member: member.id), known.plain))
    first = _drawn(members, kin, known)
    # What is sure of a first tree bounds the dates of pages that have none: the tree is drawn again with these.
    sure = {d.child.id: d.parent.pair.parent.id for d in first if d.parent and d.parent.probability >= _SURE}
    dated = bounded(members, sure)
    if dated == members:
        return first
    del first  # all that is known of its pairs: as much as of the tree that comes
    return _drawn(dated, kin, known)


def _drawn(members: Sequence[Witness], kin: Kin, known: Known) -> tuple[Descent, ...]:
    contexts = contexts_of(members, known.plain, known.shares, known.sites)
    compared = Comparisons()
    possible = {
        child.id: _possible(child, [m for m in members if kin(m, child)], compared, contexts[child.id], known.words)
        for child in members
    }
    scores = _scores(members, contexts, possible)
    shares = marginals(scores)
    # The tree that is expected to have most edges right: each edge counts by its own probability.
    tree = arborescence(shares)
    numbers = {member.id: n for n, member in enumerate(members, 1)}
    return tuple(
        _descent(child, contexts[child.id], numbers, possible[child.id], (shares[n], tree[n]))
        for n, child in enumerate(members, 1)
    )


def _scores(
    members: Sequence[Witness], contexts: Mapping[str, Context], possible: Mapping[str, Mapping[str, Parent]]
) -> list[dict[int, float]]:
    numbers = {member.id: n for n, member in enumerate(members, 1)}
    rows = [dict[int, float]()]
    for child in members:
        own = possible[child.id]
        root = root_score(child, contexts[child.id], [parent.pair for parent in own.values()])
        rows.append({0: root, **{numbers[node]: parent.score for node, parent in own.items()}})
    return rows


def _descent(
    child: Witness,
    context: Context,
    numbers: Mapping[str, int],
    possible: Mapping[str, Parent],
    found: tuple[Mapping[int, float], int],
) -> Descent:
    shares, chosen = found
    every = [Parent(p.pair, p.values, p.score, shares[numbers[node]]) for node, p in possible.items()]
    every.sort(key=lambda p: (-p.probability, p.pair.parent.id))
    parent = next((p for p in every if numbers[p.pair.parent.id] == chosen), None)
    return Descent(child, context, parent, tuple(p for p in every if p is not parent), shares[0])


def _possible(
    child: Witness, members: Sequence[Witness], compared: Comparisons, context: Context, words: Words
) -> dict[str, Parent]:
    found = {}
    for parent in _nearest(child, members, compared, context):
        pair = Pair(
            parent,
            child,
            compared.lines(parent, child),
            sediment(sifted(parent.tail, context.plain), sifted(child.tail, context.plain)),
            hours(parent, child),
            context,
        )
        word = words.get((child.id, parent.id))
        if word is not False:
            row = values(pair)
            found[parent.id] = Parent(pair, row, score(row) + (_CONFIRMED if word else 0.0))
    return found


def _nearest(child: Witness, parents: Sequence[Witness], compared: Comparisons, context: Context) -> Sequence[Witness]:
    """All possible parents, or of very many those that it names or that share most of its lines."""
    if len(parents) <= _MOST:
        return parents
    own = {line.key for line in (*child.body, *child.tail)}
    bodies: dict[int, int] = {}  # lines that are shared by bodies, each of which very many may have
    named = {node for layer in context.layers.values() for node in layer} | context.claimed.keys()

    def rank(parent: Witness) -> tuple[bool, int, float, str]:
        number = compared.number(parent)
        if number not in bodies:
            bodies[number] = shared_by(parent.body, own)
        shared = bodies[number] + shared_by(parent.tail, own)
        return parent.id not in named, -shared, abs(hours(parent, child) or _FAR), parent.id

    return sorted(heapq.nsmallest(_MOST, parents, key=rank), key=lambda parent: parent.id)
