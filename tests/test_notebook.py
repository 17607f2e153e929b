"""`provenance.open` and what it answers; docs/notebook.md, whose examples `test_documentation` runs."""

import inspect
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

import provenance
from provenance import errors
from provenance.errors import MissingExtra, NewerStore, NoStore, ProvenanceError, Stop, StoreError, UnknownArticle
from provenance.formats.values import LINK_KEYS, NODE_KEYS
from provenance.model import DateInterval, Derivation, Node, Relation, Status
from provenance.notebook import Notebook, frames
from provenance.notebook.graphs import to_networkx
from provenance.store.store import Store
from tests.stores import page
from tests.test_export_consumers import expected, from_networkx
from tests.test_export_formats import GRAPH, graphs, packed

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "notebook.md").read_text("utf-8")
ASKED = "https://carnet-de-quai.example/notes/cent-jours-sans-port/"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A folder with the pages of the example, and a store of them."""
    folder = tmp_path_factory.mktemp("notebook")
    web = Path(__file__).resolve().parent.parent / "examples" / "web"
    shutil.copytree(web, folder / "examples" / "web")
    with provenance.open(folder / "quay.db", write=True) as store:
        list(provenance.ingest(str(web), store))
        list(provenance.link(store))
    return folder


def test_the_page_tells_of_every_column_and_attribute():
    for name, columns in (("articles", frames.ARTICLES), ("links", frames.LINKS), ("claims", frames.CLAIMS)):
        head = f"| column of `{name}` | kind |\n|---|---|\n"
        rows = "".join(f"| `{column}` | {kind} |\n" for column, kind in columns.items())
        assert head + rows + "\n" in PAGE
    for of, keys in (("nodes", NODE_KEYS), ("edges", LINK_KEYS)):
        assert f"| {of} | {', '.join(f'`{key}`' for key in keys)} |\n" in PAGE


def test_what_the_package_names_stays():
    assert sorted(provenance.__all__) == [
        "Limits", "Options", "Rounds", "__version__", "compare", "export", "ingest", "inspect", "link", "open", "show", "trace", "watch",
    ]  # fmt: skip
    assert all(getattr(provenance, name) for name in provenance.__all__)
    own = {name for name in vars(Notebook) if not name.startswith("_")} - set(vars(Store))
    assert own == {"chain", "claims", "origins", "to_networkx", "to_pandas"}
    reads = {"article", "articles", "nodes", "links", "node", "signals", "find", "close", "info"}
    assert reads <= {name for name in dir(Notebook) if not name.startswith("_")}
    assert list(inspect.signature(provenance.open).parameters) == ["location", "write", "wait"]


def test_importing_loads_nothing_heavy_and_opening_no_networkx():
    heavy = "{'sqlmodel', 'sqlalchemy', 'httpx', 'bs4', 'lxml', 'numpy', 'pandas', 'networkx', 'trafilatura', 'regex'}"
    code = f"import sys, provenance, provenance.notebook; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    code = "import sys, provenance; provenance.open; from provenance.notebook import Notebook\n"
    code += "sys.exit(bool({'pandas', 'networkx'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_goes_wrong_has_a_name(shelf, tmp_path):
    with pytest.raises(NoStore, match=r"none.db: no store here"):
        provenance.open(tmp_path / "none.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(NoStore, match=r"empty.db: no store here"):
        provenance.open(tmp_path / "empty.db")
    assert (tmp_path / "empty.db").stat().st_size == 0
    shutil.copy(shelf / "quay.db", tmp_path / "newer.db")
    raw = sqlite3.connect(tmp_path / "newer.db")
    raw.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    raw.commit()
    raw.close()
    with pytest.raises(NewerStore, match=r"newer.db: made by a newer provenance: schema 99"):
        provenance.open(tmp_path / "newer.db")
    with provenance.open(shelf / "quay.db") as store:
        for ask in (store.chain, store.origins, store.to_networkx, lambda target: list(store.claims(target))):
            with pytest.raises(UnknownArticle, match=r"https://nobody.example/: not in the store"):
                ask("https://nobody.example/")
        with pytest.raises(StoreError, match="opened for reading only"):
            store.put_article(page("a"))
        with pytest.raises(ValueError, match="no table of 'authors'"):
            store.to_pandas("authors")
    assert issubclass(NoStore, StoreError) and issubclass(NewerStore, StoreError) and issubclass(UnknownArticle, Stop)


def test_the_tree_of_errors_is_the_one_that_is_drawn():
    drawn = re.findall(r"^ +(\w+)", errors.__doc__, re.MULTILINE)
    there = {
        name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, ProvenanceError)
    }
    assert set(drawn) == there


@pytest.mark.parametrize("name", ["pandas", "networkx"])
def test_a_package_that_is_not_there_is_named(shelf, monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    with (
        provenance.open(shelf / "quay.db") as store,
        pytest.raises(MissingExtra, match=rf"to_{name} needs the package {name}: pip install '.*\[notebook\]'"),
    ):
        getattr(store, f"to_{name}")()


def attributes(graph):
    nodes = dict(graph.nodes(data=True))
    return nodes, {key: (a, b, data) for a, b, key, data in graph.edges(keys=True, data=True)}


def test_a_graph_has_all_that_graphml_carries():
    made = to_networkx((*GRAPH.nodes, *GRAPH.links), "r")
    assert isinstance(made, nx.MultiDiGraph)
    assert attributes(made) == expected(GRAPH)
    read = nx.parse_graphml(packed("graphml", GRAPH, "r").decode(), force_multigraph=True)
    assert from_networkx(read) == attributes(made)
    assert made.graph == {"focus": "r"} == {key: read.graph[key] for key in ("focus",)}


@given(graphs())
@settings(max_examples=40)
def test_any_graph_becomes_one(graph):
    assert attributes(to_networkx((*graph.nodes, *graph.links))) == expected(graph)


def test_the_family_of_a_straight_chain_is_its_graph(shelf):
    with provenance.open(shelf / "quay.db") as store:
        chain, family, whole = store.chain(ASKED), store.to_networkx(ASKED), store.to_networkx()
        assert set(family) == {node.id for node in chain.graph.nodes}
        assert family.graph["focus"] == chain.article == store.chain(chain.article).article
        assert set(family.edges(keys=True)) == set(whole.edges(keys=True))
        assert len(whole) == 6


def dated(name, earliest, latest):
    return Node(name, Status.NAMED, published=DateInterval(earliest, latest, f"{name} as written"))


def test_times_of_any_year_come_with_their_precision():
    first = datetime(2024, 2, 1, tzinfo=UTC)
    spans = {
        "year": (datetime(1, 1, 1, tzinfo=UTC), datetime(2, 1, 1, tzinfo=UTC)),
        "month": (first, datetime(2024, 3, 1, tzinfo=UTC)),
        "day": (datetime(9999, 12, 30, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)),
        "minute": (first, first + timedelta(minutes=1)),
        "second": (first + timedelta(seconds=7), first + timedelta(seconds=8)),
        "span": (first + timedelta(microseconds=1), first + timedelta(days=3)),
    }
    table = frames.articles([*(dated(name, *span) for name, span in spans.items()), Node("none", Status.READ)])
    assert list(table["published_precision"])[:6] == list(spans)
    assert [stamp.to_pydatetime() for stamp in table["published_earliest"][:6]] == [a for a, _ in spans.values()]
    assert [stamp.to_pydatetime() for stamp in table["published_latest"][:6]] == [b for _, b in spans.values()]
    last = table.iloc[6]
    assert last["published_earliest"] is pd.NaT and pd.isna(last["published"]) and pd.isna(last["published_precision"])


KINDS = {"text": "string", "name": "category", "number": "float64", "count": "int64", "list": "object"}


@pytest.mark.parametrize("rows", ["articles", "links", "claims"])
@pytest.mark.parametrize("name", ["quay.db", "bare.db"])
def test_tables_have_the_columns_and_kinds_that_are_told(shelf, rows, name):
    with provenance.open(shelf / name, write=True) as store:
        table = store.to_pandas(rows)
    columns = getattr(frames, rows.upper())
    assert list(table.columns) == list(columns)
    told = {column: KINDS.get(kind, "datetime64[us, UTC]") for column, kind in columns.items()}
    assert {column: str(kind) for column, kind in table.dtypes.items()} == told
    assert len(table) == ({"articles": 6, "links": 3, "claims": 6}[rows] if name == "quay.db" else 0)


def test_a_table_of_links_says_what_graphml_says():
    table = frames.links((*GRAPH.nodes, *GRAPH.links)).set_index("id")
    assert table.loc["r-o", "translator"] == "Avic" and table.loc["r-o", "licence"] == "CC BY-SA 4.0"
    assert table.loc["r-o", "rivals"] == ("x",) and table.loc["r-o", "rules"] == ("stated", "overlap")
    assert table.loc["r-o", "derived_published"] == pd.Timestamp("2024-03-01", tz="UTC")
    assert table.loc["r-o", "derived_published_precision"] == "day"
    assert table.loc["x-r", "judgement"] == "reject" and pd.isna(table.loc["n-r", "derived_published"])


@pytest.mark.both
def test_claims_and_origins_over_both_databases(location):
    with provenance.open(location, write=True) as store:
        for name in "abc":
            store.put_article(page(name))
        store.put_links([Derivation("lba", "nb", "na", Relation.REPUBLICATION, 0.9, ())])
    with provenance.open(location) as store:
        assert store.origins("nb", "na", "https://www.c.example/c/").most == 2
        assert list(store.claims()) == []
        assert store.chain("nb").origin.node == "na"
        assert set(store.to_networkx()) == {"na", "nb", "nc"} == set(store.to_pandas()["id"])
