"""docs/store.md tells of every table, view and column, and its queries answer."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Table, inspect, text

import provenance
from provenance.store import tables
from provenance.store.schema import Base

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "store.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


def told() -> set[tuple[str, str]]:
    """Table or view and column, as the page has them."""
    found, names = set(), ""
    for line in PAGE.splitlines():
        begun = re.match(r"((?:`\w+`(?:, )?)+):", line)
        row = re.match(r"\| ([\w., ]+?) \|", line)
        if begun:
            names = begun[1].strip("`")
        elif row and row[1] != "column":
            for column in row[1].split(", "):
                table, _, name = column.rpartition(".")
                found.add((table or names, name))
    return found


@pytest.mark.both
def test_the_page_tells_of_every_column(store):
    with store.reading() as connection:
        look = inspect(connection)
        names = [*look.get_table_names(), *look.get_view_names()]
        assert told() == {(name, column["name"]) for name in names for column in look.get_columns(name)}


def test_queries_know_the_columns_that_are_drawn():
    drawn = {table.name: {column.name: kind(column) for column in table.c} for table in Base.metadata.tables.values()}
    named = [table for table in vars(tables).values() if isinstance(table, Table)]
    assert {table.name: {column.name: kind(column) for column in table.c} for table in named} == drawn


def kind(column) -> type:
    return {object: str}.get(column.type.python_type, column.type.python_type)  # SQLModel's own kind of text


@pytest.mark.both
def test_the_queries_answer(store, examples):
    list(provenance.ingest(str(examples), store))
    list(provenance.link(store))
    assert len(QUERIES) == 3
    with store.reading() as connection:
        chain, flows, texts = (connection.execute(text(query)).all() for query in QUERIES)
    assert [row.outlet for row in chain] == ["Carnet de quai", "Passerelle Info", "Horizon Sud", "Вестник Гавани"]
    assert [row.hop for row in chain] == [0, 1, 2, 3]
    assert {(row.derived, row.source, row.articles) for row in flows} >= {("Horizon Sud", "Вестник Гавани", 1)}
    assert [row.pages for row in texts] == [2]


@pytest.mark.both
def test_pages_have_their_text(store, examples):
    list(provenance.ingest(str(examples), store))
    with store.reading() as connection:
        rows = connection.execute(text("SELECT title, characters, text FROM pages")).all()
    assert len(rows) == 6
    assert all(row.characters == len(row.text) > 100 for row in rows)
