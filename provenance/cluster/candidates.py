"""Which pages may be kin, by joins, for all pages at once.

Copies are paired as `linking.jointly` pairs them, whatever the number of pages; the local engine does so in runs that
start from 100 pages or more and looks copies up in the index in smaller ones. All else are the look-ups of
`store.sharing`, with the same bounds.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.cluster.fingerprints import ADDRESS, DOMAIN, LINK, OUTLET
from provenance.linking import corpus
from provenance.linking.likeness import LENGTH, SLACK
from provenance.linking.lookups import ANCHORED, SITE
from provenance.match.joint import FEW, RARE, WINDOW
from provenance.match.shingles import SAMPLE, SPARSE
from provenance.match.thresholds import COPY
from provenance.store.sharing import COMMON, MOST_READ

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

FOUND = 50  # nodes that an address may mean, as `store.find` has it


def sharing(entries: "DataFrame") -> "DataFrame":
    """Pairs of pages that may be copies by the hashes that they share (a, b, shared), a < b: see `match.joint`."""
    from pyspark.sql import functions as f

    sizes = [entries.select(f.col("number").alias(end), f.col("estimate").alias(f"{end}_size")) for end in ("a", "b")]
    return paired(entries).join(sizes[0], "a").join(sizes[1], "b").where(likely()).select("a", "b", "shared")


def paired(entries: "DataFrame") -> "DataFrame":
    """How many hashes two pages share, if one is rare (a, b, shared, rare), a < b, as `joint.paired` has it.

    Of those that hold a hash, in the order of their numbers, each is paired with the WINDOW that follow.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    postings = entries.select(f.col("number").alias("a"), f.explode("hashes").alias("hash"))
    # The rows that follow, not a join: of a hash that very many hold a join would look at all pairs.
    following = Window.partitionBy("hash").orderBy("a").rowsBetween(1, WINDOW)
    rare = f.count("*").over(Window.partitionBy("hash")) <= RARE
    others = postings.select("a", f.collect_list("a").over(following).alias("others"), rare.alias("rare"))
    pairs = others.select("a", f.explode("others").alias("b"), "rare")
    return pairs.groupBy("a", "b").agg(f.count("*").alias("shared"), f.max("rare").alias("rare"))


def likely() -> "Column":
    """`joint.likely` of rows (shared, rare, a_size, b_size), in the same arithmetic."""
    from pyspark.sql import functions as f

    coarser = f.greatest(_sampling("a_size"), _sampling("b_size"))
    expected = f.lit(COPY * SLACK) * f.least("a_size", "b_size") / coarser
    least = f.when((expected <= FEW) & f.col("rare"), 1.0).otherwise(2.0)
    return f.col("shared") >= f.greatest(expected - f.lit(3.0) * f.sqrt(expected), least)


def _sampling(size: str) -> "Column":
    """`shingles.sampling` of a column."""
    from pyspark.sql import functions as f

    found = f.lit(1)
    for modulus in (2**n for n in range(1, SAMPLE.bit_length())):
        found = f.when(f.col(size) >= modulus * SPARSE, modulus).otherwise(found)
    return found


def counted(entries: "DataFrame") -> "DataFrame":
    """How many pages hold each hash (hash, n)."""
    from pyspark.sql import functions as f

    return entries.select(f.explode("hashes").alias("hash")).groupBy("hash").agg(f.count("*").alias("n"))


def sharing_anchors(entries: "DataFrame", askers: "DataFrame") -> "DataFrame":
    """Pages of other languages by the weight of the rare anchors that they share with each asker (asker, other,
    shared, rank), see `Store.sharing_anchors`."""
    from pyspark.sql import functions as f

    rows = (
        entries.select("number", f.explode("anchors").alias("a")).select("number", "a.*").where(f.col("view") != LENGTH)
    )
    held_by = rows.groupBy("language", "view", "hash").agg(f.count("*").alias("n")).where(f.col("n") <= COMMON)
    asks = rows.join(askers.withColumnRenamed("asker", "number"), "number", "left_semi").select(
        f.col("number").alias("asker"), f.col("language").alias("own"), "view", "hash", f.col("weight").alias("mine")
    )
    foreign = (f.col("language") != f.col("own")) & (f.col("language") != "")
    held = asks.join(held_by, ["view", "hash"]).where(foreign)
    held = rarest(held.withColumn("kind", f.concat_ws(" ", "language", "view")), ["kind", "hash", "mine"])
    found = held.join(rows.withColumnRenamed("number", "other"), ["language", "view", "hash"])
    product = f.col("mine") * f.col("weight")
    # Summed in the order of size, so that like pages have like sums in whatever order rows come.
    products = f.sort_array(f.collect_list(product))
    total = f.aggregate(products, f.lit(0.0), lambda sofar, one: sofar + one)
    return best(found.groupBy("asker", "other").agg(total.alias("shared")), ANCHORED)


