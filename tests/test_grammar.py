"""Every language file holds its promises: examples are read as they say, rejects are silent."""

import pytest

from provenance.grammar import Reading, codes, language, read
from provenance.grammar.read import MAX_CHARS, TIMEOUT, Folded

LINES = [line for code in codes() for line in language(code).lines]
EXAMPLES = [(line, example) for line in LINES for example in line.examples]
REJECTS = [(code, text) for code in codes() for text in language(code).rejects]


def _slots(reading: Reading) -> dict[str, str]:
    values = {name: slot.value for name, slot in reading.slots.items()}
    if "language" in values:
        values["language"] = reading.language_code
    return values


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_every_pattern_matches_one_of_its_own_examples(line):
    assert any(line.compiled().search(_folded(e["text"])) for e in line.examples)


def _folded(text: str) -> str:
    return Folded.of(text).text


@pytest.mark.parametrize("code", [None, *codes()])
def test_every_example_is_read_the_same_whatever_the_page_s_language(code):
    wrong = []
    for line, example in EXAMPLES:
        wanted = {k: v for k, v in example.items() if k != "text"}
        readings = read(example["text"], code or line.language)
        if line.says == "none":
            right = not readings
        else:
            right = [(r.line.says, _slots(r)) for r in readings] == [(line.says, wanted)]
        if not right:
            wrong.append((line.name, example["text"], [(r.line.name, r.line.says, _slots(r)) for r in readings]))
    assert not wrong


@pytest.mark.parametrize(("code", "text"), REJECTS, ids=lambda v: v[:40])
def test_rejects_read_as_nothing(code, text):
    assert not read(text, code)


PUMPS = (" a", "A, ", "« ", "de la ", "Xx. ", "le 1 ", "(", "a\n")


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_no_pattern_blows_up_on_pumped_strings(line):
    """Text that repeats what a pattern looks for, never ending as it wants, stays far from the time limit."""
    texts = [e["text"] for e in line.examples]
    for pump in (*texts, *(t[: len(t) // 2] for t in texts), *(t.split()[0] + p for t in texts for p in PUMPS), *PUMPS):
        list(line.compiled().finditer((pump * MAX_CHARS)[:MAX_CHARS] + "\x00", timeout=TIMEOUT))
