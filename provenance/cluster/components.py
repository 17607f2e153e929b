"""What hangs together: connected components, on the driver while the pairs are few, else by large and small stars."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FEW = 1_000_000  # pairs that are held by the driver


def components(pairs: "DataFrame") -> "DataFrame":
    """Pairs (a, b) of numbers -> (number, top): the least number of the component; the least itself is left out."""
    from pyspark.sql import functions as f

    ordered = pairs.select(f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b")).where("a > b").distinct()
    edges = ordered.localCheckpoint()
    few = edges.limit(FEW + 1).collect() if FEW else []
    if FEW and len(few) <= FEW:
        return pairs.sparkSession.createDataFrame(
            list(_tops((row.a, row.b) for row in few)), "number bigint, top bigint"
        )
    return _starred(edges)


def _tops(edges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same of edges at hand: each number joins the component of the other, whose least stays its root."""
    parent: dict[int, int] = {}

    def top(number: int) -> int:
        while (up := parent.get(number, number)) != number:
            parent[number] = number = parent.get(up, up)
        return number

    for pair in edges:
        low, high = sorted(map(top, pair))
        if low != high:
            parent[high] = low
    return ((number, top(number)) for number in list(parent))


def _starred(edges: "DataFrame") -> "DataFrame":
    """The same by stars (Kiveris et al. 2014, SoCC): pairs are laid around ever smaller numbers until nothing moves.

    How often grows as the logarithm of the number of pairs, or slower.
    """
    from pyspark.sql import functions as f

    before = None
    while True:
        edges = _small(_large(edges)).localCheckpoint()
        now = edges.agg(f.count("*"), f.sum(f.hash("a", "b").cast("bigint"))).first()
        if now == before:
            return edges.select(f.col("a").alias("number"), f.col("b").alias("top"))
        before = now


def _large(edges: "DataFrame") -> "DataFrame":
    """Let the larger neighbours of each number hang from its least neighbour."""
    from pyspark.sql import functions as f

    both = edges.unionByName(edges.select(f.col("b").alias("a"), f.col("a").alias("b")))
    least = both.groupBy("a").agg(f.least(f.col("a"), f.min("b")).alias("top"))
    return both.where("b > a").join(least, "a").select(f.col("b").alias("a"), f.col("top").alias("b")).distinct()


def _small(edges: "DataFrame") -> "DataFrame":
    """Let each number and its smaller neighbours hang from the least of these."""
    from pyspark.sql import functions as f

    least = edges.groupBy("a").agg(f.min("b").alias("top"))
    around = edges.join(least, "a").select(f.col("b").alias("a"), f.col("top").alias("b")).where("a <> b")
    return around.unionByName(least.select("a", f.col("top").alias("b"))).distinct()
