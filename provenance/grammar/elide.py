"""What may stand behind a name: its address ('the Harbour Weekly: https://...'), a date ('Harbour
Weekly, 3 May 2020'), a language ('Harbour Weekly, in English').

Language files say how a source is named, not what may follow it: a text with such pieces is read once more without
them, and each is given back to the reading whose outlet it stood behind. What is said aside in the midst of a credit
('taken, with the kind permission of the editors, from ...'), of the issue of a paper ('in the May issue of ...'), or of
the taking behind its name ('and is printed here with permission') is read over in the same way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from provenance.grammar.index import index
from provenance.grammar.letters import fold
from provenance.grammar.load import slots
from provenance.grammar.required import literals, lowered

if TYPE_CHECKING:
    import ahocorasick

URL = (
    r"(?:https?://|www\.)[^\s<>\"«»|()\[\]（）【】]{3,500}(?:\([^\s()]{1,80}\)[^\s<>\"«»|()\[\]]{0,300})?(?<![.,;:!?])"
)
HOST = r"(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,60}\.){1,4}\p{L}{2,12}(?:/[^\s()\[\]<>]{0,300})?"
LATIN_HOST = r"(?:[a-z0-9][a-z0-9-]{0,60}\.){1,4}[a-z]{2,12}(?:/[^\s()\[\]<>]{0,300})?"
QUOTE, DAY = regex.compile('["«»“”„‹›「『]'), regex.compile(r"\d[./-]\d|\d\.?\s\p{L}|\p{L}\.?\s\d")
FLAGS = regex.VERSION0 | regex.IGNORECASE
# The most characters of the words that stand before a day or a title and belong to it.
MOST_BEFORE = 80
MARKS = regex.compile("://|[.(,،、–—-]")


# Asides that are words of the credit itself, and those that stand behind its last name.
ISSUE, BEHIND = "issue", "behind"


@dataclass(frozen=True, slots=True)
class Elision:
    """A piece of a text (`start`..`end`); what it holds for the `slot` stands from `first` to `last`."""

    slot: str
    start: int
    end: int
    first: int
    last: int


def elisions(text: str, code: str | None) -> Iterator[Elision]:
    """The addresses, dates and languages of a text that stand behind words, with the punctuation between.

    Languages are those that pages of the language `code`, or English ones, name.
    """
    if not MARKS.search(text):
        return
    for found in _behind(code).finditer(text):
        if text[: found.start()].rpartition("\n")[2].strip():
            slot = next(slot for slot in ("url", "date", "language") if found[slot])
            yield Elision(slot, *found.span(), *found.span(slot))


def asides(text: str) -> tuple[Elision, ...]:
    """The pieces of a text that are told between the words of a credit or behind them, in their order.

    What says only that a taking is allowed, set off by marks or behind the last name; days and titles between other
    words ('erschien am 2. Juni unter dem Titel „...“ auf'); issues of a paper.
    """
    kept: list[Elision] = []
    for one in sorted(_asides(text), key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _asides(text: str) -> Iterator[Elision]:
    straw = " ".join(lowered(text).split())
    for number in sorted({number for _, numbers in _needed().iter(straw) for number in numbers}):
        form = _forms()[number]
        if _word(form).search(text):
            for found in _pattern(form).finditer(text):
                yield Elision(form.slot, *found.span(), *found.span())
    begun = [first.start() for form in (QUOTE, DAY) if (first := form.search(text))]
    if begun:
        for found in _between().finditer(text, 0 if "月" in text else max(min(begun) - MOST_BEFORE, 0)):
            yield Elision("", *found.span(), *found.span())


@dataclass(frozen=True, slots=True)
class Form:
    """What an aside looks like, and the words (a pattern) without one of which there is none."""

    slot: str
    words: str
    pattern: str


@cache
def _forms() -> tuple[Form, ...]:
    return _permission(), _issue(), _leave()


@cache
def _needed() -> "ahocorasick.Automaton":
    """The strings of which the words of each form hold one, with the numbers of the forms."""
    import ahocorasick

    found: dict[str, list[int]] = {}
    for number, form in enumerate(_forms()):
        for string in literals(form.words):
            found.setdefault(string, []).append(number)
    needed = ahocorasick.Automaton()
    for string, numbers in found.items():
        needed.add_word(string, tuple(numbers))
    needed.make_automaton()
    return needed


@cache
def _word(form: Form) -> "regex.Pattern[str]":
    return regex.compile(rf"(?<!\p{{L}})(?:{form.words})(?!\p{{L}})", FLAGS)


@cache
def _pattern(form: Form) -> "regex.Pattern[str]":
    return regex.compile(form.pattern, FLAGS)


def _permission() -> Form:
    """Set off by marks: up to five words, one for a permission, up to eight more."""
    words = fold(slots()["lists"]["permission"].replace("\n", ""))
    said = rf"(?:[^\s,،()]{{1,24}}\s){{0,5}}?(?:\p{{L}}{{1,4}}')?(?:{words})(?:\s[^\s,،()]{{1,24}}){{0,8}}?"
    return Form("", words, rf"\s?[,،]\s{said}\s?[,،](?=\s)|\s\({said}\)(?=\s)")


def _issue() -> Form:
    """An issue between a preposition and the name of its paper: 'in [the May issue of] Harbour Weekly'."""
    words = {name: fold(said.replace("\n", "")) for name, said in slots()["issues"].items()}
    said = "|".join(words[name] for name in words if name != "nouns")
    return Form(ISSUE, words["nouns"], rf"(?<=\p{{L}})\s(?:{said})(?=\s(?-i:[\p{{Lu}}\d\"«“„]))")


def _leave() -> Form:
    """What a sentence says of the taking behind a name: that it is allowed, or whose the headings are."""
    lists = slots()["lists"]
    allowed, ours, joined = (fold(lists[name].replace("\n", "")) for name in ("permission", "headings", "joined"))
    word, kind = r"[^\s,،;.।۔։።()]{1,24}", r"(?:\p{L}{1,4}')?"
    behind = rf"(?:\s?[,;،]|\s[-–—])\s(?:(?:{joined})\s)?|\s(?:{joined})\s|\s(?:{lists['attached']})(?=\p{{L}})"
    said = rf"(?!(?-i:\p{{Lu}}))(?:{word}\s){{0,8}}?{kind}(?:{allowed})|(?:{word}\s){{0,2}}?(?:{ours})"
    ends = r"(?=\s*(?:$|\n|[.!।۔։።](?:\s|$)|[)\]]))"
    sentence = rf"(?:{behind})(?:{said})(?:\s(?!(?-i:\p{{Lu}})){word}){{0,8}}?{ends}"
    return Form(BEHIND, rf"{kind}(?:{allowed}|{ours})", rf"(?<=[\p{{L}}\p{{M}}\d\"»”]){sentence}")


@cache
def _between() -> "regex.Pattern[str]":
    """A day or a title with the words that tell it, words on both sides."""
    words = {name: fold(said.replace("\n", "")) for name, said in slots()["between"].items()}
    title = r"(?:[\"«“„‹‚][^\"«»“”„‹›\n]{2,160}[\"»”“›’]|['‘][^'\n]{2,160}['’](?!\p{L}))"
    day = rf"(?:(?:{words['on']})\s?)?(?:{words['month']})"
    return regex.compile(
        rf"(?<=[\p{{L}}\p{{M}},])(?:\s(?:{day}|(?:{words['under']}):?\s{title}|{title}\s(?:{words['called']})),?)+"
        rf"(?=\s[\p{{L}}\"«“„])|(?<=[\p{{Han}}\p{{Hiragana}}、,，])(?:{words['dense']})+(?=\p{{L}})",
        FLAGS,
    )


@cache
def _behind(code: str | None) -> "regex.Pattern[str]":
    """What may stand behind a name, with the marks that set it off."""
    date, attached = slots()["behind"]["date"], slots()["behind"]["attached"]
    named = {name for one in {code or "en", "en"} for name in index().languages.get(one, ())}
    longest_first = "|".join(map(regex.escape, sorted(named, key=lambda name: (-len(name), name))))
    language = rf"(?:{attached})?(?P<language>{longest_first})\b"
    begins = r"(?=\s{0,2}[(\[<:;,،、–—/-]|\s{1,2}(?:https?://|www\.))"  # soon told where nothing does
    return regex.compile(
        rf"{begins}(?:\s{{0,2}}[(\[<]\s?(?:[^\W\d]{{1,12}}\s?[:：]\s?)?(?P<url>{URL}|{HOST})\s?[)\]>]"
        rf"|(?:\s{{0,2}}[:,;]|\s[-–—/])?\s{{1,2}}(?P<url>{URL})|[:,]\s?(?P<url>{URL})"
        rf"|\s[-–—/]\s(?P<url>{LATIN_HOST})(?=\s*(?:$|\n))"
        rf"|(?:\s?[,،、]\s?|\s[-–—]\s)(?P<date>{date})(?=\s*(?:$|\n|[.。;)\]]))|\s?\((?P<date>{date})\)"
        rf"|\s\((?:\p{{L}}{{1,8}}\.?\s){{0,2}}{language}\.?\)|[,،]\s(?:\p{{L}}{{1,4}}\.?\s)?{language}(?=\s*(?:$|\n|[.;,])))",
        FLAGS,
    )
