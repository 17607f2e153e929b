"""Numbers, in the digits and separators of every script."""

import re
from collections.abc import Iterator
from functools import lru_cache

import regex

from provenance.match.views.words import Words

_SPACES = "\u00a0\u202f\u2009 "
_NUMBER = regex.compile(rf"\p{{Nd}}{{1,15}}(?:[.,٫٬'’{_SPACES}]\p{{Nd}}{{1,15}}){{0,4}}(\s?[万亿億兆만억조])?")
_GROUPED = re.compile(rf"\d{{1,3}}(?:([.,٬'’{_SPACES}])\d{{3}})(?:\1\d{{3}})*(?:[.,٫]\d{{1,2}})?")
_DECIMAL = re.compile(r"\d+[.,٫]\d{1,2}|\d+[,٫]\d+|0[.,٫]\d+")
_SEPARATORS = re.compile(rf"[.,٫٬'’{_SPACES}]+")
_MYRIADS = {"万": 4, "만": 4, "亿": 8, "億": 8, "억": 8, "兆": 12, "조": 12}


def view(words: Words) -> Iterator[str]:
    """Yield the numbers of a sentence: thousands joined, decimals with a point, dates in parts.

    A lone 0, 1 or 2 says nothing. Numbers counted in myriads are brought to the millions or
    billions in which other languages count (300万 -> 3, as in '3 million').
    """
    for found in _NUMBER.finditer(words.text):
        yield from _numbers(*found.group(0, 1))


@lru_cache(maxsize=16_384)
def _numbers(written: str, scale: str | None) -> tuple[str, ...]:
    scale = scale or ""
    values = _values(_ascii(written.removesuffix(scale)))
    power = _MYRIADS.get(scale.strip(), 0)
    numbers = (_scaled(value, power) if power else value for value in values)
    return tuple(number for number in numbers if number not in {"0", "1", "2"})


def _ascii(written: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else c for c in written)


def _values(written: str) -> Iterator[str]:
    grouped = _GROUPED.fullmatch(written)
    if grouped:
        whole, _, rest = written.rpartition(grouped[1])
        head, point, decimals = _split_decimals(rest)
        yield _plain(_SEPARATORS.sub("", whole) + head + point + decimals)
    elif _DECIMAL.fullmatch(written):
        yield _plain(re.sub("[,٫]", ".", written))
    else:
        yield from (_plain(part) for part in _SEPARATORS.split(written) if part)


def _split_decimals(rest: str) -> tuple[str, str, str]:
    return (rest[:3], ".", rest[4:]) if len(rest) > 3 else (rest, "", "")


def _plain(number: str) -> str:
    whole, point, decimals = number.partition(".")
    decimals = decimals.rstrip("0")
    return (whole.lstrip("0") or "0") + (point + decimals if decimals else "")


def _scaled(number: str, power: int) -> str:
    value = float(number) * 10.0**power
    for unit in (1e12, 1e9, 1e6):
        if value >= unit:
            value /= unit
            break
    return _plain(f"{value:.3f}")
