"""Files that other programs write: tables of addresses, pages in tables, passages; what they say of the origin."""

import csv
import gzip
import io
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.acquire import Failure, Options, read
from provenance.acquire.tables import is_table, read_table
from provenance.extract import extract
from tests.small_web import page, small_web

TEXT = "The ferry sailed late this morning, the harbour master said, and nobody on the quay knew why it had."


def table(path, names, *rows, codec="utf-8", parter=","):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=parter)
    writer.writerow(names)
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(codec))
    return path


def answers(ran):
    return [json.loads(line) for line in ran.out.splitlines()]


# Tables of addresses


@pytest.mark.parametrize("parter", list(",;\t|"))
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_column_of_addresses_is_read_from_the_web(tmp_path, parter, codec):
    with small_web() as web:
        one, two = web.put("/1", page("One")), web.put("/2", page("Two"))
        rows = [("a", one), ("two\nlines", two), ("c", "nowhere at all"), ("d", f"{web.address}/gone"), ("e", one), ()]
        path = table(tmp_path / "list.csv", ("Name", "URL"), *rows, codec=codec, parter=parter)
        found = list(read(str(path), web.options))
    assert [got.line if isinstance(got, Failure) else got.url for got in found] == [one, two, 5, 6]
    said = [str(got.error) for got in found if isinstance(got, Failure)]
    assert said == [
        f"{path}:5: no address in column 'url': 'nowhere at all'",
        f"{path}:6: {web.address}/gone: HTTP 404",
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("URL", "MobileURL", "Date", "Title"),
        ("url", "url_mobile", "title", "seendate", "socialimage", "domain", "language", "sourcecountry"),
        ("id", "indexed_date", "language", "media_name", "media_url", "publish_date", "title", "url"),
        ("stories_id", "publish_date", "title", "url", "language", "ap_syndicated", "media_id", "media_name"),
        ("article_url", "score"),
    ],
)
def test_tables_of_gdelt_and_media_cloud(tmp_path, names):
    with small_web() as web:
        url = web.put("/1", page("One"))
        row = [url if name.lower() in ("url", "article_url") else "" for name in names]
        (got,) = read(str(table(tmp_path / "list.csv", names, row)), web.options)
    assert (got.url, extract(got).title) == (url, "One")


def test_media_cloud_names_the_outlet_where_it_knows_more_than_the_host(tmp_path):
    names = ("id", "media_name", "media_url", "url")
    with small_web() as web:
        one, two = web.put("/1", page("One")), web.put("/2", page("Two"))
        rows = [
            (1, "Harbour News", "https://harbour.example", one),
            (2, "harbour.example", "https://harbour.example", two),
        ]
        first, second = map(extract, read(str(table(tmp_path / "list.csv", names, *rows)), web.options))
    assert (first.outlet, second.outlet) == ("Harbour News", None)


def test_a_story_that_media_cloud_gives_with_its_text(run, tmp_path):
    names = ("stories_id", "media_name", "publish_date", "language", "title", "url", "text")
    row = (7, "Harbour News", "2021-03-04 05:06:07", "en", "The ferry", "https://harbour.example/7", TEXT)
    (answer,) = answers(run("inspect", table(tmp_path / "stories.csv", names, row), "--format", "jsonl"))
    article = answer["article"]
    assert (article["title"], article["outlet"], article["published"]) == (
        "The ferry",
        "Harbour News",
        "2021-03-04T05:06:07Z",
    )


def test_the_article_list_of_gdelt_in_json(tmp_path):
    path = tmp_path / "articles.json"
    with small_web() as web:
        url = web.put("/1", page("One"))
        listed = [{"url": url, "title": "x", "seendate": "20240301T101500Z"}, {"title": "no address"}, 7]
        path.write_text(json.dumps({"articles": listed}), "utf-8")
        found = list(read(str(path), web.options))
    assert [got.line if isinstance(got, Failure) else got.url for got in found] == [url, 2, 3]
    path.write_text('{"articles": [', "utf-8")
    with pytest.raises(Exception, match="no JSON that can be read"):
        list(read(str(path), web.options))


