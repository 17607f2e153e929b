"""The indexes of an open store, by which `link` finds kin: what one method writes is one transaction."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from provenance.store import indexing, look, passes, read, sharing
from provenance.store.entries import Anchors, Entry, packed
from provenance.store.indexing import Lacking
from provenance.store.sharing import COMMON, Bounds, Sharing


class Transactions(Protocol):
    """What the indexes need of a store."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that reads."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that writes."""
        ...


@dataclass(frozen=True, slots=True)
class Indexes:
    """Hashes of shingles (same language) and weighted anchors (across languages) of the articles of a store.

    Hashes are signed 64-bit integers; an anchor is a view, a hash and a weight. Every method may raise StoreError.
    """

    store: Transactions

    def put(self, entries: Iterable[Entry], way: int, read: Iterable[Lacking] = ()) -> int:
        """Index articles (id, hashes, anchors) in one transaction, instead of what the indexes held of them.

        With them goes the note that they are indexed in this `way` of reading texts, and that it is not drawn yet what
        they were taken from. How many there were; of an article that comes twice the last entry counts. Of articles
        given as they were when they were `read`, those that have changed meanwhile are left to be read again.
        """
        found = {node: packed(hashes, anchors) for node, hashes, anchors in entries}
        digests = {article.id: article.digest for article in read}
        with self.store.writing() as connection:
            return indexing.put(connection, found, way, digests)

    def sharing(
        self, hashes: Iterable[int], exclude: str | None = None, limit: int = 50, common: int = COMMON
    ) -> list[Sharing]:
        """The articles that share most of these hashes; of those that share as many, who shares what few hold.

        Hashes that more than `common` articles hold are passed over; the rarest of the others count, as many as
        make 20,000 entries of the index together.
        """
        with self.store.reading() as connection:
            return sharing.sharing(connection, hashes, Bounds(exclude, limit, common))

    def spread(self, hashes: Iterable[int], most: int) -> dict[int, int]:
        """How many articles hold each hash, counted up to `most`; hashes that none holds are left out."""
        with self.store.reading() as connection:
            return sharing.spread(connection, hashes, most)

    def of_site(self, hashes: Iterable[int], domain: str, most: int) -> dict[str, frozenset[int]]:
        """The first pages of a site by id, as many as `most`, each with those of these hashes that it holds.

        Sources that are only named are none: what stands on them nobody has read. Empty where no hash is asked for.
        """
        with self.store.reading() as connection:
            return sharing.of_site(connection, hashes, domain, most)

    def at_domain(self, domain: str, most: int) -> list[str]:
        """Ids of the articles of one registered domain, in the order in which they came, as many as `most`."""
        with self.store.reading() as connection:
            return read.ids(connection, read.of_domain(domain), most)

    def at_outlet(self, name: str, most: int) -> list[str]:
        """Ids of the articles of an outlet that calls itself so, in the order in which they came."""
        with self.store.reading() as connection:
            return read.ids(connection, read.of_outlet(name), most)

    def postings(self) -> Iterator[list[tuple[int, int]]]:
        """All rows of the index of hashes (hash, number of the article), sorted, some 100,000 at a time."""
        found = [(-(2**63), -1)]
        while True:
            with self.store.reading() as connection:
                found = passes.postings(connection, found[-1], 100_000)
            if not found:
                return
            yield found

    def held(self, nodes: Iterable[str]) -> dict[str, tuple[int, int, int, int]]:
        """Of each article that is indexed: how many hashes, and how many of them 2, 4 and 8 divide."""
        with self.store.reading() as connection:
            return passes.held(connection, nodes)

    def ids(self, numbers: Iterable[int]) -> dict[int, str]:
        """The ids of articles that the indexes know by these numbers."""
        with self.store.reading() as connection:
            return passes.ids(connection, numbers)

    def hops(self) -> list[tuple[int, int]]:
        """Copy and source, by their numbers, of every link between pages that were read."""
        with self.store.reading() as connection:
            return passes.hops(connection)

    def indexed(self) -> int:
        """How many articles the indexes hold."""
        with self.store.reading() as connection:
            return passes.indexed(connection)

    def texts(self) -> list[str]:
        """The ids of all articles with a text, in the order in which they came."""
        with self.store.reading() as connection:
            return passes.texts(connection)

    def sharing_anchors(
        self,
        anchors: Anchors,
        exclude: str | None = None,
        limit: int = 50,
        common: int = COMMON,
    ) -> list[tuple[str, float]]:
        """Ids of the articles with the largest sums of products of weights, with the sum; as `sharing`."""
        with self.store.reading() as connection:
            return sharing.sharing_anchors(connection, anchors, Bounds(exclude, limit, common))

    def weights(self, nodes: Iterable[str], view: str, number: int) -> dict[str, float]:
        """The weight of the anchor of a view and hash in each of these articles that has it."""
        with self.store.reading() as connection:
            return sharing.weights(connection, nodes, view, number)

    def views(self) -> list[str]:
        """The views that any article is indexed by."""
        with self.store.reading() as connection:
            return sharing.views(connection)

    def unindexed(self, way: int, limit: int = 200, after: int = 0) -> list[Lacking]:
        """Articles that the indexes do not hold, or not in this way of reading them, as they came.

        Those whose number comes `after` one.
        """
        with self.store.reading() as connection:
            if indexing.noted_way(connection) == way:
                return indexing.unindexed(connection, limit, after)
        with self.store.writing() as connection:
            indexing.begin(connection, way)
            return indexing.unindexed(connection, limit, after)

    def undrawn(self) -> list[str]:
        """Ids of articles that are indexed, but of which it is not drawn yet what they were taken from."""
        with self.store.reading() as connection:
            return indexing.undrawn(connection)

    def times(self) -> int:
        """How often anything was put into the indexes."""
        with self.store.reading() as connection:
            return indexing.times(connection)

    def forget(self) -> None:
        """Empty the indexes, whatever became of them: the next `link` reads every text again."""
        with self.store.writing() as connection:
            indexing.forget(connection)

    def note_undrawn(self) -> None:
        """Note of every article with a text that it is to be drawn anew."""
        with self.store.writing() as connection:
            indexing.note_undrawn(connection)

    def note_drawn(self, nodes: Iterable[str], times: int | None = None) -> bool:
        """Note that it is drawn what these articles were taken from, as far as anything tells it.

        False, and nothing is noted, where the indexes were put into more than so many `times`.
        """
        with self.store.writing() as connection:
            if times not in (None, indexing.times(connection)):
                return False
            for some in look.chunks(nodes, 500):
                indexing.note_drawn(connection, some)
        return True
