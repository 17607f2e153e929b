"""CITATION.cff and CHANGELOG.md agree with the package, and have what their forms ask for."""

import re
import tomllib

import provenance
from tests.documented import ROOT

CITATION = (ROOT / "CITATION.cff").read_text("utf-8")
CHANGES = (ROOT / "CHANGELOG.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def field(name: str) -> str | None:
    found = re.search(rf"^{name}: (.+)$", CITATION, re.MULTILINE)
    return found[1] if found else None


def test_the_citation_has_what_citation_file_format_1_2_asks_for():
    assert field("cff-version") == "1.2.0"
    assert field("message") and field("title") == "provenance" and field("type") == "software"
    assert re.search(r"^authors:\n  - (name|family-names): .+$", CITATION, re.MULTILINE)


def test_citation_and_package_say_the_same():
    assert field("version") == provenance.__version__ == PROJECT["version"]
    assert field("license") in PROJECT["license"].split(" AND ")


def test_the_changelog_is_kept_as_keep_a_changelog_says():
    heads = re.findall(r"^## (.+)$", CHANGES, re.MULTILINE)
    assert heads and heads[0] == "Unreleased"
    assert all(re.fullmatch(r"\[?\d+\.\d+\.\d+\]? - \d{4}-\d\d-\d\d", head) for head in heads[1:])
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Known shortcomings"}
    assert set(re.findall(r"^### (.+)$", CHANGES, re.MULTILINE)) <= kinds


def test_the_changelog_names_every_command():
    from docs.scripts.commands import commands

    named = set(re.findall(r"`(\w+)`", CHANGES))
    assert {command.name.split()[-1] for command in commands()} - {"provenance"} <= named
