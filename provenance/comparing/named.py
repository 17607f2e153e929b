"""Names that stand in one text only, told by their capitals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from provenance.comparing.nouns import Difference
from provenance.match.sentences import sentences
from provenance.match.tokens import UNSPACED_LANGUAGES, base_language, fold
from provenance.match.views import geo
from provenance.match.views.roman import skeletons
from provenance.match.views.words import Words

_UNCASED = UNSPACED_LANGUAGES | frozenset({"ar", "fa", "ur", "he", "yi", "ko", "hi", "bn", "ta", "te", "ml", "ka"})
_ALL_CAPITALS = frozenset({"de", "lb"})  # every noun has one there: only two in a row look like a name
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:[-’'][\p{L}\p{M}]+)*")
_BETWEEN = regex.compile(r"[ \u00a0]")
_OPENS = regex.compile(r"(?:^|[:(«„“\"‘\[—–])[\s\"'«»„“”‘’(\[—–-]*\Z")
_PARTS = regex.compile(r"[-’']")
_CORE = 5  # consonants that identify a word, as in `match.anchors`
_CERTAIN = 3  # with so many alike, the rest may be an ending
_SHORT = 2  # with fewer, a word could be any other


def differing(a: Sequence[str], a_language: str, b: Sequence[str], b_language: str) -> Difference | None:
    """Names of one side of which a word stands nowhere in the other; None where capitals cannot tell.

    Within a language words are compared as written, without case. Between languages a name is found again
    by the consonants of its romanised form, or as a territory, language or currency of CLDR.
    """
    tongues = base_language(a_language), base_language(b_language)
    across = tongues[0] != tongues[1]
    if _UNCASED & set(tongues):
        return None
    known = _Known(a, a_language, across), _Known(b, b_language, across)
    return Difference(tuple(_missing(known[0], known[1])), tuple(_missing(known[1], known[0])))


class _Known:
    """The words of one text, in the forms by which a name is looked for."""

    def __init__(self, texts: Sequence[str], language: str, across: bool) -> None:
        self.texts, self.language, self.across = texts, language, across
        self.words = {word for text in texts for word in _WORD.findall(text)}
        self.folded = {fold(part) for word in self.words for part in (word, *_PARTS.split(word))}
        self.cores = {core for word in self.words for core in _cores(word)} if across else set()
        self.starts = {core[:length] for core in self.cores for length in range(_CERTAIN, _CORE)}
        self.concepts = {c for text in texts for c in geo.view(Words(text, (), False), language)} if across else set()

    def has(self, word: str) -> bool:
        if any(fold(part) in self.folded for part in (word, _PARTS.split(word)[-1])):
            return True
        if not self.across:
            return False
        cores = _cores(word)
        ways = {core[:length] for core in cores for length in range(_CERTAIN, _CORE)}
        close = not cores.isdisjoint(self.cores | self.starts) or not ways.isdisjoint(self.cores)
        return close or any(len(core) < _SHORT for core in cores)


def _missing(own: _Known, other: _Known) -> Iterator[str]:
    seen = set()
    for words, opens in _names(own):
        name = " ".join(words)
        told = words[opens:] or words
        missing = sum(not other.has(word) for word in told)
        if name in seen or not missing or (own.across and 2 * missing <= len(told)):
            continue
        if own.across and any(c in other.concepts for c in geo.view(Words(name, (), False), own.language)):
            continue
        seen.add(name)
        yield name


def _names(known: _Known) -> Iterator[tuple[list[str], bool]]:
    """Runs of capitalised words, and whether the first may have its capital only because it opens a sentence.

    A word alone that opens a sentence is none: a name mostly stands elsewhere too.
    """
    lower = {word for word in known.words if word[0].islower()}
    least = 2 if base_language(known.language) in _ALL_CAPITALS else 1
    for text in known.texts:
        for sentence in sentences(text, at_most=len(text) or 1):
            for run in _runs(sentence.text):
                opens = run[0].opens
                kept = run[1:] if opens and (run[0].text.lower() in lower or len(run) == 1) else run
                if len(kept) >= least:
                    yield [word.text for word in kept], opens and kept is run


@dataclass(frozen=True, slots=True)
class _Word:
    """A capitalised word, and whether it opens its sentence."""

    text: str
    opens: bool


def _runs(sentence: str) -> Iterator[list[_Word]]:
    run: list[_Word] = []
    end = -1
    for found in _WORD.finditer(sentence):
        near = run and found.start() == end + 1 and _BETWEEN.match(sentence, end)
        if run and not (near and found[0][0].isupper()):
            yield run
            run = []
        if found[0][0].isupper():
            run.append(_Word(found[0], bool(_OPENS.search(sentence, max(0, found.start() - 8), found.start()))))
        end = found.end()
    if run:
        yield run


def _cores(word: str) -> set[str]:
    return {pair[1][:_CORE] for part in _PARTS.split(word) if part for pair in skeletons(part)}
