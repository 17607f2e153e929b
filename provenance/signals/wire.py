"""Agency credits without a verb: datelines, end credits, bylines and declared authors that name a news agency."""

from collections.abc import Iterator
from itertools import chain

import regex

from provenance import outlets
from provenance.grammar import bylines, covered_by_look_alike, may_credit, without_label
from provenance.model import Article, Block, Locator, Place, Signal
from provenance.outlets import Outlet
from provenance.signals.credits import Credit, is_first_name, only_agencies, within_own_name, worked_with
from provenance.signals.datelines import clipped, dateline

BODY = frozenset({Place.HEAD, Place.INLINE, Place.TAIL, Place.QUOTE})
FIRST_BLOCKS = 4
LAST_BLOCKS = 4
DIGIT = regex.compile(r"\d")
MAX_BYLINE = 120
MAX_LABEL = 30
LEAST_PROSE = 60
NAMED_FOR = regex.compile(r"\s*(?P<label>[\p{L}\p{M}][\p{L}\p{M}\p{Cf}./ ]{1,30}?)\s?[:：՝]")
ALONE = regex.compile(r"[(\[（【][^()\[\]（）【】\n]{2,28}[)\]）】]\.?")
END_CREDIT = regex.compile(r"[(\[（【]\s*(?P<inside>[^()\[\]（）\n]{2,40})\s*[)\]）】]\s*[.。–-]?\s*$")
# 'tom (KAI) / Watykan'
CODED = regex.compile(r"(?:[\p{L}., /]{1,24}\s)?\((?P<inside>[^()]{2,12})\)\s*/\s*\p{Lu}[\p{L} .-]{2,30}")
DASHED = regex.compile(r"[.!?…。”»\"]\s*[–—-]{1,2}\s*(?P<inside>[^\s.!?][^.!?\n]{1,30})\.?\s*$")
# 'Last sentence. S. M./Beta', 'Last sentence. ab/AFP', 'Last sentence. /BTA'
SIGNED = regex.compile(
    r"[.!?…”»\"]\s+(?P<inside>(?:(?:\p{Lu}\.\s?){1,3}|\p{L}{2,4}\s?)?/\s?\p{L}[^\s.!?/][^.!?\n]{0,20})\.?\s*$"
)
COPYRIGHT = regex.compile(r"[(\[]©\s?[\p{L}/ ]{2,20}[)\]]")
SENTENCE_END = regex.compile(r"[.!?…。！？।]\s")
# Words of a byline that are written small: 'by', 'and', 'for', months and the like are short.
SMALL = regex.compile(r"(?<![\p{L}@.])\p{Ll}[\p{Ll}\p{M}]{3,}")


def find(article: Article) -> Iterator[Signal]:
    """Every agency credited by form rather than by words, with the line it stands in."""
    body = [(n, b) for n, b in enumerate(article.blocks) if b.place in BODY]
    signed = [(n, b) for n, b in enumerate(article.blocks) if b.place is Place.BYLINE]
    signed += [(n, b) for n, b in body[:FIRST_BLOCKS] if _is_signed(b)]
    yield from chain.from_iterable(_dateline(n, b, article) for n, b in body[:FIRST_BLOCKS])
    yield from chain.from_iterable(_byline(n, b, article) for n, b in signed)
    yield from chain.from_iterable(_end(n, b, article) for n, b in _ends(article, body))
    yield from _authors(article)


def _ends(article: Article, body: list[tuple[int, Block]]) -> list[tuple[int, Block]]:
    """The last blocks of the body, those that end the running text before what a page adds to it, and every block
    that is a bracket and nothing else."""
    prose = [n for n, (_, block) in enumerate(body) if len(block.text) >= LEAST_PROSE and block.place is not Place.TAIL]
    last = prose[-1] if prose else 0
    near = {*range(len(body) - LAST_BLOCKS, len(body)), *range(last - 1, last + LAST_BLOCKS + 1)}
    return [pair for n, pair in enumerate(body) if n in near or ALONE.fullmatch(pair[1].text.strip())]


def _dateline(number: int, block: Block, article: Article) -> Iterator[Signal]:
    """An agency between brackets, slashes or dashes before the first sentence."""
    found = dateline(block.text, article)
    if found and not bylines.is_of_a_picture(block.text[: found[1]]):
        credit, end = found
        yield from _signals(credit, "dateline", block, number, (0, end), 0.9)


def _end(number: int, block: Block, article: Article) -> Iterator[Signal]:
    """'(dpa)' or '- AFP' after the last sentence, or a line that is nothing but agencies."""
    text = block.text.rstrip()
    if len(text) <= MAX_LABEL and block.place is not Place.QUOTE:
        coded = CODED.fullmatch(text)
        credit = only_agencies(coded["inside"] if coded else without_label(text).replace("©", " "), article)
        if credit and not _of_something_else(text, article) and not _of_a_picture(text, article, 0, len(text)):
            yield from _signals(credit, "end-credit", block, number, (0, len(text)), 0.8)
        return
    found = END_CREDIT.search(text) or DASHED.search(text) or SIGNED.search(text)
    credit = _inside(found["inside"], article) if found and found.start() >= LEAST_PROSE // 2 else None
    if found and credit and not _of_a_picture(text, article, found.start(), len(text)):
        yield from _signals(credit, "end-credit", block, number, (found.start(), len(text)), 0.8)


