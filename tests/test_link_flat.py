"""What one new page costs: counted in steps of the database's own machine, which are the same on every machine."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

import provenance
from provenance.linking.lookups import Lookups
from provenance.store import nouns, open_store
from tests.web import BODY, Page, source, told, write

STEP = 100
COPY = Page("late", BODY, language="en")
FOREIGN = told(
    "Der Fischmarkt\nAm 14. März 2019 zahlte Ingrid Solheim in Skarvik 4750 Kronen an Nils Aasen für 83 Kisten Dorsch.",
    "spaet",
    "de",
    "2026-01-12",
)
CREDIT = Page("named", BODY[:2], (source(Page("old0"), deep=False),))


@pytest.fixture
def steps():
    """Count what SQLite does, in hundreds of its instructions."""
    done = [0]

    def count():
        done[0] += 1

    def watch(connection, _):
        connection.set_progress_handler(count, STEP)

    event.listen(Engine, "connect", watch)
    yield done
    event.remove(Engine, "connect", watch)


def filler(number):
    pick = random.Random(number)
    words = ("".join(pick.choices("abcdefghiklmnoprstu", k=7)) for _ in range(60))
    line = " ".join(words).capitalize() + f". {pick.randrange(10**6)} {pick.randrange(10**6)}"
    return Page(f"old{number}", (line,), title=f"No. {number}", language=("en", "fr")[number % 2])


def cost(path, steps, count, *late):
    """Steps that the late pages take among so many others, nine of which tell of the same in French."""
    same = [told(FOREIGN.title + "\n" + FOREIGN.body[0], f"same{n}", "fr", "2026-01-11") for n in range(9)]
    with open_store(path / f"{count}.db") as store:
        for name, web in (("old", [*map(filler, range(count)), *same, Page("first")]), ("late", late)):
            steps[0] = 0
            every = write(path / f"{name}{count}.jsonl", web)
            assert all(result.error is None for result in provenance.ingest(str(every), store))
            linked = sum(family.pages for family in provenance.link(store))
        return steps[0], linked


@pytest.mark.parametrize("late", [COPY, FOREIGN, CREDIT], ids=["copy", "translation", "credit"])
def test_one_more_page_costs_no_more_among_eight_times_as_many(tmp_path, steps, late):
    few, _ = cost(tmp_path, steps, 60, late)
    many, linked = cost(tmp_path, steps, 480, late)
    assert linked >= 1
    assert 10 < many <= 1.1 * few


def test_the_pages_of_a_site_that_is_credited_are_read_once(tmp_path, monkeypatch):
    """Three pages credit the home page of a site of thirty: each page is read for the indexes, and no more."""
    site = [replace(filler(n), name=f"n{n}.sundries") for n in range(30)]
    late = [Page(f"named{n}", (f"{n} {BODY[n]}",), (source(Page("sundries"), deep=False),)) for n in range(3)]
    read, asked = [], []
    reading, looking = nouns.read_article, Lookups._of_site
    monkeypatch.setattr(nouns, "read_article", lambda row: read.append(row["id"]) or reading(row))
    monkeypatch.setattr(Lookups, "_of_site", lambda *given: asked.append(1) or looking(*given))
    with open_store(tmp_path / "s.db") as store:
        assert all(
            result.error is None
            for result in provenance.ingest(str(write(tmp_path / "w.jsonl", [*site, *late])), store)
        )
        read.clear()
        list(provenance.link(store))
        assert len(store.index.at_domain("sundries.example", 200)) == 30
    assert len(asked) == 3
    assert len(read) == len(set(read)) == 33
