"""A process of nobody the system knows, as in a container: no home, no login name; and names of other homes."""

import getpass
from pathlib import Path

import pytest

from provenance import kept
from provenance.errors import StoreError
from provenance.extract import detector
from provenance.store import look_into, open_store


@pytest.fixture
def homeless(monkeypatch):
    """Nobody knows who this is, nor where he lives."""

    def nobody(*_):
        raise KeyError("getpwuid(): uid not found: 54321")

    def nowhere(*_):
        raise RuntimeError("Could not determine home directory.")

    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(getpass, "getuser", nobody)
    monkeypatch.setattr(Path, "home", nowhere)


def test_without_a_home_what_is_worked_out_is_not_kept(homeless):
    kept.write("it", "this", b"bytes")
    assert kept.read("it", "this") is None
    assert kept.kept_json("it", "this", lambda: [1]) == [1]
    detector.classifier.cache_clear()
    assert detector.classifier()("This is a sentence that anyone reads as English.")[0] == "en"


@pytest.mark.parametrize("opening", [open_store, look_into])
def test_without_a_home_a_store_needs_a_name(homeless, opening):
    with pytest.raises(StoreError, match="no home folder is known: name the store"):
        opening()


@pytest.mark.parametrize("opening", [open_store, look_into])
def test_the_home_of_nobody_is_no_place_for_a_store(opening):
    with pytest.raises(StoreError, match=r"~nobody-of-this-name/a\.db: no such user has a home here"):
        opening("~nobody-of-this-name/a.db")


def test_whoever_judges_without_a_login_name_is_unknown(homeless, run, store, examples):
    run("ingest", "--link", str(examples))
    link = next(store.links()).id
    done = run("judge", link, "confirm")
    assert "confirm by unknown" in done.err
