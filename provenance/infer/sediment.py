"""Attribution lines pile up at the end of a text as it travels: signals -> layers, the nearest source first.

Whoever takes a text adds a line below what stood there. So tails are read from the last line upwards, heads from the
first line downwards; lines about the same source are one layer, a translator's line joins the source it stands with.
"""

from dataclasses import replace

import regex

from provenance import outlets
from provenance.infer.credit import Credit, fuller
from provenance.infer.page import Page, same
from provenance.model import Locator, Place, Relation, Signal

HEADS = frozenset({Place.TITLE, Place.HEAD, Place.BYLINE})
ASIDE = ("(", "（")
NAMED = regex.compile(r"[\p{Lu}\p{Lo}.]")  # 'for our site' names nobody
NEIGHBOURS = 3
# Lines at either end that may credit: a page with more is no pile of credits, whatever it means by them.
MOST = 200
Layer = tuple[Credit, ...]


def layers(signals: tuple[Signal, ...], page: Page) -> tuple[Layer, ...]:
    """The layers of a page's sediment: index 0 is what the page took from (hop 1), each next one its source."""
    text = [s for s in signals if s.place is not Place.METADATA]
    tails = [s for s in reversed(text) if s.place not in HEADS][:MOST]
    heads = [s for s in text if s.place in HEADS][:MOST]
    pile = _Pile(page)
    ordered = [*heads, *tails] if _drawn_from_wires(heads, tails) else [*_named_first(tails), *heads]
    for order, signal in enumerate(ordered):
        pile.add(signal, ordered[order + 1] if order + 1 < len(ordered) else None)
    for signal in signals:
        if signal.place is Place.METADATA:
            pile.add_metadata(signal)
    return pile.settled()


def _drawn_from_wires(heads: list[Signal], tails: list[Signal]) -> bool:
    """Whether an agency signs the text, and all that stands below it says from which others that agency drew.

    'By Anna Berg, Associated Press ... Reuters contributed to this report': the page has it from AP.
    """
    signed = any(s.finder == "wire" and s.relation is Relation.SYNDICATION for s in heads)
    drawn = [s.source.name for s in tails if s.source and s.source.name and s.relation is Relation.ADAPTATION]
    return signed and len(drawn) == sum(s.source is not None for s in tails) and all(map(outlets.is_agency, drawn))


def _named_first(tails: list[Signal]) -> list[Signal]:
    """Tails from below, but that of two lines of one block 'Source: X' is nearer than 'based on Y', or an aside in
    brackets ('(first printed in Y)'), under it.
    """
    found = list(tails)
    for order in range(len(found) - 1):
        below, above = found[order : order + 2]
        drawn = below.relation is Relation.ADAPTATION or below.quote[:1] in ASIDE
        if (
            drawn
            and above.relation is Relation.REPUBLICATION
            and below.block == above.block >= 0
            and below.quote != above.quote
        ):
            found[order : order + 2] = [above, below]
    return found


