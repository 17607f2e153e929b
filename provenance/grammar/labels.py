"""Labels that name a source: in front of other credits ('Source: Read the full article at ...'), or alone on a link."""

from dataclasses import replace
from functools import cache

import regex

from provenance.grammar.folded import Folded
from provenance.grammar.index import families
from provenance.grammar.letters import fold
from provenance.grammar.load import codes, language, slots
from provenance.grammar.syntax import LEAD
from provenance.grammar.tried import Reading

# One word or two with a colon or the Armenian mark that serves as one.
WORD = regex.compile(
    r"^(?P<label>[\p{L}\p{M}]{3,14}|[\p{L}\p{M}]{2,14}(?P<more>\s[\p{L}\p{M}]{3,14}))\s?[:：՝]\s*(?=\S)"
)
# As short as 'Pic' and 'Tel'.
SHORT = 3


def labelled(reading: Reading, folded: Folded) -> Reading:
    """An invitation to read on behind a source's label credits the whole text; any other reading stays as it is."""
    if reading.line.says != "excerpt":
        return reading
    line = folded.given[: reading.end].rpartition("\n")[2]
    if not _label(reading.line.language).match(fold(line)):
        return reading
    return replace(reading, line=replace(reading.line, says="republication"))


@cache
def _label(code: str) -> "regex.Pattern[str]":
    """What a source's label looks like at the start of a line."""
    near = {code, *families().get(code, ())} & set(codes())
    words = (language(one).lines[0].vocabulary.plain.get("source", r"(?!)") for one in sorted(near))
    return regex.compile(rf"{LEAD}(?:{fold('|'.join(words))})\s*[:：]", regex.IGNORECASE | regex.VERSION0)


def is_label(text: str, code: str | None) -> bool:
    """Whether a text is nothing but a source's label in a language or in English: 'Quelle', 'Original article'."""
    return bool(text) and any(_only(one).fullmatch(fold(text)) for one in {code or "en", "en"} if one in codes())


def may_credit(label: str, code: str | None) -> bool:
    """Whether a word with a colon may stand before an agency whose text this is.

    A language without a file has no words for what is credited, so only what names a source counts there.
    """
    return code in codes() or _names_a_source(label.strip())


def without_label(text: str) -> str:
    """A short line without the word with a colon before it: 'Quelle: kathpress'.

    Two words, or one of three letters, are taken off only where they name a source.
    """
    found = WORD.match(text)
    known = found and ((len(found["label"]) > SHORT and not found["more"]) or _names_a_source(found["label"]))
    return text[found.end() :] if found and known else text


def _names_a_source(label: str) -> bool:
    """Whether a word is a source's label in a language that has a file, or the word for a source in one that has none
    (`slots.toml`, [labels])."""
    return _source().fullmatch(fold(label)) is not None or any(is_label(label, one) for one in codes())


@cache
def _source() -> "regex.Pattern[str]":
    return regex.compile(fold(slots()["labels"]["source"].replace("\n", "")), regex.IGNORECASE | regex.VERSION0)


def is_according(text: str, code: str | None) -> bool:
    """Whether a text is nothing but 'according to', in a language whose pages put that before a source's link.

    Such a language has the word list `according`.
    """
    words = language(code).lines[0].vocabulary.plain.get("according") if code in codes() else None
    return words is not None and regex.fullmatch(f"(?:{words})", fold(text), regex.IGNORECASE) is not None


def label_of_original(before: str, code: str | None) -> str | None:
    """The label of an original with which a text ends, as a line or a sentence of its own: 'Original article:'."""
    found = _ends(code if code in codes() else "en").search(Folded.of(before).text)
    return found["label"] if found else None


@cache
def _ends(code: str) -> "regex.Pattern[str]":
    words = [one for each in {code, "en"} if (one := language(each).lines[0].vocabulary.plain.get("original"))]
    words.append(slots()["labels"]["original"].replace("\n", ""))
    here = rf"(?:(?:{slots()['lists']['here']}|{slots()['labels']['behold']})\s(?:[^\s:.]{{1,12}}\s){{0,3}}?)?"
    begins = r"(?:^|[\n.!?;|(\[。！？；（【/–—-])\s*"
    return regex.compile(
        rf"{begins}(?P<label>{fold(here)}(?:{fold('|'.join(words))}))\s?[:：﹕]\s*[\"'«„“「『《]?$",
        regex.IGNORECASE | regex.VERSION0,
    )


@cache
def _only(code: str) -> "regex.Pattern[str]":
    vocabulary = language(code).lines[0].vocabulary.plain
    words = [vocabulary[key] for key in ("source", "original") if key in vocabulary]
    words.append(slots()["labels"]["original"].replace("\n", ""))
    return regex.compile(rf"(?:{fold('|'.join(words))})", regex.IGNORECASE | regex.VERSION0)
