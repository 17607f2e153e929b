"""Agencies by short forms that are words of their own (`slots.toml`, [clipped]): '共同', '時事'."""

from functools import cache

import regex

from provenance.grammar.load import slots


def full_name(short: str, code: str | None) -> str | None:
    """What an agency of a language is called in full; None when this is no short form of one there."""
    known: dict[str, dict[str, str]] = slots()["clipped"]
    tables = known.values() if code is None else [known.get(code, {})]
    return next((table[short] for table in tables if short in table), None)


@cache
def beside_a_place() -> "regex.Pattern[str]":
    """'ワシントン共同', '東京＝時事': groups `place` and `name`."""
    within, names = slots()["clipped_within"]["ja"], "|".join(slots()["clipped"]["ja"])
    return regex.compile(
        rf"(?!{within})(?P<place>[\p{{Han}}\p{{Katakana}}ー・]{{2,14}}?)?\s*[=＝]?\s*(?P<name>{names})(?:通信)?"
        r"(?:\s*[=＝]\s*[\p{Han}\p{Katakana}ー・\s]{2,12})?"
    )


@cache
def begun(code: str | None) -> "regex.Pattern[str] | None":
    """How a text begins that an agency sent, in a language that says so in words: group `inside`."""
    words = slots()["begins"].get(code or "")
    return regex.compile(rf"\s*(?:{words})\s(?P<inside>[^،,.\n]{{2,40}}?)\s?[،,]") if words else None