# minet


def test_what_minet_fetched_is_read_from_its_report_and_files(tmp_path):
    (tmp_path / "downloaded").mkdir()
    (tmp_path / "downloaded" / "a.html").write_text(page("A file"), "utf-8")
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(page("Packed").encode("cp1252")))
    secret = tmp_path.parent / "secret.html"
    secret.write_text(page("Secret"), "utf-8")
    site = "https://harbour.example/"
    names = ("url", "resolved_url", "http_status", "datetime_utc", "fetch_error", "path", "encoding", "body")
    rows = [
        (f"{site}1", f"{site}one", "200", "2024-03-01T10:00:00", "", "", "", page("In the report")),
        (f"{site}2", f"{site}two", "200", "", "", "a.html", "utf-8", ""),
        (f"{site}3", "", "200", "", "", "b.html.gz", "cp1252", ""),
        (f"{site}4", "", "", "", "could-not-resolve", "", "", ""),
        (f"{site}5", "", "200", "", "", "../secret.html", "", ""),
    ]
    path = table(tmp_path / "report.csv", names, *rows)
    found = list(read(str(path), Options(offline=True)))
    good = [got for got in found if not isinstance(got, Failure)]
    assert [(extract(got).title, got.url, got.final_url) for got in good] == [
        ("In the report", f"{site}1", f"{site}one"),
        ("A file", f"{site}2", f"{site}two"),
        ("Packed", f"{site}3", f"{site}3"),
    ]
    assert good[0].fetched.isoformat() == "2024-03-01T10:00:00+00:00"
    failed, unseen = (str(got.error) for got in found if isinstance(got, Failure))
    assert failed.endswith(f"{site}4: not fetched by minet: could-not-resolve")
    assert unseen.endswith(f"{site}5: not fetched, offline")


def test_an_old_report_of_minet(tmp_path):
    names = ("index", "url", "resolved", "status", "error", "filename", "encoding", "raw_contents")
    row = (0, "https://harbour.example/1", "", "200", "", "", "utf-8", page("In the report"))
    (got,) = read(str(table(tmp_path / "report.csv", names, row)), Options(offline=True))
    assert extract(got).title == "In the report"


# The Pravda network

PRAVDA = (
    "URL",
    "Source Title",
    "Source URL",
    "Canonical",
    "OG:Title",
    "OG:Description",
    "Alternates",
    "Country",
    "Publication Date",
)
OWN = "https://france.portal.example/world/2024/03/01/9.html"


def pravda(run, tmp_path, title="", source="", canonical=OWN):
    row = (
        OWN,
        title,
        source,
        canonical,
        "Le bac en retard",
        TEXT,
        "https://en.portal.example/9.html",
        "France",
        "2024-03-01",
    )
    return run("inspect", table(tmp_path / "portal.csv", PRAVDA, row), "--format", "jsonl")


@pytest.mark.parametrize("source", ["https://harbour.example/2024/ferry", "https://t.me/harbourchannel/17"])
def test_the_source_in_the_table_is_what_the_page_says(run, tmp_path, source):
    (answer,) = answers(pravda(run, tmp_path, "Harbour Channel", source))
    assert (answer["url"], answer["article"]["title"]) == (OWN, "Le bac en retard")
    assert answer["article"]["published"] == "2024-03-01"
    (claim,) = answer["claims"]
    assert (claim["source_name"], claim["source_url"]) == ("Harbour Channel", source)
    assert (claim["finder"], claim["evidence"]) == ("listed", f"Source URL: {source}")


def test_a_canonical_address_elsewhere_in_the_table(run, tmp_path):
    (answer,) = answers(pravda(run, tmp_path, canonical="https://harbour.example/2024/ferry"))
    (claim,) = answer["claims"]
    assert (claim["source_domain"], claim["finder"]) == ("harbour.example", "metadata")


@pytest.mark.parametrize(
    "source", ["", OWN, "https://portal.example/", "no address", "https://www.facebook.com/harbour"]
)
def test_a_row_that_names_no_source_but_itself(run, tmp_path, source):
    (answer,) = answers(pravda(run, tmp_path, "", source))
    assert answer["claims"] == []


