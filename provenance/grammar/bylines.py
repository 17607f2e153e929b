"""The small words of credits without a verb: 'by', 'with', 'and', the page's own people (`slots.toml`, [bylines])."""

from functools import cache

import regex

from provenance.grammar.load import slots

# Two to four words written as names; braces doubled, as `_compiled` takes them.
_WORD = r"\p{{Lu}}[\p{{L}}\p{{M}}.'’-]{{0,24}}"
_PERSON = rf"{_WORD}(?:\s{_WORD}){{{{1,3}}}}"
_PEOPLE = rf"(?-i:{_PERSON}(?:\s(?:{{together}}|&)\s{_PERSON})?)"


def without_by(text: str) -> str:
    """A name without the 'by' of any language before it."""
    return _compiled(r"^(?:{by})\s+(?=\S)").sub("", text)


def without_and(text: str) -> str:
    """A piece of a byline without the 'and' at its end."""
    return _compiled(r"(?:^|\s)(?:{and}|&|\+|/)\s*$").sub("", text)


def ends_in_and(text: str) -> bool:
    """Whether a piece ends with 'and' in a language of the grammar."""
    return bool(_compiled(r"(?:^|\s)(?:{and})\s*$").search(text))


def without_with(text: str) -> str:
    """A piece of a byline without the 'with' at its end."""
    return _with().sub("", text)


def ends_in_with(text: str) -> bool:
    """Whether a piece ends with 'with' or 'from' in a language of the grammar: the text was made with what follows."""
    return bool(_with().search(text))


def parted(line: str) -> str:
    """A line in which an 'and' that is written as one with the name behind it is blanked out, offsets kept."""
    return _compiled(r"(?<![\p{{L}}\p{{M}}])(?:{attached})(?=[\p{{Hebrew}}\p{{Arabic}}]{{3}})").sub(" ", line)


def without_edition(name: str) -> str:
    """A name without the language of its edition: 'Deutsche Welle auf Deutsch' -> 'Deutsche Welle'."""
    return _compiled(r"\s+(?:{edition})$").sub("", name)


def are_people(text: str) -> bool:
    """Whether a text is the names of one or two people: 'Maya Ellison', 'Maya J. Ellison and Jo Kern'."""
    return bool(_compiled(_PEOPLE).fullmatch(text))


def is_of_a_picture(text: str) -> bool:
    """Whether words say that a picture, a video or a graphic is credited."""
    return bool(_compiled("{picture}").search(text))


def is_staff(word: str) -> bool:
    """Whether a word stands for the page's own people: 'staff', 'reporter'."""
    return word.casefold() in _words("staff")


def is_small_word(word: str) -> bool:
    """Whether a word in small letters belongs to bylines rather than to prose."""
    return word in _words("small")


def names_own_writers(code: str | None) -> bool:
    """Whether papers in a language name none but their own writers before an agency."""
    return code is not None and code in _words("own_writers")


def _with() -> "regex.Pattern[str]":
    return _compiled(r"(?:^|[\s/,(])(?:{with})\.?\s*$")


@cache
def _compiled(form: str) -> "regex.Pattern[str]":
    return regex.compile(
        form.format(**{k: v.replace("\n", "") for k, v in slots()["bylines"].items()}), regex.IGNORECASE
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(slots()["bylines"][key].replace("\n", "").split("|"))
