"""What others install: what is in it, that a bare install does its work, and what it says where an extra is missing."""

import ast
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from email import message_from_bytes
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import provenance
from provenance.formats.formats import FORMATS
from tests.installed import ROOT, built, environment, link, required, unpacked

pytestmark = pytest.mark.xdist_group("packaging")

PAGE = "examples/web/4-carnet-de-quai.html"
COPY = "https://carnet-de-quai.example/notes/cent-jours-sans-port/"
# Runs commands in one process, each a list of arguments: exit status and lines on standard error of each.
SCRIPT = """
import contextlib, io, json, sys
from provenance.cli import main
told = []
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["provenance", *arguments]
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as left:
        told.append([left.code or 0, err.getvalue().splitlines()])
print(json.dumps(told))
"""
USER = '''
"""What a user may write."""

from typing import assert_type

import provenance
from provenance.errors import ProvenanceError
from provenance.inspection import Inspection
from provenance.model import Chain, Claim, Relation


def sources(path: str) -> list[str | None]:
    """The sources that a page names."""
    found: list[Claim] = []
    for page in provenance.inspect(path):
        assert_type(page, Inspection)
        found += page.claims
    return [claim.source.name for claim in found if claim.relation is Relation.TRANSLATION]


def draw(target: str) -> None:
    """Its chain as a picture."""
    with provenance.open("store.db", write=True) as store:
        try:
            chain = provenance.trace(target, store)
        except ProvenanceError:
            return
        assert_type(chain, Chain)
        provenance.export(chain.graph, "svg", "chain.svg")
'''


