"""From one text to another: the shortest script of cut and added words, made readable.

The script is rapidfuzz's (bit-parallel longest common subsequence, Hyyrö 2004): minimal and fast in every
script, where difflib's is neither (its blocks are greedy, its junk heuristic drops frequent words) and
diff-match-patch knows characters only.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby

import regex

from provenance.comparing.nouns import Change, Edit
from provenance.match.tokens import UNSPACED_SCRIPTS

# Numbers with their points; single characters of scripts without spaces; words; spaces; whatever else stands alone.
_WORDS = regex.compile(
    r"(?V1)\p{Nd}+(?:[.,٫٬'’\u00a0\u202f]\p{Nd}+)+"
    rf"|(?=[{UNSPACED_SCRIPTS}])\X|[[\p{{L}}\p{{M}}\p{{N}}]--[{UNSPACED_SCRIPTS}]]+|\s+|\X",
    regex.DOTALL,
)
_SENTENCES = regex.compile(r"[^.!?。！？\n]*[.!?。！？\n]+\s*|[^.!?。！？\n]+")
_CONTENT = regex.compile(r"[\p{L}\p{N}]")
_MOST = 400_000_000  # cells of a table of bits: 50 MB
_ISLAND = 4  # characters: what is shorter between two changes is not worth reading as kept

Run = tuple[Change, tuple[str, ...]]


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Cut a text into what is compared; together the parts are the text."""
    return tuple(_WORDS.findall(text))


def edits(a: str, b: str) -> tuple[Edit, ...]:
    """Tell how `a` becomes `b`, word by word (character by character in scripts without spaces).

    Texts too long for that are compared sentence by sentence, and those too long even so as one.
    """
    if a == b:
        return (Edit(Change.KEPT, a),) if a else ()
    for cut in (words, _sentences):
        first, second = cut(a), cut(b)
        if len(first) * len(second) <= _MOST:
            runs = groupby(_readable(list(_script(first, second))), key=lambda run: run[0])
            return tuple(Edit(change, "".join(chain.from_iterable(run for _, run in same))) for change, same in runs)
    return tuple(Edit(change, text) for change, text in ((Change.CUT, a), (Change.ADDED, b)) if text)


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(_SENTENCES.findall(text))


def _script(a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[Run]:
    from rapidfuzz.distance import Indel

    names: dict[str, int] = {}
    first, second = ([names.setdefault(word, len(names)) for word in side] for side in (a, b))
    for op in Indel.opcodes(first, second):
        if op.tag == "equal":
            yield Change.KEPT, a[op.src_start : op.src_end]
        elif op.tag == "delete":
            yield Change.CUT, a[op.src_start : op.src_end]
        else:
            yield Change.ADDED, b[op.dest_start : op.dest_end]


def _readable(script: list[Run]) -> Iterator[Run]:
    """Join changes that only a space, a mark or a short word parts; in each change, the cut before the added."""
    cut: list[str] = []
    added: list[str] = []
    for number, (change, run) in enumerate(script):
        if change is Change.CUT:
            cut.extend(run)
        elif change is Change.ADDED:
            added.extend(run)
        elif (cut or added) and number + 1 < len(script) and _is_island(run, (*cut, *added), script[number + 1 :]):
            cut.extend(run)
            added.extend(run)
        else:
            yield from _change(cut, added)
            cut, added = [], []
            yield change, run
    yield from _change(cut, added)


def _is_island(run: tuple[str, ...], before: Iterable[str], after: list[Run]) -> bool:
    text = "".join(run)
    if not _CONTENT.search(text):
        return len(text) < _ISLAND and all(_CONTENT.search("".join(side)) for side in (before, after[0][1]))
    follows = sum(len("".join(part)) for change, part in after[:2] if change is not Change.KEPT)
    return len(text.strip()) < _ISLAND and min(len("".join(before)), follows) > 2 * _ISLAND


def _change(cut: list[str], added: list[str]) -> Iterator[Run]:
    """One change; what both sides of it begin or end with stays kept."""
    if not cut and not added:
        return
    head = 0
    while head < min(len(cut), len(added)) and cut[head] == added[head]:
        head += 1
    tail = 0
    while tail < min(len(cut), len(added)) - head and cut[-1 - tail] == added[-1 - tail]:
        tail += 1
    parts = (
        (Change.KEPT, cut[:head]),
        (Change.CUT, cut[head : len(cut) - tail]),
        (Change.ADDED, added[head : len(added) - tail]),
        (Change.KEPT, cut[len(cut) - tail :]),
    )
    yield from ((change, tuple(run)) for change, run in parts if run)
