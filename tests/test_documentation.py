"""Every command and example of README.md and docs is run, in a folder and with a store of the page's own."""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
import typer

from docs.scripts.commands import variables
from provenance.cli import main
from provenance.cli.app import app
from provenance.infer.derivations import OLDER
from provenance.walk.archived import ARCHIVED_BEFORE
from provenance.walk.upstream import SAID_DOWNSTREAM
from tests.documented import PAGES, ROOT, Block, beside_python, blocks, example, like, run, steps, unfenced

INSTALLS = "asks a package index"
NETWORK = "asks sites of the web; tests/test_walk_reach.py and test_acquire_web.py do so on this machine"
SERVER = "waits for browsers; tests/test_web_command.py runs it"
CAPTURED = "packs what was fetched from the web, which here is nothing; tests/test_captures.py packs some"
HARBOUR = "provenance trace https://carnet-de-quai.example/notes/cent-jours-sans-port/"
# What a page shows and no test runs, by the first line of its block, and why.
NOT_RUN = {
    ("README.md", "make demo"): "tests/test_example.py does the same",
    ("README.md", "make test"): "this is it",
    ("README.md", "python3.11 -m venv .venv"): INSTALLS,
    ("docs/howto/install.md", "python3.11 -m venv .venv"): INSTALLS,
    ("docs/howto/install.md", "provenance --install-completion"): "writes into a home; see tests/test_completion.py",
    ("docs/howto/install.md", "man -l .venv/share/man/man1/provenance.1"): "see tests/test_man_page.py",
    ("docs/howto/one-url.md", HARBOUR): NETWORK,
    ("docs/howto/reach.md", f"{HARBOUR} --archive http://localhost:8080/web/"): NETWORK,
    ("docs/howto/reach.md", f"{HARBOUR} --if-gone https://web.archive.org/web/"): NETWORK,
    ("docs/howto/reach.md", "pip install 'article-provenance[socks]'"): INSTALLS,
    (
        "docs/howto/feeds.md",
        "provenance watch https://weekly-sound.example/feed/ feeds.opml --interval 600",
    ): NETWORK,
    ("docs/howto/serve.md", "provenance serve"): SERVER,
    (
        "docs/howto/serve.md",
        "PROVENANCE_TOKEN=a-long-word-of-your-own provenance serve --host 0.0.0.0 --name desk.example",
    ): SERVER,
    ("docs/howto/hand-over.md", "provenance --store harbour.db store wacz captures.wacz"): CAPTURED,
    ("docs/howto/prov.md", "provenance store wacz captures.wacz"): CAPTURED,
    ("docs/howto/postgresql.md", "pip install 'article-provenance[postgres]'"): INSTALLS,
    ("docs/howto/cluster.md", "provenance link --engine spark"): "takes a minute; tests/test_cluster.py runs it",
    ("docs/notebook.md", 'pip install "article-provenance[notebook]"'): INSTALLS,
    (
        "docs/reference/graph-files.md",
        "provenance export --format neo4j --output graph.zip && unzip graph.zip",
    ): "needs Neo4j; tests/test_export_consumers.py reads the tables as its importer does",
}

VARIABLE = re.compile(r"envvar=\"(\w+)\"")

RUN = ("console", "python")
SHOWN = ("json", "text", "toml", "mermaid", "xml", "layers", "errors")  # what a file or an answer looks like
TESTED_APART = {"sql": "tests/test_store_docs.py; docs/parquet.md is for DuckDB"}


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def all_blocks() -> list[Block]:
    return [block for page in PAGES for block in blocks(page)]


