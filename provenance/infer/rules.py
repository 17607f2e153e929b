"""The table of rules by which signals become claims.

Every row names a function that says why it holds (its detail) or None. `veto` rows throw a signal out before
anything is inferred from it; `main` rows say how plainly a source is credited and compete (the
heaviest that holds counts); `qualifier` rows add or take away. Weights are log-odds; their sum is a probability by
`confidence.probability`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import Literal, NamedTuple

from provenance import outlets, urls
from provenance.infer.credit import Credit
from provenance.infer.page import Page
from provenance.model import Evidence, Place, Relation, Signal

BIAS = -1.5
# A block of fewer characters may be what stands under a chart or a picture.
CAPTION = 220
# So many characters behind a label's name, in its line, are prose.
PROSE = 50
# A signal no stronger than this confirms what others say.
CORROBORATES = 0.2


@dataclass(frozen=True, slots=True)
class Veto:
    """A rule that throws a signal out."""

    name: str
    test: Callable[[Signal, Page], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that weighs a credit."""

    name: str
    kind: Literal["main", "qualifier"]
    weight: float
    test: Callable[[Credit, Page], str | None]


# --- what is not an upstream ----------------------------------------------------------------------


def names_itself(signal: Signal, page: Page) -> str | None:
    """The source named is the page's own outlet, unless a text of its own in another language was translated."""
    abroad = signal.original_language not in (None, page.article.language) and bool(signal.source and signal.source.url)
    if signal.relation is Relation.TRANSLATION and abroad:
        return None
    return "the page names its own outlet" if signal.source and page.is_own(signal.source) else None


def under_a_picture(signal: Signal, page: Page) -> str | None:
    """A line in a caption credits the picture, not the text."""
    return "it stands under a picture" if signal.place is Place.CAPTION else None


def unknown_small_name(signal: Signal, page: Page) -> str | None:
    """A name written small that no table knows is a common noun."""
    name = signal.source.name if signal.source and not signal.source.url else None
    small = name is not None and name.islower() and "." not in name
    return "no outlet of that name is known" if small and name and outlets.by_name(name) is None else None


def share_link(signal: Signal, page: Page) -> str | None:
    """The address is a share button's."""
    url = signal.source.url if signal.source else None
    return "the address is a share button's" if url and urls.is_share_or_social(url) else None


def inside_a_quotation(signal: Signal, page: Page) -> str | None:
    """A line inside a quotation credits what is quoted; a quotation around the text that is all credit is a note."""
    quoted = signal.place is Place.QUOTE and not page.is_a_note(signal)
    return "it stands inside a quotation" if quoted else None


def a_shop(signal: Signal, page: Page) -> str | None:
    """A shop or an app store sells what the page speaks of."""
    name = signal.source.name if signal.source else None
    shops = ("amazon", "ebay", "etsy", "aliexpress", "appstore", "googleplay", "steam")
    return "the source is a shop" if name and outlets.fold(name.split(".", 1)[0]) in shops else None


VETOES = (
    Veto("names-itself", names_itself),
    Veto("under-a-picture", under_a_picture),
    Veto("unknown-small-name", unknown_small_name),
    Veto("share-link", share_link),
    Veto("inside-a-quotation", inside_a_quotation),
    Veto("a-shop", a_shop),
)


# --- how plainly a source is credited -------------------------------------------------------------


def credited_in_a_sentence(credit: Credit, page: Page) -> str | None:
    """A whole phrase says that the text was taken from the source."""
    strong = [s for s in credit.named if s.strength > 0.5 and s.place is not Place.METADATA]
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
    return f"it leads to {url}" if url and not urls.is_home(url) else None


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


RULES = (
    Rule("credited-in-a-sentence", "main", 3.0, credited_in_a_sentence),
    Rule("declared-in-metadata", "main", 2.0, declared_in_metadata),
    Rule("credited-by-label", "main", 1.4, credited_by_label),
    Rule("translated-for-it", "main", 1.8, translated_for_it),
    Rule("only-corroborates", "qualifier", -3.0, only_corroborates),
    Rule("stands-at-an-end", "qualifier", 0.9, stands_at_an_end),
    Rule("label-inside-the-text", "qualifier", -1.8, label_inside_the_text),
    Rule("label-after-a-caption", "qualifier", -1.6, label_after_a_caption),
    Rule("label-before-prose", "qualifier", -1.6, label_before_prose),
    Rule("leads-to-a-page", "qualifier", 1.2, leads_to_a_page),
    Rule("leads-to-a-site", "qualifier", 0.7, leads_to_a_site),
    Rule("known-outlet", "qualifier", 0.6, known_outlet),
    Rule("named-more-than-once", "qualifier", 0.8, named_more_than_once),
    Rule("translator-named", "qualifier", 1.0, translator_named),
    Rule("importer-stamp", "qualifier", 0.6, importer_stamp),
    Rule("another-language", "qualifier", 0.4, written_in_another_language),
)

# Which signals of a credit a rule's evidence quotes.
QUOTED: dict[str, Callable[[Credit], tuple[Signal, ...]]] = {
    "credited-in-a-sentence": lambda c: tuple(s for s in c.named if s.strength > 0.5 and s.place is not Place.METADATA),
    "declared-in-metadata": lambda c: tuple(s for s in c.named if s.place is Place.METADATA),
    "credited-by-label": lambda c: tuple(s for s in c.named if s.strength <= 0.5),
    "translated-for-it": lambda c: c.named,
    "translator-named": lambda c: tuple(s for s in c.signals if s.translator),
    "importer-stamp": lambda c: c.stamps,
}


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


def vetoed(signal: Signal, page: Page) -> str | None:
    """The name of the first rule that throws a signal out."""
    return next((v.name for v in VETOES if v.test(signal, page)), None)


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
    quoted = QUOTED[rule.name](credit) if rule.name in QUOTED else ()
    if not quoted:
        return [Evidence(rule.name, weight, detail)]
    lines = {s.quote: s for s in quoted}
    return [
        Evidence(rule.name, weight if n == 0 else 0.0, detail, s.quote, s.place.value, s.finder)
        for n, s in enumerate(lines.values())
    ]
