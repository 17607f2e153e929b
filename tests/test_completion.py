"""Completion as bash does it: the script that the program prints is sourced, and its function called."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import provenance
from provenance.formats.formats import FORMATS

HERE = Path(sys.executable).parent
ALL = [each.name for each in FORMATS]

pytestmark = pytest.mark.skipif(
    shutil.which("bash") is None and os.environ.get("CI") != "true", reason="bash is not installed"
)

ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_provenance_completion provenance
printf '%s\\n' "${COMPREPLY[@]}"
"""


def script_of(shell: str) -> str:
    """What `--show-completion` prints, for a shell that need not be the one around this test."""
    asked = {**os.environ, "_PROVENANCE_COMPLETE": f"source_{shell}"}
    done = subprocess.run([HERE / "provenance"], env=asked, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    path = tmp_path_factory.mktemp("completion") / "provenance.bash"
    path.write_text(script_of("bash"), "utf-8")
    assert path.read_text("utf-8").endswith("complete -o default -F _provenance_completion provenance")
    return path


@pytest.fixture
def complete(script, location, monkeypatch):
    monkeypatch.setenv("PROVENANCE_STORE", location)
    monkeypatch.setenv("PATH", f"{HERE}{os.pathsep}{os.environ['PATH']}")

    def words(*line: str) -> list[str]:
        done = subprocess.run(
            ["bash", "--norc", "-c", ASK, "bash", script, "provenance", *line],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.split()

    return words


@pytest.mark.parametrize(
    ("shell", "begins"), [("zsh", "#compdef provenance"), ("fish", "complete --command provenance")]
)
def test_other_shells_have_a_script(shell, begins):
    assert script_of(shell).startswith(begins)


def test_commands_and_options(complete):
    assert complete("in") == ["inspect", "ingest"]
    assert complete("store", "ba") == ["backup"]
    assert complete("trace", "--off") == ["--offline"]


def test_values(complete):
    assert complete("export", "--format", "") == [*ALL, "parquet"]
    assert complete("export", "-f", "prov") == ["prov-json", "prov-ttl"]
    assert complete("outlets", "--format", "") == [
        "text",
        "json",
        "csv",
        *(name for name in ALL if name not in ("json", "csv")),
    ]
    assert complete("inspect", "--format", "j") == ["json", "jsonl"]
    assert complete("judge", "l0", "") == ["confirm", "reject", "unsure"]


def test_links_of_the_store(complete, store, examples):
    list(provenance.ingest(str(examples), store))
    list(provenance.link(store))
    there = sorted(link.id for link in store.links())
    assert len(there) == 3
    assert complete("judge", "l") == there
    assert complete("judge", there[0][:8]) == there[:1]
    assert complete("judge", "x") == []


def test_no_store_no_word(complete, tmp_path, monkeypatch):
    assert complete("judge", "l") == []
    (tmp_path / "broken.db").write_bytes(b"no store")
    assert complete("--store", str(tmp_path / "broken.db"), "judge", "l") == []
    assert complete("--store", "postgresql+psycopg://nobody@127.0.0.1:1/none", "judge", "l") == []


def test_a_key_pressed_loads_nothing_heavy(store, location):
    heavy = {"sqlmodel", "sqlalchemy", "httpx", "bs4", "lxml", "numpy", "networkx", "regex", "dateparser"}
    code = f"""
import sys
from provenance.cli.app import app
try:
    app(prog_name="provenance")
except SystemExit:
    pass
print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)
"""
    for line, cword in (("provenance export --format ", 3), ("provenance judge l", 2), ("provenance ", 1)):
        asked = {
            **os.environ,
            "COMP_WORDS": line,
            "COMP_CWORD": str(cword),
            "_PROVENANCE_COMPLETE": "complete_bash",
            "PROVENANCE_STORE": location,
        }
        done = subprocess.run([sys.executable, "-c", code], env=asked, capture_output=True, text=True, check=False)
        assert done.stderr.strip() == "[]", line
