"""The walk upstream: what to read next, when to stop.

From a page, each claim at hop 1 is resolved to a page, or kept as a named source. Claims at deeper hops (the older
layers of the sediment) are handed on to that source: they corroborate what its own page says, or stand in for
it when the page is not to be had.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance import urls
from provenance.acquire import Options
from provenance.captures import recording
from provenance.charset import as_utf8
from provenance.infer import claims
from provenance.infer.derivations import derive, link_id, named_id, named_node, with_rivals
from provenance.infer.page import same
from provenance.infer.teaser import is_teaser
from provenance.match import relation_of
from provenance.model import Article, Chain, Claim, Derivation, Evidence, Match, Relation, Status
from provenance.reading import remembering
from provenance.resolve import candidates
from provenance.walk.answer import answered
from provenance.walk.archived import evidence_of_archives
from provenance.walk.choose import Choice, choose
from provenance.walk.library import Limits, StoreAndWeb
from provenance.walk.start import Start, start
from provenance.walk.why import why

if TYPE_CHECKING:
    from provenance.store import Store

SAID_DOWNSTREAM = 0.3


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the walk stands: a node, its page if it was read, the nearest page read below, what copies said of it."""

    node: str
    article: Article | None
    witness: Article
    inherited: tuple[Claim, ...]
    distance: int


def trace(
    target: str | os.PathLike[str],
    store: "Store",
    options: Options | None = None,
    limits: Limits | None = None,
    then: Callable[["Store"], object] | None = None,
) -> Chain:
    """Read a target, follow it upstream to its origin, record every hop, answer with the chain.

    A target is an address, a file or an id of the store. `then` is called with the store when the walk is over: what
    it adds to it (by `link`, say) is in the chain. Raises Stop when it cannot be read, StoreError when the store
    cannot be written. What cannot be read on the way is told in the chain. Tracing the same thing twice adds nothing.
    """
    options, limits = remembering(recording(options or Options(), store), store), limits or Limits()
    library = StoreAndWeb(store, options, limits)
    target = os.fspath(target)
    begun = start(target, store, options)
    article = begun.article
    waiting, seen = deque([Stand(article.id, article, article, (), 0)]), {article.id}
    notes = list(_notes(target, begun))
    while waiting:
        here = waiting.popleft()
        if here.distance >= limits.depth:
            if here.inherited or _own(here, store):
                hops = "1 hop" if limits.depth == 1 else f"{limits.depth} hops"
                notes.append(f"The walk stopped after {hops}; there is more upstream.")
                _record_unfollowed(here, f"the walk stopped after {hops}", store)
            continue
        for stand in _upstream(here, store, library):
            if stand.node not in seen:
                seen.add(stand.node)
                waiting.append(stand)
    if then:
        then(store)
    failed = {urls.canonical_key(url): error for url, error in library.failed.items()}
    if begun.failed and article.url:
        failed[urls.canonical_key(article.url)] = begun.failed
    answer = answered(article.id, store, upstream=True, downstream=False, failed=failed)
    return replace(answer, notes=tuple(dict.fromkeys((*answer.notes, *notes))))


def _notes(target: str, begun: Start) -> Iterator[str]:
    """What there is to tell of how a walk began."""
    if begun.pages > 1:
        yield f"{as_utf8(target)} holds {begun.pages} pages: all are kept, the first was traced."
    if begun.failed and not is_teaser(begun.article):
        yield f"{target} was asked for again and could not be read ({begun.failed}): what was read before is told."


def _upstream(here: Stand, store: "Store", library: StoreAndWeb) -> Iterator[Stand]:
    """Resolve, record and stand on every source of a node."""
    for claim, extra, deeper in _merged(_own(here, store), here.inherited):
        library.begin()
        choice = choose(here.witness, candidates(claim.source, here.witness, library), library)
        if choice is None:
            if urls.is_deep(claim.source.url) and library.leads_to(claim.source.url, here.node):
                continue  # the page cites itself, perhaps by another of its addresses
            node = _record_named(claim, here, extra, store, library)
            yield Stand(node, None, here.witness, deeper, here.distance + 1)
        else:
            _record_found(claim, here, extra, choice, store, library)
            yield Stand(choice.article.id, choice.article, choice.article, deeper, here.distance + 1)


