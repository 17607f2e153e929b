"""Dates written for machines: ISO 8601 and EDTF, RFC 2822, archive stamps, Unix times."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from provenance.dates.intervals import make, minute, second, spanning
from provenance.model import DateInterval

_LONGEST = 80
_DATE = re.compile(r"(\d{4})(?:([-/])(\d{1,2})(?:\2(\d{1,2}))?)?\Z", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?\Z", re.ASCII)
_TIME = re.compile(
    r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:T|\s+|T\s+)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?(?:\s*\[[^\]]*\])?\Z",
    re.ASCII | re.IGNORECASE,
)
_UNKNOWN = re.compile(r"(?:-(?:XX|uu)){1,2}\Z", re.IGNORECASE)
# Not of two figures, as the reader of mail takes it: a date that was never set.
_YEAR_ZERO = re.compile(r"\d[\s-]+[A-Za-z]{3,9}[\s-]+0\d{3}\b")
_MAIL = re.compile(r"(?=.*[A-Za-z]{3})(?=.*\d{1,2}:\d\d(:\d\d)?)", re.DOTALL)
_CLOCK = re.compile(r"\d{1,2}:\d\d(:\d\d)?")


def parse_iso(text: str) -> DateInterval | None:
    """A date as machines write it, with the precision that it has.

    ISO 8601 prefixes (year, month, day, minute, second; with or without offset, UTC without), EDTF
    (`2022-01-XX`, `2022-01-12~`, `2022-01/2022-03`), RFC 2822 of feeds and HTTP, archive stamps of 14
    digits, Unix times in seconds (10 digits) or milliseconds (13).
    """
    written = text.strip()
    if not written or len(written) > _LONGEST:
        return None
    plain = _UNKNOWN.sub("", written.rstrip("?~%"))
    for reader in _READERS:
        found = reader(plain)
        if found:
            return DateInterval(found.earliest, found.latest, written)
    return None


def _date(text: str) -> DateInterval | None:
    found = _DATE.match(text)
    if not found:
        return None
    month, day = (int(part) if part else None for part in (found[3], found[4]))
    return None if month == 0 or day == 0 else make(text, int(found[1]), month, day)


def _time(text: str) -> DateInterval | None:
    found = _TIME.match(text)
    if not found:
        return None
    year, month, day, hour, minutes = (int(part) for part in found.group(1, 3, 4, 5, 6))
    return _moment(text, (year, month, day, hour, minutes), found[7], found[8])


def _compact(text: str) -> DateInterval | None:
    found = _COMPACT.match(text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.group(1, 2, 3))
    if not found[4]:
        return make(text, year, month, day) if month and day else None
    return _moment(text, (year, month, day, int(found[4]), int(found[5])), found[6], found[7])


def _moment(
    text: str, fields: tuple[int, int, int, int, int], seconds: str | None, offset: str | None
) -> DateInterval | None:
    try:
        zone = _zone(offset)
        start = datetime(*fields, int(seconds or 0), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return spanning(text, start, second if seconds else minute)


def _zone(offset: str | None) -> timezone:
    if not offset or offset[0] not in "+-":
        return UTC
    digits = offset[1:].replace(":", "").ljust(4, "0")
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-length if offset[0] == "-" else length)


def _epoch(text: str) -> DateInterval | None:
    if not (text.isascii() and text.isdigit()) or len(text) not in (10, 13):
        return None
    start = datetime.fromtimestamp(int(text) // (1000 if len(text) == 13 else 1), UTC)
    return spanning(text, start, second)


def _mail(text: str) -> DateInterval | None:
    if not _MAIL.match(text) or _YEAR_ZERO.search(text):
        return None
    from email.utils import parsedate_to_datetime

    try:
        start = parsedate_to_datetime(text)
        start = start.replace(tzinfo=start.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    clock = _CLOCK.search(text)
    return spanning(text, start, second if clock and clock[1] else minute)


def _range(text: str) -> DateInterval | None:
    """An EDTF interval, both ends included."""
    first, slash, last = text.partition("/")
    if not slash:
        return None
    start, end = _single(first), _single(last)
    if start is None or end is None or start.earliest >= end.latest:
        return None
    return DateInterval(start.earliest, end.latest, text)


def _single(text: str) -> DateInterval | None:
    return next((found for reader in (_date, _time) if (found := reader(text))), None)


_READERS: tuple[Callable[[str], DateInterval | None], ...] = (_date, _time, _epoch, _compact, _mail, _range)
