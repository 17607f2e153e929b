"""Which of the candidate pages is the source: texts are compared, the best convinces or none does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.infer.confidence import probability
from provenance.infer.derivations import evidence_of_dates, evidence_of_match
from provenance.match import compare, shortlist
from provenance.match.thresholds import MATCHED
from provenance.model import Article, Evidence, Match, Rival

if TYPE_CHECKING:
    from provenance.walk.library import StoreAndWeb

WORTH_NAMING = 0.3
MOST_RIVALS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """The page chosen, the evidence for it, the others that came near."""

    article: Article
    match: Match
    evidence: tuple[Evidence, ...]
    rivals: tuple[Rival, ...]


def choose(
    witness: Article, candidates: Iterable[tuple[str, Iterable[Article]]], library: "StoreAndWeb"
) -> Choice | None:
    """The source among the candidates, as the text of `witness` (the nearest copy that was read) shows.

    A page at the credit's own address is the source even when the texts differ (that counts against it); a page that
    is only of the right site must convince by its text. Resolvers are heard in their order: the first whose pages
    convince is the last that is asked. None when nothing does.
    """
    for resolver, proposed in candidates:
        articles = list(proposed)
        if resolver == "link" and articles:
            return _asked(witness, articles[0], library)
        if choice := _best(witness, articles):
            return choice
    return None


def _asked(witness: Article, article: Article, library: "StoreAndWeb") -> Choice:
    """The page at the credit's address; where it is not the text any more, its first capture if that is."""
    match = compare(witness, article)
    if match.score < MATCHED and article.url and (page := library.earliest(article.url)):
        before = compare(witness, page.article)
        if before.score >= MATCHED:
            library.keep(page)
            return _choice(witness, page.article, before, (), asked=True)
    return _choice(witness, article, match, (), asked=True)


def _best(witness: Article, articles: list[Article]) -> Choice | None:
    scored = [(compare(witness, article), article) for article in shortlist(witness, articles)]
    scored.sort(key=lambda pair: (-pair[0].score, pair[1].id))
    if not scored or scored[0][0].score < MATCHED:
        return None
    rivals = [Rival(a.id, probability([4 * (m.score - MATCHED)])) for m, a in scored[1:] if m.score >= WORTH_NAMING]
    return _choice(witness, scored[0][1], scored[0][0], tuple(rivals[:MOST_RIVALS]), asked=False)


def _choice(witness: Article, article: Article, match: Match, rivals: tuple[Rival, ...], *, asked: bool) -> Choice:
    dated = evidence_of_dates(witness, article)
    evidence = (evidence_of_match(match, asked), *((dated,) if dated else ()))
    return Choice(article, match, evidence, rivals)
