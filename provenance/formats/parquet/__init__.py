"""Tables in Parquet: all that a store holds in one folder, for pandas, Polars, DuckDB and Spark, and back.

    articles.parquet     every page that was read, with its text, blocks and signals; every source that is only named
    links.parquet        hops, from copy to source
    judgements.parquet   people's words on links
    captures.parquet     when and where bytes were received
    addresses.parquet    further addresses of articles
    readings.parquet     what articles were read from

`columns` has the type of each column, `rows` turns nouns into rows and back, `write` and `read` do the files. They
need pyarrow, which the extra `parquet` brings.
"""

TABLES = ("articles", "links", "judgements", "captures", "addresses", "readings")
"""The tables of a folder, in the order in which they are written and read: what others name comes first."""
