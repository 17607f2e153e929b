"""The documentation builds without a warning and without a network, and its pages ask for nothing from elsewhere."""

import re
import subprocess
import sys
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html

from tests.documented import ROOT

LOADS = (
    ("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("object", "data"),
    ("video", "src"), ("audio", "src"), ("embed", "src"), ("input", "src"),
)  # fmt: skip
NO_ASSET = {"canonical", "next", "prev", "author", "license", "index", "search"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-b", "html", "-n", "-W", "--keep-going", "-q", "-E", "-d", folder / "trees", ROOT / "docs", folder / "out"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (built.returncode, built.stderr) == (0, ""), built.stderr
    return folder / "out"


@pytest.fixture(scope="module")
def pages(site):
    return {path: html.parse(path).getroot() for path in sorted(site.rglob("*.html"))}


@pytest.mark.xdist_group("documentation")
def test_every_page_of_the_folder_is_built(site, pages):
    for source in (ROOT / "docs").rglob("*.md"):
        assert site / source.relative_to(ROOT / "docs").with_suffix(".html") in pages


@pytest.mark.xdist_group("documentation")
def test_no_page_loads_anything_from_elsewhere(site, pages):
    loaded = 0
    for path, page in pages.items():
        for tag, attribute in LOADS:
            for one in page.iter(tag):
                target = one.get(attribute)
                if target is None or set((one.get("rel") or "").split()) & NO_ASSET or target.startswith("data:"):
                    continue
                assert not re.match(r"[a-z+]+:|//", target, re.IGNORECASE), f"{path.name}: {target}"
                assert (path.parent / unquote(re.split("[?#]", target)[0])).exists(), f"{path.name}: {target}"
                loaded += 1
    assert loaded > len(pages)
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", style.read_text("utf-8")), style.name


@pytest.mark.xdist_group("documentation")
def test_links_inside_lead_somewhere(pages):
    for path, page in pages.items():
        for link in page.iter("a"):
            target, fragment = urldefrag(link.get("href") or "")
            if re.match(r"[a-z+]+:|//", target):
                continue
            there = (path.parent / unquote(target)).resolve() if target else path
            assert there.exists(), f"{path.name}: {target}"
            if fragment and there in pages and there.name not in ("genindex.html", "search.html"):
                assert pages[there].get_element_by_id(unquote(fragment), None) is not None, f"{path.name}: #{fragment}"


@pytest.mark.xdist_group("documentation")
def test_what_is_filled_in_is_there(site):
    filled = {
        "reference/commands.html": ("provenance store backup", "--spark-master"),
        "reference/evidence.html": ("credited-in-a-sentence", "microformats", "captured", "boilerplate-carried"),
        "reference/inputs.html": ("wacz", "mediacloud"),
        "reference/graph-files.html": ("prov-ttl",),
        "reference/environment.html": ("PROVENANCE_USER_AGENT",),
        "reference/python.html": ("provenance.model.Derivation", "UnknownArticle"),
        "explanation/quality.html": ("mean confidence",),
    }
    for name, words in filled.items():
        text = (site / name).read_text("utf-8")
        assert all(word in text for word in words), name
    assert not any("filled:" in path.read_text("utf-8") for path in site.rglob("*.html"))
