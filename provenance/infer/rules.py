"""The table of rules by which signals become claims.

Every row names a function that says why it holds (its detail) or None. `main` rows say how plainly a source is
credited and compete (the heaviest that holds counts); `qualifier` rows add or take away. Weights are log-odds; their
sum is a probability by `confidence.probability`. What is thrown out before that stands in `vetoes`.

To add a rule: a function with a docstring, and a row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import Literal, NamedTuple

from provenance import outlets, urls
from provenance.infer.credit import Credit
from provenance.infer.page import Page
from provenance.infer.vetoes import VETOES
from provenance.model import Evidence, Place, Relation, Signal

BIAS = -1.5
# A block of fewer characters may be what stands under a chart or a picture.
CAPTION = 220
# So many characters behind a label's name, in its line, are prose.
PROSE = 50
# A signal no stronger than this confirms what others say.
CORROBORATES = 0.2


Quotes = Callable[[Credit], tuple[Signal, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that weighs a credit; `quotes` tells which of its signals the evidence quotes, none without it."""

    name: str
    kind: Literal["main", "qualifier"]
    weight: float
    test: Callable[[Credit, Page], str | None]
    quotes: Quotes | None = None


# --- how plainly a source is credited -------------------------------------------------------------


def credited_in_a_sentence(credit: Credit, page: Page) -> str | None:
    """A whole phrase says that the text was taken from the source."""
    strong = _sentences(credit)
    return f"'{strong[0].cue}' says {strong[0].relation}" if strong and not credit.implied else None


def credited_by_label(credit: Credit, page: Page) -> str | None:
    """A bare label ('Source: X') names it."""
    weak = [s for s in credit.named if s.strength <= 0.5 and s.place is not Place.METADATA]
    return f"'{weak[0].cue}' is a bare label" if weak else None


def declared_in_metadata(credit: Credit, page: Page) -> str | None:
    """The head of the page declares it: a canonical address elsewhere, isBasedOn, translationOfWork."""
    declared = [s for s in credit.named if s.place is Place.METADATA and s.strength > CORROBORATES]
    return f"declared by {declared[0].cue}" if declared else None


def only_corroborates(credit: Credit, page: Page) -> str | None:
    """Traces in the markup (hot-linked images, links out of a feed) confirm a source; alone they are no claim."""
    weak = [s for s in credit.named if s.strength <= CORROBORATES]
    return f"{weak[0].cue} only confirms" if weak and len(weak) == len(credit.named) else None


def translated_for_it(credit: Credit, page: Page) -> str | None:
    """A translator's line says for whom the translation was made, and that is not this page."""
    return "the translation was made for it" if credit.implied else None


# --- what speaks for and against ------------------------------------------------------------------


def stands_at_an_end(credit: Credit, page: Page) -> str | None:
    """It stands where credit is given: before the text or after it."""
    ends = [s for s in credit.named if page.is_at_an_end(s)]
    return f"it stands at the {ends[0].place}" if ends else None


def label_inside_the_text(credit: Credit, page: Page) -> str | None:
    """A bare label in the middle of the text mostly credits a figure or a quotation; a known outlet may open it."""
    inside = all(s.place in (Place.INLINE, Place.QUOTE) and not page.is_at_an_end(s) for s in credit.named)
    if inside and known_outlet(credit, page) and any(page.opens_the_text(s) for s in credit.named):
        return None
    return "a label inside the text" if inside and not credited_in_a_sentence(credit, page) else None


def label_after_a_caption(credit: Credit, page: Page) -> str | None:
    """A bare label behind other words of a short block, naming somebody unknown, credits a chart or a picture."""
    if credit.source.url or credited_in_a_sentence(credit, page) or known_outlet(credit, page):
        return None
    labels = [s for s in credit.named if s.place is not Place.METADATA]
    behind = bool(labels) and all(_behind_other_words(s, page) for s in labels)
    return "the label stands behind other words of a short block" if behind else None


def _behind_other_words(signal: Signal, page: Page) -> bool:
    if signal.finder != "attribution" or not 0 <= signal.block < len(page.article.blocks):
        return False
    text = page.article.blocks[signal.block].text
    line = text.rfind("\n", 0, signal.start) + 1
    return len(text) < CAPTION and len(text[line : signal.start].strip(" (–—-|")) > 8


def label_before_prose(credit: Credit, page: Page) -> str | None:
    """A bare label whose line goes on in prose, naming somebody unknown, is a word of the text."""
    if credit.source.url or credited_in_a_sentence(credit, page) or known_outlet(credit, page):
        return None
    labels = [s for s in credit.named if s.place is not Place.METADATA]
    goes_on = bool(labels) and all(_before_prose(s, page) for s in labels)
    return "the label's line goes on in prose" if goes_on else None


def _before_prose(signal: Signal, page: Page) -> bool:
    if signal.finder != "attribution" or not 0 <= signal.block < len(page.article.blocks):
        return False
    behind = page.article.blocks[signal.block].text[signal.end :].partition("\n")[0]
    return len(behind) > PROSE and signal.translator is None


def leads_to_a_page(credit: Credit, page: Page) -> str | None:
    """The credit leads to a page of the source, not only to its home."""
    url = credit.source.url
    return f"it leads to {url}" if urls.is_deep(url) else None


def leads_to_a_site(credit: Credit, page: Page) -> str | None:
    """The credit gives the address of the source's site."""
    url = credit.source.url
    return f"it gives the address of {credit.source.domain}" if url and urls.is_home(url) else None


