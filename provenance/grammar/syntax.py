"""The pattern language of the language files, and how it becomes a regular expression.

A pattern is a regular expression of the `regex` package in which

* a space stands for any white space of a line, ` ?` for that or none, and `⏎` for a line break,
* `$name` stands for a word list of the language file or for a slot of `slots.toml`,
* letters match whatever their case and, where a script has several forms of one, their form (letters.py).

A pattern must cover its piece of the line from boundary to boundary: from the start of the line, a
sentence, a bracket or a separator, to the end of one. So a cue inside running prose reads as nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from provenance.errors import GrammarError
from provenance.grammar.letters import fold

NAME = regex.compile(r"\$([a-z_]+)")
SPACE = regex.compile(r"(?<!\\) +(\??)")
LEAD = r"""[\s>*•·▪●■►▶→➡⇒=~_#†‡☛✍📝🔗«»"“”„'(\[{<|–—【「『〔〈※◎▲△▼▽◆◇○◯☆★□❖☞-]*"""
START = (
    r"(?:^|(?<=\n)|(?<=[.!?…。！？।۔։።؟:)\]»”\"]\s{1,2})|(?<=[。！？；।)\]】]|[。！？][”’」』])"
    r"|(?<=\s[|/–—•·-]\s)|(?<=[(\[（【])|(?<=(?:^|\n|[.!?…”]\s)/))"
)
ABBREVIATED = r"(?<![\s.(][\p{Lu}])(?<!\b$abbreviation)"
END = (
    r"""(?=\s*[)\]}>»"”*_」』》〉〕】）]{0,3}\s{0,2}(?:$|\n|"""
    # '/по материал на БТА/', but not the last mark of an address
    + r"""/(?<!\.\S{0,200}/)\s*(?:$|\n)|"""
    + ABBREVIATED
    + r"""[.](?:["»”)\]]|\s|$)|[.!?…]{2,}|[。！？；]|[।۔։።؟;!?](?:\s|$|[)\]])|\s[|/–—•·-]\s|[)\]）】]))"""
)
FLAGS = regex.IGNORECASE | regex.VERSION0


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
    spaced = SPACE.sub(lambda m: r"\s*" if m[1] else r"\s+", pattern.strip()).replace("⏎", r"\s*\n\s*")
    return NAME.sub(lambda m: vocabulary.expand(m[1], where), spaced)


def compile_pattern(pattern: str, vocabulary: Vocabulary, where: str) -> regex.Pattern[str]:
    """The regular expression of a pattern from a START to an END boundary; GrammarError when it is malformed.

    It is matched where a START is, and does not look for one.
    """
    try:
        end = NAME.sub(lambda m: vocabulary.expand(m[1], where), END)
        return regex.compile(f"{LEAD}(?P<whole>{fold(expand(pattern, vocabulary, where))}){end}", FLAGS)
    except regex.error as error:
        raise GrammarError(f"{where}: {pattern!r} is not a regular expression: {error}") from None