RUNNABLE = sorted({named(block.page) for block in all_blocks() if block.kind in RUN})


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A fresh folder with the examples in it, where a store is made anew; the command line in this process."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    for name in [name for name in os.environ if name.startswith("PROVENANCE_")] + ["COLUMNS"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ".data"))
    monkeypatch.setenv("PATH", f"{beside_python()}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cli(monkeypatch, capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["provenance", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return call


@pytest.mark.parametrize("page", RUNNABLE)
@pytest.mark.usefixtures("desk")
def test_the_page_is_right(page, cli):
    names: dict[str, object] = {}
    for block in blocks(ROOT / page):
        if block.kind == "python":
            count, wrong = example(block, names)
            assert count and not wrong, wrong
        elif block.kind == "console":
            status = 0
            every = list(steps(block))
            assert every, f"{page}:{block.line}: no command"
            for step, after in zip(every, [*every[1:], None], strict=True):
                status, wrong = run(step, cli, status)
                where = f"{page}:{block.line}: $ {step.command}"
                assert wrong is None, f"{where}\n{wrong}"
                assert status == 0 or (after and after.command == "echo $?"), f"{where}\nexit status {status}"


def test_what_is_not_run_has_its_reason():
    shown = {(named(block.page), block.text.partition("\n")[0]) for block in all_blocks() if block.kind == "sh"}
    assert shown == NOT_RUN.keys()
    assert all(NOT_RUN.values())


def test_the_command_line_understands_what_is_not_run():
    command = typer.main.get_command(app)
    lines = [line for block in all_blocks() if block.kind == "sh" for line in block.text.splitlines()]
    called = [line for line in lines if re.search(r"(^|[ /])provenance --?\w|(^|[ /])provenance \w", line)]
    assert len(called) > 10
    for line in called:
        words = shlex.split(line.partition("&&")[0])
        words = words[next(n for n, word in enumerate(words) if word.rpartition("/")[2] == "provenance") + 1 :]
        if words[0] not in ("--help", "--install-completion"):
            understood(command, words)


def understood(command, words) -> None:
    """Parse words as the command line does, without doing anything; wrong usage is an error."""
    context = command.make_context(command.name or "", list(words))
    if hasattr(command, "commands"):
        _, below, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        understood(below, rest)


def test_every_variable_of_ours_is_told():
    named = {name for path in (ROOT / "provenance").rglob("*.py") for name in VARIABLE.findall(path.read_text("utf-8"))}
    assert named == variables().keys() > {"PROVENANCE_STORE"}


def test_every_rule_that_evidence_may_name_is_told():
    """Those that stand beside the table of rules and the traits, with their weights where these are fixed."""
    page = (ROOT / "docs/reference/evidence.md").read_text("utf-8")
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "provenance").rglob("*.py")))
    named = {*re.findall(r"Evidence\(\s*\"([a-z-]+)\"", code)}
    named |= {f"descent-{name}" for name in re.findall(r"Evidence\(\s*RULE \+ \"([a-z-]+)\"", code)}
    named |= {f"text-{measure}" for measure in re.findall(r"Match\(\s*\"([a-z]+)\"", code)}
    assert len(named) >= 11
    assert [name for name in sorted(named) if f"`{name}`" not in page] == []
    for name, weight in (
        ("older-than-its-source", OLDER),
        ("older-in-an-archive", OLDER),
        ("archived-before", ARCHIVED_BEFORE),
        ("said-downstream", SAID_DOWNSTREAM),
    ):
        assert f"| `{name}` | {weight:+} |" in page


def test_no_command_hides_where_it_is_not_run():
    for block in all_blocks():
        known = block.kind in (*RUN, *SHOWN, *TESTED_APART, "sh") or block.kind.startswith("{")
        assert known, f"{named(block.page)}:{block.line}: {block.kind!r}"
        if block.kind in SHOWN:
            assert not re.search(r"^(\$ )?provenance (?!\[)", block.text, re.MULTILINE), (
                f"{named(block.page)}:{block.line}"
            )
    for page in PAGES:
        assert not re.search(r"^ {4,}(\$|>>>|provenance|pip|make) ", unfenced(page), re.MULTILINE), named(page)


def test_a_page_that_is_wrong_is_told(desk, cli):
    page = desk / "wrong.md"
    page.write_text("```console\n$ provenance --version\nprovenance 9\n$ provenance show nobody\n```\n", "utf-8")
    [block] = blocks(page)
    first, second = steps(block)
    assert "it printed:\nprovenance 0" in (run(first, cli, 0)[1] or "")
    assert run(second, cli, 0)[0] == 3
    assert like("a [...] c\n", "a b c") and like("[...]", "") and not like("a [...] c", "a b") and not like("a", "ab")


def test_the_readme_leads_to_pages_that_are_there():
    links = [link for link in re.findall(r"\]\(([^)#]+)", (ROOT / "README.md").read_text("utf-8")) if "://" not in link]
    assert len(links) > 10
    assert [link for link in links if not (ROOT / link).is_file()] == []
