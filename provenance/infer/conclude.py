"""Signals -> Claims: what a careful reader concludes from one page alone."""

from dataclasses import replace
from itertools import pairwise

from provenance import outlets
from provenance.infer.confidence import probability
from provenance.infer.credit import Credit
from provenance.infer.page import Page, view
from provenance.infer.rules import BIAS, weigh
from provenance.infer.sediment import Layer, layers, said_of_origin
from provenance.infer.vetoes import vetoed
from provenance.model import Article, Claim, Locator, Relation, Signal

# Below it a claim takes no hop of its own.
UNLIKELY = 0.5


def claims(article: Article, signals: tuple[Signal, ...]) -> tuple[Claim, ...]:
    """One claim a hop and source, the nearest first; empty for an original."""
    page = view(article)
    kept = tuple(s for signal in signals if (s := _not_vetoed(signal, page)) is not None)
    found: list[Claim] = []
    derived: Locator | None = None
    language = article.language
    hop = 1
    for layer in _settled(_naming(layers(kept, page)), language):
        said = [_claim(hop, credit, page, derived, language) for credit in layer]
        found += said
        if any(claim.confidence >= UNLIKELY for claim in said):
            hop += 1
            derived = layer[0].source
            language = _language_of(layer[0], language)
    return tuple(found)


def _settled(pile: tuple[Layer, ...], language: str | None) -> tuple[Layer, ...]:
    """The layers, with a translator's name handed on to the layer that is in another language.

    'Source: A (translation: T)' over 'original: B', B in another language: A published T's translation of B.
    """
    found = list(pile)
    for number, (layer, inner) in enumerate(pairwise(pile)):
        if len(layer) == len(inner) == 1 and _passes_on(layer[0], inner[0], language):
            translator = layer[0].translator
            found[number] = (replace(layer[0], passed_on=translator),)
            found[number + 1] = (replace(inner[0], taken_over=translator),)
    return tuple(found)


def _passes_on(credit: Credit, inner: Credit, language: str | None) -> bool:
    """Whether a credit's translator translated what its source itself took from elsewhere."""
    if not credit.translator or inner.translator or any(s.relation is Relation.TRANSLATION for s in credit.named):
        return False
    theirs = _original_language(inner)
    return _original_language(credit) in (None, language) and theirs not in (None, language)


def _naming(pile: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """The layers without credits that give no more than a title, unless there is nothing else."""
    kept = tuple(layer for full in pile if (layer := tuple(c for c in full if c.source.name or c.source.url)))
    return kept or pile


def _not_vetoed(signal: Signal, page: Page) -> Signal | None:
    """A signal that no veto throws out; where the page only names itself before its source, what it says of that."""
    veto = vetoed(signal, page)
    if veto == "names-itself" and signal.origin:
        inner = said_of_origin(signal, signal.origin)
        return None if vetoed(inner, page) else inner
    return None if veto else signal


def _claim(hop: int, credit: Credit, page: Page, derived: Locator | None, language: str | None) -> Claim:
    evidence = weigh(credit, page)
    relation = _relation(credit, language)
    return Claim(
        hop=hop,
        relation=relation,
        source=_named(credit.source, page),
        confidence=probability([BIAS, *(e.weight for e in evidence)]),
        evidence=evidence,
        derived=derived,
        translator=credit.translator if relation in (Relation.TRANSLATION, Relation.REPUBLICATION) else None,
        translated_for=credit.translated_for if relation is Relation.TRANSLATION else None,
        original_language=_original_language(credit) if relation is Relation.TRANSLATION else None,
        remarks=_remarks(credit),
        reviser=credit.reviser,
        licence=credit.licence,
    )


def _named(source: Locator, page: Page) -> Locator:
    """A text of the same outlet in another language bears the outlet's name."""
    own = source.name is None and source.domain is not None and source.domain == page.domain
    return replace(source, name=page.article.outlet) if own else source


def _relation(credit: Credit, language: str | None) -> Relation:
    """What the words say; a source in another language was translated, whatever the line says."""
    said = credit.relation
    theirs = _original_language(credit)
    if language == "en" and _is_only_a_guess(credit):  # institutes everywhere publish in English too
        return said
    if said in (Relation.REPUBLICATION, Relation.EXCERPT) and language and theirs and theirs != language:
        return Relation.TRANSLATION
    if said is Relation.REPUBLICATION and credit.source.name and outlets.is_agency(credit.source.name):
        return Relation.SYNDICATION
    return said


def _original_language(credit: Credit) -> str | None:
    """The language of the source: as the words say, else as the table or the country of its domain tells."""
    if credit.original_language or credit.source.language:
        return credit.original_language or credit.source.language
    return outlets.language_of(credit.source.domain) if credit.source.domain else None


def _is_only_a_guess(credit: Credit) -> bool:
    """Whether nothing but the country of a domain tells the language of a source that bears a name."""
    source = credit.source
    if credit.original_language or source.language or not source.name or source.name == source.domain:
        return False
    return source.domain is not None and outlets.by_domain(source.domain) is None


def _language_of(credit: Credit, language: str | None) -> str | None:
    """The language in which the source of a credit published what was taken."""
    if _relation(credit, language) is Relation.TRANSLATION:
        return _original_language(credit)
    return language


def _remarks(credit: Credit) -> tuple[str, ...]:
    """What a reader should know beyond the claim."""
    quotes = {s.quote for s in credit.named if s.block >= 0}
    if len(quotes) > 1 and credit.stamps:
        name = credit.source.name or credit.source.domain
        return (f"{len(quotes)} lines name {name}: an unnamed importer may stand between.",)
    return ()
