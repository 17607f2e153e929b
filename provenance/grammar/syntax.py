"""The pattern language of the language files, and how it becomes a regular expression.

A pattern is a regular expression of the `regex` package in which

* a space stands for any white space of a line and `⏎` for a line break,
* `$name` stands for a word list of the language file or for a slot of `slots.toml`,
* letters match whatever their case.

A pattern must cover its piece of the line from boundary to boundary: from the start of the line, a
sentence, a bracket or a separator, to the end of one. So a cue inside running prose reads as nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from provenance.errors import GrammarError

NAME = regex.compile(r"\$([a-z_]+)")
SPACE = regex.compile(r"(?<!\\) +")
LEAD = r"""[\s>*•·▪●■►▶→➡⇒=~_#†‡☛✍📝🔗«»"“”„'(\[{<|–—-]*"""
START = r"(?:^|(?<=\n)|(?<=[.!?…。！？।۔؟:)\]»”\"]\s{1,2})|(?<=[。！？।)\]】])|(?<=\s[|/–—•·-]\s)|(?<=[(\[（【]))"
ABBREVIATED = r"(?<![\s.(][\p{Lu}])(?<!\b(?:St|Dr|Mr|Mrs|Ms|Prof|No|vol|Jr|Sr|Inc|Co|Nr|Art))"
END = (
    r"""(?=\s*[)\]}>»"”*_]{0,3}\s{0,2}(?:$|\n|"""
    + ABBREVIATED
    + r"""[.](?:["»”)\]]|\s|$)|[.!?…]{2,}|[。！？।۔؟;；!?](?:\s|$|[)\]])|\s[|/–—•·-]\s|[)\]）】]))"""
)
FLAGS = regex.IGNORECASE | regex.VERSION1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What `$name` may stand for: word lists and plain slots (dropped), and kept slots (named)."""

    plain: Mapping[str, str]
    kept: Mapping[str, str]

    def expand(self, name: str, where: str) -> str:
        """The regular expression for one `$name`; GrammarError when nothing has that name."""
        if name in self.kept:
            return f"(?P<{name}>{self.kept[name]})"
        if name in self.plain:
            return f"(?:{self.plain[name]})"
        raise GrammarError(f"{where}: no word or slot is called ${name}")


def expand(pattern: str, vocabulary: Vocabulary, where: str) -> str:
    """The pattern with white space and every `$name` spelt out."""
    spaced = SPACE.sub(r"\\s+", pattern.strip()).replace("⏎", r"\s*\n\s*")
    return NAME.sub(lambda m: vocabulary.expand(m[1], where), spaced)


def compile_pattern(pattern: str, vocabulary: Vocabulary, where: str) -> regex.Pattern[str]:
    """The regular expression that finds a pattern between boundaries; GrammarError when it is malformed."""
    try:
        return regex.compile(f"{START}{LEAD}(?P<whole>{expand(pattern, vocabulary, where)}){END}", FLAGS)
    except regex.error as error:
        raise GrammarError(f"{where}: {pattern!r} is not a regular expression: {error}") from None


# --- what a line must hold before a pattern is worth trying ---------------------------------------

LITERAL = regex.compile(r"[\p{L}\p{M}]{2,}")
OPTIONAL = regex.compile(r"(?<!\$[a-z_]*)[\p{L}\p{M}](?=[?*{])")


def needed(pattern: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Lower-case strings of which a line must hold at least one for the pattern to match; () = always try.

    Taken from the outer level of the pattern only: groups may be optional, so what is in them may be missing.
    """
    choices = [c for c in map(_alternatives, _outer_pieces(pattern, vocabulary)) if c]
    return max(choices, key=lambda c: min(map(len, c)), default=())


def _alternatives(piece: str) -> tuple[str, ...]:
    """The longest literal of each alternative of a flat piece; () when one has none."""
    longest = []
    for part in _split_top(piece):
        runs = LITERAL.findall(_outer_text(part))
        if not runs:
            return ()
        longest.append(max(runs, key=len).lower())
    return tuple(longest)


def _outer_pieces(pattern: str, vocabulary: Vocabulary) -> list[str]:
    """Literal runs and expanded `$words` that stand outside every group of the pattern."""
    if len(_split_top(pattern)) > 1:
        return [pattern]
    outer = _outer_text(pattern)
    pieces = LITERAL.findall(NAME.sub(" ", outer))
    for found in NAME.finditer(outer):
        if outer[found.end() : found.end() + 1] not in ("?", "*") and found[1] in vocabulary.plain:
            pieces.append(vocabulary.plain[found[1]])
    return pieces


def _outer_text(pattern: str) -> str:
    """The pattern without its groups, classes, escapes and optional characters."""
    out, depth, i = [], 0, 0
    while i < len(pattern):
        char = pattern[i]
        if char == "\\":
            out.append(" ")
            i += 2
            continue
        if char == "[":
            i = pattern.find("]", i + 2) + 1 or len(pattern)
            out.append(" ")
            continue
        depth += (char == "(") - (char == ")")
        out.append(char if depth == 0 and char != ")" else " ")
        i += 1
    return OPTIONAL.sub(" ", "".join(out))


def _split_top(pattern: str) -> list[str]:
    """The alternatives of a pattern at its outer level."""
    parts, depth, start, i = [], 0, 0, 0
    while i < len(pattern):
        char = pattern[i]
        if char == "\\":
            i += 2
            continue
        if char == "[":
            i = pattern.find("]", i + 2) + 1 or len(pattern)
            continue
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(pattern[start:i])
            start = i + 1
        i += 1
    return [*parts, pattern[start:]]
