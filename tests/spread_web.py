"""A web of stories that spread from page to page: copies that credit, that credit a home page only, that are silent,
cut, altered or translated, beside reports that nobody copied. The same seed makes the same web."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.test_match_translation import STORIES
from tests.web import BODY, MORE, Page, source

START = datetime(2024, 3, 1, 6, tzinfo=UTC)
NAMES = ("Aasen", "Brekke", "Dahlby", "Ekrem", "Fossum", "Grindal", "Hovland", "Iversen", "Jessheim", "Kolstad")
PLACES = ("Skarvik", "Nesby", "Halvik", "Orsund", "Tverrdal", "Lunde", "Varde", "Mosjord", "Fagernes", "Brattli")
THINGS = ("ferry", "tannery", "observatory", "reading room", "grain store", "slipway", "tram depot", "brick kiln")
PLUG = "Our newsroom lives on what its readers give each month, and thanks every one of them for it."
CREDITS = {"fr": "Source : {}", "de": "Quelle: {}", "es": "Fuente: {}", "ru": "Источник: {}", "ja": "出典：{}", "zh": "来源：{}", "ar": "المصدر: {}"}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A page with the story it tells."""

    page: Page
    story: int
    at: datetime


def spread(count: int, seed: int = 1) -> list[Page]:
    """So many pages, in random order."""
    pick = random.Random(seed)
    told: list[Told] = []
    origins = list(_origins(pick))
    for number in range(count):
        if origins and (len(told) < 3 or pick.random() < 0.2):
            told.append(_first(pick, number, *origins.pop()))
        else:
            told.append(_taken(pick, number, pick.choice(told)))
    pages = [one.page for one in told]
    pick.shuffle(pages)
    return pages


def crowd(count: int, seed: int = 4) -> list[Page]:
    """So many pages of one story, which all share a sentence: altered here and there; every fifth has a part of it."""
    pick = random.Random(seed)
    pages = []
    for number in range(count):
        body = tuple(" ".join(w if pick.random() < 0.95 else pick.choice(THINGS) for w in x.split()) for x in BODY[1:])
        if number % 5 == 4:
            body = (body[pick.randrange(len(body))], *(made_up(pick) for _ in range(pick.randrange(2, 7))))
        at = START + timedelta(hours=pick.randrange(200))
        pages.append(Page(f"gazette{number}", (BODY[0], *body), title=f"Crowd {number}", published=at.isoformat()))
    return pages


def _origins(pick: random.Random) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Stories by number, with their language and paragraphs; story 0 is told in many languages."""
    reports = Path(__file__).with_name("reports.toml").read_text("utf-8")
    for event in tomllib.loads(reports)["event"]:
        language = pick.choice(("en", "fr", "de", "ru"))
        yield -1, language, tuple(event[language].split("\n"))
    for number in range(2, 9):
        yield number, "en", tuple(made_up(pick) for _ in range(7))
    yield 1, "en", (*BODY, *MORE)
    yield 0, "en", _valdemar("en")


def _valdemar(language: str) -> tuple[str, ...]:
    return tuple(line for line in STORIES[language].split("\n")[1:] if line)


def made_up(pick: random.Random) -> str:
    name, place, thing = pick.choice(NAMES), pick.choice(PLACES), pick.choice(THINGS)
    year, sum_, days = pick.randrange(1900, 2000), pick.randrange(11, 990), pick.randrange(2, 40)
    return pick.choice(
        (
            f"The {thing} of {place}, which {name} had built in {year}, is to be torn down within {days} days, the council said.",
            f"{name} told the meeting that {sum_} families near the {thing} had signed a letter asking {place} to wait.",
            f"Repairs to the {thing} would cost {sum_} thousand crowns, more than {place} earned in the whole of {year}.",
            f"Nobody in {place} remembered who gave {name} the keys of the {thing}, or why they were not asked for in {year}.",
        )
    )


def _first(pick: random.Random, number: int, story: int, language: str, body: tuple[str, ...]) -> Told:
    at = START + timedelta(hours=number * 3)
    return Told(_page(pick, number, body, language, at, ()), story, at)


def _taken(pick: random.Random, number: int, parent: Told) -> Told:
    page, at = parent.page, parent.at + timedelta(hours=1 + number)
    language, body = page.language, page.body
    if parent.story == 0 and pick.random() < 0.5:
        language = pick.choice(list(STORIES))
        body = _valdemar(language) if language != page.language else body
    if pick.random() < 0.3:
        body = body[: max(3, len(body) - 2)]
    if pick.random() < 0.3:
        body = (*body[:1], body[1].replace(" the ", " that ").replace(" la ", " cette "), *body[2:])
    if pick.random() < 0.2:
        body = (*body, PLUG)
    kept = page.tail if language == page.language else ()
    return Told(_page(pick, number, body, language, at, (*kept, *_credit(pick, page, language))), parent.story, at)


def _credit(pick: random.Random, page: Page, language: str) -> tuple[str, ...]:
    kind = pick.random()
    if kind < 0.3:
        return ()  # silent
    line = source(page, deep=kind < 0.7) if kind < 0.85 else f"Source: {page.outlet}"
    return (CREDITS.get(language, "Source: {}").format(line.removeprefix("Source: ")),)


def _page(
    pick: random.Random, number: int, body: tuple[str, ...], language: str, at: datetime, tail: tuple[str, ...]
) -> Page:
    published = at.isoformat() if pick.random() < 0.85 else None
    author = f"{pick.choice(NAMES)} {pick.choice(PLACES)}" if pick.random() < 0.3 else None
    return Page(f"paper{number}", body, tail, f"Story {' '.join(body[0].split()[:6])}", published, language, author)
