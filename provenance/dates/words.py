"""Dates as people write them, in the languages of the page; dateparser reads the names of months."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.dates.intervals import make
from provenance.model import DateInterval

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_LONGEST = 300
_YEAR_FIRST = re.compile(r"(?<![\d.])(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\.?\d)")
_YEAR_LAST = re.compile(r"(?<![\d.])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\.?\d)")
_WORD = r"[^\W\d_][\w.'’\u0900-\u0dff\u0e00-\u0e7f\u064b-\u0652-]*"
_GAP = r"[\s,.\-/]{1,3}"


@dataclass(frozen=True, slots=True)
class _Written:
    """What `words.toml` tells of dates in words, as patterns.

    `signs` and `spelt` find dates in numbers by what stands behind or before them, `full` and `month_only` where a
    date with the name of its month may stand. `scripts` gives the languages to try by script, `codes` other codes.
    """

    signs: re.Pattern[str]
    spelt: re.Pattern[str]
    full: tuple[re.Pattern[str], ...]
    month_only: re.Pattern[str]
    codes: Mapping[str, str]
    scripts: Mapping[str, tuple[str, ...]]


@cache
def _written() -> _Written:
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    signs, spelt = told["signs"], told["spelt"]
    day = rf"(?<!\d)\d{{1,2}}(?:{_any(told['ordinals'])})?"
    return _Written(
        signs=re.compile(
            rf"(?<!\d)(\d{{4}})\s?[{signs['year']}]\s?(\d{{1,2}})\s?[{signs['month']}]"
            rf"(?:\s?(\d{{1,2}})\s?[{signs['day']}])?"
        ),
        spelt=re.compile(
            rf"(?<!\d)(\d{{1,2}})\s+(?:{_any(spelt['month'])})\s+(\d{{1,2}}),?\s+(?:(?:{_any(spelt['year'])})\s+)?"
            r"(\d{4})(?!\d)",
            re.IGNORECASE,
        ),
        full=(
            re.compile(rf"{day}{_GAP}(?:{_WORD}{_GAP}){{1,4}}\d{{4}}(?!\d)"),
            re.compile(rf"{_WORD}{_GAP}{day}{_GAP}\d{{4}}(?!\d)"),
            re.compile(rf"(?<!\d)\d{{4}}{_GAP}(?:{_WORD}{_GAP}){{1,2}}{day}(?!\d)"),
        ),
        month_only=re.compile(rf"{_WORD}\s+(?:(?:{_any(told['of'])})\s+)?\d{{4}}(?!\d)"),
        codes=told["codes"],
        scripts={script: tuple(languages) for script, languages in told["scripts"].items()},
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def parse_words(text: str, languages: Sequence[str] = ()) -> DateInterval | None:
    """The first date written in a short text (300 characters are read), to the day, month or year.

    `languages` are those of the page (`fr`, `en-US`); English is tried after them, and without any the
    script decides. Relative dates ("yesterday") and dates with missing parts are not guessed. 01/02/2020
    is the first of February except in `en-US`. Clock times are left out: their zone is seldom written.
    """
    written = text.strip()
    plain = _ascii_digits(written[:_LONGEST])
    if re.fullmatch(r"\d{4}", plain):
        return make(written, int(plain))
    found = _numeric(plain, languages) or _named(plain, languages)
    return make(written[:_LONGEST], *found) if found else None


_Date = tuple[int, int, int | None]


def _numeric(text: str, languages: Sequence[str]) -> _Date | None:
    found = _written().signs.search(text)
    if found:
        return _checked(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    found = _YEAR_FIRST.search(text)
    if found:
        return _checked(int(found[1]), int(found[3]), int(found[4]))
    found = _written().spelt.search(text)
    if found:
        return _checked(int(found[3]), int(found[2]), int(found[1]))
    found = _YEAR_LAST.search(text)
    if not found:
        return None
    one, two, year = int(found[1]), int(found[3]), int(found[4])
    orders = [(two, one), (one, two)]
    if languages and languages[0].replace("_", "-").lower() == "en-us":
        orders.reverse()
    return next((date for month, day in orders if (date := _checked(year, month, day))), None)


def _checked(year: int, month: int, day: int | None) -> _Date | None:
    return (year, month, day) if month and day != 0 and make("", year, month, day) else None


def _named(text: str, languages: Sequence[str]) -> _Date | None:
    if not re.search(r"\d{4}", text) or not re.search(r"[^\W\d_]", text):
        return None
    tried = _languages(text, languages)
    for window in _windows(text, _written().full):
        date = _parsed(window, tried, ("day", "month", "year"))
        if date:
            return date
    for window in _windows(text, (_written().month_only,)):
        date = _parsed(window, tried, ("month", "year"))
        if date:
            return (date[0], date[1], None)
    return None


def _windows(text: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    for pattern in patterns:
        for found in list(pattern.finditer(text))[:3]:
            yield found[0]


def _parsed(window: str, languages: tuple[str, ...], parts: tuple[str, ...]) -> _Date | None:
    parser = _parser(languages, parts)
    if parser is None:
        return None
    try:
        moment = parser.get_date_data(window).date_obj
    except Exception:  # any: dateparser promises no exceptions of its own for odd text, but raises many
        return None
    if moment is None:
        return None
    # Thai dates count the years of the Buddhist era.
    year = moment.year - 543 if moment.year > 2400 and _script(window) == "THAI" else moment.year
    return _checked(year, moment.month, moment.day)


@lru_cache(maxsize=64)
def _parser(languages: tuple[str, ...], parts: tuple[str, ...]) -> "DateDataParser | None":
    """A dateparser for the languages that it knows; None when it knows none of them."""
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    settings = {
        "REQUIRE_PARTS": list(parts),
        "PARSERS": ["absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
        "TIMEZONE": "UTC",
    }
    known = [language for language in languages if language in language_order]
    return DateDataParser(languages=known, settings=settings, use_given_order=True) if known else None


def _languages(text: str, languages: Sequence[str]) -> tuple[str, ...]:
    codes = [re.split(r"[-_]", code.strip().lower())[0] for code in languages]
    codes = [_written().codes.get(code, code) for code in codes if re.fullmatch(r"[a-z]{2,3}", code)]
    if not codes:
        codes = list(_written().scripts.get(_script(text), ()))
    return tuple(dict.fromkeys([*codes[:8], "en"])) if languages else tuple(codes)


def _script(text: str) -> str:
    """The script of the first letter that stands in a known one."""
    for char in text:
        if char.isalpha():
            name = unicodedata.name(char, "").split(" ")[0]
            if name in _written().scripts:
                return name
    return ""


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
