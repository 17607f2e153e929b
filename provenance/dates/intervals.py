"""Intervals of time: made from what is known of a date, compared, written as ISO 8601 and EDTF."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from provenance.model import DateInterval

DAY = timedelta(days=1)
_FIRST_YEAR = 1990


def make(text: str, year: int, month: int | None = None, day: int | None = None) -> DateInterval | None:
    """The UTC year, month or day; None when there is no such date or its year is out of bounds."""
    try:
        start = datetime(year, month or 1, day or 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return spanning(text, start, _day if day else _month if month else _year)


def spanning(text: str, start: datetime, end: Callable[[datetime], datetime]) -> DateInterval | None:
    """The interval from a moment to what `end` makes of it; None when its year is out of bounds."""
    if not _FIRST_YEAR <= start.year <= datetime.now(UTC).year + 1:
        return None
    return DateInterval(start, end(start), text)


def minute(start: datetime) -> datetime:
    """The end of a minute."""
    return start + timedelta(minutes=1)


def second(start: datetime) -> datetime:
    """The end of a second."""
    return start + timedelta(seconds=1)


def shifted(moment: datetime, by: timedelta) -> datetime:
    """The moment so much later, or earlier; where the calendar ends, its end."""
    try:
        return moment + by
    except OverflowError:
        return (datetime.min if by < timedelta() else datetime.max).replace(tzinfo=moment.tzinfo)


def before(a: DateInterval, b: DateInterval, tolerance: timedelta = DAY) -> bool:
    """Whether `a` ended surely before `b` began, by `tolerance` at least (time zones are seldom written)."""
    return b.earliest - a.latest >= tolerance


def overlap(a: DateInterval, b: DateInterval) -> bool:
    """Whether the two may be the same moment."""
    return a.earliest < b.latest and b.earliest < a.latest


def impossible(derived: DateInterval, source: DateInterval, tolerance: timedelta = DAY) -> bool:
    """Whether the copy is surely older than its source, beyond the tolerance."""
    return before(derived, source, tolerance)


def intersect(a: DateInterval, b: DateInterval) -> DateInterval | None:
    """What both allow, with the text of the narrower; None when they exclude each other."""
    if not overlap(a, b):
        return None
    narrow = a if a.latest - a.earliest <= b.latest - b.earliest else b
    return DateInterval(max(a.earliest, b.earliest), min(a.latest, b.latest), narrow.text)


def as_iso(interval: DateInterval) -> str:
    """The date as precisely as it is known: `2022`, `2022-01`, `2022-01-12`, `2022-01-12T10:15Z` ...

    Other intervals are written as EDTF does, both ends included: `2022-01-12/2022-01-15`.
    """
    start, end = _utc(interval.earliest), _utc(interval.latest)
    for span, length, _ in _PRECISIONS:
        if _is(start, end, span):
            return _written(start, length)
    step, length = (DAY, _TO_DAY) if _midnight(start) and _midnight(end) else (timedelta(seconds=1), _TO_SECOND)
    last = max(start, shifted(end, -step))
    return f"{_written(start, length)}/{_written(last, length)}"


def precision(interval: DateInterval) -> str:
    """How precisely a date is known: `year`, `month`, `day`, `minute`, `second`, or `span` for any other interval."""
    start, end = _utc(interval.earliest), _utc(interval.latest)
    return next((name for span, _, name in _PRECISIONS if _is(start, end, span)), "span")


def _is(start: datetime, end: datetime, span: Callable[[datetime], datetime]) -> bool:
    """Whether an interval is a whole year, month ...: it starts on the boundary and has the length."""
    if span is _year and (start.month, start.day) != (1, 1):
        return False
    if span is _month and start.day != 1:
        return False
    if span in (_year, _month, _day) and not _midnight(start):
        return False
    if span is minute and start.second:
        return False
    try:
        return span(start) == end
    except (ValueError, OverflowError):
        return False


def _utc(moment: datetime) -> datetime:
    """The moment in UTC; where the calendar ends, its end."""
    return shifted(moment.replace(tzinfo=UTC), -(moment.utcoffset() or timedelta()))


def _written(moment: datetime, length: int) -> str:
    """So many signs of a moment in UTC; years have four digits, which `strftime` does not give all of them."""
    return moment.isoformat()[:length] + ("Z" if length > _TO_DAY else "")


def _midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)


def _year(start: datetime) -> datetime:
    return start.replace(year=start.year + 1)


def _month(start: datetime) -> datetime:
    return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)


def _day(start: datetime) -> datetime:
    return start + DAY


_TO_DAY, _TO_SECOND = 10, 19
_PRECISIONS: tuple[tuple[Callable[[datetime], datetime], int, str], ...] = (
    (_year, 4, "year"),
    (_month, 7, "month"),
    (_day, _TO_DAY, "day"),
    (minute, 16, "minute"),
    (second, _TO_SECOND, "second"),
)
