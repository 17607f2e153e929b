"""A report that is another's, told again: its first sentences say who wrote it.

'..., пишет «Уральская хроника»' in the first two paragraphs of a short text, with a link, when the text links to no
second report. No link is needed where the page says that it itself has it from another ('передаёт Own News со ссылкой
на «Уральскую хронику»'), nor where what follows goes on telling what 'the paper' wrote.
"""

from collections.abc import Iterator

from provenance import outlets, urls
from provenance.grammar import sounds_like_press
from provenance.grammar.retellings import Retelling, Span, bare, goes_on, linked_retellings, retellings
from provenance.grammar.values import QUOTES
from provenance.grammar.values import name as as_name
from provenance.model import Article, Block, Link, Locator, Place, Relation, Signal
from provenance.signals.credits import is_own

FIRST, LONGEST = 2, 6_000
STRENGTH = 0.6
BODY = frozenset({Place.HEAD, Place.INLINE, Place.TAIL})


def find(article: Article) -> Iterator[Signal]:
    """The one report that the beginning credits, by a verb of reporting beside the outlet's name."""
    text = [(n, b) for n, b in enumerate(article.blocks) if b.place in (Place.HEAD, Place.INLINE)]
    if sum(len(b.text) for _, b in text) > LONGEST:
        return
    linked = {site for b in article.blocks if b.place in BODY for x in b.links if (site := _site(x, article))}
    for number, block in text[:FIRST]:
        spans = tuple((x.start, x.end) for x in block.links if _site(x, article))
        for told in (
            *retellings(block.text, article.language),
            *linked_retellings(block.text, spans, article.language),
        ):
            signal = _credited(told, number, block, article, linked)
            if signal:
                yield signal
                return


def _credited(told: Retelling, number: int, block: Block, article: Article, linked: set[str]) -> Signal | None:
    """The signal of one retelling; None where it may be no more than a mention."""
    nearer = _outlet(told.nearer, told, block, article)
    further = _outlet(told.further, told, block, article) if told.further else None
    if nearer is None:
        return None
    own = is_own(nearer.name or "", article)
    if (own and further is None) or (told.own and not own):
        return None
    sites = {urls.registered_domain(one.url) for one in (nearer, further) if one and one.url}
    only = bool(sites) and linked <= sites
    plain = own and further is not None and (further.url is not None or _known(told.further or told.nearer, block))
    if only or plain or (not linked and _is_told_on(told, number, article)):
        return _signal(nearer, further, told, number, block)
    return None


def _is_told_on(told: Retelling, number: int, article: Article) -> bool:
    """Whether an outlet's name that nothing links is taken up again: 'the paper', or the name itself."""
    block = article.blocks[number]
    after = (b.text for b in article.blocks[number + 1 :] if b.place in BODY)
    behind = "\n".join((block.text[told.end :], *after))
    return _known(told.nearer, block) and goes_on(behind, block.text[slice(*told.nearer)], article.language)


def _outlet(span: Span, told: Retelling, block: Block, article: Article) -> Locator | None:
    """An outlet of a retelling, with the page that its name links to; the only name of one has the link of its verb."""
    start, end = span if told.further else (told.start, told.end)
    links = (x for x in block.links if x.start < end and x.end > start)
    link = next(((x, site) for x in links if (site := _site(x, article))), None)
    name = as_name(bare(block.text[slice(*span)], article.language))
    if name is None:
        return None
    known = outlets.by_name(name)
    domain = known.domains[0] if known and known.domains else link[1] if link else None
    return Locator(name=name, url=urls.unwrap(link[0].url) if link else None, domain=domain)


def _known(span: Span, block: Block) -> bool:
    """Whether a name that nothing links is an outlet's: it is quoted, known, or has a word of the press in it."""
    written = block.text[slice(*span)]
    return written[0] in QUOTES or outlets.by_name(written) is not None or sounds_like_press(written)


def _site(link: Link, article: Article) -> str | None:
    """The domain of another outlet's page; None for a home page, a share button, the page's own site."""
    url = urls.unwrap(link.url)
    domain = urls.registered_domain(url)
    if not domain or domain == article.domain or urls.is_home(url) or urls.is_share_or_social(url):
        return None
    return domain


def _signal(nearer: Locator, further: Locator | None, told: Retelling, number: int, block: Block) -> Signal:
    return Signal(
        finder="retold",
        cue="verb-and-link",
        relation=Relation.ADAPTATION,
        place=block.place,
        quote=block.text[max(0, told.start - 120) : told.end + 80].strip()[:400],
        block=number,
        start=told.start,
        end=told.end,
        source=nearer,
        origin=further,
        strength=STRENGTH,
    )