def rarest(held: "DataFrame", order: Sequence[str]) -> "DataFrame":
    """Of all that each asker asks for (with `n`, how many hold it) the rarest, as many as make MOST_READ rows."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    sofar = Window.partitionBy("asker").orderBy("n", *order).rowsBetween(Window.unboundedPreceding, Window.currentRow)
    room = held.withColumn("room", f.sum("n").over(sofar))
    return room.where((f.col("room") <= MOST_READ) | (f.col("room") == f.col("n")))


def best(shared: "DataFrame", most: int) -> "DataFrame":
    """For each asker the others with which it shares most, ranked from 1."""
    from pyspark.sql import functions as f

    return _first(shared, ["asker"], [f.desc("shared"), f.col("other")], most)


def at_addresses(entries: "DataFrame", keys: "DataFrame", further: "DataFrame") -> "DataFrame":
    """The nodes at the addresses that each page names (asker, other, kind, rank), see `store.find`.

    `keys` are all nodes by the keys of their own addresses, `further` by the keys of others (number, key). What stands
    at an address of its own goes before.
    """
    from pyspark.sql import functions as f

    asks = named(entries).where(f.col("kind").isin(ADDRESS, LINK))
    wanted = asks.select("key").distinct()
    own = _first(keys.join(wanted, "key", "left_semi"), ["key"], [f.col("number")], FOUND)
    rest = further.join(wanted, "key", "left_semi").join(own.select("key").distinct(), "key", "left_anti")
    led = _first(rest.distinct(), ["key"], [f.col("number")], FOUND)
    found = own.unionByName(led).select("key", f.col("number").alias("other"))
    return asks.join(found, "key").where("asker <> other").select("asker", "other", "kind", "rank")


def of_sites(entries: "DataFrame") -> "tuple[DataFrame, DataFrame]":
    """The first pages of each site that is named (kind, key, number), and who names it (asker, kind, key, rank)."""
    from pyspark.sql import functions as f

    asks = named(entries).where(f.col("kind").isin(DOMAIN, OUTLET))
    wanted = asks.select("kind", "key").distinct()
    columns = [
        entries.select("number", f.lit(kind).alias("kind"), f.col(kind).alias("key")) for kind in (DOMAIN, OUTLET)
    ]
    pages = columns[0].unionByName(columns[1]).join(wanted, ["kind", "key"], "left_semi")
    return _first(pages, ["kind", "key"], [f.col("number")], SITE).drop("rank"), asks


def named(entries: "DataFrame") -> "DataFrame":
    """Whom each page credits (asker, kind, key, rank)."""
    from pyspark.sql import functions as f

    rows = entries.select(f.col("number").alias("asker"), f.explode("credits").alias("c"))
    return rows.select("asker", "c.kind", "c.key", "c.rank")


def _first(rows: "DataFrame", groups: Sequence[str], order: "Sequence[Column]", most: int) -> "DataFrame":
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    place = f.row_number().over(Window.partitionBy(*groups).orderBy(*order))
    return rows.withColumn("rank", place.cast("bigint")).where(f.col("rank") <= most)


def neighbours(pages: "DataFrame", entries: "DataFrame", tops: "DataFrame") -> "DataFrame":
    """The first pages of each site of pages that hang together (number, sites): what `linking.corpus` asks of sites.

    They go to the first of these pages of the site: (place, id, told) each, where `told` is what an index holds of it.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    whole = tops.unionByName(tops.select(f.col("top").alias("number"), "top").distinct())
    sizes = whole.groupBy("top").agg(f.count("*").alias("size"))
    of_sites = pages.where("domain IS NOT NULL").select("number", "id", "domain")
    asks = whole.join(of_sites, "number").groupBy("top", "domain").agg(f.min("number").alias("asker"))
    place = f.row_number().over(Window.partitionBy("domain").orderBy("number"))
    placed = of_sites.withColumn("place", place).join(asks.join(sizes, "top"), "domain")
    first = placed.where(f.col("place") <= f.col("size") + corpus.SITE).join(
        entries.select("number", "told"), "number", "left"
    )
    told = f.collect_list(f.struct("place", "id", "told")).alias("sites")
    return first.groupBy(f.col("asker").alias("number")).agg(told)
