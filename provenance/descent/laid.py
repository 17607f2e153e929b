"""One page set beside another that may be its parent: what was kept, changed, cut, added."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from provenance.descent.parts import parted
from provenance.descent.witness import Line, Witness
from provenance.model import DateInterval

_HALVES = tuple(hours * 3600.0 for hours in (6, 24, 96, 384))
_STEPS = 16  # moments at which a date is looked at
_EXACT = 60.0  # seconds of a date that is one moment
_ALIKE = 0.5  # shared words, as a share of the longer line, from which two lines are versions of one


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a child against those of a parent.

    `changed` are versions of one line (parent's, child's), `cut` stand in the parent only, `added` in the child only.
    """

    kept: tuple[Line, ...]
    changed: tuple[tuple[Line, Line], ...]
    cut: tuple[Line, ...]
    added: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """The bodies of a family's members set beside each other: bodies that are the same, line by line, only once.

    `bodies` number the different bodies; `found` is what was compared before.
    """

    bodies: dict[tuple[Line, ...], int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    found: dict[tuple[int, int], Lines] = field(default_factory=dict)

    def lines(self, parent: Witness, child: Witness) -> Lines:
        """The lines of a child against those of a parent."""
        asked = self.number(parent), self.number(child)
        if asked not in self.found:
            self.found[asked] = compare(parent.body, child.body)
        return self.found[asked]

    def number(self, member: Witness) -> int:
        """The number of a member's body."""
        if member.id not in self.numbers:
            self.numbers[member.id] = self.bodies.setdefault(member.body, len(self.bodies))
        return self.numbers[member.id]


def compare(parent: Sequence[Line], child: Sequence[Line]) -> Lines:
    """Pair equal lines, then the most alike of the others, then parts of long ones, each once."""
    theirs = Counter(line.key for line in parent)
    kept, new = [], []
    for line in child:
        if theirs[line.key] > 0:
            theirs[line.key] -= 1
            kept.append(line)
        else:
            new.append(line)
    had = Counter(line.key for line in kept)
    gone = []
    for line in parent:
        if had[line.key] > 0:
            had[line.key] -= 1
        else:
            gone.append(line)
    pairs = _pairs(gone, new)
    old, young = {id(a) for a, _ in pairs}, {id(b) for _, b in pairs}
    parts, cut, added = parted(
        [line for line in gone if id(line) not in old], [line for line in new if id(line) not in young]
    )
    return Lines(tuple(kept), (*pairs, *parts), tuple(cut), tuple(added))


def _pairs(gone: Iterable[Line], new: Iterable[Line]) -> list[tuple[Line, Line]]:
    free = [(line, Counter(line.words)) for line in gone]
    found = []
    for line in new:
        words = Counter(line.words)
        best, likeness = None, 0.0
        for other in free:
            least = max(len(line.words), len(other[0].words))
            alike = (words & other[1]).total() / least
            if alike > likeness:
                best, likeness = other, alike
        if best is not None and likeness >= _ALIKE:
            free.remove(best)
            found.append((best[0], line))
    return found


@dataclass(frozen=True, slots=True)
class Tails:
    """The sediment of a child against that of a parent: how much was carried on, and what lies outside of it."""

    carried: int
    lost: int
    outside: tuple[Line, ...]
    between: tuple[Line, ...]


def sediment(parent: Sequence[Line], child: Sequence[Line]) -> Tails:
    """Lay the tails side by side: what follows the last carried line is the child's own layer.

    A line that is carried on may lose its links but gains none: the same words with another link are written anew.
    """
    theirs = _links(parent)
    mine = _links(child)
    on = [theirs.get(line.key, frozenset()).issuperset(line.links) and line.key in theirs for line in child]
    last = max((n for n, carried in enumerate(on) if carried), default=-1)
    kept = [line.key in mine and mine[line.key] <= theirs[line.key] for line in parent]
    return Tails(
        carried=sum(kept),
        lost=len(kept) - sum(kept),
        outside=tuple(child[last + 1 :]),
        between=tuple(line for line, carried in zip(child[: last + 1], on, strict=False) if not carried),
    )


def _links(tail: Sequence[Line]) -> dict[int, frozenset[str]]:
    """Where the links of each line of a tail lead, by its hash; of a line that stands twice, those of the last."""
    return {line.key: frozenset(line.links) for line in tail}


def shared_by(lines: Sequence[Line], own: Set[int]) -> int:
    """How many of a page's lines another has, by the hashes of its own."""
    return sum(line.key in own for line in lines)


def sifted(tail: Sequence[Line], plain: Set[int]) -> tuple[Line, ...]:
    """A tail without the lines that pages carry whatever their text."""
    return tuple(line for line in tail if line.key not in plain)


def enclosed(tail: Sequence[Line], plain: Set[int]) -> tuple[Line, ...]:
    """The plain lines above a tail's last line of sediment: not put there by this page, but carried along."""
    last = max((n for n, line in enumerate(tail) if line.key not in plain), default=-1)
    found = [line for line in tail[: max(last, 0)] if line.key in plain]
    seen = Counter(line.key for line in tail)
    return tuple(found) or tuple({line.key: line for line in tail if line.key in plain and seen[line.key] > 1}.values())


def hours(parent: Witness, child: Witness) -> float | None:
    """Hours from a parent to its child: negative when surely the wrong way; None when either has no date.

    Between imprecise dates the middle of the lags that they allow, in the right direction.
    """
    if parent.moment is None or child.moment is None:
        return None
    least = (child.moment.earliest - parent.moment.latest).total_seconds() / 3600
    most = (child.moment.latest - parent.moment.earliest).total_seconds() / 3600
    return most if most <= 0 else (max(least, 0.0) + most) / 2


def after(parent: Witness, child: Witness) -> float:
    """The probability that a page came after another, any moment that its date allows being as likely; .5 without."""
    if parent.moment is None or child.moment is None:
        return 0.5
    first, last = parent.moment.earliest.timestamp(), parent.moment.latest.timestamp()
    span = max(last - first, 1e-6)
    steps = _steps(child.moment)
    return sum(min(1.0, max(0.0, (step - first) / span)) for step in steps) / len(steps)


def prompt(parent: Witness, child: Witness) -> float:
    """How usual it is that a page is taken so long after its source: 1 at once, 0 never; .5 where a date is missing.

    The mean over all moments that both dates allow of curves that halve in six hours, a day, four and sixteen days.
    """
    if parent.moment is None or child.moment is None:
        return 0.5
    lags = [b - a for a in _steps(parent.moment) for b in _steps(child.moment)]
    usual = sum(math.exp(-math.log(2) * lag / half) for lag in lags if lag >= 0 for half in _HALVES)
    return usual / (len(lags) * len(_HALVES))


def _steps(moment: DateInterval) -> list[float]:
    """Moments spread evenly over an interval."""
    first, last = moment.earliest.timestamp(), moment.latest.timestamp()
    steps = _STEPS if last - first > _EXACT else 1
    return [first + (last - first) * (n + 0.5) / steps for n in range(steps)]
