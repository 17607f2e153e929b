"""A credit: all signals of one page that name the same source at the same hop."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from provenance.model import Locator, Relation, Signal
from provenance.urls import depth


@dataclass(frozen=True, slots=True)
class Credit:
    """One source at one layer of the sediment, with every signal for it (the outermost first).

    `passed_on`: who translated the text that the source had from elsewhere and the page took from it; `taken_over`:
    the same translator, of the layer below in which the text was still in its own language.
    """

    source: Locator
    signals: tuple[Signal, ...]
    stamps: tuple[Signal, ...] = ()
    implied: bool = False
    passed_on: str | None = None
    taken_over: str | None = None

    @property
    def named(self) -> tuple[Signal, ...]:
        """The signals that name the source (not those that only credit a translator, or say how it was used)."""
        return tuple(s for s in self.signals if s.relation is not None and s.source is not None)

    @property
    def translator(self) -> str | None:
        """The first translator named, of this step or of the text that was taken over."""
        own = _first(s.translator for s in self.signals if s.origin_relation is None)
        return own or self.taken_over or self.passed_on or self._of_origin

    @property
    def _of_origin(self) -> str | None:
        """Who translated what the source had from its own source, where one sentence says both."""
        return _first(s.translator for s in self.signals if s.origin_relation is Relation.TRANSLATION)

    @property
    def translated_for(self) -> str | None:
        """For whom the translation was made, if it is said."""
        return _first(s.translated_for for s in self.signals)

    @property
    def reviser(self) -> str | None:
        """Who went over the translation, if it is said."""
        return _first(s.reviser for s in self.signals)

    @property
    def licence(self) -> str | None:
        """Under what licence the text was taken, if it is said."""
        return _first(s.licence for s in self.signals)

    @property
    def original_language(self) -> str | None:
        """The language it was translated from, as the words say."""
        return _first(s.original_language for s in self.signals if s.origin_relation is None)

    @property
    def relation(self) -> Relation:
        """What the plainest of its signals says; a credited translator makes it a translation."""
        if not self.passed_on and self._is_translated:
            return Relation.TRANSLATION
        if how := next((s.relation for s in self.signals if s.source is None and s.relation), None):
            return how
        if not self.named:
            return Relation.REPUBLICATION
        # An invitation to read on says less of the text than a sentence that says where it appeared.
        plainest = max(self.named, key=lambda s: (s.strength, s.relation is not Relation.EXCERPT))
        return plainest.relation or Relation.REPUBLICATION

    @property
    def _is_translated(self) -> bool:
        role = any(s.relation is None and (s.translator or s.translated_for) for s in self.signals)
        own = _first(s.translator for s in self.signals if s.origin_relation is None)
        return bool(role or own or self.taken_over)

    def joined(self, signal: Signal) -> "Credit":
        """The credit with one more signal; the fuller of the two locators is kept."""
        return replace(self, source=fuller(self.source, signal.source), signals=(*self.signals, signal))


def _first(values: Iterable[str | None]) -> str | None:
    return next((v for v in values if v), None)


def fuller(a: Locator, b: Locator | None) -> Locator:
    """One locator of two for the same source: the deeper address, every field that either has."""
    if b is None:
        return a
    deeper = b.url if b.url and (a.url is None or depth(b.url) > depth(a.url)) else a.url
    begun = bool(a.name and b.name) and f"{b.name} ".startswith(f"{a.name} ")
    named = b.name if a.name is None or begun or (a.name == a.domain and b.name) else a.name
    return Locator(
        name=named,
        url=deeper,
        domain=a.domain or b.domain,
        title=a.title or b.title,
        author=a.author or b.author,
        language=a.language or b.language,
        published=a.published or b.published,
    )
