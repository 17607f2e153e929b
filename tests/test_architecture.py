"""docs/architecture.md is true to the code: its paths, its layers, its errors, its nouns, its example. CONTRIBUTING.md
names what there is."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from lxml import etree

from provenance import errors, inspect, model
from provenance.model import Relation, Status

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")


def block(kind: str) -> list[str]:
    found = re.search(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found, kind
    return found[1].splitlines()


def layers() -> list[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (found,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [line.replace("provenance.", "") for line in found]


def test_every_path_that_the_page_names_is_there():
    named = {path for path in re.findall(r"`([\w./]+)`", PAGE) if path.startswith("provenance/")}
    assert len(named) > 30
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
    rooms = re.findall(r"^\| (`.*?`) \|", PAGE.partition("## The rooms")[2].partition("\n## ")[0], re.MULTILINE)
    told = {name.rstrip("/") for cell in rooms for name in re.findall(r"`([\w./]+)`", cell)}
    there = {path.name for path in (ROOT / "provenance").iterdir() if not path.name.startswith(("_", "py.typed"))}
    assert there == told, "a room that the page does not name, or that is none"


def test_the_layers_are_those_of_the_contract():
    assert block("layers") == layers()


def test_the_tree_of_errors_is_that_of_the_code():
    def tree(error: type, depth: int = 0) -> list[str]:
        below = (line for one in error.__subclasses__() for line in tree(one, depth + 1))
        return ["  " * depth + error.__name__, *below]

    assert block("errors") == tree(errors.ProvenanceError)


def test_nouns_relations_and_states_are_those_of_the_model():
    table = PAGE.partition("## The nouns")[2].partition("### Relations")[0]
    nouns = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert nouns
    assert all(isinstance(getattr(model, noun), type) for noun in nouns)
    relations = PAGE.partition("### Relations")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", relations, re.MULTILINE) == list(Relation)
    assert all(f"`{status.value}`" in table for status in Status)


def test_the_sediment_of_the_page_is_read_as_it_says(tmp_path):
    said = [re.split(r" {4,}", line) for line in block("text")]
    prose = "The harbour master said on Monday that the long quay will stay closed until the spring of next year. " * 3
    lines = "".join(f"<p>{line}</p>" for line, _ in said)
    page = tmp_path / "quay.html"
    page.write_text(
        f"<html lang='en'><title>The quay is closed</title><article><h1>The quay is closed</h1><p>{prose}</p>{lines}",
        encoding="utf-8",
    )
    (answer,) = inspect(str(page))
    hops = {claim.hop: claim for claim in answer.claims}
    told = {int(found[1]): line for line, layer in said if (found := re.search(r"hop (\d)", layer))}
    assert hops.keys() == told.keys() == {1, 2, 3}
    assert all((hops[hop].source.name or hops[hop].source.domain or "?") in line for hop, line in told.items())
    assert (hops[3].relation, hops[3].translator) == (Relation.TRANSLATION, "Ann Berg")


def test_the_registries_that_the_page_names_are_tuples_of_those_modules():
    rows = re.findall(r"([A-Z]{4,}) of\s+`(provenance/[\w/]+\.py)`", PAGE)
    assert len(rows) >= 7
    for name, path in rows:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        targets = [
            node.target.id if isinstance(node, ast.AnnAssign) else getattr(node.targets[0], "id", "")
            for node in tree.body
            if isinstance(node, ast.AnnAssign | ast.Assign)
        ]
        assert name in targets, f"{path} has no {name}"


def test_the_picture_is_whole_and_names_rooms_that_there_are():
    picture = etree.parse(ROOT / "docs/architecture.svg")
    names = picture.xpath("//*[@class='name']/text()")
    rooms = {path.stem for path in (ROOT / "provenance").iterdir()}
    assert set(names) - rooms == {"a target"}
    nouns = picture.xpath("//*[@class='noun']/*[local-name()='text']/text()")
    assert all(hasattr(model, noun) for noun in nouns)


@pytest.mark.parametrize("link", re.findall(r"\]\(([\w./-]+)\)", PAGE))
def test_what_the_page_links_to_is_there(link):
    assert (ROOT / "docs" / link).exists()


def test_what_contributing_names_is_there():
    """Files, tests and modules that it says to run; names that stand for those of whoever adds one are left out."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for example in ("xx.toml", "NAME", "colophon", "edges.py"):
        page = re.sub(rf"[\w/]*{re.escape(example)}[\w.]*", "", page)
    named = re.findall(r"\b((?:provenance|tests|docs)/[\w/]+\.\w+)", page)
    modules = [f"{name.replace('.', '/')}.py" for name in re.findall(r"python -m (tests[\w.]+)", page)]
    assert len(named) > 25
    assert len(modules) >= 3
    assert [path for path in (*named, *modules) if not (ROOT / path).exists()] == []
    targets = re.findall(r"^    make (\w+)", page, re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text()
    assert targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
