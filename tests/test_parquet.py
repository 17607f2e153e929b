"""A store as Parquet tables, read by others and put into a store again."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import provenance
from provenance.errors import ExportError
from provenance.formats.parquet import TABLES, rows
from provenance.formats.parquet.columns import schema
from provenance.formats.parquet.write import write as write_tables
from provenance.model import Capture, Node, Redirect, Status, Verdict
from provenance.parquet import export_tables, tables_of, take_tables
from tests.stores import CREDIT, NOW, hop, page
from tests.test_store_round_trip import ARTICLE, DERIVATION, NODE, SIGNAL
from tests.web import Page, source, write

KEPT = ("texts", "articles", "signals", "links", "judgements", "captures", "addresses", "readings")
EXACT = datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=UTC)


def everything(store):
    """All rows of all tables but the indexes and what a store says of itself."""
    with store.reading() as connection:
        asked = (connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in KEPT)
        return {table: sorted(map(plain, found), key=repr) for table, found in zip(KEPT, asked, strict=True)}


def plain(row):
    """A row as any database gives it."""
    return tuple(bytes(x) if isinstance(x, memoryview) else int(x) if isinstance(x, bool) else x for x in row)


def moved(store, folder):
    """What a new store holds once the tables of one were put into it, and what was told of it."""
    export_tables(store, folder / "out")
    with provenance.open(folder / "again.db", write=True) as again:
        told = list(take_tables(tables_of(str(folder / "out")), again))
        assert again.check() == []
        return everything(again), told


@pytest.fixture
def full(store, examples):
    """A store with something in every table: pages, sources that are only named, links, words, captures, addresses."""
    list(provenance.ingest(str(examples), store))
    list(provenance.link(store))
    first, *_, last = store.links()
    for verdict in (Verdict.UNSURE, Verdict.CONFIRM):
        store.judge(first.id, verdict, "Ада", "looked at it")
    store.judge(last.id, Verdict.REJECT, "a reader")
    store.put_nodes([Node("nnamed", Status.UNREACHABLE, "https://gone.example/1", detail="404")])
    capture = Capture(
        "https://a.example/x", b"", "cd" * 32, "text/html", EXACT, "http://a.example/x", "https://a.example/x", 200,
        (("Set-Cookie", "a"), ("Set-Cookie", "b")), "utf-8", None, {"title": "T"},
        (Redirect("http://b.example/y", 301),), "https://archive.example/web/1/x",
    )  # fmt: skip
    store.put_page(page("a", url="https://a.example/x", fetched=EXACT), [CREDIT], capture)
    return store


@pytest.mark.both
def test_a_store_comes_again_from_its_tables(full, tmp_path):
    before = everything(full)
    assert all(before.values())
    after, told = moved(full, tmp_path)
    assert all(one.error is None and one.new for one in told)
    assert after == before


def test_putting_tables_into_their_own_store_changes_nothing(full, tmp_path):
    export_tables(full, tmp_path / "out")
    before = everything(full)
    assert not any(one.new for one in take_tables(tables_of(str(tmp_path / "out")), full))
    assert everything(full) == before


@given(st.lists(st.tuples(ARTICLE | NODE, st.lists(SIGNAL, max_size=2)), max_size=4), st.lists(DERIVATION, max_size=3))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_noun_comes_back_as_it_was(tmp_path_factory, pages, links):
    folder = tmp_path_factory.mktemp("tables")
    said = [(one, tuple(signals) if not isinstance(one, Node) else ()) for one, signals in pages]
    said = [(replace(one, status=Status.NAMED) if isinstance(one, Node) else one, signals) for one, signals in said]
    tables = [
        ("articles", [rows.article_row(n, *page) for n, page in enumerate(said)]),
        ("links", [rows.link_row(link) for link in links]),
    ]
    write_tables(tables, folder / "out")
    articles, hops = (pq.read_table(folder / "out" / f"{name}.parquet").to_pylist() for name in ("articles", "links"))
    assert [rows.read_article(row, "") for row in articles] == said
    assert [rows.read_link(row, "") for row in hops] == links


def test_tables_have_the_columns_that_are_told(full, tmp_path):
    assert export_tables(full, tmp_path / "out")["articles"] == len(list(full.nodes()))
    for table in TABLES:
        assert pq.read_schema(tmp_path / "out" / f"{table}.parquet").equals(schema(table))
    articles = pq.read_table(tmp_path / "out" / "articles.parquet")
    assert articles.schema.field("fetched").type == pa.timestamp("us", "UTC")
    assert EXACT in articles["fetched"].to_pylist()
    assert articles["number"].to_pylist() == sorted(articles["number"].to_pylist())


def test_large_tables_are_written_in_parts_that_are_read_apart(store, tmp_path, monkeypatch):
    monkeypatch.setattr("provenance.formats.parquet.write._ROWS", 7)
    store.put_articles([(page(f"a-{n}"), [CREDIT]) for n in range(50)])
    before = everything(store)
    after, _ = moved(store, tmp_path)
    assert after == before
    assert pq.ParquetFile(tmp_path / "out" / "articles.parquet").num_row_groups == 8


def test_the_commands_write_and_read(run, tmp_path):
    first = Page("alpha", published="2024-03-01T08:00:00Z")
    second = Page("bravo", tail=(source(first),), published="2024-03-02T08:00:00Z")
    assert run("ingest", write(tmp_path / "web.jsonl", (first, second)), "--link").status == 0
    ran = run("export", "--format", "parquet", "--output", tmp_path / "out")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.strip() == (
        f"{tmp_path / 'out'}: 2 articles, 1 links, 0 judgements, 0 captures, 0 addresses, 2 readings"
    )
    assert run("export", "--format", "parquet", "--output", tmp_path / "out").status == 0
    again = tmp_path / "again.db"
    ran = run("--store", again, "ingest", tmp_path / "out")
    assert (ran.status, ran.err.strip()) == (0, "2 new, 0 already there, 0 not read")
    assert run("--store", again, "show", second.url).out == run("show", second.url).out
    alone = run("--store", tmp_path / "alone.db", "ingest", tmp_path / "out" / "articles.parquet")
    assert (alone.status, alone.err.strip()) == (0, "2 new, 0 already there, 0 not read")


def test_what_a_killed_export_left_of_a_folder_goes_with_the_next(full, tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f".out.{gone.pid}.0a1b2c.part"
    left.mkdir()
    (left / "articles.parquet").write_bytes(b"PAR1 half")
    export_tables(full, tmp_path / "out")
    assert not left.exists()
    assert (tmp_path / "out" / "articles.parquet").exists()


def test_what_is_no_folder_of_ours_is_left_alone(run, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    run("ingest", write(tmp_path / "web.jsonl", (Page("alpha"),)))
    for output, said in (("mine", "holds other things: letter.txt"), ("web.jsonl", "it is a file"), ("no/such", "No")):
        ran = run("export", "--format", "parquet", "--output", tmp_path / output)
        assert ran.status == 3
        assert said in ran.err
        assert len(ran.err.splitlines()) == 1
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"
    assert sorted(path.name for path in tmp_path.iterdir() if ".part" in path.name) == []
    for arguments in (("--output", "-"), ("some", "--output", tmp_path / "x")):
        assert run("export", "--format", "parquet", *arguments).status == 2


def test_an_export_that_fails_leaves_the_last_one(full, tmp_path, monkeypatch):
    export_tables(full, tmp_path / "out")

    def full_disk(_):
        raise OSError(28, "No space")
        yield

    monkeypatch.setattr("provenance.store.whole.captures", full_disk)
    with pytest.raises(ExportError, match="No space"):
        export_tables(full, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".export", "out"))] == ["out"]
    assert len(tables_of(str(tmp_path / "out"))) == len(TABLES)


def broken(folder, full):
    export_tables(full, folder)
    return folder / "articles.parquet", (folder / "articles.parquet").read_bytes()


def test_damaged_files_are_told_in_one_line(full, run, tmp_path):
    path, whole = broken(tmp_path / "out", full)
    middle = len(whole) // 2
    for damaged in (
        whole[:-20],
        whole[:middle],
        b"PAR1",
        b"PAR1" + b"\0" * 500,
        whole[:4] + b"\xff" * (len(whole) - 8) + whole[-4:],
    ):
        path.write_bytes(damaged)
        ran = run("--store", tmp_path / "other.db", "ingest", path)
        assert ran.status == 3
        (line, _) = ran.err.splitlines()
        assert str(path) in line
        assert "no Parquet that can be read" in line
    path.write_bytes(whole[:200] + bytes(255 - byte for byte in whole[200:middle]) + whole[middle:])
    ran = run("--store", tmp_path / "other.db", "ingest", tmp_path / "out")
    assert ran.status in (1, 3)
    assert all(line.startswith("provenance: ") for line in ran.err.splitlines()[:-1])


def test_what_refers_to_the_pages_of_a_damaged_file_is_counted_in_one_line(full, run, tmp_path):
    path, whole = broken(tmp_path / "out", full)
    path.write_bytes(whole[: len(whole) // 2])
    hops = pq.read_table(path.with_name("links.parquet")).num_rows
    ran = run("--store", tmp_path / "other.db", "ingest", tmp_path / "out")
    assert hops > 1 and ran.status == 3
    damaged, orphans, _ = ran.err.splitlines()
    assert f"{path}: no Parquet that can be read" in damaged
    assert f"{path}: rows that refer to its pages were left out: {hops} of links.parquet" in orphans


def test_rows_that_cannot_be_are_named_and_the_others_kept(full, run, tmp_path):
    folder = tmp_path / "out"
    export_tables(full, folder)
    path = folder / "articles.parquet"
    told = pq.read_table(path).to_pylist()
    told[1]["status"] = "elsewhere"
    told[2]["blocks"][0]["place"] = "nowhere"
    pq.write_table(pa.Table.from_pylist(told, schema("articles")), path)
    hops = pq.read_table(folder / "links.parquet").to_pylist()
    pq.write_table(
        pa.Table.from_pylist(
            [hops[0] | {"source": "nobody"}, hops[0] | {"confidence": 7.5}, hops[0] | {"confidence": -3.0}, *hops],
            schema("links"),
        ),
        folder / "links.parquet",
    )
    ran = run("--store", tmp_path / "other.db", "ingest", folder)
    assert ran.status == 1
    lines = ran.err.splitlines()
    assert f"provenance: {path}: row 2: status: " in lines[0]
    assert f"provenance: {path}: row 3: blocks.0.place: " in lines[1]
    assert any("links.parquet: row 1: link" in line and "is not in the store" in line for line in lines)
    for number, value in ((2, "7.5"), (3, "-3.0")):
        said = f"links.parquet: row {number}: link {hops[0]['id']}: confidence is {value}, not a probability"
        assert any(line.endswith(said) for line in lines)
    with provenance.open(tmp_path / "other.db", write=True) as other:
        assert len(list(other.nodes())) == len(told) - 2
        assert other.check() == []


def test_words_of_two_stores_stand_in_their_order(store, tmp_path):
    store.put_nodes([Node("na", Status.NAMED), Node("nb", Status.NAMED)])
    store.put_links([hop("1", "a", "b")])
    store.judge("l1", Verdict.UNSURE, "first")
    export_tables(store, tmp_path / "out")
    store.judge("l1", Verdict.CONFIRM, "second")
    with provenance.open(tmp_path / "other.db", write=True) as other:
        list(take_tables(tables_of(str(tmp_path / "out")), other))
        other.judge("l1", Verdict.REJECT, "third")
        export_tables(other, tmp_path / "out")
    list(take_tables(tables_of(str(tmp_path / "out")), store))
    assert [link.judgement for link in store.links()] == [Verdict.REJECT]
    assert sorted(word.by for word in store.judgements("l1")) == ["first", "second", "third"]
    assert store.check() == []


def test_parquet_of_others_is_read_as_lines_are(run, tmp_path):
    told = [
        {"url": Page(name).url, "html": Page(name).html(), "fetched": NOW, "year": 2024} for name in ("alpha", "bravo")
    ]
    pq.write_table(pa.Table.from_pylist([*told, {"url": "no address", "html": "x"}]), tmp_path / "pages.parquet")
    ran = run("ingest", tmp_path / "pages.parquet")
    assert ran.status == 1
    assert ran.err.splitlines() == [
        f"provenance: {tmp_path / 'pages.parquet'}: row 3: url is no http or https address",
        "2 new, 0 already there, 1 not read",
    ]
    pq.write_table(pa.table({"name": ["x"]}), tmp_path / "other.parquet")
    ran = run("ingest", tmp_path / "other.parquet")
    assert (ran.status, ran.err.splitlines()[0].endswith("no columns url and html or text")) == (3, True)
    assert run("ingest", tmp_path).err.splitlines()[-1] == "0 new, 2 already there, 2 not read"


def test_without_its_package_it_says_what_to_install(full, run, tmp_path, monkeypatch):
    export_tables(full, tmp_path / "out")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    ran = run("export", "--format", "parquet", "--output", tmp_path / "new")
    install = "Parquet needs the package pyarrow: pip install 'article-provenance[parquet]'"
    assert (ran.status, ran.err) == (3, f"provenance: {install}\n")
    ran = run("ingest", tmp_path / "out")
    told = f"provenance: {tmp_path / 'out' / 'articles.parquet'}: {install}"
    assert (ran.status, ran.err.splitlines()) == (3, [told, "0 new, 0 already there, 1 not read"])
    assert not (tmp_path / "new").exists()


def test_the_page_of_columns_is_right():
    told = (Path(__file__).resolve().parent.parent / "docs" / "parquet.md").read_text("utf-8")
    parts = dict(re.findall(r"^`(\w+)\.parquet`: .*?\n\n(.*?)(?:\n\n|\Z)", told, re.M | re.S))
    assert list(parts) == list(TABLES)
    for table, part in parts.items():
        columns = dict(re.findall(r"^\| (\w+) \| `(.*)` \|$", part, re.M))
        assert columns == {field.name: str(field.type) for field in schema(table)}