@pytest.fixture(scope="module")
def sdist(tmp_path_factory) -> Path:
    return built(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return built(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def bare(wheel, tmp_path_factory) -> Path:
    """The programs of an environment without any extra."""
    return environment(tmp_path_factory.mktemp("bare") / "env", wheel)


@pytest.fixture(scope="module")
def away(bare, tmp_path_factory) -> Path:
    """A folder that is not the project's, with a store of the example's pages, made by the bare install."""
    folder = tmp_path_factory.mktemp("away")
    for arguments in (["ingest", str(ROOT / "examples" / "web")], ["link"]):
        ran = _provenance(bare, folder, *arguments)
        assert ran.returncode == 0, ran.stderr
    return folder


def _provenance(where: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(where / "provenance"), "--store", "store.db", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_wheel_holds_the_whole_package_and_nothing_else(wheel):
    inside = _contents(wheel)
    info = f"article_provenance-{provenance.__version__}.dist-info"
    ours = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / "provenance").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    manual = f"article_provenance-{provenance.__version__}.data/data/share/man/man1/provenance.1"
    ours[manual] = (ROOT / "docs/man/provenance.1").read_bytes()
    assert {name: text for name, text in inside.items() if not name.startswith(f"{info}/")} == ours
    assert {"provenance/py.typed", "provenance/grammar/languages/en.toml", "provenance/web/static/app.css"} <= set(ours)
    assert {name.removeprefix(f"{info}/") for name in inside if name.startswith(f"{info}/")} == {
        "METADATA", "WHEEL", "entry_points.txt", "RECORD",
        "licenses/LICENSE", "licenses/provenance/formats/assets/d3/LICENSE",
    }  # fmt: skip
    assert wheel.stat().st_size < 8_000_000


def test_what_is_built_from_the_sdist_is_the_same(sdist, wheel, tmp_path):
    source = unpacked(sdist, tmp_path / "source")
    again = _contents(built(source, "wheel", tmp_path / "wheel"))
    assert again == _contents(wheel)
    assert {"tests", "docs", "bench", "examples", "Makefile", "constraints.txt", "LICENSE"} <= {
        path.name for path in source.iterdir()
    }


def test_the_metadata_say_only_what_is_true(wheel):
    info = message_from_bytes(next(text for name, text in _contents(wheel).items() if name.endswith("/METADATA")))
    assert (info["Name"], info["Version"]) == ("article-provenance", provenance.__version__)
    assert info["Description-Content-Type"] == "text/markdown"
    assert info.get_payload(decode=True).decode() == (ROOT / "README.md").read_text("utf-8")
    pythons = [line for line in info.get_all("Classifier") if "Python ::" in line]
    assert pythons == ["Programming Language :: Python :: 3.11"]  # where the tests run


def test_what_is_imported_is_required_by_name_and_what_is_required_is_imported():
    homes = metadata.packages_distributions()
    used = set()
    for path in (ROOT / "provenance").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            used |= {name.partition(".")[0] for name in names}
    used -= {*sys.stdlib_module_names, "provenance", "sentence_transformers"}  # the last is not in this environment
    wanted = {canonicalize_name(Requirement(text).name) for text in metadata.requires("article-provenance") or ()}
    named = {canonicalize_name(home) for name in used for home in homes[name]}
    assert named - wanted == set()
    assert wanted - named == {"sentence-transformers", "socksio"}  # the one not looked at, httpcore's own


def test_a_bare_install_does_its_work_from_another_folder(bare, away, tmp_path):
    assert _provenance(bare, away, "--help").stdout.startswith("Usage: provenance")
    page = str(ROOT / PAGE)
    assert "republished from Passerelle Info" in _provenance(bare, away, "inspect", page).stdout
    chain = _provenance(bare, away, "trace", COPY, "--offline").stdout
    assert "Origin: “Порт Северная Гавань закроют на сто дней”" in chain
    assert "hop 3: translation by Clovis" in _provenance(bare, away, "show", page).stdout
    where = subprocess.run(
        [str(bare / "python"), "-c", "import provenance; print(provenance.__file__)"],
        cwd=away, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(bare.parent)


def test_a_bare_install_writes_every_format(bare, away, tmp_path):
    names = [form.name for form in FORMATS]
    told = _several(bare, away, [["export", "--format", name, "--output", str(tmp_path / name)] for name in names])
    assert told == [[0, [f"{tmp_path / name}: 6 nodes, 3 links"]] for name in names]
    assert all((tmp_path / name).stat().st_size for name in names)


def _several(where: Path, folder: Path, commands: list[list[str]]) -> list[tuple[int, list[str]]]:
    asked = json.dumps([["--store", "store.db", *arguments] for arguments in commands])
    command = [str(where / "python"), "-c", SCRIPT, asked]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    found: list[tuple[int, list[str]]] = json.loads(ran.stdout)
    return found


def test_what_needs_an_extra_says_so_in_a_line_and_nothing_is_lost(bare, away, tmp_path):
    (tmp_path / "table.parquet").write_bytes(b"PAR1" + bytes(40))
    before = hashlib.sha256((away / "store.db").read_bytes()).hexdigest()
    asked = {
        "serve needs the package uvicorn": ("web", ["serve"]),
        "postgresql+psycopg://u@h.example/x needs the package psycopg": (
            "postgres", ["--store", "postgresql+psycopg://u@h.example/x", "show", "y"],
        ),
        "the engine spark needs the package pyspark": ("spark", ["link", "--engine", "spark"]),
        "Parquet needs the package pyarrow": ("parquet", ["export", "--format", "parquet", "--output", "tables"]),
        f"{tmp_path}/table.parquet: Parquet needs the package pyarrow": (
            "parquet", ["--quiet", "ingest", str(tmp_path / "table.parquet")],
        ),
        "a socks proxy needs the package socksio": (
            "socks", ["inspect", "--proxy", "socks5://localhost:9050", "https://a.example/1"],
        ),
        "--embeddings needs the package sentence-transformers": ("embeddings", ["link", "--embeddings", str(tmp_path)]),
    }  # fmt: skip
    told = _several(bare, away, [arguments for _, arguments in asked.values()])
    for (status, lines), (line, (extra, _)) in zip(told, asked.items(), strict=True):
        assert (status, lines) == (3, [f"provenance: {line}: pip install 'article-provenance[{extra}]'"])
    assert not (away / "tables").exists()
    assert hashlib.sha256((away / "store.db").read_bytes()).hexdigest() == before


def test_a_table_that_cannot_be_read_for_want_of_an_extra_does_not_stop_the_others(bare, tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + bytes(40))
    ran = _provenance(bare, tmp_path, "ingest", "a.parquet", str(ROOT / PAGE))
    assert (ran.returncode, ran.stderr.splitlines()[1:]) == (1, ["1 new, 0 already there, 1 not read"])
    assert "article-provenance[parquet]" in ran.stderr


ENOUGH = {
    "web": "from provenance.web import server, site, access, app",
    "postgres": "import psycopg; psycopg.pq.version()",
    "notebook": "with provenance.open('store.db') as s: assert len(s.to_networkx()) == len(s.to_pandas('articles')) == 6",
    "parquet": "from provenance.cli import main; import sys; sys.argv[1:] = ARGUMENTS; main()",
    "socks": "from provenance.acquire import Options; Options(proxy='socks5://localhost:9050')",
    "spark": "from provenance.cluster import link, engine, session, shapes; import pyspark.sql.pandas.types, pandas",
}


@pytest.mark.parametrize("extra", ENOUGH)
def test_an_extra_brings_all_that_it_needs(extra, wheel, bare, away, tmp_path):
    brought = required(wheel, extra) - required(wheel)
    assert brought
    (tmp_path / "more").mkdir()
    link(brought, tmp_path / "more")
    arguments = ["--store", "store.db", "export", "--format", "parquet", "--output", str(tmp_path / "tables")]
    code = f"import provenance\nARGUMENTS = {arguments!r}\n{ENOUGH[extra]}"
    ran = subprocess.run(
        [str(bare / "python"), "-c", code],
        cwd=away, env={**os.environ, "PYTHONPATH": str(tmp_path / "more")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "" if extra != "parquet" else ran.stderr)
    assert (tmp_path / "tables" / "articles.parquet").exists() == (extra == "parquet")


def test_types_reach_whoever_uses_the_package(bare, tmp_path):
    (tmp_path / "user.py").write_text(USER, encoding="utf-8")
    (tmp_path / "wrong.py").write_text("import provenance\nprovenance.trace(1, None, depth='x')\n", encoding="utf-8")
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(bare / "python")]
    ran = subprocess.run(
        [*mypy, "--cache-dir", "cache", "user.py", "wrong.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = ran.stdout.splitlines()
    assert lines and all(line.startswith(("wrong.py:2: ", "Found ")) for line in lines), ran.stdout + ran.stderr
