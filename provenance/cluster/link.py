"""A store, or a folder of tables, linked on Spark."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.cluster.engine import Tables, check, entries_of, families, tables
from provenance.cluster.rows import Row
from provenance.cluster.session import LOCAL, session
from provenance.errors import Stop
from provenance.formats.parquet.rows import read_article, read_link
from provenance.linking import Linked
from provenance.linking.families import WAY
from provenance.model import Node
from provenance.parquet import export_tables
from provenance.store.look import chunks

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from provenance.store import Store
    from provenance.store.indexing import Lacking

_INDEXED = 500  # pages whose index entries are written in one transaction


def link_store(store: "Store", master: str = LOCAL, conf: Mapping[str, str] | None = None) -> Iterator[Linked]:
    """Link all pages of a store on Spark, a family at a time; the store is then as `linking.link` leaves it.

    That is to the last digit where that run starts from 100 pages or more; of fewer see `docs/scale.md`.
    What the store holds goes to Spark, and comes back, by a folder of tables that lasts as long as this.
    Stop says in one line what Spark says, and that another program has linked new pages meanwhile; MissingExtra what to
    install.
    """
    with session(master, conf) as spark, tempfile.TemporaryDirectory(prefix="provenance-") as folder:
        times = store.index.times()
        lacking = {article.id: article for article in store.index.unindexed(WAY, 2**31)}
        export_tables(store, f"{folder}/in")
        given = tables(spark, f"{folder}/in")
        entries = entries_of(given)
        families(given, entries).orderBy("family").write.parquet(f"{folder}/families")
        entries.select("number", "id", "hashes", "anchors").orderBy("number").write.parquet(f"{folder}/entries")
        for row in _rows(Path(folder, "families")):
            yield _keep(store, row, times)
        _index(store, Path(folder, "entries"), lacking, times)


def link_tables(source: str, target: str, master: str = LOCAL, conf: Mapping[str, str] | None = None) -> dict[str, int]:
    """Link the tables of the folder `source` and write `links` and `articles` (the sources that are only named) into
    `target`, which must not be there: how many pages, families, links, and links dropped.

    Both are names that Spark reads and writes, on the machines of the cluster. `ingest` of the one, then of the other,
    makes a store.
    """
    target = target.rstrip("/")
    at_home = "://" not in source + target
    with session(master, conf, at_home=at_home) as spark:
        _refuse(spark, target)
        given = tables(spark, source)
        check(given, source)
        found = families(given, entries_of(given))
        _named(found, given).write.parquet(f"{target}/articles.parquet")
        _links(found, given).write.parquet(f"{target}/links.parquet")
        return _counts(found)


def _refuse(spark: "SparkSession", target: str) -> None:
    """Stop where something is already, wherever that lies: rather now than when all is done."""
    jvm: Any = spark._jvm
    path = jvm.org.apache.hadoop.fs.Path(target)
    if path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path):
        raise Stop(f"{target}: there is something already")


def _named(found: "DataFrame", given: Tables) -> "DataFrame":
    from pyspark.sql import functions as f

    nodes = found.select(f.explode("nodes").alias("node")).select("node.*").dropDuplicates(["id"])
    return nodes.join(given.pages.select("id"), "id", "left_anti").select(*given.articles.columns)


def _links(found: "DataFrame", given: Tables) -> "DataFrame":
    """The links that were drawn, and those of before that neither are drawn again nor go."""
    from pyspark.sql import functions as f

    drawn = found.select(f.explode("links").alias("link")).select("link.*")
    gone = found.select(f.explode("gone").alias("id"))
    word = given.links.select("id", f.col("judgement").alias("word"))
    judged = drawn.join(word, "id", "left").withColumn("judgement", f.col("word")).select(*given.links.columns)
    rest = given.links.join(gone, "id", "left_anti").join(drawn.select("id"), "id", "left_anti")
    return judged.unionByName(rest.select(*given.links.columns))


def _counts(found: "DataFrame") -> dict[str, int]:
    from pyspark.sql import functions as f

    sums = {
        "pages": f.sum("pages"),
        "families": f.sum((f.col("pages") > 1).cast("bigint")),
        "links": f.sum(f.size("links")),
        "dropped": f.sum(f.size("gone")),
    }
    row: Any = found.agg(*(column.alias(name) for name, column in sums.items())).first()
    return {name: int(row[name] or 0) for name in sums}


def _keep(store: "Store", row: Row, times: int) -> Linked:
    nodes = [node for node, _ in (read_article(one, "nodes") for one in row["nodes"]) if isinstance(node, Node)]
    links = [read_link(link, "links") for link in row["links"]]
    if (nodes or links or row["gone"]) and not store.put_family(nodes, links, row["gone"], times=times):
        raise _overtaken(store)
    return Linked(row["pages"], len(links), len(row["gone"]))


def _overtaken(store: "Store") -> Stop:
    return Stop(f"{store.location.label}: another program has linked new pages meanwhile: run it again")


def _index(store: "Store", folder: Path, lacking: "Mapping[str, Lacking]", times: int) -> None:
    """Put what the indexes lack into them, so that the next run looks only at what is new.

    Stop where another program has put anything there since it was done so many `times`: what it put is not drawn here.
    """
    for some in chunks(_rows(folder), _INDEXED):
        held = [(row["id"], row["hashes"], _shelved(row["anchors"])) for row in some if row["id"] in lacking]
        if held:
            store.index.put(held, WAY, [lacking[node] for node, *_ in held])
            times += 1
        if not store.index.note_drawn([row["id"] for row in some], times):
            raise _overtaken(store)


def _shelved(anchors: list[Row]) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for one in anchors:
        found.setdefault(f"{one['language']} {one['view']}", {})[one["hash"]] = one["weight"]
    return found


def _rows(folder: Path) -> Iterator[Row]:
    from provenance.arrow import opened

    for part in sorted(folder.glob("*.parquet")):
        with opened(part) as file:
            for batch in file.iter_batches(200):
                yield from batch.to_pylist()
