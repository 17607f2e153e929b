"""Which lines of the grammar may match a text: an index of what each of them needs, made once and kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any

from provenance import kept
from provenance.grammar.branches import branches
from provenance.grammar.load import codes, language, slots, words_of
from provenance.grammar.required import Need, analyse, haystack, needs_of, worth

if TYPE_CHECKING:
    import ahocorasick

FORM = b"6"
# Letters of the shortest string that tells a line also on a page of another language.
TELLING = 4
# English labels stand on pages of all languages.
EVERYWHERE = "en"
FOLDER = files("provenance.grammar")
# The number of a piece of a text, and an offset in it.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One branch of a line of a language file as the reading needs it: the code, the line's number, what it says.

    `at_home`: it needs nothing, or only short words that mean other things elsewhere, so that it is tried only on
    pages of its own language or of one that is not known.
    """

    language: str
    number: int
    branch: int
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


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """`first` finds one string of an entry's best need, `rest` holds its other needs, `always` entries without any.

    Entries are meant by their number in `entries`.
    """

    entries: tuple[Entry, ...]
    first: "ahocorasick.Automaton | None"
    rest: tuple[Sequence[Sequence[str]], ...]
    always: tuple[int, ...]
    languages: Mapping[str, Mapping[str, str]]

    def candidates(self, pieces: Sequence[str], code: str | None = None) -> dict[Entry, list[Place]]:
        """Lines of which all needs stand near one another, with the pieces where the first one does and how far in.

        `pieces` are the sentences or lines of a text; near is a piece with its neighbours. A place is the number of a
        piece and an offset in it behind which the need does not stand. A line that needs nothing has no places.
        """
        straws = [haystack(piece) for piece in pieces]
        spoken = _spoken(self, code)
        found: dict[int, list[Place]] = {e: [] for e in self.always if e in spoken}
        for number, straw in enumerate(straws):
            strings = list(self.first.iter(straw)) if self.first else []
            hits = spoken.intersection(chain.from_iterable(numbers for _, numbers in strings))
            if not hits:
                continue
            last = {entry: end for end, numbers in strings for entry in hits.intersection(numbers)}
            exact = len(straw) == len(pieces[number])
            around = " ".join(straws[max(number - 1, 0) : number + 3])
            for entry in hits:
                if _stands(self.rest[entry], around):
                    found.setdefault(entry, []).append((number, last[entry] if exact else len(pieces[number])))
        return {self.entries[entry]: places for entry, places in found.items()}


def _stands(needs: Sequence[Sequence[str]], text: str) -> bool:
    """Whether a string of each need stands in a text; written out, for it is asked a hundred times a page."""
    for need in needs:
        for string in need:
            if string in text:
                break
        else:
            return False
    return True


@lru_cache(maxsize=64)
def _spoken(table: Index, code: str | None) -> frozenset[int]:
    """The numbers of the lines that pages in a language may hold."""
    return frozenset(number for number, entry in enumerate(table.entries) if entry.speaks(code))


@cache
def index() -> Index:
    """The index of all language files."""
    import ahocorasick

    names = ("slots.toml", *(f"languages/{code}.toml" for code in codes()))
    made_from = kept.digest((FORM, *(name.encode() + FOLDER.joinpath(name).read_bytes() for name in names)))
    table = kept.kept_json("grammar", made_from, _table)
    automaton = ahocorasick.Automaton()
    for string, numbers in table["first"].items():
        automaton.add_word(string, tuple(numbers))
    automaton.make_automaton()
    entries = tuple(Entry(*fields) for fields in table["entries"])
    first = automaton if table["first"] else None
    rest = tuple([table["needs"][number] for number in numbers] for numbers in table["rest"])
    return Index(entries, first, rest, tuple(table["always"]), table["languages"])


def _is_short(needs: Sequence[Need]) -> bool:
    return not needs or worth(needs[0]) < TELLING


def _table() -> dict[str, Any]:
    """What is kept of the index: see Index; `rest` holds numbers of `needs`, which lines share."""
    entries, rest, always = [], [], []
    numbered: dict[Need, int] = {}
    first: dict[str, list[int]] = {}
    for number, (fields, needs) in enumerate(_branches()):
        entries.append(fields)
        rest.append([numbered.setdefault(need, len(numbered)) for need in needs[1:]])
        if not needs:
            always.append(number)
        for string in sorted(needs[0]) if needs else ():
            first.setdefault(string, []).append(number)
    languages = {code: dict(language(code).languages) for code in codes()}
    held = {"entries": entries, "first": first, "always": always, "languages": languages}
    return {**held, "rest": rest, "needs": [sorted(need) for need in numbered]}


def _branches() -> Iterator[tuple[tuple[Any, ...], tuple[Need, ...]]]:
    """The fields of each entry, and its needs, the best first."""
    for code in codes():
        words = words_of(code)
        for line in language(code).lines:
            for branch, pattern in enumerate(branches(line.pattern)):
                needs = needs_of(analyse(pattern, words))
                at_home = code != EVERYWHERE and _is_short(needs)
                yield (code, line.number, branch, line.says, line.weak, at_home), needs