def known_outlet(credit: Credit, page: Page) -> str | None:
    """The source is an outlet of the table."""
    known = (credit.source.domain and outlets.by_domain(credit.source.domain)) or (
        credit.source.name and outlets.by_name(credit.source.name)
    )
    return f"{known.name} is a known outlet" if known else None


def named_more_than_once(credit: Credit, page: Page) -> str | None:
    """Several lines, or a line and the metadata, name the same source."""
    quotes = {s.quote for s in credit.named}
    return f"named {len(quotes)} times" if len(quotes) > 1 else None


def translator_named(credit: Credit, page: Page) -> str | None:
    """A translator's line stands with it."""
    by = credit.translator
    whom = f" for {credit.translated_for}" if credit.translated_for else ""
    return f"translated by {by}{whom}" if by else None


def importer_stamp(credit: Credit, page: Page) -> str | None:
    """An importer's stamp stands with it: the text came through a feed."""
    return "a feed importer left its stamp" if credit.stamps else None


def written_in_another_language(credit: Credit, page: Page) -> str | None:
    """The source publishes in another language, and a translation is spoken of."""
    if credit.relation is not Relation.TRANSLATION or credit.source.domain is None:
        return None
    language = outlets.language_of(credit.source.domain)
    differs = language is not None and language != page.article.language
    return f"{credit.source.domain} publishes in '{language}'" if differs else None


def _sentences(credit: Credit) -> tuple[Signal, ...]:
    return tuple(s for s in credit.named if s.strength > 0.5 and s.place is not Place.METADATA)


def _labels(credit: Credit) -> tuple[Signal, ...]:
    return tuple(s for s in credit.named if s.strength <= 0.5)


def _declared(credit: Credit) -> tuple[Signal, ...]:
    return tuple(s for s in credit.named if s.place is Place.METADATA)


def _translators(credit: Credit) -> tuple[Signal, ...]:
    return tuple(s for s in credit.signals if s.translator)


RULES = (
    Rule("credited-in-a-sentence", "main", 3.0, credited_in_a_sentence, _sentences),
    Rule("declared-in-metadata", "main", 2.0, declared_in_metadata, _declared),
    Rule("credited-by-label", "main", 1.4, credited_by_label, _labels),
    Rule("translated-for-it", "main", 1.8, translated_for_it, lambda credit: credit.named),
    Rule("only-corroborates", "qualifier", -3.0, only_corroborates),
    Rule("stands-at-an-end", "qualifier", 0.9, stands_at_an_end),
    Rule("label-inside-the-text", "qualifier", -1.8, label_inside_the_text),
    Rule("label-after-a-caption", "qualifier", -1.6, label_after_a_caption),
    Rule("label-before-prose", "qualifier", -1.6, label_before_prose),
    Rule("leads-to-a-page", "qualifier", 1.2, leads_to_a_page),
    Rule("leads-to-a-site", "qualifier", 0.7, leads_to_a_site),
    Rule("known-outlet", "qualifier", 0.6, known_outlet),
    Rule("named-more-than-once", "qualifier", 0.8, named_more_than_once),
    Rule("translator-named", "qualifier", 1.0, translator_named, _translators),
    Rule("importer-stamp", "qualifier", 0.6, importer_stamp, lambda credit: credit.stamps),
    Rule("another-language", "qualifier", 0.4, written_in_another_language),
)


class Row(NamedTuple):
    """A row of the table as a reader sees it; a veto has no weight."""

    name: str
    kind: str
    weight: float | None
    says: str


def table() -> tuple[Row, ...]:
    """Every rule with what its function says of itself: vetoes, main rules, qualifiers."""
    vetoes = [Row(v.name, "veto", None, cleandoc(v.test.__doc__ or "")) for v in VETOES]
    main = sorted((r for r in RULES if r.kind == "main"), key=lambda r: -r.weight)
    others = sorted((r for r in RULES if r.kind != "main"), key=lambda r: -r.weight)
    return (*vetoes, *(Row(r.name, r.kind, r.weight, cleandoc(r.test.__doc__ or "")) for r in (*main, *others)))


def weigh(credit: Credit, page: Page) -> tuple[Evidence, ...]:
    """Every rule that holds for a credit, as evidence; of the main rules only the heaviest has its weight."""
    held = [(rule, detail) for rule in RULES if (detail := rule.test(credit, page))]
    heaviest = max((r.weight for r, _ in held if r.kind == "main"), default=0.0)
    spent = False
    found: list[Evidence] = []
    for rule, detail in held:
        weight = rule.weight
        if rule.kind == "main":
            weight = 0.0 if spent or rule.weight < heaviest else rule.weight
            spent = spent or weight > 0
        found.extend(_evidence(rule, weight, detail, credit))
    return tuple(found)


def _evidence(rule: Rule, weight: float, detail: str, credit: Credit) -> list[Evidence]:
    """One evidence a quoted line (the first carries the weight), or one without a quote."""
    quoted = rule.quotes(credit) if rule.quotes else ()
    if not quoted:
        return [Evidence(rule.name, weight, detail)]
    lines = {s.quote: s for s in quoted}
    return [
        Evidence(rule.name, weight if n == 0 else 0.0, detail, s.quote, s.place.value, s.finder)
        for n, s in enumerate(lines.values())
    ]