def test_rows_of_the_table_that_are_no_pages(run, tmp_path):
    rows = [("not an address", *[""] * 8), (OWN, *[""] * 8), (OWN, "", "", "", "Le bac", TEXT, "", "", "")]
    path = table(tmp_path / "portal.csv", PRAVDA, *rows)
    ran = run("ingest", path)
    assert ran.status == 1
    assert f"{path}:2: no address in column 'url'" in ran.err and f"{path}:3:" in ran.err
    assert "1 new, 0 already there, 2 not read" in ran.err


def test_a_table_through_a_pipe(tmp_path):
    row = (OWN, "Harbour Channel", "https://harbour.example/2024/ferry", OWN, "Le bac en retard", TEXT, "", "", "")
    path = table(tmp_path / "portal.csv", PRAVDA, row, row)
    command = [sys.executable, "-m", "provenance", "inspect", "-", "--format", "jsonl"]
    ran = subprocess.run(command, input=path.read_bytes(), capture_output=True, check=True)
    assert [json.loads(line)["claims"][0]["source_domain"] for line in ran.stdout.splitlines()] == [
        "harbour.example"
    ] * 2


# passim


def test_documents_and_passages_of_passim(run, tmp_path):
    path = tmp_path / "part-0000.json"
    lines = [
        {"id": "hn-1", "series": "Harbour News", "date": "2024-03-01", "title": "The ferry", "text": TEXT},
        {"cluster": 3, "uid": 5, "size": 2, "id": "https://mirror.example/1", "begin": 4, "end": 99, "text": TEXT},
        {"id": "empty", "series": "x", "text": " "},
    ]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    ran = run("inspect", path, "--format", "jsonl")
    first, second, third = answers(ran)
    assert third["article"] is None
    assert (first["article"]["title"], first["article"]["outlet"], first["article"]["published"]) == (
        "The ferry",
        "Harbour News",
        "2024-03-01",
    )
    assert (second["url"], first["claims"], second["claims"]) == ("https://mirror.example/1", [], [])
    assert f"{path}:3: an empty text" in ran.err


def test_a_passage_keeps_where_it_stands(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text(json.dumps({"cluster": 3, "id": "a", "begin": 4, "end": 99, "series": "s", "text": TEXT}), "utf-8")
    (got,) = read(str(path))
    facts = {fact.key: fact.value for fact in extract(got).facts}
    assert (facts["meta.list.cluster"], facts["meta.list.passage"]) == ("3", "4-99")


# Anything


@given(st.text(max_size=200))
def test_any_text_in_a_table_is_read_or_named(cell):
    out = io.StringIO()
    csv.writer(out).writerows([("url", "note"), (cell, cell), ("https://harbour.example/1", cell)])
    found = list(read_table(io.BytesIO(out.getvalue().encode("utf-8", "replace")), "t.csv", Options(offline=True)))
    assert all(isinstance(got, Failure) and str(got.error).startswith("t.csv:") for got in found)
    assert "https://harbour.example/1: not fetched, offline" in str(found[-1].error)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_line_in_which_excel_tells_what_parts_the_cells(tmp_path, mark):
    path = tmp_path / "list.csv"
    path.write_text(f"{mark}sep=;\r\na,b,c;url\r\nx;https://harbour.example/1\r\n", "utf-8", newline="")
    (found,) = read(str(path), Options(offline=True))
    assert str(found.error) == f"{path}:3: https://harbour.example/1: not fetched, offline"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "url",
        "The link, as it stands.\n",
        "<html><body>url,link http</body></html>",
        "name,score\nhttp,1\n",
        "a" * 70_000,
    ],
)
def test_what_is_no_table(text):
    assert not is_table(text.encode())


def test_a_field_beyond_the_bound_is_named(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "url,body,resolved_url\nhttps://a.example/1," + "x" * 300_000 + ",\nhttps://a.example/2,y,\n", "utf-8"
    )
    found = list(read(str(path), Options(offline=True, max_bytes=100_000)))
    assert len(found) == 2 and isinstance(found[0], Failure)
