"""The stages in their order: tables in, families out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provenance.cluster import candidates, drawing, fingerprints, pairs, shapes
from provenance.cluster.components import components
from provenance.cluster.rows import over
from provenance.errors import Stop
from provenance.formats.parquet import columns

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_LEAN = ("id", "language", "domain", "earliest", "latest", "text")


@dataclass(frozen=True, slots=True)
class Tables:
    """What is linked: pages and sources, their further addresses, the links of earlier runs."""

    articles: "DataFrame"
    addresses: "DataFrame"
    links: "DataFrame"

    @property
    def pages(self) -> "DataFrame":
        """The pages that were read."""
        return self.articles.where("status = 'read' AND text IS NOT NULL")


def tables(spark: "SparkSession", folder: str) -> Tables:
    """The tables of a folder, or of whatever Spark reads by such a name; only `articles` must be there."""
    return Tables(*(_table(spark, folder, name) for name in ("articles", "addresses", "links")))


def _table(spark: "SparkSession", folder: str, name: str) -> "DataFrame":
    from pyspark.errors import AnalysisException

    schema = shapes.of(columns.schema(name))
    try:
        return spark.read.schema(schema).parquet(f"{folder.rstrip('/')}/{name}.parquet")
    except AnalysisException as error:
        if name == "articles" or error.getErrorClass() != "PATH_NOT_FOUND":
            raise
        return spark.createDataFrame([], schema)


def check(given: Tables, folder: str) -> None:
    """Stop where a number or an id stands for more than one article, or an article has none: nothing would be right."""
    from pyspark.sql import functions as f

    counted = f.count("*"), f.count_distinct("number"), f.count_distinct("id")
    row: Any = given.articles.agg(*counted).first()
    if len(set(row)) > 1:
        raise Stop(f"{folder}: {row[0]:,} articles have {row[1]:,} numbers and {row[2]:,} ids: each needs its own")


def entries_of(given: Tables) -> "DataFrame":
    """The fingerprints of all pages (ENTRY), kept on disk, for all stages ask them."""
    return _kept(_mapped(given.pages, fingerprints.fingerprints, shapes.ENTRY))


def families(given: Tables, entries: "DataFrame") -> "DataFrame":
    """Every family with the links that are to be drawn and to go (FAMILY)."""
    from pyspark.sql import functions as f

    counts = _kept(candidates.counted(entries))
    copies = _kept(_copies(entries))
    found = (
        (drawing.COPY, copies),
        (drawing.TRANSLATED, _translated(entries, copies)),
        (drawing.CREDITED, _credited(given, entries)),
    )
    answers = [edges.withColumn("kind", f.lit(kind)) for kind, edges in found]
    every = _kept(answers[0].unionByName(answers[1]).unionByName(answers[2]))
    return _drawn(given, entries, counts, every)


def _copies(entries: "DataFrame") -> "DataFrame":
    from pyspark.sql import functions as f

    texts = entries.select("number", "language", "every")
    mine = texts.select(f.col("number").alias("a"), f.col("language").alias("own"), f.col("every").alias("mine"))
    theirs = texts.select(f.col("number").alias("b"), "language", f.col("every").alias("theirs"))
    both = candidates.sharing(entries).join(mine, "a").join(theirs, "b").where("own = language")
    return _mapped(both.select("a", "b", "shared", "mine", "theirs"), pairs.copies, shapes.EDGE)


def _translated(entries: "DataFrame", copies: "DataFrame") -> "DataFrame":
    from pyspark.sql import functions as f

    shared = candidates.sharing_anchors(entries, _fullest(entries, copies))
    others = shared.join(entries.select(f.col("number").alias("other"), "id", "length"), "other")
    told = f.collect_list(f.struct(f.col("other").alias("number"), "id", "shared", "length")).alias("others")
    asked = others.groupBy("asker").agg(told)
    own = entries.select(f.col("number").alias("asker"), "length")
    near = _mapped(asked.join(own, "asker"), pairs.nearest, shapes.EDGE)
    return _mapped(_both(near, entries), pairs.translated, shapes.EDGE)


def _fullest(entries: "DataFrame", copies: "DataFrame") -> "DataFrame":
    """The pages of which translations are looked for (asker): the fullest of each cluster of copies."""
    from pyspark.sql import functions as f

    tops = components(copies.select(f.col("asker").alias("a"), f.col("other").alias("b")))
    sizes = entries.select("number", "size", "id").join(tops, "number", "left")
    largest = f.max_by("number", f.struct("size", "id")).alias("asker")
    return sizes.groupBy(f.coalesce("top", "number").alias("top")).agg(largest).select("asker")


def _credited(given: Tables, entries: "DataFrame") -> "DataFrame":
    from pyspark.sql import functions as f

    addressed = given.articles.where("url IS NOT NULL").select("number", "url")
    keys = _mapped(addressed, fingerprints.addressed, shapes.ADDRESSED)
    nodes = given.articles.select("number", f.col("id").alias("article"))
    further = given.addresses.join(nodes, "article").select("number", "key")
    read = entries.select(f.col("number").alias("other"))
    at = _kept(candidates.at_addresses(entries, keys, further).join(read, "other", "left_semi"))
    plain = at.where(f.col("kind") == fingerprints.ADDRESS).select("asker", "other", "rank")
    led = at.where(f.col("kind") == fingerprints.LINK).select("asker", "other", "rank")
    apart = ~f.col("my_domain").eqNullSafe(f.col("their_domain")) & (f.col("my_language") != f.col("their_language"))
    hinted = _mapped(_both(led, entries).where(apart), pairs.hinted, shapes.EDGE)
    return plain.unionByName(hinted).unionByName(_of_sites(entries))


def _of_sites(entries: "DataFrame") -> "DataFrame":
    from pyspark.sql import functions as f

    pages, asks = candidates.of_sites(entries)
    lean = entries.select("number", *_LEAN)
    nobody = f.lit(None).cast("bigint")
    rows = (
        pages.withColumn("asker", nobody)
        .withColumn("rank", nobody)
        .unionByName(
            asks.join(pages.select("kind", "key").distinct(), ["kind", "key"]).withColumn("number", f.col("asker"))
        )
    )
    # A site's pages come first: asker is missing, which sorts first.
    whole = rows.join(lean, "number").repartition("kind", "key").sortWithinPartitions("kind", "key", "asker", "number")
    return _mapped(whole, pairs.of_site, shapes.EDGE)


def _both(edges: "DataFrame", entries: "DataFrame") -> "DataFrame":
    """Edges with the lean columns of both sides, those of one asker together."""
    from pyspark.sql import functions as f

    sides = [
        entries.select(f.col("number").alias(end), *(f.col(name).alias(f"{side}{name}") for name in _LEAN))
        for end, side in (("other", "their_"), ("asker", "my_"))
    ]
    both = edges.join(sides[0], "other").join(sides[1], "asker")
    return both.sortWithinPartitions("asker", "rank")


def _drawn(given: Tables, entries: "DataFrame", counts: "DataFrame", every: "DataFrame") -> "DataFrame":
    from pyspark.sql import functions as f

    ids = entries.select("number", "id")
    ends = [
        ids.select(f.col("number").alias(name), f.col("id").alias(end))
        for name, end in (("a", "derived"), ("b", "source"))
    ]
    linked = given.links.select("derived", "source").join(ends[0], "derived").join(ends[1], "source").select("a", "b")
    bonds = every.select(f.col("asker").alias("a"), f.col("other").alias("b"))
    tops = components(bonds.unionByName(linked))
    kin = tops.select("number").unionByName(tops.select(f.col("top").alias("number"))).distinct()
    told = (
        entries.join(kin, "number", "left_semi").select("number", f.explode("told").alias("hash")).join(counts, "hash")
    )
    spread = told.groupBy("number").agg(f.collect_list(f.struct("hash", "n")).alias("spread"))
    answers = every.groupBy(f.col("asker").alias("number")).agg(
        f.collect_list(f.struct("kind", "rank", f.col("other").alias("number"))).alias("answers")
    )
    link = f.struct(*given.links.columns)
    before = given.links.groupBy(f.col("derived").alias("id")).agg(f.collect_list(link).alias("before"))
    rows = given.pages.join(tops, "number", "left").withColumn("top", f.coalesce("top", "number"))
    whole = rows.join(answers, "number", "left").join(spread, "number", "left").join(before, "id", "left")
    whole = whole.join(candidates.neighbours(given.pages, entries, tops), "number", "left")
    laid = whole.repartition("top").sortWithinPartitions("top", "number")
    return _kept(_mapped(laid, drawing.drawn, shapes.FAMILY))


def _mapped(rows: "DataFrame", work: "Callable[..., object]", shape: str) -> "DataFrame":
    return rows.mapInArrow(over(work, shape), shapes.spark(shape))  # type: ignore[arg-type]


def _kept(rows: "DataFrame") -> "DataFrame":
    """Rows that are worked out once and kept on the disks of the workers."""
    from pyspark import StorageLevel

    return rows.persist(StorageLevel.DISK_ONLY)
