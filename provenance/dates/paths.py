"""Dates in the paths of web addresses: the commonest and most trusted place of a publication date."""

import re

from provenance.dates.intervals import make
from provenance.model import DateInterval

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_PATTERNS = (
    re.compile(rf"{_YEAR}([/_.-])(0?[1-9]|1[0-2]|[a-z]{{3}})\2(0?[1-9]|[12]\d|3[01])(?!\d)", re.IGNORECASE),
    re.compile(rf"{_YEAR}()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"/{_YEAR}/()((?:0[1-9]|1[0-2]))(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"/{_YEAR}([/-])(0?[1-9]|1[0-2]|[a-z]{{3}})()(?=/|\Z)", re.IGNORECASE),
)


def from_url(url: str) -> DateInterval | None:
    """The date in an address's path: `/2024/01/13/`, `/2024/jan/13/`, `20240113`, `2024-01-13`, `/2024/01/`.

    Of an archived address the inner one is read, never the archive's stamp.
    """
    path = _path(url)
    for pattern in _PATTERNS:
        for found in pattern.finditer(path):
            month = _month(found[3])
            interval = make(found[0].strip("/"), int(found[1]), month, int(found[4]) if found[4] else None)
            if month and interval:
                return interval
    return None


def _path(url: str) -> str:
    inner = re.split(r"https?:/{1,3}|//", url[:2048], flags=re.IGNORECASE)[-1]
    return "/" + re.split(r"[?#]", inner, maxsplit=1)[0].partition("/")[2]


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else _MONTHS.get(text.lower())
