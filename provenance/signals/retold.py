"""A report that is another's, told again: its first sentences say who wrote it, with a link to the page.

'..., пишет «Уральская хроника»' in the first two paragraphs of a short text that links to no second report.
"""

from collections.abc import Iterator

from provenance import outlets, urls
from provenance.grammar.retellings import retelling
from provenance.grammar.values import name as as_name
from provenance.model import Article, Block, Link, Locator, Place, Relation, Signal
from provenance.signals.credits import is_own

FIRST, LONGEST = 2, 6_000
STRENGTH = 0.6
BODY = frozenset({Place.HEAD, Place.INLINE, Place.TAIL})


def find(article: Article) -> Iterator[Signal]:
    """The one outlet that the beginning credits, by a verb of reporting and a link on the verb or the name."""
    pattern = retelling(article.language)
    text = [(n, b) for n, b in enumerate(article.blocks) if b.place in (Place.HEAD, Place.INLINE)]
    if pattern is None or sum(len(b.text) for _, b in text) > LONGEST:
        return
    linked = {site for b in article.blocks if b.place in BODY for x in b.links if (site := _site(x, article))}
    for number, block in text[:FIRST]:
        for found in pattern.finditer(block.text):
            link = next((x for x in block.links if x.start < found.end() and x.end > found.start()), None)
            site = _site(link, article) if link else None
            name = as_name(found["name"])
            if link and site and name and linked == {site} and not is_own(name, article):
                yield _signal(name, link, site, number, block, found.span())
                return


def _site(link: Link, article: Article) -> str | None:
    """The domain of another outlet's page; None for a home page, a share button, the page's own site."""
    url = urls.unwrap(link.url)
    domain = urls.registered_domain(url)
    if not domain or domain == article.domain or urls.is_home(url) or urls.is_share_or_social(url):
        return None
    return domain


def _signal(name: str, link: Link, site: str, number: int, block: Block, span: tuple[int, int]) -> Signal:
    known = outlets.by_name(name)
    domain = known.domains[0] if known and known.domains else site
    return Signal(
        finder="retold",
        cue="verb-and-link",
        relation=Relation.ADAPTATION,
        place=block.place,
        quote=block.text[max(0, span[0] - 120) : span[1] + 80].strip()[:400],
        block=number,
        start=span[0],
        end=span[1],
        source=Locator(name=name, url=urls.unwrap(link.url), domain=domain),
        strength=STRENGTH,
    )
