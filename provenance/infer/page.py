"""The page that is asked about, as the rules see it: its own names, its language."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from provenance import outlets, urls
from provenance.model import Article, Locator, Place, Signal

ENDS = frozenset({Place.TAIL, Place.HEAD, Place.BYLINE})
TEXT = frozenset({Place.INLINE, Place.QUOTE})
PARAGRAPH = 120
# What a character of a script holds, in letters of an alphabet.
DENSE = (
    (regex.compile(r"\p{Han}|\p{Hiragana}|\p{Katakana}"), 3),
    (regex.compile(r"\p{Hangul}"), 2),
    (regex.compile(r"\p{Hebrew}|\p{Arabic}"), 1.25),  # vowels are not written
    (regex.compile(""), 1),
)


@dataclass(frozen=True, slots=True)
class Page:
    """An article with the names under which it may name itself.

    `prose` is where its paragraphs begin: (block, offset), in their order.
    """

    article: Article
    names: tuple[str, ...]
    prose: tuple[tuple[int, int], ...] = ()

    @property
    def domain(self) -> str | None:
        """The registered domain of the page, None when nothing tells it."""
        return self.article.domain

    @property
    def identified(self) -> bool:
        """Whether the page's own outlet is known at all."""
        return bool(self.article.domain or self.names)

    def is_at_an_end(self, signal: Signal) -> bool:
        """Whether a signal stands before or after all paragraphs, or where the page says that credit is given."""
        if signal.place in ENDS:
            return True
        here = (signal.block, signal.start)
        return signal.block >= 0 and bool(self.prose) and (here < self.prose[0] or here > self.prose[-1])

    def is_a_note(self, signal: Signal) -> bool:
        """Whether the block of a signal is little else, and stands before all of the text."""
        blocks = self.article.blocks
        if not 0 <= signal.block < len(blocks) or any(b.place in TEXT for b in blocks[: signal.block]):
            return False
        return 2 * (signal.end - signal.start) >= len(blocks[signal.block].text)

    def opens_the_text(self, signal: Signal) -> bool:
        """Whether a signal is the beginning of the first paragraph."""
        return bool(self.prose) and (signal.block, signal.start) == self.prose[0]

    def is_own(self, source: Locator) -> bool:
        """Whether a source is this page's own outlet: by domain, by name, by the name's likeness to the host."""
        if self.domain and source.url and source.domain == self.domain:
            return True
        if self.domain and source.name and outlets.name_matches_host(source.name, self.domain):
            return True
        if any(outlets.same_source(source.name, source.domain, name, self.domain) for name in self.names):
            return True
        if source.name and source.domain is None:
            name = source.name
            if any(outlets.inflected(name, own) or outlets.is_edition(name, own) for own in self.names):
                return True
        return bool(self.domain) and outlets.same_source(source.name, source.domain, None, self.domain)

    def is_own_name(self, name: str | None) -> bool:
        """Whether a bare name (of whom a translation was made for) is this page's own outlet."""
        return name is not None and self.is_own(Locator(name=name))

    def located(self, name: str) -> Locator:
        """A name, with the address elsewhere that the page links it to, if it does."""
        folded = outlets.fold(name)
        for block in self.article.blocks:
            for link in block.links:
                site = urls.registered_domain(urls.unwrap(link.url))
                if site and site != self.domain and outlets.fold(block.text[link.start : link.end]) == folded:
                    return Locator(name=name, url=urls.unwrap(link.url), domain=site)
        return Locator(name=name)


def view(article: Article) -> Page:
    """The page of an article, with the table's names of its outlet next to its own."""
    known = outlets.by_domain(article.domain) if article.domain else None
    own = None if outlets.is_misnamed(article.outlet, article.domain) else article.outlet
    names = [own, known.name if known else None]
    return Page(article, tuple(dict.fromkeys(n for n in names if n)), tuple(_prose(article)))


def _prose(article: Article) -> Iterator[tuple[int, int]]:
    for number, block in enumerate(article.blocks):
        if block.place not in TEXT:
            continue
        at = 0
        for line in block.text.split("\n"):
            if len(line) * next(letters for script, letters in DENSE if script.search(line)) >= PARAGRAPH:
                yield number, at
            at += len(line) + 1


def same(a: Locator, b: Locator) -> bool:
    """Whether two locators name the same outlet."""
    return outlets.same_source(a.name, a.domain, b.name, b.domain)
