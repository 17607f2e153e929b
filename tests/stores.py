"""Pages and links for the tests of the store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from provenance.model import (
    Article,
    Block,
    DateInterval,
    Derivation,
    Evidence,
    Fact,
    Link,
    Locator,
    Node,
    Place,
    Relation,
    Rival,
    Signal,
    Status,
)

NOW = datetime(2026, 1, 12, 8, 30, tzinfo=UTC)
CREDIT = Signal(
    "attribution",
    "fr.source",
    Relation.REPUBLICATION,
    Place.TAIL,
    "Source : Le Quai",
    1,
    0,
    16,
    Locator("Le Quai"),
)


def page(name: str, **changes) -> Article:
    site = name.partition("-")[0]
    blocks = (
        Block(
            f"The ferry of {name} sailed late.",
            Place.INLINE,
            links=(Link(4, 9, "https://x.example", "ferry"),),
        ),
        Block("Source : Le Quai", Place.TAIL, "em"),
    )
    made = Article(
        id=f"n{name}",
        url=f"https://www.{site}.example/{name}/",
        domain=f"{site}.example",
        title=f"Ferry {name}",
        outlet=site.title(),
        language="en",
        published=DateInterval(NOW, NOW + timedelta(days=1), "12 January"),
        authors=("A. Sailor", "Б. Моряк"),
        blocks=blocks,
        facts=(Fact("og.title", "Ferry"),),
        text=blocks[0].text,
        sha256="ab" * 32,
        path=f"pages/{name}.html",
        fetched=NOW,
    )
    return replace(made, **changes)


def hop(name: str, derived: str, source: str, **changes) -> Derivation:
    evidence = (Evidence("credit", 2.25, "a credit line", "Source : Le Quai", "tail", "attribution"),)
    made = Derivation(
        f"l{name}",
        f"n{derived}",
        f"n{source}",
        Relation.REPUBLICATION,
        0.75,
        evidence,
        "Avic",
        None,
        (Rival("nelse", 0.125),),
    )
    return replace(made, **changes)


def count(store, table):
    return store.info()[table]


def put_family(store):
    """d -> c -> b -> a -> c: a cycle with a tail; e beside it; f alone."""
    store.put_nodes([Node(f"n{name}", Status.NAMED) for name in "abcdef"])
    store.put_links([hop(pair, *pair) for pair in ("dc", "cb", "ba", "ac", "eb")])
