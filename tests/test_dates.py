from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from provenance import dates
from provenance.model import DateInterval

DAYS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2025, 12, 31))
ZONES = st.timedeltas(timedelta(hours=-23), timedelta(hours=23))
PRECISE = ("%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%dT%H:%MZ", "%Y-%m-%dT%H:%M:%SZ")


def iso(text: str) -> DateInterval:
    found = dates.parse_iso(text)
    assert found is not None
    return found


@given(DAYS, st.sampled_from(PRECISE))
def test_what_is_written_is_read_and_written_again(moment: datetime, pattern: str) -> None:
    text = moment.strftime(pattern)
    found = iso(text)
    assert found.earliest <= moment.replace(tzinfo=UTC) < found.latest
    assert dates.as_iso(found) == text == found.text


@given(DAYS, st.integers(1, 100_000))
def test_any_interval_survives_writing(start: datetime, seconds: int) -> None:
    earliest = start.replace(microsecond=0, tzinfo=UTC)
    interval = DateInterval(earliest, earliest + timedelta(seconds=seconds), "x")
    again = iso(dates.as_iso(interval))
    assert (again.earliest, again.latest) == (interval.earliest, interval.latest)


@given(st.text(max_size=60) | st.text(alphabet="0123456789-/.:TZ+ janvUTC年月日", max_size=30))
def test_any_text_is_borne(text: str) -> None:
    for found in (dates.parse_iso(text), dates.from_url(text), dates.parse_words(text, ["fr"])):
        assert found is None or found.earliest < found.latest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-01-12T10:15:30+03:00", "2022-01-12T07:15:30Z"),
        ("2022-01-12T23:30-0200", "2022-01-13T01:30Z"),
        ("2022-01-12 10:15:30.123", "2022-01-12T10:15:30Z"),
        ("2022/01/12", "2022-01-12"),
        ("20220112", "2022-01-12"),
        ("20220112101530", "2022-01-12T10:15:30Z"),
        ("1642000000", "2022-01-12T15:06:40Z"),
        ("1642000000000", "2022-01-12T15:06:40Z"),
        ("Wed, 12 Jan 2022 10:15:00 +0100", "2022-01-12T09:15:00Z"),
        ("12 Jan 2022 10:15 GMT", "2022-01-12T10:15Z"),
        ("2022-01-XX", "2022-01"),
        ("2022-01-12~", "2022-01-12"),
        ("2022-01/2022-03", "2022-01-01/2022-03-31"),
    ],
)
def test_machine_dates(text: str, expected: str) -> None:
    assert dates.as_iso(iso(text)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "2022-13", "2022-02-30", "2022-00", "1989-12-31", "9999-01-01", "2022-01-12T25:00", "12345", "soon"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.parse_iso(text) is None


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("Publié le 12 janvier 2022 à 10h15", ["fr"], "2022-01-12"),
        ("1er janvier 2022", ["fr"], "2022-01-01"),
        ("12 января 2022 года, 10:15", ["ru"], "2022-01-12"),
        ("12 января 2022", [], "2022-01-12"),
        ("12. Januar 2022", ["de"], "2022-01-12"),
        ("12 de enero de 2022", ["es"], "2022-01-12"),
        ("January 12th, 2022", ["en"], "2022-01-12"),
        ("January 12, 2022", ["fr"], "2022-01-12"),
        ("janvier 2022", ["fr"], "2022-01"),
        ("May 2022", ["xx"], "2022-05"),
        ("2022", [], "2022"),
        ("٢٠٢٢/٠١/١٢", ["ar"], "2022-01-12"),
        ("12 يناير 2022", ["ar"], "2022-01-12"),
        ("2022年1月12日", ["zh"], "2022-01-12"),
        ("2022年1月", ["ja"], "2022-01"),
        ("2022년 1월 12일", [], "2022-01-12"),
        ("ngày 12 tháng 1 năm 2022", ["vi"], "2022-01-12"),
        ("12 ม.ค. 2565", ["th"], "2022-01-12"),
        ("13.01.2020", [], "2020-01-13"),
        ("13-01-2020", ["en-US"], "2020-01-13"),
        ("01/13/2020", ["fr"], "2020-01-13"),
        ("01/02/2020", ["en"], "2020-02-01"),
        ("01/02/2020", ["en-US"], "2020-01-02"),
    ],
)
def test_written_dates(text: str, languages: list[str], expected: str) -> None:
    found = dates.parse_words(text, languages)
    assert found is not None and dates.as_iso(found) == expected
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "3 hours ago",
        "12 January",
        "Monday",
        "Paris 2022",
        "© 2022 Foo",
        "31.02.2020",
        "version 1.2.2022.3",
    ],
)
def test_missing_parts_are_not_guessed(text: str) -> None:
    assert dates.parse_words(text, ["en"]) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/2024/01/13/a", "2024-01-13"),
        ("https://x.example/world/2024/jan/13/a", "2024-01-13"),
        ("https://x.example/2024/01/a", "2024-01"),
        ("https://x.example/a-20240113.html", "2024-01-13"),
        ("https://x.example/a_2024-01-13", "2024-01-13"),
        ("https://web.archive.org/web/20240113101500/https://x.example/2020/05/", "2020-05"),
    ],
)
def test_dates_in_addresses(url: str, expected: str) -> None:
    found = dates.from_url(url)
    assert found is not None and dates.as_iso(found) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/20240113101500/https://x.example/a",
        "https://x.example/12345678/a",
        "https://x.example/id/120240113999",
        "https://x.example/2024/artists",
        "https://x.example/?d=2024-01-13",
        "https://2024-01-13.example/",
    ],
)
def test_other_numbers_are_no_dates(url: str) -> None:
    assert dates.from_url(url) is None


