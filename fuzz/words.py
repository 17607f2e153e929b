"""What people write: dates, credit lines, names, numbers."""

from datetime import UTC

from fuzz import seeds
from fuzz.target import Target, parts, text_of
from provenance import dates
from provenance.model import DateInterval

_LANGUAGES = ("", "fr", "en-US", "ru", "ar", "ja", "de", "fa", "vi", "el", "th", "he", "pl", "cs")
_ISO = (
    b"2024-03-01",
    b"2024-03-01T12:30:45.123+02:00",
    b"2022-01-XX",
    b"2022-01/2022-03",
    b"20240301T101500Z",
    b"Fri, 31 Dec 1999 23:59:59 GMT",
    b"1700000000",
    b"1700000000000",
    b"2024-01-12~",
    b"0000-00-00",
    b"9" * 70,
    b"Mon, 1 Jan 24 99:99 +9999",
    b"2024/02/30 24:00 [x]",
)
_SAID = (
    "le 14 février 2008",
    "March 3rd, 2021",
    "3 марта 2021 года",
    "2024年3月1日",
    "٣ مارس ٢٠٢١",
    "1.12.2020",
    "12/31/2020",
    "Ngày 3 tháng 5 năm 2020",
    "3 มีนาคม 2564",
    "16 de outubro de 2019",
    "Mitte März 2020",
    "9999 9999",
)


def _sound(found: DateInterval | None) -> None:
    if found is not None:
        assert found.earliest < found.latest, found
        assert found.earliest.tzinfo is UTC
        assert found.latest.tzinfo is UTC
        assert found.earliest.year >= 1989, found
        again = dates.parse_iso(dates.as_iso(found))
        assert again is not None, (found, dates.as_iso(found))
        assert (again.earliest, again.latest) == (found.earliest, found.latest), (found, again)


def iso(data: bytes) -> None:
    """A date for machines is an interval that is read again as it is written, or none."""
    _sound(dates.parse_iso(text_of(data)))


def in_path(data: bytes) -> None:
    """A date in an address is an interval, or none."""
    _sound(dates.from_url(text_of(data)))


def said(data: bytes) -> None:
    """A date in words is an interval, or none, in any language."""
    if data:
        language = _LANGUAGES[data[0] % len(_LANGUAGES)]
        _sound(dates.parse_words(text_of(data[1:]), (language,) if language else ()))


def line(data: bytes) -> None:
    """What is read of a line stands in it, with all its slots."""
    from provenance.grammar import codes, covered_by_look_alike, read

    if not data:
        return
    code, text = (*codes(), None)[data[0] % (len(codes()) + 1)], text_of(data[1:])
    end = 0
    for reading in read(text, code):
        assert end <= reading.start < reading.end <= len(text), reading
        end = reading.end
        for slot in reading.slots.values():
            assert 0 <= slot.start <= slot.end <= len(text), reading
            assert slot.value, reading
    assert covered_by_look_alike(text, code) in (True, False)


def name(data: bytes) -> None:
    """Two names are the same or not, whichever comes first; agencies stand where they are said to."""
    from provenance import outlets
    from provenance.grammar import (
        heads_references,
        is_desk,
        is_label,
        is_section,
        sounds_like_press,
        without_preposition,
    )

    first, *rest = map(text_of, parts(data, 1))
    second = rest[0] if rest else "Le Quai"
    for ask in (sounds_like_press, is_section, is_desk, heads_references, outlets.is_agency, outlets.is_distributor):
        assert ask(first) in (True, False)
    assert is_label(first, "fr") in (True, False)
    assert isinstance(without_preposition(first), str)
    folded = outlets.fold(first)
    assert outlets.fold(folded) == folded, (first, folded)
    assert outlets.same_source(first, None, second, None) == outlets.same_source(second, None, first, None), (
        first,
        second,
    )
    assert outlets.name_matches_host(first, "lequai.example") in (True, False)
    end = 0
    for start, stop, outlet in outlets.find_agencies(first):
        assert end <= start < stop <= len(first)
        assert outlet.name
        end = stop


def _lines() -> list[bytes]:
    from provenance.grammar import codes

    return [bytes([codes().index(code)]) + text.encode() for code, text in seeds.lines()[::25]]


TARGETS = (
    Target("date-iso", iso, lambda: _ISO, (b"T", b"Z", b"-XX", b"/", b"GMT", b"+00:00", b"Jan"), 80),
    Target(
        "date-path",
        in_path,
        lambda: (b"https://quai.example/2024/01/13/a", b"/2024/jan/13/", b"/a-20240113.html"),
        (b"/20", b"/jan/"),
        200,
    ),
    Target(
        "date-words",
        said,
        lambda: [bytes([n]) + one.encode() for n, one in enumerate(_SAID)],
        ("年".encode(), "месяц".encode(), b"March"),
        120,
    ),
    Target(
        "credit-line",
        line,
        _lines,
        (b"Source : ", b"(", b")", b"https://", "«".encode(), "»".encode(), b"\n", b"via ", b"AFP"),
        700,
    ),
    Target(
        "name",
        name,
        lambda: [b"Le Quai de Severna\xffQuai", b"AFP\xffAgence France-Presse", "Вестник Гавани\xff".encode()],
        (b"AFP", b"The ", b"TASS", b"News"),
        200,
    ),
)
