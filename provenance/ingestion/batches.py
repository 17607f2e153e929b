"""Captures -> pages ready to be kept, in batches; what a batch holds is bounded, however large the source is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.acquire import Failure
from provenance.errors import NotAnArticle, StoreError
from provenance.model import Capture, Fact
from provenance.reading import Page, Told, Unread, is_paid, read_page, told, with_whole_path

if TYPE_CHECKING:
    from provenance.store.pages import PreparedPage

PAGES = 32  # of a batch
BYTES = 4_000_000  # of a batch, as soon as it has more

Got = Capture | Failure


@dataclass(frozen=True, slots=True)
class Batch:
    """Some captures in their order; `known` are those that need not be read, by their place, with their node."""

    got: list[Got]
    known: dict[int, str]

    @property
    def unread(self) -> list[Capture]:
        """What is to be read."""
        return [one for at, one in enumerate(self.got) if isinstance(one, Capture) and at not in self.known]

    @property
    def is_urgent(self) -> bool:
        """Whether nothing may come after it for a while."""
        return is_of_the_web(self.got[-1])


@dataclass(frozen=True, slots=True)
class Ready:
    """A page that was read, as rows; `is_carried` when a feed or a table held it, and not its own site.

    `is_paid` when it says that only its beginning is free.
    """

    target: str
    node: str
    told: Told
    is_carried: bool
    is_paid: bool
    rows: "PreparedPage"


Done = Ready | Unread


def batches(captures: Iterable[Got]) -> Iterator[list[Got]]:
    """The captures in lists; what was asked of the web stands alone, for the next may be long in coming."""
    batch: list[Got] = []
    size = 0
    for got in captures:
        batch.append(got)
        size += len(got.body) if isinstance(got, Capture) else 0
        if len(batch) >= PAGES or size >= BYTES or is_of_the_web(got):
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def is_of_the_web(got: Got) -> bool:
    """Whether it was asked of the web just now, and not found in a file."""
    return got.target.startswith(("http://", "https://"))


def read_batch(batch: Sequence[Capture], way: str) -> list[Done]:
    """What each capture of a batch gives."""
    return [ready(read_page(capture), way) for capture in batch]


def ready(page: Page | Unread, way: str) -> Done:
    """A page as rows; one that no database keeps is an Unread."""
    from provenance.store.pages import prepare_page

    if isinstance(page, Unread):
        return page
    article = with_whole_path(page.article)
    name = article.url or article.path or page.capture.target
    try:
        rows = prepare_page(article, page.signals, page.capture, way)
    except StoreError as error:
        return Unread(name, NotAnArticle(f"{name}: {error}"), article.url)
    return Ready(name, article.id, told(page), is_carried(article.facts), is_paid(article), rows)


def is_carried(facts: Iterable[Fact]) -> bool:
    """Whether a feed or a table carried the article (see `acquire.feeds.pages`, `acquire.imports`)."""
    return any(fact.key == "meta.feed.text" or fact.key.startswith("meta.list.") for fact in facts)


@cache
def way_of_reading() -> str:
    """A name for how pages are read: a digest of the modules and data files that do it."""
    from provenance.kept import digest

    here = Path(__file__).parent.parent
    parts = ("charset", "dates", "extract", "grammar", "outlets", "signals", "urls")
    files = [path for part in parts for path in (here / part).rglob("*") if path.suffix in (".py", ".toml", ".json")]
    return digest(path.read_bytes() for path in sorted([*files, here / "charset.py", here / "model.py"]))
