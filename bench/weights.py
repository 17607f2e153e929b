"""Fits the weights of `provenance/descent/weights.py` to webs of known descent.

    python -m bench.weights FOLDER ... [--held-out FOLDER ...] [--write]    a table: each before and after; and the file

A folder holds `pages.jsonl`, which `provenance ingest` reads, and `truth.jsonl`, a line `{"url": ..., "parent": ...}`
a page, the parent null for an original; `bench.bulk` writes such ones. Pages are ingested and linked each time unless
there is a `web.db` younger than they are (`python -m bench.stages ingest FOLDER`, then `link FOLDER`, makes one).
Families are gathered as by the first run of `link`. One that is not whole, a true parent of it not being among the
possible ones, has no likelihood: it is judged, not fitted to. Needs what `make bench` makes: `make rivals`.
"""

import argparse
import sys
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

import provenance
from bench.fitting import bounds, fitted, needed
from bench.likelihood import LOST, ROOT, Floats, Grown, judged
from bench.pairs import truth
from bench.timing import ROOT as HOUSE
from provenance.descent import Descent, Known, Parent, Witness, descend, weights
from provenance.descent.traits import TRAITS, root_values
from provenance.errors import ProvenanceError
from provenance.ingestion import ingest
from provenance.linking import link
from provenance.linking.corpus import Corpus
from provenance.linking.jointly import look_of
from provenance.linking.kin import Finder, Look
from provenance.store import Store
from provenance.urls import canonical_key

WRITTEN = HOUSE / "provenance" / "descent" / "weights.py"


@dataclass(frozen=True, slots=True)
class Web:
    """The families of several pages of a folder; the names of the roots' traits, as their values stand."""

    families: tuple[Grown, ...]
    roots: tuple[str, ...]


def web(folder: Path, most: int | None = None) -> Web:
    """Gather the families of a folder, at most so many; SystemExit with one line where there are none to be had."""
    try:
        sources = _sources(folder)
        with _opened(folder) as store:
            every = list(islice(_drawn(store), most))
    except (ProvenanceError, OSError) as error:
        raise SystemExit(str(error)) from error
    if not every:
        raise SystemExit(f"{folder}: no two pages of one family")
    found = tuple(grown(family, sources) for family in every)
    apart = sum(not family.whole for family in found)
    print(f"{folder}: {len(found)} families, {apart} of them not whole", file=sys.stderr, flush=True)
    return Web(found, tuple(_alone(every[0][0])))


