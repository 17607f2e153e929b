"""The main verbs over a store in a file and over one on a server: the same words, the same statuses."""

import json
import re
from pathlib import Path

import pytest

from tests.feed_files import SITE, TEXT, as_rss

pytestmark = pytest.mark.both
ASKED = "https://carnet-de-quai.example/notes/cent-jours-sans-port/"


@pytest.fixture
def kept(run, examples):
    assert run("ingest", examples).err == "6 new, 0 already there, 0 not read\n"
    return run


def link_of(ran) -> str:
    return json.loads(ran.out)["links"][0]["id"]


def test_pages_are_kept_once_and_linked(kept, examples):
    assert kept("ingest", examples).err == "0 new, 6 already there, 0 not read\n"
    assert kept("link").err == "6 pages looked at, 1 family, 3 links, 0 dropped\n"
    chain = json.loads(kept("show", ASKED, "--format", "json").out)
    assert [link["hop"] for link in chain["links"]] == [1, 2, 3]
    assert chain["origin"]["status"] == "found"
    assert "Carnet de quai" in kept("outlets").out


def test_a_chain_is_traced_and_judged_and_the_word_stays(kept):
    first = kept("trace", ASKED, "--offline", "--format", "json")
    link = link_of(first)
    assert kept("judge", link, "reject", "--by", "Ann").err == f"{link}: reject by Ann\n"
    again = kept("trace", ASKED, "--offline", "--format", "json")
    assert {one["id"]: one["judgement"] for one in json.loads(again.out)["links"]}.get(link) == "reject"
    assert kept("link").status == 0
    assert "rejected by a person" in kept("show", ASKED).out


@pytest.mark.parametrize("form", ["graphml", "jsonl", "prov-json"])
def test_the_whole_store_is_exported(kept, tmp_path, form):
    kept("link")
    path = tmp_path / "graph"
    assert kept("export", "--format", form, "--output", path).err == f"{path}: 6 nodes, 3 links\n"


def test_a_feed_is_watched(run, tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(as_rss([("Title", f"{SITE}1", "tag:1", TEXT)]))
    assert run("watch", path, "--once").err.endswith("1 new, 0 already there, 0 not read\n")
    assert run("watch", path, "--once").err == "0 new, 0 already there, 0 not read\n"


def test_the_store_is_told_of_checked_copied_and_restored(kept, tmp_path):
    kept("link")
    told = dict(re.split(r"\s+", line, maxsplit=1) for line in kept("store", "info").out.splitlines())
    assert (told["read"], told["links"], told["texts"]) == ("6", "3", "5")  # two pages have one text
    assert int(told["bytes"]) > 10_000
    assert kept("store", "check").err == "the store is whole\n"
    assert kept("store", "migrate").status == 0
    copy = tmp_path / "copy.db"
    assert kept("store", "backup", copy).err == f"copied to {copy}\n"
    assert kept("store", "backup", copy).status == 3
    assert kept("--store", copy, "show", ASKED).out == kept("show", ASKED).out
    again = tmp_path / "again.db"
    assert kept("--store", again, "store", "restore", copy).err == f"6 nodes restored from {copy}\n"
    assert kept("--store", again, "store", "check").err == "the store is whole\n"
    refused = kept("store", "restore", copy)
    assert (refused.status, len(refused.err.splitlines())) == (3, 1)
    assert "not an empty store" in refused.err


def test_a_server_that_is_not_there_is_one_line(run, tmp_path: Path):
    pytest.importorskip("psycopg")
    ran = run("--store", f"postgresql+psycopg://nobody@/none?host={tmp_path}", "store", "info")
    assert (ran.status, len(ran.err.splitlines())) == (3, 1)
    assert "connection" in ran.err
