"""docs/formats.md: what other programs read of each format, found by having them read it.

    python -m tests.formats_page            writes the page anew; a test holds it against what they read

Each row is one graph, written and read again: how many of its nodes, links, attributes and dates came back the same.
"""

from pathlib import Path

from provenance.formats import FORMATS
from tests.test_export_consumers import READERS, expected
from tests.test_export_formats import GRAPH

PAGE = Path(__file__).resolve().parent.parent / "docs" / "formats.md"
DATES = {"published", "published_earliest", "published_latest", "derived_published"}
PROGRAMS = {
    "graphml": "networkx",
    "graphml, igraph": "igraph",
    "gexf": "networkx",
    "csv": "Python's csv",
    "neo4j": "Python's csv, the headers as neo4j-admin has them",
    "stix": "stix2",
    "json": "Python's json",
    "jsonld": "rdflib",
    "prov-ttl": "rdflib",
    "prov-json": "prov",
}
HEAD = """# What other programs read of the graph files

Written by `python -m tests.formats_page`; a test has every program read its files again and holds this page against
it. The graph has {nodes} nodes and {links} links, texts with control characters, quotes and every kind of bracket among
them, and links that people judged. A value came back when it is equal to what was written, as text, number or moment.

| format | read by | nodes | links | attributes | dates |
|---|---|---|---|---|---|
"""
TAIL = """
Attributes are those of nodes and links that
[graph files](reference/graph-files.md) names. igraph mixes up the ids of links, not their order: it is
asked by their order. These formats are pictures, pages or lines for people and programs, and have tests of their own:
{others}.
"""


def row(name: str) -> str:
    """What came back of each kind."""
    nodes, links = READERS[name](GRAPH)
    wanted_nodes, wanted_links = expected(GRAPH)
    found, wanted = set(values(nodes, links)), set(values(wanted_nodes, wanted_links))
    dates = {each for each in wanted if each[2] in DATES}
    counts = (
        (len(nodes.keys() & wanted_nodes.keys()), len(wanted_nodes)),
        (len(ends(links) & ends(wanted_links)), len(wanted_links)),
        (len(found & (wanted - dates)), len(wanted - dates)),
        (len(found & dates), len(dates)),
    )
    told = " | ".join(f"{same} of {all_}" for same, all_ in counts)
    return f"| `{name.partition(',')[0]}` | {PROGRAMS[name]} | {told} |\n"


def values(nodes, links):
    """Kind, id, key and value of every attribute."""
    yield from (("node", name, key, value) for name, own in nodes.items() for key, value in own.items())
    yield from (("link", name, key, value) for name, (_, _, own) in links.items() for key, value in own.items())


def ends(links):
    """The links as ids with their ends."""
    return {(name, source, target) for name, (source, target, _) in links.items()}


def page() -> str:
    """The page as it should be."""
    told = {name.partition(",")[0] for name in READERS}
    others = ", ".join(f"`{each.name}`" for each in FORMATS if each.name not in told)
    head = HEAD.format(nodes=len(GRAPH.nodes), links=len(GRAPH.links))
    return head + "".join(map(row, READERS)) + TAIL.format(others=others)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