def _sources(folder: Path) -> dict[str, str | None]:
    """The key of each page's address with that of its parent's, None for an original."""
    try:
        return {canonical_key(url): parent and canonical_key(parent) for url, parent in truth(folder).items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SystemExit(f"{folder / 'truth.jsonl'}: a line that is not {{url, parent}}: {error!r}") from error


@contextmanager
def _opened(folder: Path) -> Iterator[Store]:
    pages, kept = folder / "pages.jsonl", folder / "web.db"
    if pages.stat().st_mtime < (kept.stat().st_mtime if kept.exists() else 0):
        with provenance.open(kept) as store:
            yield store
        return
    with tempfile.TemporaryDirectory() as name, provenance.open(Path(name, "web.db"), write=True) as store:
        list(ingest(str(pages), store))
        list(link(store))
        yield store


@dataclass(frozen=True, slots=True)
class _First:
    """A `Look` to which nothing was linked before."""

    look: Look

    def copies(self, page: Witness, seen: Container[str]) -> Iterable[Witness]:
        return self.look.copies(page, seen)

    def translated(self, page: Witness) -> Iterable[tuple[str, str]]:
        return self.look.translated(page)

    def credited(self, page: Witness) -> Iterable[tuple[str, str]]:
        return self.look.credited(page)

    def linked(self, pages: Sequence[str]) -> Iterable[tuple[str, str]]:
        return ()


def _drawn(store: Store) -> Iterator[tuple[Descent, ...]]:
    """The families of several pages, drawn with the weights that are."""
    corpus, starts = Corpus(store), store.index.texts()
    finder = Finder(corpus, _First(look_of(corpus, starts)))
    for start in starts:
        finder.add(start)
    for family in finder.families():
        pages = family.members
        if len(pages) > 1:
            plain = corpus.plain(pages)
            yield descend(pages, family.kin, Known(plain, corpus.shares(pages), {}, corpus.sites(pages, plain)))


def grown(family: Sequence[Descent], sources: Mapping[str, str | None]) -> Grown:
    """A family with its true descent, by keys of addresses; what is not among `sources` is `LOST`."""
    at = {descent.child.id: number for number, descent in enumerate(family)}
    edges = [(n, at[parent.pair.parent.id], parent.values) for n, d in enumerate(family) for parent in _possible(d)]
    possible = {(child, parent) for child, parent, _ in edges} | {(number, ROOT) for number in at.values()}
    keys = [canonical_key(descent.child.url or "") for descent in family]
    there = {key: number for number, key in enumerate(keys)} | {None: ROOT}
    true = [there.get(sources.get(key, key), LOST) for key in keys]  # nobody can be his own parent
    return Grown(
        traits=np.array([values for *_, values in edges]).reshape(-1, len(TRAITS)),
        children=np.array([child for child, *_ in edges], np.int64),
        parents=np.array([parent for _, parent, _ in edges], np.int64),
        roots=np.array([list(_alone(descent).values()) for descent in family]),
        true=np.array([p if (n, p) in possible else LOST for n, p in enumerate(true)]),
    )


def _possible(descent: Descent) -> list[Parent]:
    return [*([descent.parent] if descent.parent else []), *descent.rivals]


def _alone(descent: Descent) -> dict[str, float]:
    return root_values(descent.child, descent.context, [parent.pair for parent in _possible(descent)])


def rows(name: str, webs: Sequence[Web], before: Floats, after: Floats) -> Iterator[tuple[str, str, str]]:
    """What two sets of weights are worth on some webs."""
    families = [family for web in webs for family in web.families]
    old, new = judged(families, before), judged(families, after)
    yield f"{name}: negative log-likelihood a page, of {old.pages:,}", f"{old.loss:.4f}", f"{new.loss:.4f}"
    yield f"{name}: share given their true parent, of {old.copies:,} copies", f"{old.share:.3f}", f"{new.share:.3f}"


def text(edges: Mapping[str, float], roots: Mapping[str, float]) -> str:
    """The module that holds these weights, with the docstring that it has."""
    parts = [f'"""{weights.__doc__}"""\n']
    for name, table in (("WEIGHTS", edges), ("ROOT_WEIGHTS", roots)):
        lines = "".join(f'    "{trait}": {value:.2f},\n' for trait, value in table.items())
        parts.append(f"{name}: dict[str, float] = {{\n{lines}}}\n")
    return "\n".join(parts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Gather, fit, print the table, and write the weights where that is asked for."""
    asked = _asked(arguments)
    needed()
    webs = [web(folder, asked.families) for folder in asked.folders]
    apart = [web(folder, asked.families) for folder in asked.held_out]
    names = [*(trait.__name__ for trait in TRAITS), *webs[0].roots]
    whole = [family for one in webs for family in one.families if family.whole]
    if not whole:
        raise SystemExit("no family in which every true parent is among the possible ones: nothing to fit to")
    known = {**weights.WEIGHTS, **weights.ROOT_WEIGHTS}
    before = np.array([known.get(name, 0.0) for name in names])
    # Judged as they would be written; adding 0 makes 0 of -0.
    after = fitted(whole, before, bounds(names), asked.penalty).round(2) + 0.0
    table = [("", "before", "after"), ("---", "---", "---")]
    table += [(name, f"{old:.2f}", f"{new:.2f}") for name, old, new in zip(names, before, after, strict=True)]
    table += rows("fitted", webs, before, after)
    table += rows("held out", apart, before, after) if apart else ()
    print("\n".join(f"| {' | '.join(row)} |" for row in table))
    if asked.write:
        found = dict(zip(names, after.tolist(), strict=True))
        edges = {name: found.pop(name) for name in names[: len(TRAITS)]}
        WRITTEN.write_text(text(edges, found), encoding="utf-8")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fit the weights of descent to webs of known descent.")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="holds pages.jsonl and truth.jsonl")
    parser.add_argument("--held-out", type=Path, nargs="+", default=[], metavar="FOLDER", help="judged, not fitted to")
    parser.add_argument("--penalty", type=float, default=0.2, help="on the sum of the squared weights (0.2)")
    parser.add_argument("--families", type=int, metavar="N", help="at most so many of each folder")
    parser.add_argument("--write", action="store_true", help="write provenance/descent/weights.py anew")
    asked = parser.parse_args(arguments)
    if asked.penalty < 0 or (asked.families is not None and asked.families < 1):
        parser.error("a penalty is at least 0, --families at least 1")
    return asked


if __name__ == "__main__":
    main()
