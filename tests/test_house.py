"""What holds in every room of the house, as far as it can be told from the code."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from inspect import signature
from itertools import chain
from pathlib import Path

import pytest

import provenance
from provenance.acquire import READERS
from provenance.acquire.documents import KINDS
from provenance.acquire.imports import IMPORTERS
from provenance.descent.traits import TRAITS
from provenance.formats import FORMATS
from provenance.grammar import load
from provenance.infer.rules import RULES
from provenance.infer.vetoes import VETOES
from provenance.match import MEASURES
from provenance.resolve import RESOLVERS
from provenance.signals import FINDERS
from provenance.store.migrations import MIGRATIONS

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "provenance").rglob("*.py"))
LONGEST = 400

REGISTERED = [
    *READERS,
    *(kind.read for kind in KINDS),
    *(importer.row for importer in IMPORTERS),
    *FINDERS,
    *MEASURES,
    *(resolve for _, resolve in RESOLVERS),
    *(veto.test for veto in VETOES),
    *(rule.test for rule in RULES),
    *TRAITS,
    *MIGRATIONS,
    *(form.write or form.stream or form.pack or form.tell for form in FORMATS),
]

# Scripts whose letters stand in code as letters (how they are folded, romanised, cut), not as words of a language.
LETTERS = {
    "provenance/grammar/clipped.py",
    "provenance/grammar/letters.py",
    "provenance/match/views/affixes.py",
    "provenance/match/views/geo.py",
    "provenance/match/views/num.py",
    "provenance/match/views/roman.py",
    "provenance/signals/datelines.py",
    "provenance/signals/untriggered.py",
    "provenance/extract/prose.py",
    "provenance/outlets/identity.py",
    "provenance/cli/tree.py",
}
CODES = frozenset(load.codes())
# Two letters of another script in a row: a word, unless it is a range of a class of characters.
_WORD = re.compile(r"(?:(?![ªº×÷])[^\W\d_a-zA-Z]){2,}")


@pytest.mark.parametrize("name", ["provenance", "tests", "bench", "examples"])
def test_no_file_is_too_long(name):
    files = chain((ROOT / name).rglob("*.py"), (ROOT / name).rglob("*.js"))
    long = {str(path.relative_to(ROOT)): count for path in files if (count := _lines(path)) > LONGEST}
    assert long == {}


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("entry", REGISTERED, ids=lambda entry: f"{entry.__module__}.{entry.__qualname__}")
def test_whatever_is_registered_says_what_it_does(entry):
    assert (entry.__doc__ or "").strip()
    assert (import_module(entry.__module__).__doc__ or "").strip()


def test_registered_names_are_each_one_s_own():
    for names in (
        [name for name, _ in RESOLVERS],
        [row.name for row in (*VETOES, *RULES)],
        [form.name for form in FORMATS],
        [trait.__name__ for trait in TRAITS],
    ):
        assert len(set(names)) == len(names)


def test_every_finder_of_the_folder_is_registered():
    folder = ROOT / "provenance/signals"
    with_find = {path.stem for path in folder.glob("*.py") if re.search(r"^def find\(article", path.read_text(), re.M)}
    assert with_find - {"__init__"} == {finder.__module__.rpartition(".")[2] for finder in FINDERS}


def test_words_of_languages_stand_in_data_files():
    found = {
        f"{path}: {text!r}"
        for path in CODE
        if str(path.relative_to(ROOT)) not in LETTERS
        for text in _strings(path)
        if _WORD.search(text)
    }
    assert found == set()


def test_small_words_of_languages_in_latin_letters_do_so_too():
    """Three or more of the small words of the data files in one list, or as alternatives of one pattern."""
    small = _small_words()
    found = {
        f"{path}: {listed}"
        for path in CODE
        for words in _lists(path)
        if len(listed := sorted(words & small)) >= 3 and not words <= CODES
    }
    assert found == set()


def _small_words() -> frozenset[str]:
    """Articles, prepositions, 'and', abbreviations: those that languages in Latin letters are told by."""
    slots = load.slots()
    lists = [slots["lists"][key] for key in ("and", "article", "within", "from", "issue")]
    lists += [slots["bylines"][key] for key in ("and", "by", "with", "together")]
    lists += [slots["plain"][key] for key in ("particle", "abbreviation")]
    beside = tomllib.loads((ROOT / "provenance/outlets/words.toml").read_text("utf-8"))
    lists += [beside[key] for key in ("articles", "elided", "added_before")]
    return frozenset(chain.from_iterable(words.split("|") for words in lists))


def _lists(path: Path) -> Iterator[set[str]]:
    """The words that a module's lists hold, and those that its texts give as alternatives."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.List | ast.Set | ast.Tuple):
            yield {one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    for text in _strings(path):
        yield from (set(words.split("|")) for words in re.findall(r"[^\W\d_]+(?:\|[^\W\d_]+)+", text))


def test_the_exceptions_to_that_are_still_there():
    assert [path for path in sorted(LETTERS) if not any(map(_WORD.search, _strings(ROOT / path)))] == []


def _strings(path: Path) -> list[str]:
    """The texts of a module that are neither docstrings nor explain a value."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]


def test_one_version_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project.get("version", provenance.__version__) == provenance.__version__


def test_public_names_say_what_they_are():
    public = [getattr(provenance, name) for name in provenance.__all__ if name != "__version__"]
    assert all(len((one.__doc__ or "").split()) > 10 for one in public)


def test_what_verbs_are_told_how_by_is_public_too():
    """Whoever calls a verb from Python need not look for the class of an argument."""
    verbs = [getattr(provenance, name) for name in provenance.__all__ if name[0].islower()]
    told = "".join(str(signature(verb)) for verb in verbs)
    assert all(f".{name} | None" in told for name in ("Options", "Limits", "Rounds"))
    assert set(provenance.__all__) <= set(dir(provenance))
