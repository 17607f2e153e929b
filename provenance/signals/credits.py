"""A short credit that names agencies: 'dpa', 'AFP/The Local', 'ino/dpa', 'FR mit dpa' -> which, and who worked on it.

Initials before an agency are a writer's, so the text was worked on; after it they are mostly the agency's own service
code (dpa/lby), unless they are those of the page's outlet.
"""

from dataclasses import dataclass

import regex

from provenance import outlets
from provenance.grammar import bylines, is_desk
from provenance.model import Article, Relation
from provenance.outlets import Outlet

SEPARATORS = " \t/,;|.&+·•–—-()[]（）【】/:="
WORDS = regex.compile(r"[\p{L}\p{N}\p{M}'’@._]+")
INITIALS = regex.compile(r"\p{Ll}{2,4}|\p{Lu}{2,3}|(?:\p{Lu}\.[\s-]?){1,3}\p{Lu}?\.?")
CLIPPED_WRITER = regex.compile(r"(?:\p{Lu}\p{Ll}?\.\s?){1,2}\p{Lu}\p{L}{2,}(?:-\p{Lu}\p{L}+)?")


@dataclass(frozen=True, slots=True)
class Credit:
    """Agencies of one credit, in their order, and whether the page's own people worked on the text."""

    agencies: tuple[Outlet, ...]
    worked: bool

    @property
    def relation(self) -> Relation:
        """Syndication, or adaptation where the page's own people worked on the text."""
        return Relation.ADAPTATION if self.worked else Relation.SYNDICATION


def only_agencies(text: str, article: Article) -> Credit | None:
    """A piece that holds agencies, the page's own name, initials and separators, and nothing else; else None."""
    found = outlets.find_agencies(text)
    if not found:
        return None
    worked, last = False, 0
    for number, (start, end, _) in enumerate((*found, (len(text), len(text), None))):
        between = text[last:start]
        said = _between(between, article, before=number == 0)
        if said is None:
            return None
        worked = worked or said
        last = end
    return Credit(tuple(dict.fromkeys(outlet for _, _, outlet in found)), worked)


def _between(piece: str, article: Article, *, before: bool) -> bool | None:
    """Whether a piece around agencies tells of the page's own work; None when it holds anything else."""
    rest = piece.strip(SEPARATORS)
    if not rest:
        return False
    if is_own(rest, article) or bylines.ends_in_with(rest) or bylines.is_staff(rest) or is_desk(rest):
        return True
    stripped = bylines.without_with(bylines.without_and(rest)).strip(SEPARATORS)
    if not stripped or is_own(stripped, article):
        return True
    if INITIALS.fullmatch(rest):
        return before or _cut_from_own_name(rest, article)
    return None


def is_own(text: str, article: Article) -> bool:
    """Whether a piece names the page's own outlet: by its name, its initials or its host."""
    folded = outlets.fold(text)
    if not folded:
        return False
    names = [article.outlet or "", *((known.names) if (known := _known(article)) else ())]
    if any(folded in (outlets.fold(name), *_initials(name)) or outlets.inflected(text, name) for name in names if name):
        return True
    if outlets.by_name(text) is None and any(outlets.is_edition(text, name) for name in names):
        return True
    return bool(article.domain) and outlets.name_matches_host(text, article.domain or "")


def _cut_from_own_name(initials: str, article: Article) -> bool:
    """Whether capitals are letters of the page's own name in their order: DR of domradio."""
    letters = outlets.fold(initials)
    name = outlets.fold(article.domain.split(".", 1)[0]) if article.domain else ""
    at = iter(name)
    return initials.isupper() and name[:1] == letters[:1] and all(letter in at for letter in letters)


def _known(article: Article) -> Outlet | None:
    return outlets.by_domain(article.domain) if article.domain else None


def _initials(name: str) -> tuple[str, ...]:
    """The first letters of all words of a name, and of those in capitals ('Le C. B.': Le Courrier de la Brenne)."""
    words = WORDS.findall(name)
    if len(words) > 1:
        capitals = [word[0] for word in words if word[0].isupper()]
        some = ([word[0] for word in words], capitals, capitals[1:] if outlets.is_article(words[0]) else [])
        return tuple(outlets.fold("".join(letters)) for letters in some if len(letters) > 1)
    # 'domradio' -> 'dr': what a compound would be cut to is not known; only a one-word name's own capitals are.
    return (outlets.fold("".join(c for c in name if c.isupper())),) if sum(map(str.isupper, name)) > 1 else ()


CHUNK = regex.compile(r"\p{Lu}\p{Ll}+")
PIECES = regex.compile(r"[/|,•·–—+،]|\s-\s")
FOLLOWS = regex.compile(r"\s(?P<word>\p{Lu}\p{L}+)")


def is_first_name(line: str, start: int, end: int) -> bool:
    """Whether an agency's name in a line is a person's: one word, followed by a word that begins like a name."""
    word = line[start:end]
    follows = FOLLOWS.match(line, end)
    if follows is None or " " in word or word.istitle() != follows["word"].istitle():
        return False
    known = outlets.agency(word)
    if not word.istitle() and (not word.isupper() or known is None or word in known.names):  # 'AFP PARIS'
        return False
    return not (bylines.is_staff(follows["word"]) or is_desk(follows["word"]))


def worked_with(before: str, after: str, article: Article) -> bool:
    """Whether the words around an agency in a byline say that the page's own people worked on its text."""
    if bylines.ends_in_with(before):
        return True
    if any(_is_desk(piece, article) or _signs(piece, article) for piece in PIECES.split(before)):
        return True
    if bylines.names_own_writers(article.language) and bylines.without_by(before).strip(SEPARATORS):
        return True
    if bylines.ends_in_and(before) and bylines.without_by(bylines.without_and(before)).strip(SEPARATORS):
        return True
    around = (*PIECES.split(before), *PIECES.split(after))
    named = (bylines.without_and(piece).strip(SEPARATORS) for piece in around)
    return any(is_own(name, article) or is_own(bylines.without_by(name), article) for name in named if name)


def _signs(piece: str, article: Article) -> bool:
    """Whether a piece of a byline is a writer's initials, also behind a label or before a surname ('M. Kolar/Hina': an
    agency's own writers are named in full), or the page's own name cut short."""
    written = bylines.without_by(piece.rpartition(":")[2].strip(" \t()[]-–—"))
    cut = INITIALS.fullmatch(written) or CLIPPED_WRITER.fullmatch(written)
    return bool(cut and "." in written) or _is_clipped_own(written, article)


def _is_clipped_own(text: str, article: Article) -> bool:
    """'JäSa': the beginnings of the words of the page's own name."""
    parts = CHUNK.findall(text)
    words = WORDS.findall(article.outlet or "")
    whole = len(parts) > 1 and "".join(parts) == text and len(parts) == len(words)
    return whole and all(word.startswith(part) for word, part in zip(words, parts, strict=True))


def _is_desk(piece: str, article: Article) -> bool:
    """The page's own desk, alone or with its name: 'Redaktion', 'מערכת קול העמק'."""
    named = bylines.without_by(bylines.without_and(piece).strip(SEPARATORS)).strip(SEPARATORS)
    first, _, rest = named.partition(" ")
    return bool(named) and (is_desk(named) or (is_desk(first) and is_own(rest, article)))


def within_own_name(start: int, end: int, line: str, article: Article) -> bool:
    """Whether an agency's name in a line is part of the page's own: 'ISNA South' on ISNA South."""
    own = outlets.fold(article.outlet or "")
    return bool(own) and outlets.fold(line[start:end]) in own and own in outlets.fold(line)
