"""Rounds through the sources: each is asked whether it changed, and what is new in it is put into the store."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import urls
from provenance.acquire import Options
from provenance.acquire.polling import Polled, Stamp, poll
from provenance.acquire.site import whole
from provenance.captures import recording
from provenance.errors import AcquireError, Busy, NotAnArticle, Unreachable, reason
from provenance.ingestion import Ingested, put
from provenance.reading import Unread, remembering, understood
from provenance.watching.progress import Place, Progress, progress_of
from provenance.watching.sources import Item, listing

if TYPE_CHECKING:
    from provenance.store import Store

LOG = logging.getLogger("provenance")
DEPTH = 3


@dataclass(frozen=True, slots=True)
class Rounds:
    """How a watch goes on: `interval` in seconds between the begins of two rounds; `once` is one round.

    `most` bounds the pages fetched for one source in one round; the others come in the next. What a feed carries
    costs no request and is not counted.
    """

    once: bool = False
    interval: float = 900.0
    most: int = 100


@dataclass(frozen=True, slots=True)
class Round:
    """What became of the new entries of one round, and how many of the sources answered or were not yet due."""

    done: tuple[Ingested, ...]
    answered: int


def watch(
    sources: Sequence[str],
    store: "Store",
    options: Options | None = None,
    rounds: Rounds | None = None,
    link: Callable[[list[str]], None] | None = None,
) -> Iterator[Round]:
    """Poll sources round after round, without end unless `rounds` says `once`; a round is done when it is asked for.

    A source is the address or the file of a feed, sitemap, robots.txt, OPML or list of these, or of a page that names
    its feed. `link` is called after a round with the ids of the articles that were new in it. Progress is kept after
    each source, also when the watch is interrupted.
    """
    rounds = rounds or Rounds()
    watcher = _Watcher(store, remembering(recording(options or Options(), store), store), rounds, progress_of(store))
    while True:
        begun = time.monotonic()
        found = {name: list(watcher.source(name)) for name in map(_whole_name, sources)}
        done = tuple(one for results in found.values() for one in results)
        new = [one.node for one in done if one.new and one.node]
        if link and new:
            link(new)
        yield Round(done, sum(not _is_unread(name, results) for name, results in found.items()))
        if rounds.once:
            return
        time.sleep(max(0.0, begun + rounds.interval - time.monotonic()))


@dataclass(frozen=True, slots=True)
class _Watcher:
    store: "Store"
    options: Options
    rounds: Rounds
    progress: Progress

    def source(self, source: str) -> Iterator[Ingested]:
        """One round through a source and what it leads to."""
        yield from self._document(source, DEPTH, set())

    def _document(self, source: str, depth: int, been: set[str]) -> Iterator[Ingested]:
        """A document and what it leads to."""
        if depth == 0 or source in been:
            return
        been.add(source)
        place = self.progress.place(source)
        if time.time() < place.until:
            LOG.info("asked to wait: %s", source)
            return
        try:
            answer = _asked(source, self.options, place.stamp)
            found = listing(answer.body, answer.url, self.options) if answer.body is not None else None
        except AcquireError as error:
            if isinstance(error, Busy):
                place.until = time.time() + error.seconds
                self.progress.save()
            yield Ingested(source, None, error=error)
            return
        if found is None:
            LOG.info("unchanged: %s", source)
        else:
            place.leads = found.children
            yield from self._items(found.items, place, answer.stamp)
        for child in place.leads:
            yield from self._document(child, depth - 1, been)

    def _items(self, items: Sequence[Item], place: Place, stamp: Stamp) -> Iterator[Ingested]:
        """The new ones, at most as many as a round may take; the version counts as read when none is left."""
        place.forget_all_but(item.key for item in items)
        new = [item for item in items if not place.is_done(item.key)]
        try:
            for item in self._of_this_round(new):
                results = self._read(item)
                place.note(item.key, read=not any(one.error for one in results))
                yield from results
            if all(place.is_done(item.key) for item in items):
                place.stamp = stamp
        finally:
            self.progress.save()

    def _of_this_round(self, items: Sequence[Item]) -> list[Item]:
        carried = [item for item in items if item.url is None]
        return carried + [item for item in items if item.url is not None][: self.rounds.most]

    def _read(self, item: Item) -> list[Ingested]:
        try:
            return [put(page, self.store) for page in understood(item.read(self.options))]
        except AcquireError as error:
            return [put(Unread(item.url or "", error, item.url), self.store)]


def _whole_name(source: str) -> str:
    """A source as progress knows it: a file is the same from every folder."""
    try:
        is_file = "://" not in source and Path(source).is_file()
    except OSError:  # as asking it will say
        is_file = False
    return str(Path(source).absolute()) if is_file else source


def _is_unread(source: str, results: Sequence[Ingested]) -> bool:
    """Whether a source itself could not be read: nothing came of it but its own error."""
    return len(results) == 1 and results[0].error is not None and results[0].target == source


def _asked(source: str, options: Options, stamp: Stamp) -> Polled:
    """The document of a source unless it is as it was; a file's stamp is its digest."""
    path = Path(source)
    try:
        if "://" in source or not path.is_file():
            if "://" not in source and urls.clean(source) is None:
                raise Unreachable(f"{source.strip() or 'an empty name'}: no such file")
            return poll(source, options, stamp)
        with path.open("rb") as stream:
            body = whole(stream, source, options)
    except OSError as error:
        raise Unreachable(f"{source}: {reason(error)}") from None
    if not body.strip():
        raise NotAnArticle(f"{source}: empty file")
    digest = sha256(body).hexdigest()
    return Polled(source, None if digest == stamp.etag else body, Stamp(digest))
