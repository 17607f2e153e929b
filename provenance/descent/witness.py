"""A page as a witness of its text: what a copy may carry on from it, line by line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from provenance import urls
from provenance.descent.moments import moment
from provenance.match.shingles import signed, stable_hash
from provenance.match.tokens import base_language, forms
from provenance.model import Article, Claim, DateInterval, Place, Signal

_READ = frozenset({Place.HEAD, Place.BYLINE, Place.INLINE, Place.QUOTE, Place.TAIL, Place.CAPTION})
_ADDRESS = re.compile(r"https?://\S{4,900}")
_AFTER = ".,;:!?)]}>\"'»”’"  # what may stand right behind an address
_UNDATED = re.compile(r"[\W\d]+\Z")  # what stands behind a name: a date in figures
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}")
_PROSE = 12  # tokens from which a line without a link or a credit is part of the text


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, a hash of its tokens, their forms, where its links lead, whether it credits.

    `formula` is a hash of how a credit is given: its words but for whom it names, and whether they link to a page or a
    site or give its address as text; 0 where there is none.
    """

    text: str
    key: int
    words: tuple[str, ...]
    links: tuple[str, ...] = ()
    credits: bool = False
    formula: int = 0


@dataclass(frozen=True, slots=True)
class Witness:
    """A page with its text (`body`) and its sediment (`tail`, outermost line last) apart.

    `moment` is all that address, metadata and visible date allow together; `forged` says that they
    exclude each other. `claims` are what the page says of its source, nearest first. `bylines` are names above the
    text that nothing calls an author's.
    """

    id: str
    url: str | None
    domain: str | None
    outlet: str | None
    title: str
    language: str
    author: str
    moment: DateInterval | None
    forged: bool
    body: tuple[Line, ...]
    tail: tuple[Line, ...]
    claims: tuple[Claim, ...] = ()
    bylines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text without the lines that credit."""
        return "\n".join(line.text for line in self.body)


def witness(article: Article, signals: Iterable[Signal], claims: Iterable[Claim] = ()) -> Witness:
    """Read an article as a witness; credit lines are those that a signal quotes, or that lead elsewhere at the end."""
    credits = _credit_lines(article, signals)
    lines = list(_lines(article, credits))
    end = len(lines)
    while end and _is_sediment(lines[end - 1], article):
        end -= 1
    start = next((n for n, line in enumerate(lines[:end]) if _is_prose(line)), end)
    body = tuple(line for line in lines[start:end] if not line.credits)
    head = [line for line in lines[:end] if line.credits]
    when, forged = moment(article)
    return Witness(
        id=article.id,
        url=article.url,
        domain=article.domain,
        outlet=article.outlet,
        title=" ".join((article.title or "").split()),
        language=base_language(article.language),
        author=", ".join(article.authors),
        moment=when,
        forged=forged,
        body=body,
        tail=(*head, *lines[end:]),
        claims=tuple(claims),
        bylines=tuple(_bylines(article)),
    )


def credited(language: str) -> int:
    """The hash under which an index counts the pages of a language that credit anyone."""
    return signed(stable_hash(f"credited {language}"))


def line_of(text: str, links: Iterable[str] = (), credits: bool = False, named: str = "") -> Line:
    """A line of a text; `named` are the names that a credit gives. An address that is written out is a link."""
    words, linked = tuple(forms(text)), tuple(links)
    key = signed(stable_hash("line " + " ".join(words)))
    written = tuple(found.rstrip(_AFTER) for found in _ADDRESS.findall(text))
    return Line(
        text.strip(),
        key,
        words,
        tuple(dict.fromkeys(urls.canonical_key(link) for link in (*linked, *written))),
        credits,
        _formula(text, named, linked, written) if credits else 0,
    )


def _formula(text: str, named: str, linked: Sequence[str], written: Sequence[str]) -> int:
    known = set(forms(named))
    kept = [form for form in forms(_ADDRESS.sub(" ", text)) if form not in known]
    return signed(stable_hash("formula " + " ".join((*kept, *_manners(linked, written)))))


def _manners(linked: Sequence[str], written: Sequence[str]) -> list[str]:
    """How a line gives its addresses: by a link or as text alone, of a page or of a whole site."""
    links = {urls.canonical_key(url) for url in linked}
    bare = [url for url in written if urls.canonical_key(url) not in links]
    every = [*(("link", url) for url in linked), *(("text", url) for url in bare)]
    return sorted({f"{way} {'site' if urls.is_home(url) else 'page'}" for way, url in every})


def _lines(article: Article, credits: Mapping[str, str]) -> Iterator[Line]:
    for block in article.blocks:
        if block.place in _READ:
            at = 0
            for text in block.text.split("\n"):
                if text.strip():
                    links = [link for link in block.links if at <= link.start < at + len(text)]
                    named = " ".join((credits.get(text.strip(), ""), *(link.text for link in links)))
                    line = line_of(text, (link.url for link in links), text.strip() in credits, named)
                    if line.words:
                        yield line
                at += len(text) + 1


def _bylines(article: Article) -> Iterator[str]:
    """What may be names on the lines between title and text, without the date behind them; links are sections."""
    for block in article.blocks:
        if block.place is Place.BYLINE and not block.links:
            for line in block.text.split("\n"):
                name = _UNDATED.sub("", line).strip()
                if _NAME.fullmatch(name) and not any(word[0].islower() for word in name.split()):
                    yield name


def _credit_lines(article: Article, signals: Iterable[Signal]) -> dict[str, str]:
    """The whole lines on which signals stand, with the names of whom they credit.

    A long line that mentions a source within is part of the text.
    """
    found: dict[str, str] = {}
    for signal in signals:
        if signal.finder == "authors" or not 0 <= signal.block < len(article.blocks):  # a writer's line credits no page
            continue
        text = article.blocks[signal.block].text
        start = text.rfind("\n", 0, signal.start) + 1
        end = text.find("\n", signal.start)
        line = text[start : end if end >= 0 else len(text)].strip()
        if 2 * len(signal.quote) >= len(line):
            source = signal.source
            names = (source.name, source.title) if source else ()
            found[line] = " ".join((found.get(line, ""), *(name for name in names if name)))
    return found


def _is_sediment(line: Line, article: Article) -> bool:
    if line.credits or line.links:
        return True
    named = bool(article.outlet) and str(article.outlet) in line.text
    return named or not _is_prose(line)


def _is_prose(line: Line) -> bool:
    """A line of some length that credits nobody."""
    return len(line.words) >= _PROSE and not line.credits
