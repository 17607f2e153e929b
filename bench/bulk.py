"""Bulk webs for `bench.linking`: many pages of made-up words, with planted copies whose source is known.

A page in five is a copy of an earlier one: whole, or a third of it, with a word in twelve changed. A page in three
names an author; of copies of such a page one in three names the same, the others may name one of their own. Words
follow Zipf's law, as in any language, so that unrelated pages share short runs of common words by chance.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product
from pathlib import Path

_START = datetime(2022, 5, 1, tzinfo=UTC)
_SYLLABLES = ("bra", "den", "fil", "gor", "hune", "jas", "kelo", "lum", "mira", "nost", "pre", "quo", "rav", "sil")
_ENDS = ("", "d", "ing", "ers", "al", "ment")
_COPIES, _PARTS, _CHANGED = 0.2, 0.3, 1 / 12
_POOL = 4_000  # pages that later ones may copy; more among many, so that families do not grow with their number
_REPLACED = 0.1
_SIGNED = 1 / 3


@dataclass(frozen=True, slots=True)
class Bulk:
    """A page: its address, its text, when it was published, its source's address (None: an original), its author."""

    url: str
    text: str
    published: datetime
    source: str | None
    author: str | None


def vocabulary() -> list[str]:
    """Some thousands of words, names with a capital among them, and numbers."""
    stems = ["".join(parts) for parts in product(_SYLLABLES, repeat=3)]
    words = [stem + _ENDS[number % len(_ENDS)] for number, stem in enumerate(stems)]
    names = [stem.capitalize() for stem in stems[::3]]
    return [*words, *names, *(str(number) for number in range(3, 4_000))]


def bulk(count: int, seed: int = 1) -> Iterator[Bulk]:
    """So many pages, in the order of their dates; the same for the same seed."""
    most = max(_POOL, count // 5)
    pick = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    words = vocabulary()
    pick.shuffle(words)
    shares = list(accumulate(1 / (rank + 4) for rank in range(len(words))))
    sign = random.Random(seed)  # noqa: S311 - apart, so that texts stay what they are
    pool: list[tuple[str, list[str]]] = []
    authors: dict[str, str | None] = {}
    for number in range(count):
        url = f"https://paper-{pick.randrange(count // 25 + 3)}.example/story/{number}"
        source, text = _copy(pick, pool, words) if pool and pick.random() < _COPIES else (None, [])
        if source is None:
            text = pick.choices(words, cum_weights=shares, k=pick.randrange(240, 560))
            if len(pool) < most:
                pool.append((url, text))
            elif pick.random() < _REPLACED:
                pool[pick.randrange(most)] = (url, text)
        authors[url] = _author(sign, authors.get(source or ""), words)
        yield Bulk(url, " ".join(text), _START + timedelta(minutes=number), source, authors[url])


def _copy(pick: random.Random, pool: list[tuple[str, list[str]]], words: list[str]) -> tuple[str, list[str]]:
    source, text = pick.choice(pool)
    if pick.random() < _PARTS:
        first = pick.randrange(len(text) // 3)
        text = text[first : first + len(text) // 3]
    return source, [word if pick.random() > _CHANGED else pick.choice(words) for word in text]


def _author(pick: random.Random, of_source: str | None, words: list[str]) -> str | None:
    if of_source is not None and pick.random() < _SIGNED:
        return of_source
    return " ".join(pick.choice(words).capitalize() for _ in range(2)) if pick.random() < _SIGNED else None


def write(folder: Path, count: int, seed: int = 1) -> None:
    """Put `pages.jsonl` and `truth.jsonl` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "pages.jsonl").open("w") as pages, (folder / "truth.jsonl").open("w") as truth:
        for page in bulk(count, seed):
            title = " ".join(page.text.split(" ", 9)[:9])
            said = {"url": page.url, "title": title, "text": page.text, "published": page.published.isoformat()}
            pages.write(json.dumps({**said, "author": page.author, "language": "en"}) + "\n")
            truth.write(json.dumps({"url": page.url, "parent": page.source}) + "\n")
