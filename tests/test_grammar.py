"""Every language file holds its promises: examples are read as they say, rejects are silent, no pattern blows up.

The tests of one language share a worker, so that its patterns are compiled once.
"""

import time

import pytest

from provenance.grammar import Reading, codes, language, read, search
from provenance.grammar.branches import branches
from provenance.grammar.compiled import compiled
from provenance.grammar.folded import Folded
from provenance.grammar.index import index
from provenance.grammar.letters import fold
from provenance.grammar.read import MAX_CHARS
from provenance.grammar.search import matches
from provenance.grammar.syntax import Vocabulary, compile_pattern

LANGUAGES = [pytest.param(code, marks=pytest.mark.xdist_group(code)) for code in codes()]
PUMPS = (" a", "A, ", "« ", "de la ", "Xx. ", "le 1 ", "(", "a\n")


def _patterns(line):
    return [compiled(line.language, line.number, branch) for branch in range(len(branches(line.pattern)))]


def _matches(pattern, text):
    return any(True for _ in matches(pattern, text))


def _slots(reading: Reading) -> dict[str, str]:
    values = {name: slot.value for name, slot in reading.slots.items()}
    if "language" in values:
        values["language"] = reading.language_code
    return values


def _misread(line, example, code):
    """What was read instead of what the example says; None when it was read right."""
    wanted = {k: v for k, v in example.items() if k != "text"}
    readings = read(example["text"], code)
    said = [(r.line.says, _slots(r)) for r in readings]
    if said == ([] if line.says == "none" else [(line.says, wanted)]):
        return None
    return line.name, code, example["text"], [(r.line.name, r.line.says, _slots(r)) for r in readings]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_pattern_matches_one_of_its_own_examples(code):
    silent = [
        line.name
        for line in language(code).lines
        if not any(_matches(pattern, Folded.of(e["text"]).text) for pattern in _patterns(line) for e in line.examples)
    ]
    assert not silent


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_example_is_read_as_it_says_whatever_the_page_s_language(code):
    """On a page of its own language, of one that is not known, and of some other (a different one each time)."""
    every = codes()
    examples = [(line, example) for line in language(code).lines for example in line.examples]
    known = {entry.number for entry in index().entries if entry.language == code and entry.at_home}
    tried = [
        (*pair, on)
        for n, pair in enumerate(examples)
        for on in (code, None, *((every[n % len(every)],) if pair[0].number not in known else ()))
    ]
    wrong = [missed for line, example, on in tried if (missed := _misread(line, example, on))]
    assert not wrong


@pytest.mark.parametrize("code", LANGUAGES)
def test_rejects_read_as_nothing(code):
    read_all_the_same = [(text, readings) for text in language(code).rejects if (readings := read(text, code))]
    assert not read_all_the_same


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_line_says_what_a_text_must_hold(code):
    """The index may leave a line to be tried on every text only where nothing but slots and digits stands in it."""
    always = {index().entries[n].number for n in index().always if index().entries[n].language == code}
    assert len(always) <= 0.1 * len(language(code).lines) + 1
    for line in language(code).lines:
        for example in line.examples:
            text = Folded.of(example["text"]).text
            found = {(e.language, e.number, e.branch) for e in index().candidates([text])}
            for branch in range(len(branches(line.pattern))):
                if _matches(compiled(code, line.number, branch), text):
                    assert (code, line.number, branch) in found, line.name


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_pattern_blows_up_on_pumped_strings(code, monkeypatch):
    """Text that repeats what a pattern looks for, never ending as it wants, stays within the limit of a search."""
    # The limit in time of this thread, for a busy machine makes the clock on the wall run out before; of three tries
    # the best, for what else runs on a core makes this thread slower too. What blows up does so each time.
    limit = search.TIMEOUT
    monkeypatch.setattr(search, "TIMEOUT", 20 * limit)
    for line in language(code).lines:
        texts = [fold(e["text"]) for e in line.examples[:2]]
        begun = [t.split()[0] + p for t in texts for p in PUMPS]
        for pump in (*texts, *(t[: len(t) // 2] for t in texts), *begun):
            pumped = (pump * MAX_CHARS)[:MAX_CHARS] + "\x00"
            for pattern in _patterns(line):
                assert any(_seconds(pattern, pumped) < limit for _ in range(3)), pattern.pattern


def _seconds(pattern, text):
    """What a search takes of this thread's time."""
    begun_at = time.thread_time()
    list(matches(pattern, text))
    return time.thread_time() - begun_at


def test_a_question_mark_behind_a_space_makes_the_space_optional():
    pattern = compile_pattern("kerja ?sama dengan", Vocabulary({"abbreviation": "Dr"}, {}), "a test")
    assert all(_matches(pattern, text) for text in ("kerjasama dengan", "kerja sama dengan", "kerja  sama dengan"))
    assert not _matches(pattern, "kerjasamadengan")
