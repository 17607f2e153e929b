"""The table of what speaks for and against one page's being the parent of another.

Each trait is a function of a pair; its value times its weight is added to the log-odds of the edge. The weights
are those of a conditional logit over all possible parents of a page, "none" among them.
"""

from provenance.descent.traits.heads import (
    same_author,
    same_site,
    same_title,
    title_grew,
    title_shrank,
    title_words,
)
from provenance.descent.traits.languages import (
    had_already,
    same_language,
    shorter_source,
    translation,
)
from provenance.descent.traits.pair import Context, Mark, Pair, Trait
from provenance.descent.traits.roots import root_score, root_values
from provenance.descent.traits.tails import (
    anothers_line,
    boilerplate_carried,
    claims_source,
    names_child,
    names_other,
    names_source,
    silent,
    tail_carried_over,
    tail_elsewhere,
    tail_in_part,
    tail_lost,
    tail_lost_over,
    tail_out_of_order,
)
from provenance.descent.traits.texts import (
    added,
    added_elsewhere,
    corrected,
    cut,
    first_part,
    reading_shared,
    restored,
    same_text,
    words_changed,
)
from provenance.descent.traits.times import lag_days, older, timely, undated
from provenance.descent.weights import WEIGHTS

__all__ = ["TRAITS", "Context", "Mark", "Pair", "Trait", "root_score", "root_values", "score", "values"]

TRAITS: tuple[Trait, ...] = (
    same_language, translation, added, added_elsewhere, restored, corrected, words_changed, cut, same_text,
    first_part, same_title, title_grew, title_shrank, same_author, tail_lost, tail_carried_over,
    tail_lost_over, tail_in_part, tail_out_of_order, tail_elsewhere, anothers_line, silent, names_source, names_other,
    claims_source, names_child, older, lag_days, undated, boilerplate_carried, shorter_source, same_site,
    timely, had_already, reading_shared, title_words,
)  # fmt: skip
"""Every trait; a new one is a function here and a weight in `weights`."""


def values(pair: Pair) -> tuple[float, ...]:
    """The value of each trait, in the order of `TRAITS`."""
    return tuple(trait(pair) for trait in TRAITS)


def score(found: tuple[float, ...]) -> float:
    """The log-weight of an edge with these values."""
    return sum(value * WEIGHTS.get(trait.__name__, 0.0) for value, trait in zip(found, TRAITS, strict=True))
