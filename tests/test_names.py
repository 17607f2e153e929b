"""Files whose names are no UTF-8: they are read, and named in one way wherever they are named."""

import json
import os
import shutil
import sys

import pytest

import provenance
from provenance.formats import FORMATS
from tests.web import BODY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are bytes")
TEXT = " ".join(BODY)
SHOWN = "\N{REPLACEMENT CHARACTER}te.html"


@pytest.fixture
def folder(tmp_path):
    """A page and what is none, under such names."""
    found = tmp_path / "in"
    found.mkdir()
    page = (
        f'<html lang="en"><body><p>{TEXT}</p><p>Source: <a href="https://quay.example/1">The Quay</a></p></body></html>'
    )
    for name, body in ((b"\xe9te.html", page.encode()), (b"\xe8.html", b"%PDF-1.4 and so on")):
        (found / os.fsdecode(name)).write_bytes(body)
    return found


def strict(text):
    """JSON as a strict reader takes it: of valid UTF-8."""
    assert "\\ud" not in text
    return json.loads(text.encode("utf-8"))


def test_each_verb_names_them_alike(run, folder):
    page, bad = folder / os.fsdecode(b"\xe9te.html"), folder / os.fsdecode(b"\xe8.html")
    assert run("inspect", page).out.splitlines()[0] == f"{folder}/{SHOWN}"
    read, unread = strict(run("inspect", folder, "--format", "json").out)[::-1]
    assert read["path"] == f"{folder}/{SHOWN}" and read["claims"]
    assert unread["path"] == f"{folder}/\N{REPLACEMENT CHARACTER}.html" and unread["path"] in unread["error"]
    assert run("inspect", bad).err == f"provenance: {unread['path']}: a PDF document, not a page\n"
    assert run("trace", page, "--offline").out.splitlines()[0].startswith(f"{folder}/{SHOWN} · ")
    told = strict(run("trace", folder, "--offline", "--format", "json").out)
    assert told == strict(run("show", page, "--format", "json").out)
    both = strict(run("compare", page, page, "--format", "json").out)
    assert both["a"]["path"] == f"{folder}/{SHOWN}"
    assert f"{folder}/{SHOWN}" in run("compare", page, page, "--format", "html").out


def test_the_store_and_its_exports_hold_valid_names(run, folder, tmp_path):
    assert run("--verbose", "ingest", folder).status == 1
    again = run("ingest", folder)
    assert "0 new, 1 already there, 1 not read" in again.err
    with provenance.open(tmp_path / "store.db") as store:
        (article,) = store.articles()
    assert article.path == f"{folder}/{SHOWN}"
    page = folder / os.fsdecode(b"\xe9te.html")
    page.write_text(f"<p>{TEXT} And more.</p>")
    assert run("show", page).out.startswith(f"{folder}/{SHOWN} · ")
    for form in FORMATS:
        out = tmp_path / f"out-{form.name}"
        assert run("export", "--format", form.name, "--output", out).status == 0
        for file in out.iterdir() if out.is_dir() else (out,):
            if form.pack is None:
                assert "\ufffd" not in file.read_bytes().decode("utf-8").replace(SHOWN, "")
        shutil.rmtree(out, ignore_errors=True)
