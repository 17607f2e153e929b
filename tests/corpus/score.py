"""How near answers come to the judgements.

source     a claim is right when its domain is the wanted one's, or their names are the same but for case, accents, punctuation and
           articles, or the name of one is the domain of the other: precision, recall and F1 over all claims of all pages
relation   share of right claims with the wanted relation (or one of `also`)
hop        share of right claims at the wanted hop
translator F1 of the translators' names
url        share of wanted claims with an address deeper than a home page for which that address was given
clean      share of pages without an upstream on which nothing was claimed
page       share of all pages on which sources, relations and hops are all exactly right

A claim of a confidence under one half does not count; a wanted claim that is optional may be made or not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from provenance.model import Claim
from tests.corpus.names import deep, fold, same_source
from tests.corpus.pages import Page, Wanted

LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """One page with the answer to it: `right` pairs what was said with what was wanted, without what is optional.

    `verdicts` says of every claim, also of those under one half, whether its source is a wanted one.
    """

    page: Page
    said: tuple[Claim, ...]
    wanted: tuple[Wanted, ...]
    right: tuple[tuple[Claim, Wanted], ...]
    verdicts: tuple[tuple[Claim, bool], ...] = ()

    @property
    def exact(self) -> bool:
        """Sources, relations and hops are all as wanted."""
        found = len(self.right) == len(self.said) == len(self.wanted)
        return found and all(_relation(c, w) and _hop(c, w) for c, w in self.right)


def judge(page: Page, claims: Sequence[Claim]) -> Judged:
    """Pair each wanted claim with at most one that was made: the same source, then the same hop and relation first."""
    said = [claim for claim in claims if claim.confidence >= LEAST]
    fits = sorted(
        (-4 * (_hop(c, w)) - 2 * _relation(c, w) - (not w.optional), i, j)
        for i, c in enumerate(said)
        for j, w in enumerate(page.claims)
        if same_source(c.source, w)
    )
    pairs: dict[int, int] = {}
    for _, i, j in fits:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    free = {i for i, j in pairs.items() if page.claims[j].optional}
    return Judged(
        page,
        tuple(claim for i, claim in enumerate(said) if i not in free),
        tuple(w for w in page.claims if not w.optional),
        tuple((said[i], page.claims[j]) for i, j in sorted(pairs.items()) if i not in free),
        _verdicts(page, claims),
    )


def _verdicts(page: Page, claims: Sequence[Claim]) -> tuple[tuple[Claim, bool], ...]:
    """Each claim with whether it names a wanted source, the surest first; a source counts once."""
    left, found = list(page.claims), []
    for claim in sorted(claims, key=lambda c: -c.confidence):
        match = next((w for w in left if same_source(claim.source, w)), None)
        if match is not None:
            left.remove(match)
        found.append((claim, match is not None))
    return tuple(found)


def _relation(claim: Claim, wanted: Wanted) -> bool:
    return claim.relation in (wanted.relation, *wanted.also)


def _hop(claim: Claim, wanted: Wanted) -> bool:
    return claim.hop in (wanted.hop, *wanted.hops)


@dataclass(slots=True)
class Score:
    """The figures of some pages; None where there is nothing to count."""

    n: Counter[str] = field(default_factory=Counter)

    def add(self, judged: Judged) -> None:
        """Count one page."""
        pairs, said, wanted = judged.right, judged.said, judged.wanted
        self.n.update(
            pages=1,
            exact=judged.exact,
            said=len(said),
            wanted=len(wanted),
            right=len(pairs),
            relation=sum(_relation(c, w) for c, w in pairs),
            hop=sum(_hop(c, w) for c, w in pairs),
            url_wanted=sum(bool(deep(w.url)) for w in wanted),
            url_right=sum(bool(deep(w.url)) and deep(c.source.url) == deep(w.url) for c, w in pairs),
            translator_said=sum(bool(c.translator) for c in said),
            translator_wanted=sum(bool(w.translator) for w in wanted),
            translator_right=sum(bool(w.translator) and fold(c.translator) == fold(w.translator) for c, w in pairs),
            originals=not wanted,
            clean=not wanted and not said,
        )

    @property
    def figures(self) -> dict[str, float | None]:
        """Every figure by its name."""
        n = self.n
        return {
            "precision": _share(n["right"], n["said"]),
            "recall": _share(n["right"], n["wanted"]),
            "source": _share(2 * n["right"], n["said"] + n["wanted"]),
            "relation": _share(n["relation"], n["right"]),
            "hop": _share(n["hop"], n["right"]),
            "translator": _share(2 * n["translator_right"], n["translator_said"] + n["translator_wanted"]),
            "url": _share(n["url_right"], n["url_wanted"]),
            "clean": _share(n["clean"], n["originals"]),
            "page": _share(n["exact"], n["pages"]),
        }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of all pages, of each class and of each language, with the judged pages themselves."""

    all: Score
    by_class: dict[str, Score]
    by_language: dict[str, Score]
    judged: tuple[Judged, ...]


def score(answers: Iterable[tuple[Page, Sequence[Claim]]]) -> Scores:
    """Score the answers to pages."""
    judged = tuple(judge(page, claims) for page, claims in answers)
    total = Score()
    by_class: dict[str, Score] = {}
    by_language: dict[str, Score] = {}
    for one in sorted(judged, key=lambda j: j.page.id):
        kind = by_class.setdefault(one.page.kind, Score())
        language = by_language.setdefault(one.page.language, Score())
        for counted in (total, kind, language):
            counted.add(one)
    return Scores(total, by_class, by_language, judged)
