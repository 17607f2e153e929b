"""A possible parent and its child, with what their family tells of them: what every trait is asked about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from provenance.descent.laid import Lines, Tails
from provenance.descent.spelling import Spelling
from provenance.descent.witness import Line, Witness

MOST = 6.0
"""What one trait counts at most, so that nothing decides alone."""

Mark = tuple[int, tuple[str, ...]]
"""A line of a tail: its hash, and where its links lead."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the other members of the family tell of a child: who holds a line, whom its tail and its claims name.

    `holders` gives, for a line's hash, the members whose page has it; `layers` the members that each line
    of the child's tail names; `plain` are lines that many pages everywhere carry; `varied` gives, for lines of which
    the family has several versions, how many members have any; `shares` as in `Known`; `elder` is how likely an
    older member has the text in the child's language (0 where all are in one); `marks` are the holders of lines of
    tails, links included; `foreign` are plain lines that the child did not get from its own site; `owners` are the
    members that a line of their own tail names, by its hash.
    """

    holders: dict[int, frozenset[str]]
    layers: dict[int, dict[str, float]]
    claimed: dict[str, float]
    claims: bool
    named_by: dict[str, frozenset[str]]
    plain: frozenset[int] = frozenset()
    spelling: Spelling | None = None
    shares: Mapping[int, float] = field(default_factory=dict)
    varied: Mapping[int, int] = field(default_factory=dict)
    elder: float = 0.0
    marks: Mapping[Mark, frozenset[str]] = field(default_factory=dict)
    foreign: tuple[int, ...] = ()
    owners: Mapping[int, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pair:
    """A possible parent and its child, compared; `lag` is hours (see `laid.hours`), None where a date is missing."""

    parent: Witness
    child: Witness
    lines: Lines
    tails: Tails
    lag: float | None
    context: Context

    @property
    def crosses(self) -> bool:
        """The two are in different languages."""
        return self.parent.language != self.child.language


Trait = Callable[[Pair], float]


def copies(trait: Trait) -> Trait:
    """The trait speaks of copies within a language only."""

    def limited(pair: Pair) -> float:
        return 0.0 if pair.crosses else trait(pair)

    limited.__doc__, limited.__name__ = trait.__doc__, trait.__name__
    return limited


def others(pair: Pair, line: Line) -> int:
    """How many members besides these two have a page with a line."""
    return besides(pair, pair.context.holders.get(line.key, frozenset()))


def besides(pair: Pair, members: frozenset[str]) -> int:
    """How many of these members are neither of the two. Reckoned, for a set of the others is as large as the family."""
    return len(members) - (pair.child.id in members) - (pair.parent.id in members)
