"""What only confirms is kept where something else names the same source; a distributor gives way to whoever issued."""

from collections.abc import Iterator

from provenance import outlets
from provenance.model import Locator, Place, Signal

CORROBORATES = 0.2


def agreed(signals: list[Signal]) -> Iterator[Signal]:
    """The signals that count, in their order."""
    plain = [s for s in signals if s.source and s.strength > CORROBORATES and s.place is not Place.CAPTION]
    for signal in signals:
        source = signal.source
        if source is None:
            yield signal
        elif signal.strength <= CORROBORATES:
            if any(_same(s.source, source) for s in plain):
                yield signal
        elif not (_only_distributes(signal) and _names_another(plain, source)):
            yield signal


def _only_distributes(signal: Signal) -> bool:
    """Whether markup names a press-release distributor: the words name the issuer, if anything does."""
    declared = signal.place is Place.METADATA and signal.finder != "metadata"
    return declared and bool(signal.source and signal.source.name and outlets.is_distributor(signal.source.name))


def _names_another(plain: list[Signal], distributor: Locator) -> bool:
    """Whether other sources are named in words, and this one is not."""
    words = [s for s in plain if s.block >= 0]
    return bool(words) and not any(_same(s.source, distributor) for s in words)


def _same(a: Locator | None, b: Locator) -> bool:
    return a is not None and outlets.same_source(a.name, a.domain, b.name, b.domain)
