"""What a text must hold before a pattern can match it: literals found by walking the pattern.

A need is a set of strings of which the text must hold at least one; a pattern may have several needs. The method is
that of RE2's prefilter (R. Cox, "Regular Expression Matching with a Trigram Index", 2012): each part of a pattern is
known by the exact strings that it matches, or by what it needs. Strings are lower case and folded, with one space
for any white space; the text must be prepared by `haystack` in the same way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import regex

from provenance.grammar.letters import fold
from provenance.grammar.syntax import NAME

Need = frozenset[str]
MOST_TOGETHER = 64
MOST_EITHER = 400
KEPT = 3
WORTH = 2
SPACES = regex.compile(r"\s+")
DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
QUANTIFIER = regex.compile(r"(?:([?*+])|\{(\d+)?(?:,\d*)?\})[?+]?")
GROUP = regex.compile(r"\?(?:P<\w+>|[a-zA-Z]*(?:-[a-zA-Z]+)?:|[:>])")
MANY = regex.compile(r"[\\^-]|\[")
SEPARATORS = {"s": " ", "n": " ", "t": " ", "r": " "}


@dataclass(frozen=True, slots=True)
class Info:
    """What is known of a part: the strings it matches (None: too many to say), what it needs besides."""

    exact: Need | None
    needs: tuple[Need, ...] = ()


EMPTY = Info(frozenset({""}))
UNKNOWN = Info(None)


def lowered(text: str) -> str:
    """Lower case, letters folded, the Turkish dotted and dotless i as one (Python lowers İ to two characters)."""
    return fold(text.lower()).replace("i\u0307", "i").replace("ı", "i")


def haystack(text: str) -> str:
    """A text as needs are looked for in it."""
    return SPACES.sub(" ", lowered(text))


def needs_of(info: Info) -> tuple[Need, ...]:
    """The most telling needs of a whole pattern, the best first; () when it needs nothing that can be said."""
    found = {n for n in (*info.needs, *_flushed(info.exact)) if worth(n) >= WORTH}
    return tuple(sorted(found, key=lambda n: (-min(worth(n), 8), len(n), sorted(n)))[:KEPT])


def literals(pattern: str) -> Need:
    """Strings, however short, of which whatever a pattern matches holds one; ValueError where none can be said."""
    return max(_all_needs(analyse(pattern, {})), key=lambda need: (worth(need), -len(need)))


def analyse(pattern: str, words: Mapping[str, Info]) -> Info:
    """What a pattern needs; `words` tells it of every `$name`, one that is not there may be anything."""
    return _Walker(pattern, words).either()


def worth(need: Iterable[str]) -> int:
    """The letters of the shortest string of a need; one of a script without spaces counts for three, a © for four."""
    return min(map(_telling, need), default=0)


def _telling(string: str) -> int:
    return 3 * len(DENSE.findall(string)) or sum(map(str.isalnum, string)) + 4 * string.count("©")


def _flushed(exact: Need | None) -> tuple[Need, ...]:
    if not exact or any(not s.strip() for s in exact):
        return ()
    return (exact,)


@dataclass(slots=True)
class _Run:
    """Parts in a row: the exact strings of those since the last that could not be said."""

    exact: Need = frozenset({""})
    needs: list[Need] = field(default_factory=list)
    whole: bool = True

    def add(self, part: Info) -> None:
        self.needs.extend(part.needs)
        if part.exact is None:
            self._break(frozenset({""}))
        elif len(part.exact) * len(self.exact) > MOST_TOGETHER:
            self._break(part.exact)
        else:
            self.exact = frozenset(SPACES.sub(" ", a + b) for a, b in product(self.exact, part.exact))

    def _break(self, then: Need) -> None:
        self.needs.extend(_flushed(self.exact))
        self.exact, self.whole = then, False

    def info(self) -> Info:
        if self.whole:
            return Info(self.exact, tuple(self.needs))
        return Info(None, (*self.needs, *_flushed(self.exact)))


def _alternated(parts: Sequence[Info]) -> Info:
    if len(parts) == 1:
        return parts[0]
    if all(p.exact is not None for p in parts):
        union = frozenset().union(*(p.exact for p in parts if p.exact is not None))
        if len(union) <= MOST_EITHER:
            return Info(union)
    best = [max(_all_needs(p), key=lambda n: (worth(n), -len(n)), default=None) for p in parts]
    if any(n is None for n in best):
        return UNKNOWN
    union = frozenset().union(*(n for n in best if n is not None))
    return Info(None, (union,) if len(union) <= MOST_EITHER else ())


def _all_needs(part: Info) -> Iterable[Need]:
    return (*part.needs, *_flushed(part.exact))


def _repeated(part: Info, mark: regex.Match[str]) -> Info:
    least = 0 if mark[1] in ("?", "*") else 1 if mark[1] == "+" else int(mark[2] or 0)
    once = mark[1] == "?"
    if least == 0:
        return Info(part.exact | {""}) if once and part.exact is not None else UNKNOWN
    if part.exact == frozenset({" "}):
        return part
    return Info(None, (*part.needs, *_flushed(part.exact)))


class _Walker:
    """One pass over a pattern."""

    def __init__(self, pattern: str, words: Mapping[str, Info]) -> None:
        self.pattern = pattern
        self.words = words
        self.at = 0

    def either(self) -> Info:
        """Alternatives up to the end of the group or of the pattern."""
        parts = [self.row()]
        while self._peek() == "|":
            self.at += 1
            parts.append(self.row())
        return _alternated(parts)

    def row(self) -> Info:
        """Parts in a row up to `|`, `)` or the end."""
        run = _Run()
        while (char := self._peek()) and char not in "|)":
            part = self._part(char)
            if mark := QUANTIFIER.match(self.pattern, self.at):
                self.at = mark.end()
                part = _repeated(part, mark)
            run.add(part)
        return run.info()

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _part(self, char: str) -> Info:
        parts: Mapping[str, Callable[[], Info]] = {
            "(": self._group,
            "[": self._class,
            "\\": self._escape,
            "$": self._name,
        }
        if char in parts:
            return parts[char]()
        self.at += 1
        if char == ".":
            return UNKNOWN
        if char == "^":
            return EMPTY
        return Info(frozenset({" " if char.isspace() or char == "⏎" else lowered(char)}))

    def _group(self) -> Info:
        self.at += 1
        opened = GROUP.match(self.pattern, self.at)
        looks = self._peek() == "?" and opened is None
        if opened:
            self.at = opened.end()
        elif looks:  # a look-around, an inline flag: matches no character of its own
            self.at += 1
        inner = self.either()
        self.at += 1
        return EMPTY if looks else inner

    def _class(self) -> Info:
        start = self.at + 1
        end = start + (self.pattern[start : start + 1] == "^")
        end += self.pattern[end : end + 1] == "]"
        while end < len(self.pattern) and self.pattern[end] != "]":
            end += 2 if self.pattern[end] == "\\" else 1
        inside, self.at = self.pattern[start:end], end + 1
        if MANY.search(inside) or len(inside) > 12:
            return UNKNOWN
        return Info(frozenset(" " if c.isspace() else lowered(c) for c in inside))

    def _escape(self) -> Info:
        char = self.pattern[self.at + 1 : self.at + 2]
        if char in "pP" and self.pattern[self.at + 2 : self.at + 3] == "{":
            self.at = self.pattern.find("}", self.at) + 1
            return UNKNOWN
        self.at += 2
        if char in SEPARATORS:
            return Info(frozenset({SEPARATORS[char]}))
        if char in "bBAZmM":
            return EMPTY
        return UNKNOWN if char.isalnum() else Info(frozenset({lowered(char)}))

    def _name(self) -> Info:
        found = NAME.match(self.pattern, self.at)
        if found is None:
            self.at += 1
            return EMPTY
        self.at = found.end()
        return self.words.get(found[1], UNKNOWN)
