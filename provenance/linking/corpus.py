"""The stored pages as witnesses, read once each while a run goes on."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from provenance.descent import Line, Witness, credited, witness
from provenance.errors import Damaged
from provenance.infer import claims
from provenance.match.shingles import hashes_of
from provenance.model import Article, Node, Signal, Status

T = TypeVar("T")
_KEPT = 4_000
_COUNTED = 2_000  # pages up to which a formula is counted
_PRIOR = 6.0  # pages that the expectation of a formula counts as
SITE = 20  # pages of a site, beyond as many as the family has, that tell what its boilerplate is
_PLAIN = 3  # pages of other families on which a line stands


class Index(Protocol):
    """What a corpus asks of the indexes of a store (see `store.indexes.Indexes`)."""

    def spread(self, hashes: Iterable[int], most: int) -> dict[int, int]:
        """How many pages hold each hash, counted up to `most`."""
        ...

    def of_site(self, hashes: Iterable[int], domain: str, most: int) -> dict[str, frozenset[int]]:
        """The first pages of a site, as many as `most`, each with those of these hashes that it holds."""
        ...


class Pages(Protocol):
    """What a corpus asks of a store, or of whatever stands for one."""

    @property
    def index(self) -> Index:
        """The indexes."""
        ...

    def article(self, node: str) -> Article | None:
        """The page of this id; None when it was never read."""
        ...

    def signals(self, node: str) -> tuple[Signal, ...]:
        """What a page says of its origin."""
        ...

    def node(self, node: str) -> Node | None:
        """What is known of a page, read or not."""
        ...


S_co = TypeVar("S_co", bound=Pages, covariant=True)


class Corpus(Generic[S_co]):
    """Witnesses by node id, and the shingles of their texts; the last few thousand are kept.

    `unreadable` tells of damaged pages what is wrong with them.
    """

    def __init__(self, store: S_co, unreadable: Mapping[str, str] = MappingProxyType({})) -> None:
        self.store = store
        self.unreadable = dict(unreadable)
        self._witnesses: OrderedDict[str, Witness] = OrderedDict()
        self._shingles: OrderedDict[str, frozenset[int]] = OrderedDict()

    def witness(self, node: str) -> Witness | None:
        """The witness of a page; None when it was never read."""
        found = self._witnesses.get(node)
        if found is None:
            read = self.read(node)
            if read is None:
                return None
            article, signals = read
            found = witness(article, signals, claims(article, signals))
            _keep(self._witnesses, node, found)
        return found

    def read(self, node: str) -> tuple[Article, tuple[Signal, ...]] | None:
        """A page with its signals; None when it was never read, or what is kept of it cannot be: then it is noted."""
        try:
            article = self.store.article(node)
            if article is not None:
                return article, self.store.signals(node)
            found = self.store.node(node)
            if found is not None and found.status is Status.READ:
                self.unreadable[node] = f"article {node}: its text is missing"
            return None
        except Damaged as error:
            self.unreadable[node] = str(error)
            return None

    def shingles(self, page: Witness) -> frozenset[int]:
        """The hashes of all shingles of a page's text."""
        found = self._shingles.get(page.id)
        if found is None:
            found = hashes_of(page.text, page.language)
            _keep(self._shingles, page.id, found)
        return found

    def plain(self, family: Sequence[Witness]) -> frozenset[int]:
        """Lines of the members' tails that stand on several pages outside of the family: boilerplate, no sediment."""
        inside = Counter(key for page in family for key in {line.key for line in page.tail})
        spread = self.store.index.spread(inside, most=len(family) + _PLAIN)
        return frozenset(key for key, count in spread.items() if count - inside[key] >= _PLAIN)

    def sites(self, family: Sequence[Witness], plain: Set[int]) -> dict[str, frozenset[int]]:
        """Which plain lines are boilerplate of each site of a family: most of its other pages have them.

        Sites of which nothing else is stored are left out.
        """
        members = {page.id for page in family}
        held = {line.key for page in family for line in page.tail} & plain
        found = {}
        for domain in sorted({page.domain for page in family if page.domain}) if held else ():
            others = self.store.index.of_site(held, domain, most=len(family) + SITE)
            rest = [keys for node, keys in others.items() if node not in members]
            if rest:
                found[domain] = frozenset(key for key in held if 2 * sum(key in keys for keys in rest) > len(rest))
        return found

    def shares(self, family: Sequence[Witness]) -> dict[int, float]:
        """How large a part of all credits outside of the family each formula of its credits is.

        Counted among the pages of each language, and drawn towards what the length of the formula lets expect.
        """
        found: dict[int, float] = {}
        for language in sorted({page.language for page in family}):
            tails = [page.tail for page in family if page.language == language]
            lines = {line.formula: line for tail in tails for line in tail if line.formula}
            inside = Counter(key for tail in tails for key in {line.formula for line in tail if line.formula})
            inside[credited(language)] = sum(any(line.formula for line in tail) for tail in tails)
            spread = self.store.index.spread(inside, most=_COUNTED)
            outside = {key: max(spread.get(key, 0) - count, 0) for key, count in inside.items()}
            every = outside[credited(language)] + _PRIOR
            for key, line in lines.items():
                found[key] = min(1.0, (outside[key] + _PRIOR * _expected(line)) / every)
        return found


def _expected(line: Line) -> float:
    """The share of a formula of so many words, names included: the short ones are everyone's."""
    return min(0.5, 1.0 / max(len(line.words), 1))


def _keep(cache: OrderedDict[str, T], node: str, value: T) -> None:
    cache[node] = value
    if len(cache) > _KEPT:
        cache.popitem(last=False)
