"""Which lines of the grammar may match a text: an index of what each of them needs, made once and kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from provenance import kept
from provenance.grammar.load import codes, language, slots, words_of
from provenance.grammar.required import Need, analyse, haystack, needs_of, worth

if TYPE_CHECKING:
    import ahocorasick

FORM = b"3"
# Letters of the shortest string that tells a line also on a page of another language.
TELLING = 4
# English labels stand on pages of all languages.
EVERYWHERE = "en"
FOLDER = files("provenance.grammar")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One line of a language file as the reading needs it: the file's code, its number there, what it says.

    `at_home`: it needs nothing, or only short words that mean other things elsewhere, so that it is tried only on
    pages of its own language or of one that is not known.
    """

    language: str
    number: int
    says: str
    weak: bool
    at_home: bool = False

    def speaks(self, code: str | None) -> bool:
        """Whether the line is tried on a page of this language."""
        return not self.at_home or code in (None, self.language) or code in families().get(self.language, ())

    @property
    def name(self) -> str:
        """The line's own name in evidence and errors: file and number."""
        return f"{self.language}.{self.number}"


@cache
def families() -> Mapping[str, frozenset[str]]:
    """The languages near to each: their pages read its short cues too."""
    groups = [frozenset(group.split()) for group in slots()["families"]["groups"]]
    return {code: group for group in groups for code in group}


@dataclass(frozen=True, slots=True)
class Index:
    """`first` finds one string of a line's best need, `rest` holds its other needs, `always` lines without any."""

    first: "ahocorasick.Automaton | None"
    rest: Mapping[Entry, tuple[Need, ...]]
    always: tuple[Entry, ...]
    languages: Mapping[str, Mapping[str, str]]

    @property
    def entries(self) -> frozenset[Entry]:
        """Every line."""
        found = self.first.values() if self.first else ()
        return frozenset((*self.always, *(entry for entries in found for entry in entries)))

    def candidates(self, pieces: Sequence[str], code: str | None = None) -> dict[Entry, list[int]]:
        """Lines of which all needs stand near one another, with the numbers of the pieces where the first one does.

        `pieces` are the sentences or lines of a text; near is a piece with its neighbours. A line that needs nothing is
        tried on the whole text (no numbers).
        """
        straws = [haystack(piece) for piece in pieces]
        found: dict[Entry, list[int]] = {e: [] for e in self.always if e.speaks(code)}
        for number, straw in enumerate(straws):
            ends = self.first.iter(straw) if self.first else ()
            hits = {entry for _, entries in ends for entry in entries if entry.speaks(code)}
            near = " ".join(straws[max(number - 1, 0) : number + 3]) if hits else ""
            for entry in hits:
                if all(any(s in near for s in need) for need in self.rest.get(entry, ())):
                    found.setdefault(entry, []).append(number)
        return found


@cache
def index() -> Index:
    """The index of all language files."""
    import ahocorasick

    names = ("slots.toml", *(f"languages/{code}.toml" for code in codes()))
    made_from = kept.digest((FORM, *(name.encode() + FOLDER.joinpath(name).read_bytes() for name in names)))
    table = kept.kept_json("grammar", made_from, _table)
    automaton = ahocorasick.Automaton()
    firsts: dict[str, list[Entry]] = {}
    rest: dict[Entry, tuple[Need, ...]] = {}
    always = []
    for code, number, says, weak, needs in table["lines"]:
        entry = Entry(code, number, says, weak, at_home=code != EVERYWHERE and _is_short(needs))
        if not needs:
            always.append(entry)
            continue
        for string in needs[0]:
            firsts.setdefault(string, []).append(entry)
        if len(needs) > 1:
            rest[entry] = tuple(frozenset(need) for need in needs[1:])
    for string, entries in firsts.items():
        automaton.add_word(string, tuple(entries))
    automaton.make_automaton()
    return Index(automaton if firsts else None, rest, tuple(always), table["languages"])


def _is_short(needs: Sequence[Sequence[str]]) -> bool:
    return not needs or worth(needs[0]) < TELLING


def _table() -> dict[str, Any]:
    return {
        "lines": list(_lines()),
        "languages": {code: dict(language(code).languages) for code in codes()},
    }


def _lines() -> Iterator[Sequence[Any]]:
    for code in codes():
        words = words_of(code)
        for line in language(code).lines:
            needs = needs_of(analyse(line.pattern, words))
            yield code, line.number, line.says, line.weak, [sorted(need) for need in needs]
