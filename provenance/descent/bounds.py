"""Dates bounded by descent: a page is not younger than what was surely taken from it, nor older than its source."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from provenance.dates import shifted
from provenance.descent.witness import Witness
from provenance.model import DateInterval

_KNOWN = timedelta(days=1)  # what a date may leave open and still bound others; wider ones are bounded


def spanned(members: Sequence[Witness]) -> list[Witness]:
    """Narrow the moments of members without a date to the time of the others, a day more on either side.

    Copies come close after one another: within a month, or none at all, every moment is not as likely.
    """
    known = [member.moment for member in members if member.moment is not None and _is_known(member)]
    if not known:
        return list(members)
    first = shifted(min(d.earliest for d in known), -_KNOWN)
    last = shifted(max(d.latest for d in known), _KNOWN)
    return [member if _is_known(member) else _narrowed(member, first, last) for member in members]


def bounded(members: Sequence[Witness], sources: Mapping[str, str]) -> list[Witness]:
    """Narrow the moments of members by their sure sources, given as ids: copy -> source.

    Bounds pass through pages without a date. What would leave a page no moment at all is not believed.
    """
    found = {member.id: member for member in members}
    copies: dict[str, list[str]] = {}
    for copy, source in sources.items():
        copies.setdefault(source, []).append(copy)
    return [_bounded(member, found, sources, copies) for member in members]


def _bounded(
    member: Witness, found: Mapping[str, Witness], sources: Mapping[str, str], copies: Mapping[str, Sequence[str]]
) -> Witness:
    if _is_known(member):
        return member
    earliest = _source_date(member.id, found, sources)
    latest = _copy_date(member.id, found, copies)
    return _narrowed(member, earliest, latest)


def _narrowed(member: Witness, earliest: datetime | None, latest: datetime | None) -> Witness:
    moment = member.moment
    if moment is None and (earliest is None or latest is None):
        return member
    first = max(d for d in (moment and moment.earliest, earliest) if d)
    last = min(d for d in (moment and moment.latest, latest) if d)
    if first >= last:
        return member
    return replace(member, moment=DateInterval(first, last, moment.text if moment else ""))


def _is_known(member: Witness) -> bool:
    return member.moment is not None and not member.forged and member.moment.latest - member.moment.earliest <= _KNOWN


def _source_date(node: str, found: Mapping[str, Witness], sources: Mapping[str, str]) -> datetime | None:
    """The earliest moment of the nearest dated page above."""
    seen = {node}
    here = sources.get(node)
    while here is not None and here not in seen:
        seen.add(here)
        moment = found[here].moment
        if moment is not None and _is_known(found[here]):
            return moment.earliest
        here = sources.get(here)
    return None


def _copy_date(node: str, found: Mapping[str, Witness], copies: Mapping[str, Sequence[str]]) -> datetime | None:
    """The latest moment of the first dated page below."""
    seen, waiting, dated = {node}, list(copies.get(node, ())), []
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        moment = found[here].moment
        if moment is not None and _is_known(found[here]):
            dated.append(moment.latest)
        else:
            waiting.extend(copies.get(here, ()))
    return min(dated, default=None)