def test_order_allows_for_unwritten_time_zones() -> None:
    first, next_day, later = iso("2022-01-12"), iso("2022-01-13"), iso("2022-01-14")
    assert dates.before(first, later) and not dates.before(first, next_day)
    assert dates.before(first, next_day, timedelta())
    assert not dates.before(later, first) and not dates.before(first, first)
    assert dates.impossible(derived=first, source=later) and not dates.impossible(derived=later, source=first)
    assert not dates.impossible(iso("2022-01"), iso("2022-01-31"))


def test_overlap_and_intersection() -> None:
    month, day = iso("2022-01"), iso("2022-01-31")
    assert dates.overlap(month, day) and not dates.overlap(month, iso("2022-02"))
    assert dates.intersect(month, day) == day
    assert dates.intersect(month, iso("2022-02-01")) is None
    assert dates.as_iso(iso("2022-01-30/2022-02-02")) == "2022-01-30/2022-02-02"


@given(st.datetimes(timezones=st.timezones() | st.builds(timezone, ZONES)), st.timedeltas(timedelta(seconds=1)))
def test_an_interval_at_the_ends_of_the_calendar_is_written_too(start: datetime, length: timedelta) -> None:
    end = dates.shifted(start, length)
    assume(start < end)
    interval = DateInterval(start, end, "x")
    assert dates.as_iso(interval)
    assert dates.precision(interval)


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00.5+00:00", "0001-01-01T00:00:00Z/0001-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00+14:00", "0001-01-02T00:00:00+00:00", "0001-01-01"),
        ("9999-12-31T23:00:00+00:00", "9999-12-31T23:00:00-14:00", "9999-12-31T23:00:00Z/9999-12-31T23:59:58Z"),
    ],
)
def test_no_calendar_goes_beyond_the_years_1_and_9999(earliest: str, latest: str, expected: str) -> None:
    interval = DateInterval(datetime.fromisoformat(earliest), datetime.fromisoformat(latest), "x")
    assert dates.as_iso(interval) == expected