def _own(here: Stand, store: "Store") -> tuple[Claim, ...]:
    return claims(here.article, store.signals(here.article.id)) if here.article else ()


def _merged(
    own: tuple[Claim, ...], inherited: tuple[Claim, ...]
) -> Iterator[tuple[Claim, tuple[Evidence, ...], tuple[Claim, ...]]]:
    """Claims at hop 1 with what copies said of the same source, and the claims that are handed on with each."""
    nearest = [c for c in own if c.hop == 1]
    for claim in nearest or [c for c in inherited if c.hop == 1]:
        said = [c for c in inherited if c.hop == 1 and same(c.source, claim.source)] if nearest else []
        extra = tuple(
            Evidence("said-downstream", SAID_DOWNSTREAM, "a copy of it says the same", e.quote, e.place, e.finder)
            for c in said
            for e in c.evidence[:1]
        )
        handed_on = _handed_on(claim, own if nearest else inherited)
        if said and not handed_on:
            handed_on = _handed_on(said[0], inherited)
        yield claim, extra, handed_on


def _handed_on(claim: Claim, base: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The deeper claims that hang on this one, one hop nearer."""
    first_of_layer = next((c for c in base if c.hop == 1), None)
    if first_of_layer is None or claim.source != first_of_layer.source:
        return ()
    return tuple(replace(c, hop=c.hop - 1) for c in base if c.hop > 1)


def _record_found(
    claim: Claim, here: Stand, extra: tuple[Evidence, ...], choice: Choice, store: "Store", library: StoreAndWeb
) -> None:
    """Write the hop to the page found; a link to the same source as merely named is superseded."""
    claim = replace(claim, relation=_relation(claim, here.witness, choice.article, choice.match))
    archived = evidence_of_archives(here.witness, choice.article, library)
    link = derive(claim, here.node, choice.article.id, (*extra, *choice.evidence, *archived))
    named = (named_id(here.node, claim.source), named_node(here.node, claim, Status.NAMED, "").id)
    store.put_links([with_rivals(link, choice.rivals)])
    store.drop_links({link_id(here.node, node) for node in named} - {link.id})


def _record_named(claim: Claim, here: Stand, extra: tuple[Evidence, ...], store: "Store", library: StoreAndWeb) -> str:
    """Write the source as a node that was not read, with what was tried, and the hop to it; its node id."""
    node = named_node(here.node, claim, *why(claim, library))
    store.put_node(node)
    link: Derivation = derive(claim, here.node, node.id, extra)
    store.put_links([link])
    return node.id


def _record_unfollowed(here: Stand, reason: str, store: "Store") -> None:
    """Write the sources of a node at which the walk stops as not looked at, but for those whose page is kept.

    Where an earlier walk went on there is nothing to write.
    """
    if store.graph(here.node, upstream=True, downstream=False, depth=1).links:
        return
    for claim, extra, _ in _merged(_own(here, store), here.inherited):
        node = named_node(here.node, claim, Status.NOT_LOOKED, reason)
        if store.article(node.id) is None:  # else it is there to be read: that is a hop more
            store.put_node(node)
            store.put_links([derive(claim, here.node, node.id, extra)])


def _relation(claim: Claim, derived: Article, source: Article, match: Match) -> Relation:
    """What the claim says, corrected by what the pages show: another language, a part only."""
    if derived.language and source.language and derived.language != source.language:
        return Relation.TRANSLATION
    if claim.relation is Relation.REPUBLICATION and relation_of(match) is Relation.EXCERPT:
        return Relation.EXCERPT
    return claim.relation