class _Pile:
    """The layers while they are being read, outermost first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.layers: list[list[Credit]] = []
        self.roles: list[Signal] = []
        self.roles_of_origin: list[Signal] = []
        self.last: Signal | None = None

    def add(self, signal: Signal, above: Signal | None) -> None:
        if signal.stamp:
            self._stamp(signal)
        elif signal.relation is None or signal.source is None:
            self._role(signal, above)
        else:
            self._source(signal)
        self.last = signal

    def add_metadata(self, signal: Signal) -> None:
        """What the head of the page declares: evidence for a source already named, else the nearest source."""
        if signal.source and not self._merge(signal):
            self.layers.insert(0, [Credit(signal.source, (signal,))])

    def settled(self) -> tuple[Layer, ...]:
        self._attach_left_over()
        if self.layers:
            self._insert_translating_outlets()
        else:
            self._take_translating_outlet()
        return tuple(tuple(layer) for layer in self.layers)

    def _stamp(self, signal: Signal) -> None:
        """An importer's stamp belongs to the layer below it and ends it."""
        if self.layers:
            self.layers[-1] = [replace(c, stamps=(*c.stamps, signal)) for c in self.layers[-1]]

    def _role(self, signal: Signal, above: Signal | None) -> None:
        """A translator's line: with the source just read, unless it speaks of what that source did; an author's is
        with it in any case.
        """
        current = self.layers[-1][0] if self.layers else None
        if current and _is_an_author_s(signal) and self.last is not None and _adjacent(self.last, signal):
            self.layers[-1][0] = current.joined(signal)
        elif above is not None and above.origin is not None and _adjacent(above, signal):
            self.roles_of_origin.append(signal)
        elif current is None or self._speaks_of_above(signal, current, above):
            self.roles.append(signal)
        elif self.last is not None and _adjacent(self.last, signal):
            self.layers[-1][0] = current.joined(signal)
        else:
            self.roles.append(signal)

    def _speaks_of_above(self, signal: Signal, current: Credit, above: Signal | None) -> bool:
        """Whether a translator's line belongs to the source that stands above it."""
        if current.stamps or current.translator or self._is_of(signal, current):
            return True
        named_above = above is not None and above.relation is not None and _adjacent(above, signal)
        return named_above and above is not None and not self._known(above)

    def _is_of(self, signal: Signal, credit: Credit) -> bool:
        """'for X' names the source just read: X translated, the source of the translation stands above."""
        return signal.translated_for is not None and same(Locator(name=signal.translated_for), credit.source)

    def _known(self, signal: Signal) -> bool:
        return signal.source is not None and self._find(signal.source) is not None

    def _source(self, signal: Signal) -> None:
        if signal.source is None:
            return
        if not self._merge(signal):
            self._new(signal)
        self._take_roles(signal.source)
        if signal.origin:
            self._append_origin(signal, signal.origin)

    def _new(self, signal: Signal) -> None:
        """A new layer, or one more source of the same when both stand in one line."""
        assert signal.source is not None
        credit = Credit(signal.source, (signal,))
        last = self.last
        same_line = last and last.block == signal.block and last.quote == signal.quote
        if same_line and self.layers and last and last.relation is not None:
            original = last.relation is Relation.TRANSLATION and (last.translator or last.original_language)
            if signal.relation is Relation.REPUBLICATION and original:
                self.layers.insert(-1, [credit])  # 'Source: A, translated by T from B', 'From A. German original in B'
            elif (
                signal.relation is Relation.TRANSLATION and last.relation is Relation.REPUBLICATION and last.translator
            ):
                self.layers.append([credit])  # 'First printed in A. The translation by T is taken from B'
            else:
                self.layers[-1].insert(0, credit)
        else:
            self.layers.append([credit])

    def _append_origin(self, signal: Signal, origin: Locator) -> None:
        said = said_of_origin(signal, origin)
        if not self._merge(said):
            self.layers.append([Credit(origin, (said,))])
        layer, index = self._find(origin) or (self.layers[-1], 0)
        for role in self.roles_of_origin:
            layer[index] = layer[index].joined(role)
        self.roles_of_origin.clear()

    def _take_roles(self, source: Locator) -> None:
        at = self._find(source)
        if at is None:
            return
        layer, index = at
        for role in self.roles:
            layer[index] = layer[index].joined(role)
        self.roles.clear()

    def _find(self, source: Locator) -> tuple[list[Credit], int] | None:
        for layer in self.layers:
            for index, credit in enumerate(layer):
                if same(credit.source, source):
                    return layer, index
        return None

    def _merge(self, signal: Signal) -> bool:
        """Join a signal to the credit that names the same source, if one does."""
        at = self._find(signal.source) if signal.source else None
        if at is None:
            return False
        layer, index = at
        layer[index] = layer[index].joined(signal)
        return True

    def _attach_left_over(self) -> None:
        """Translators' lines for which no source of their own was found stand with the innermost source."""
        if self.layers and self.roles:
            inner = self.layers[-1][0]
            if inner.translator is None and not any(self._is_of(r, inner) for r in self.roles):
                for role in self.roles:
                    self.layers[-1][0] = self.layers[-1][0].joined(role)

    def _insert_translating_outlets(self) -> None:
        """'translated by T for P' on a page that is not P: the page took P's translation, P took the source's text."""
        for number, layer in enumerate(list(self.layers)):
            role = next((s for c in layer for s in c.signals if s.translated_for and s.relation is None), None)
            publisher = self._publisher(role) if role else None
            if publisher is not None and self._find(publisher.source) is None:
                self.layers.insert(number, [publisher])
                return

    def _take_translating_outlet(self) -> None:
        """'translated by T for P' on a page that is not P and names nobody else: the page took P's translation."""
        publisher = next(filter(None, map(self._publisher, self.roles)), None)
        if publisher is not None:
            self.layers.append([publisher])

    def _publisher(self, role: Signal) -> Credit | None:
        """For whom a translation was made, credited with it, where that is not this page."""
        whom = role.translated_for
        if whom is None or not NAMED.search(whom) or not self._is_elsewhere(whom):
            return None
        source = self.page.located(whom)
        said = replace(role, relation=Relation.REPUBLICATION, source=source, translator=None, original_language=None)
        return Credit(fuller(source, None), (said,), implied=True)

    def _is_elsewhere(self, name: str) -> bool:
        return self.page.identified and not self.page.is_own_name(name)


def said_of_origin(signal: Signal, origin: Locator) -> Signal:
    """What a sentence that names two hops says of the farther one; a translator stands with the translation."""
    relation = signal.origin_relation or signal.relation
    translator = signal.translator if relation is Relation.TRANSLATION and signal.origin_relation else None
    language = signal.original_language if signal.origin_relation else None
    return replace(
        signal,
        source=origin,
        origin=None,
        relation=relation,
        origin_relation=None,
        translator=translator,
        original_language=language,
    )


def _is_an_author_s(signal: Signal) -> bool:
    return signal.source is not None and signal.translator is None and signal.translated_for is None


def _adjacent(a: Signal, b: Signal) -> bool:
    return abs(a.block - b.block) <= NEIGHBOURS
