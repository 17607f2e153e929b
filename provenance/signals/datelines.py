"""Datelines: the place, date and agency before the first sentence, as wires of many countries write them.

'COLUMBIA, S.C. (AP) —' · 'BERLIN (dpa/tmn) -' · 'МОСКВА, 3 апреля. /ТАСС/.' · 'МОСКВА, 3 апр - РИА Новости.' ·
'新华社北京8月19日电' · '香港2024年5月2日 /美通社/ --' ·
'［北京 ２日 ロイター］' · '【ワシントン共同】' · '(서울=연합뉴스) 이름 기자 =' · 'القاهرة (رويترز) -'
"""

from dataclasses import replace

import regex

from provenance import outlets
from provenance.case import is_small
from provenance.grammar.clipped import begun, beside_a_place, full_name
from provenance.model import Article
from provenance.signals.credits import INITIALS, Credit, only_agencies

HEAD = 130
# The longest short form that is a code and no name.
CODE = 3
BRACKETED = regex.compile(
    # A report from two places has both: 'Berlin/Wien (dpa) -'.
    r"\s*(?P<place>(?:[^()\[\]/\n（）【】［］:]|(?<=(?:\p{Ll}|\p{Lu}{2})\s?)/(?=\s?\p{Lu})){0,70}?)\s*"
    r"(?:[(\[（【［]\s*(?P<inside>[^()\[\]（）【】［］\n]{2,60}?)\s*[)\]）】］]|/\s*(?P<inside>[^()/\n]{2,30}?)\s*/)"
    r"\s*[.:]?\s*(?P<dash>[-–—―=]{1,2}|$|(?=[\p{L}\p{N}\"“«„‘'—]))"
)
BEFORE = regex.compile(r"\s*(?P<place>\p{Lu}[^\n!?:;()]{1,60}?)\s*[-–—/,.]\s*")
AFTER = regex.compile(r"\s*(?:[-–—―]{1,2}\s|/|\.\s|\.$)")
# '新华社北京8月19日电', '中新社東京電', '据新华社电'
UNSPACED = regex.compile(
    r"\s*[（(【]?(?:据|據)?(?P<inside>\p{Han}{2,6}?(?:社|网|網))\P{L}{0,3}[\p{Han}\p{N}\s（）()]{0,24}?[电電讯訊]"
)
# 'Own News / Agency - 29 April 2020', 'dpa, 3. Mai'
DATED = regex.compile(r"(?:\s[-–—]|,)\s(?=[^,–—]*\d)[\p{L}\p{M}\d.,/\s]{4,24}$")
INSIDE_PLACE = regex.compile(
    r"^(?P<place>[\p{L}\p{N}\s]{1,20}?)\s*=\s*|^(?P<place>[\p{Han}\p{Katakana}ー\s\p{N}]{1,16}?)(?=[\p{L}]{2,6}$)"
)


def dateline(text: str, article: Article) -> tuple[Credit, int] | None:
    """The agencies of a text's dateline and where it ends; None when it begins with none."""
    head = text[:HEAD]
    for form in (BRACKETED, UNSPACED):
        found = form.match(head)
        if not found or not _is_place(found.groupdict().get("place")):
            continue
        credit = _credit(found["inside"], article)
        if credit:
            return credit, found.end()
    return _begun(head, article) or _dashed(head)


def _begun(head: str, article: Article) -> tuple[Credit, int] | None:
    """'به گزارش ایسنا، ...': the words of the page's language, an agency, a comma."""
    form = begun(article.language)
    found = form.match(head) if form else None
    credit = only_agencies(found["inside"], article) if found else None
    return (credit, found.end()) if found and credit else None


def _dashed(head: str) -> tuple[Credit, int] | None:
    """'МОСКВА, 3 апр - РИА Новости.', 'LONDON, Reuters --': an agency between dashes, commas or slashes."""
    for start, end, agency in outlets.find_agencies(head)[:1]:
        before, after = BEFORE.fullmatch(head, 0, start), AFTER.match(head, end)
        if before and after and _is_place(before["place"]):
            return Credit((agency,), worked=False), after.end()
    return None


def _credit(inside: str, article: Article) -> Credit | None:
    """The agencies inside, alone, before a date or behind the place ('서울=연합뉴스', 'ワシントン共同')."""
    credit = only_agencies(DATED.sub("", inside), article)
    if credit:
        return credit
    found = outlets.find_agencies(inside)
    if found and found[-1][1] == len(inside.rstrip()) and INSIDE_PLACE.match(inside):
        return Credit((found[-1][2],), worked=False)
    return distributor(inside) or clipped(inside, article, alone=False)


def distributor(inside: str) -> Credit | None:
    """A press-release service alone: '/美通社/', '/PRNewswire/'."""
    found = outlets.by_name(inside.strip()) if outlets.is_distributor(inside.strip()) else None
    return Credit((found,), worked=False) if found else None


def clipped(inside: str, article: Article, *, alone: bool) -> Credit | None:
    """An agency by the short form of its name: alone, before initials ('ant/wd') or, a Japanese one, behind a place.

    '共同' is one without a place only where it may stand `alone`.
    """
    found = beside_a_place().fullmatch(inside.strip()) if article.language in (None, "ja") else None
    if found:
        return _short(found["name"], article) if alone or found["place"] else None
    first, *codes = inside.strip().split("/")
    short = _short(first.casefold(), article) if article.language not in (None, "ja") else None
    if short is None or not all(INITIALS.fullmatch(code.strip()) for code in codes):
        return None
    agency = short.agencies[0]
    named = replace(agency, aliases=(*agency.aliases, first)) if len(first) > CODE else agency
    return Credit((named,), worked=bool(codes))


def _short(inside: str, article: Article) -> Credit | None:
    """An agency by the short form of its name."""
    name = full_name(inside.strip(), article.language)
    agency = outlets.by_name(name) if name else None
    return Credit((agency,), worked=False) if agency else None


def _is_place(place: str | None) -> bool:
    """What stands before the agency is a place and a date: it begins with a capital, and holds no sentence."""
    if not place:
        return True
    words = place.split()
    small = [w for w in words if w.isalpha() and is_small(w) and len(w) > 3]
    return not is_small(place.lstrip()[:1]) and len(words) <= 8 and len(small) <= 2