def _inside(inside: str, article: Article) -> Credit | None:
    """The agencies of a credit at the end; codes written small too ('čtk, ber')."""
    codes = inside.upper() if inside.islower() and all(len(word) < 6 for word in inside.split()) else inside
    return only_agencies(inside, article) or only_agencies(codes, article) or clipped(inside, article, alone=True)


def _of_a_picture(text: str, article: Article, start: int, end: int) -> bool:
    """Whether the words around a credit say that it is a picture's: the credit itself, or a short line before it.

    '(©NTB)' in a paragraph of its own is the text's: a picture's would stand in a caption.
    """
    if COPYRIGHT.fullmatch(text.strip()):
        return False
    first = text.rfind("\n", 0, start) + 1
    ends = [m.end() for m in SENTENCE_END.finditer(text, first, start)]
    near = text[ends[-1] if ends else first : end]
    if len(near) > MAX_BYLINE:
        near = text[start:end]
    return bylines.is_of_a_picture(near) or covered_by_look_alike(near, article.language)


def _is_byline_of_a_picture(line: str, article: Article, start: int, end: int) -> bool:
    """Whether a byline, or the agency in it, credits a picture; what else it holds (a date) says nothing of that."""
    if COPYRIGHT.fullmatch(line.strip()):
        return False
    return bylines.is_of_a_picture(line) or covered_by_look_alike(line, article.language, start, end)


def _of_something_else(line: str, article: Article) -> bool:
    """Whether a label before an agency may say anything: 'Sawir: Reuters' where Somali has no language file."""
    label = NAMED_FOR.match(line)
    return label is not None and not may_credit(label["label"], article.language)


def _byline(number: int, block: Block, article: Article) -> Iterator[Signal]:
    """A byline that names an agency, alone or with people; with the page's own staff it is an adaptation."""
    at = 0
    for written in block.text.split("\n"):
        start, at = at, at + len(written) + 1
        line = written if outlets.find_agencies(written) else bylines.parted(written)
        found = _agencies(line) if len(line) <= MAX_BYLINE else ()
        if (
            not found
            or _is_only_short(line, found[0][2])
            or not _is_byline(line[: found[-1][1]] if DIGIT.search(line, found[-1][1]) else line)
            or _of_something_else(line, article)
            or _is_byline_of_a_picture(line, article, found[0][0], found[-1][1])
        ):
            continue
        if within_own_name(found[0][0], found[0][1], line, article):
            continue
        worked = worked_with(line[: found[0][0]], line[found[-1][1] :], article) or bool(
            (alone := only_agencies(line, article)) and alone.worked
        )
        credit = Credit(tuple(dict.fromkeys(outlet for _, _, outlet in found)), worked)
        yield from _signals(credit, "byline", block, number, (start, start + len(line)), 0.8)
        return


def _is_signed(block: Block) -> bool:
    """Whether a short block begins as a byline does: 'Par Le Quai avec AFP Publié le 16 avril'."""
    return len(block.text) <= MAX_BYLINE and bylines.without_by(block.text) != block.text


def _agencies(line: str) -> tuple[tuple[int, int, Outlet], ...]:
    """The agencies of a byline, those left out that are a person's first name."""
    return tuple(found for found in outlets.find_agencies(line) if not is_first_name(line, found[0], found[1]))


def _is_only_short(line: str, agency: Outlet) -> bool:
    """Whether two letters are all there is: an agency's own name (AP), or a button ('AA' sets the size of letters)."""
    return len(line.strip()) <= 2 and line.strip() != agency.name


def _is_byline(line: str) -> bool:
    """Whether a line is names and a date rather than a sentence about a picture."""
    small = [w for w in SMALL.findall(line) if not bylines.is_small_word(w)]
    return len(small) <= 2 and not regex.search(r"\p{L}{3}[.!?]\s+\p{L}{3}", line)


def _authors(article: Article) -> Iterator[Signal]:
    """A declared author that is an agency, or that ends with one."""
    for author in article.authors:
        found = _agencies(author[:MAX_BYLINE])
        if not found or not _is_byline(author[:MAX_BYLINE]) or bylines.is_of_a_picture(author):
            continue
        if within_own_name(found[0][0], found[0][1], author, article):
            continue
        worked = worked_with(author[: found[0][0]], author[found[-1][1] :], article)
        credit = Credit(tuple(dict.fromkeys(outlet for _, _, outlet in found)), worked)
        yield from _signals(credit, "author", Block(author, Place.METADATA), -1, (0, len(author)), 0.7)


def _as_written(agency: Outlet, line: str) -> str:
    """The name that the page itself uses, the longest of those that stand in the line, in whatever case."""
    exact = [name for name in agency.names if name in line]
    return max(exact or [n for n in agency.names if n.casefold() in line.casefold()], key=len, default=agency.name)


def _signals(
    credit: Credit, cue: str, block: Block, number: int, span: tuple[int, int], strength: float
) -> Iterator[Signal]:
    for agency in credit.agencies:
        domain = agency.domains[0] if agency.domains else None
        line = block.text[slice(*span)]
        yield Signal(
            finder="wire",
            cue=cue,
            relation=credit.relation,
            place=block.place,
            quote=line.strip()[:400],
            block=number,
            start=span[0],
            end=span[1],
            source=Locator(name=_as_written(agency, line), domain=domain),
            strength=strength,
        )
